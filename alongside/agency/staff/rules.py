"""Who may change the staff, which roles go together, and which passwords are good enough."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.agency.staff.enums import TEAM_ROLES, Role
from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.reader import ADMINISTERS, Reader

DEMONSTRATION_PASSWORD = "alongside-demo"  # noqa: S105 - well known: it opens demonstrations only
USERNAME = re.compile(r"[\w.@+-]{2,150}")


def may_change_staff(by: Reader) -> Decision:
    """Only an administrator brings workers in, gives and takes roles, and ends access."""
    if by.holds(ADMINISTERS):
        return Decision.yes()
    return Decision.no("staff.administrator", _("Only an administrator changes who works here. Ask yours."))


def may_change_worker(by: Reader, actor_id: int) -> Decision:
    """An administrator changes everyone but herself, so that nobody gives herself sight of records."""
    if by.actor_id == actor_id:
        reason = _("Nobody changes their own roles or ends their own access. Ask another administrator.")
        return Decision.no("staff.herself", reason)
    return may_change_staff(by)


def may_hold(role: Role, held: Iterable[Role]) -> Decision:
    """Whether ``role`` goes together with the roles held: who administers the system sees no record (ruling 22)."""
    others = set(held) - {role}
    separation = _(
        "An administrator sets the system up and sees no record, so the same person cannot hold this role as well. "
        "Give it to somebody else, or take the other role first."
    )
    if (role == Role.ADMIN and TEAM_ROLES & others) or (role in TEAM_ROLES and Role.ADMIN in others):
        return Decision.no("role.separation", separation)
    return Decision.yes()


def may_be_called(username: str) -> Decision:
    """Whether a sign-in name can be typed without trouble."""
    if USERNAME.fullmatch(username):
        return Decision.yes()
    reason = _("Use 2 to 150 letters, digits and the signs . @ + - _ without spaces, such as amina.yusuf.")
    return Decision.no("worker.username", reason)


class NotTheDemonstrationPassword:
    """Password rule: the well-known password of demonstrations is nobody's own."""

    def validate(self, password: str, user: object = None) -> None:
        """Refuse the well-known password."""
        if password.strip().lower() == DEMONSTRATION_PASSWORD:
            raise ValidationError(_("Everybody knows this password. Choose your own."), code="demonstration")

    def get_help_text(self) -> str:
        """The rule in words."""
        return str(_("Not the password of demonstrations."))
