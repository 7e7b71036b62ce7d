"""Who may bring spreadsheets in."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.agency.staff.enums import Role
from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.reader import Reader


def may_bring_in(by: Reader) -> Decision:
    """Whether ``by`` may bring people in at all: a worker of a team, since her team will see them."""
    if by.kind == "worker" and by.teams:
        return Decision.yes()
    return Decision.no("import.team", _("Only a worker of a team brings records in, since the team will see them."))


def may_upload(by: Reader) -> Decision:
    """Whether ``by`` may upload a spreadsheet at the desk: supervisors and intake workers.

    By the command line whoever runs the machine answers for it, in the name of any worker of a team (ruling 7).
    """
    allowed = may_bring_in(by)
    if not allowed or {Role.SUPERVISOR, Role.INTAKE} & by.roles:
        return allowed
    return Decision.no("import.role", _("Supervisors and intake workers bring spreadsheets in. Ask yours."))
