"""Who may write into the assessment, the plan and what follows from them, and at which level."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.reader import CARRIES, ORDINARY, Reader
from alongside.record.cases.enums import CaseState
from alongside.record.cases.rules.standing import Standing, may_reach_milestone

OPEN_STATES = (CaseState.OPEN, CaseState.REOPENED)


def may_write(by: Reader, standing: Standing, state: str) -> Decision:
    """May ``by`` write into a case in ``state``? The team that carries it may, while the case is open.

    Emergency access opens a record for reading only.
    """
    if state not in OPEN_STATES:
        return Decision.no("case.closed", _("This case is closed. Reopen it first."))
    return may_reach_milestone(by, standing)


def may_write_at(standing: Standing, level: int) -> Decision:
    """May she write at ``level`` (level bits)? Nobody writes what she could not read herself."""
    held = CARRIES if standing.leads else ORDINARY
    if level > 0 and level & ~held == 0:
        return Decision.yes()
    return Decision.no(
        "level.not_held",
        _("You may write for everyone who sees this case, but not at this level. Ask the named worker."),
    )
