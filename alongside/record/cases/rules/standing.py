"""How a reader stands to a case, and what she may do with it because of that; what she sees, the database says."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.reader import Reader


@dataclass(frozen=True, slots=True)
class Standing:
    """How a reader stands to one case.

    ``rules``: she carries it, or took it in and has not handed it on; ``supervises``: she supervises its team;
    ``in_team``: she works in its team; ``emergency``: she looks by emergency access. ``team_id`` is the case's team.
    """

    team_id: int
    rules: bool = False
    supervises: bool = False
    in_team: bool = False
    emergency: bool = False

    @property
    def leads(self) -> bool:
        """Whether she carries the case or supervises whoever does."""
        return self.rules or self.supervises


def _leads(by: Reader, standing: Standing) -> Decision:
    if by.worker_id is not None and standing.leads:
        return Decision.yes()
    return Decision.no(
        "case.not_carried",
        _("Only whoever carries this case, or their supervisor, may do this. Ask one of them."),
    )


def may_start_case(by: Reader) -> Decision:
    """May she open a case without a request before it? Workers of a team, and their supervisors."""
    if by.worker_id is not None and by.teams:
        return Decision.yes()
    return Decision.no("case.start.role", _("Cases are opened by workers of a team. Ask one of them."))


def may_reach_milestone(by: Reader, standing: Standing) -> Decision:
    """May she record a step of the case? Whoever carries or supervises it, and colleagues of the team who cover."""
    if by.worker_id is not None and (standing.leads or standing.in_team):
        return Decision.yes()
    return Decision.no(
        "case.not_in_team", _("Only the team that carries this case records its steps. Ask someone of the team.")
    )


def may_move_stage(by: Reader, standing: Standing) -> Decision:
    """May she move the case to another stage? Carriers and their supervisor."""
    return _leads(by, standing)


def may_take_back(by: Reader, standing: Standing, *, own: bool) -> Decision:
    """May she take a recorded step back? Carriers and their supervisor, and whoever recorded it herself (``own``)."""
    return may_reach_milestone(by, standing) if own else _leads(by, standing)


def may_change_people(by: Reader, standing: Standing) -> Decision:
    """May she bring someone into the case or end a part in it? Carriers and their supervisor."""
    return _leads(by, standing)


def may_assign(by: Reader, standing: Standing) -> Decision:
    """May she say who carries the case? Carriers and their supervisor."""
    return _leads(by, standing)


def may_end(by: Reader, standing: Standing) -> Decision:
    """May she write the closing, close, reopen, or settle after-care? Carriers and their supervisor."""
    return _leads(by, standing)
