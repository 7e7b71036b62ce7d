"""Legal holds as privacy officers read them, and whether one stands for whoever sees a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from alongside.agency.access.queries import note_reading


@dataclass(frozen=True, slots=True)
class HoldLine:
    """One hold: on a case or on a person with all her cases (``numbers``), why, and who looks at it again when."""

    hold: UUID
    on_person: bool
    numbers: str
    why: str
    authority: str
    placed_by: str
    placed_at: datetime
    review_on: date
    released_by: str | None
    released_at: datetime | None
    released_why: str


def holds() -> tuple[HoldLine, ...]:
    """Every hold, those that stand first, for a privacy officer; nothing for anyone else. Noted in the reading log."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.holds()")
        found = tuple(HoldLine(*row) for row in cursor.fetchall())
    note_reading("legal holds", kind="hold")
    return found


def hold_stands(circle: int) -> bool:
    """Whether nothing of this circle may be deleted; never true for a reader who does not see it."""
    with connection.cursor() as cursor:
        cursor.execute("select app.hold_stands(%s)", [circle])
        row = cursor.fetchone()
    return bool(row and row[0])
