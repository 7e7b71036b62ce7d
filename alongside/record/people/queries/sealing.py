"""Sealed records: what was asked and decided, and whose they are, as far as the reader may know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from alongside.agency.access.queries import note_reading
from alongside.record.people.enums import SealKind


@dataclass(frozen=True, slots=True)
class SealLine:
    """One question about a sealed record and its answer. ``name`` is empty for whoever asked."""

    act: UUID
    kind: str
    name: str
    born_year: int | None
    words: str
    why: str
    hours: int
    asked_by: str
    asked_at: datetime
    mine: bool
    decided_by: str | None
    decided_at: datetime | None
    agreed: bool | None
    answer: str

    @property
    def kind_words(self) -> str:
        """What was asked."""
        return str(SealKind(self.kind).label)


@dataclass(frozen=True, slots=True)
class SealedLine:
    """Somebody whose record is sealed: which teams work with her and to whom it is open now."""

    id: int
    public_id: UUID
    name: str
    born_year: int | None
    teams: str
    opened_to: str


def seal_acts() -> tuple[SealLine, ...]:
    """What this reader asked; for a privacy officer everything that was asked, what waits first."""
    return tuple(SealLine(*row) for row in _rows("select * from app.seal_acts()"))


def sealed_people() -> tuple[SealedLine, ...]:
    """Everybody whose record is sealed, for a privacy officer; nobody for anyone else. Noted in the reading log."""
    found = tuple(SealedLine(*row) for row in _rows("select * from app.sealed_people()"))
    if found:
        note_reading("sealed records", people=[one.id for one in found], kind="person", result="masked")
    return found


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
