"""Who may change the staff, which roles go together, and which passwords are good enough."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.agency.staff.enums import TEAM_ROLES, BoundaryAnswer, BoundaryKind, Role
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


SUPERVISED = frozenset({Role.STUDENT, Role.VOLUNTEER})
"""Who works under somebody else's licence: what they sign, a qualified worker signs too (S-206)."""
QUALIFIED = frozenset({Role.WORKER, Role.SUPERVISOR, Role.COUNSELLOR, Role.TREATMENT, Role.INTAKE})


def is_qualified(roles: Iterable[str]) -> bool:
    """Whether somebody with ``roles`` signs for those who are supervised, too."""
    return bool(set(roles) & QUALIFIED) and signs_alone(roles)


def signs_alone(roles: Iterable[str]) -> bool:
    """Whether what somebody with ``roles`` signs stands by itself."""
    return not set(roles) & SUPERVISED


def needs_end(role: Role, until_on: object) -> Decision:
    """Whether a role may be held without a last day: a student's or a volunteer's may not (S-206)."""
    if role in SUPERVISED and until_on is None:
        return Decision.no("role.until", _("A student’s or volunteer’s role needs its last day. Give one."))
    return Decision.yes()


def boundary_faults(*, kind: str, what: str, answer: str, on: date, today: date) -> dict[str, str]:
    """What keeps an entry about work and private life from being written down, under the name of each field."""
    faults = {}
    if kind not in BoundaryKind.values:
        faults["kind"] = str(_("Choose what it is."))
    if not what.strip():
        faults["what"] = str(_("Say in a few words what happened."))
    if answer not in BoundaryAnswer.values:
        faults["answer"] = str(_("Choose what came of it."))
    if on > today:
        faults["on"] = str(_("This day has not come yet. Write the day on which it happened."))
    return faults


def only_volunteers(by: Reader) -> bool:
    """Whether somebody is here as a volunteer alone: then they see their tasks, and nothing else (S-206)."""
    return set(by.roles) == {Role.VOLUNTEER}
