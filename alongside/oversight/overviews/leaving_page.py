"""What workers who leave still carry, for the supervisor who hands it on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.agency.staff import queries as staff
from alongside.agency.staff.queries import WorkerLine
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.record.cases import queries as cases
from alongside.record.cases.queries import CaseLine, Sought

MOST = 200


@dataclass(frozen=True, slots=True)
class Carrier:
    """A worker with open cases in the supervisor's teams: how many by name, how many she helps with."""

    worker: UUID
    name: str
    left_on: date | None
    named: int
    helps: int


@dataclass(frozen=True, slots=True)
class LeavingPage:
    """One worker, her open cases, and the colleagues who might take them."""

    worker: WorkerLine
    cases: tuple[CaseLine, ...]
    colleagues: tuple[WorkerLine, ...]


def carriers(*, by: Reader) -> list[Carrier]:
    """Everyone who carries cases of the teams that ``by`` supervises; those who have left first."""
    lines = [*staff.workers_who_left(), *staff.workers(teams=by.supervises)]
    loads = cases.loads([line.id for line in lines], teams=by.supervises, quiet_since=clock.now())
    return [
        Carrier(line.public_id, line.name, line.left_on, loads[line.id].named, loads[line.id].helps)
        for line in lines
        if line.id in loads
    ]


def leaving_page(worker: UUID, *, by: Reader) -> LeavingPage | None:
    """What one worker carries by name in the teams that ``by`` supervises; None for who does not work there."""
    line = staff.worker_by_public_id(worker)
    if line is None:
        return None
    found = cases.case_lines(Sought(whose="team", worker=worker, size=MOST), by=by)
    colleagues = [one for one in staff.workers(teams=by.supervises) if one.id != line.id]
    if (
        not found.lines
        and line.left_on is None
        and line.id not in {one.id for one in staff.workers(teams=by.supervises)}
    ):
        return None
    return LeavingPage(line, found.lines, tuple(colleagues))
