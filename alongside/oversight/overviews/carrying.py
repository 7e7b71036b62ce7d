"""Who carries a case and who might: the workers of its team with what they carry already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from alongside.agency.organisation import queries as organisation
from alongside.agency.organisation.queries import TeamLine
from alongside.agency.staff import queries as staff
from alongside.ground.foundation import clock
from alongside.record.cases import queries as cases
from alongside.record.cases.queries import CarriedLine, CaseHead, Load

QUIET_DAYS = 28
"""A case without a contact for four weeks is counted as quiet."""


@dataclass(frozen=True, slots=True)
class MightCarry:
    """A worker of the case's team, and what she carries now."""

    worker_id: int
    worker: UUID
    name: str
    load: Load
    carries: bool


@dataclass(frozen=True, slots=True)
class CarryingPage:
    """Who carried the case before, who might, and the other teams of its programme."""

    before: tuple[CarriedLine, ...]
    workers: tuple[MightCarry, ...]
    teams: tuple[TeamLine, ...]


def carrying_page(head: CaseHead) -> CarryingPage:
    """What the page on which a case is assigned shows beside its head; five statements."""
    workers = staff.workers(teams=(head.team_id,))
    since = clock.now() - timedelta(days=QUIET_DAYS)
    loads = cases.loads([one.id for one in workers], teams=[head.team_id], quiet_since=since)
    carrying = {one.worker_id for one in head.carriers}
    programme = organisation.programme(head.programme_id)
    served = set(programme.team_ids) - {head.team_id} if programme else set()
    return CarryingPage(
        before=cases.carried_before(head.id),
        workers=tuple(
            MightCarry(one.id, one.public_id, one.name, loads.get(one.id, Load(one.id, 0, 0, 0)), one.id in carrying)
            for one in workers
        ),
        teams=tuple(team for team in organisation.teams() if team.id in served),
    )
