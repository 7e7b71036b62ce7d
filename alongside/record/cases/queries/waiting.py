"""What waits for a supervisor of the team: who works with two sides, and who may know somebody in her case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from alongside.agency.access.queries import note_reading
from alongside.ground.foundation import clock

SIDES = "sides"


@dataclass(frozen=True, slots=True)
class WaitLine:
    """One thing: ``what`` is "sides", or by what a worker and somebody in the record may know each other.

    That is "name", "phone" or "address"; ``name`` is the worker's and ``told`` that of the person in the record.
    """

    what: str
    circle_id: int
    person_id: int | None
    case: UUID
    case_number: str
    title: str
    interest: UUID | None
    worker: UUID | None
    worker_id: int | None
    name: str
    told: str
    due_on: date


@dataclass(frozen=True, slots=True)
class FoundTie:
    """A worker who may know somebody in a case, by name, phone or address: numbers only, and the mark of it."""

    worker_id: int
    case_number: str
    by_what: tuple[str, ...]
    mark: str


def found_ties() -> tuple[FoundTie, ...]:
    """What the register does not hold yet; nothing for anybody but the house. Opens no record."""
    with connection.cursor() as cursor:
        cursor.execute("select worker, case_number, by_what, mark from app.found_ties(%s)", [clock.today()])
        return tuple(FoundTie(worker, number, tuple(by), mark) for worker, number, by, mark in cursor.fetchall())


def supervisor_waits(*, act: str = "my day") -> tuple[WaitLine, ...]:
    """Everything that waits for the reader as a supervisor, the oldest first. One statement; noted as read."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.supervisor_waits(%s)", [clock.today()])
        lines = tuple(WaitLine(*row) for row in cursor.fetchall())
    for circle in dict.fromkeys(line.circle_id for line in lines):
        people = {line.person_id for line in lines if line.circle_id == circle and line.person_id is not None}
        note_reading(act, circle=circle, people=sorted(people), kind="case")
    return lines
