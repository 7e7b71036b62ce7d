"""Totals of programmes, for whoever may count them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.agency.access.queries import note_reading
from alongside.agency.organisation import queries as organisation
from alongside.agency.organisation.enums import ProgrammeKind
from alongside.agency.organisation.queries import ProgrammeLine
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import EVALUATES, Reader
from alongside.oversight.outcomes.models import GivenTotals
from alongside.oversight.outcomes.rules.periods import Period
from alongside.oversight.outcomes.rules.tables import TotalsTable, tables_of


@dataclass(frozen=True, slots=True)
class TotalsLine:
    """Totals that were given: of what, for when, by whom."""

    public_id: UUID
    programme: str
    period: Period
    given_at: datetime
    by: str
    why: str
    hide_below: int


def countable(*, by: Reader) -> list[ProgrammeLine]:
    """The programmes that ``by`` may count: an evaluator ordinary ones, a supervisor those that her teams serve."""
    return [
        line
        for line in organisation.programmes()
        if set(line.team_ids) & set(by.supervises) or (by.holds(EVALUATES) and line.kind == ProgrammeKind.ORDINARY)
    ]


def given_totals() -> list[TotalsLine]:
    """Totals that were given, the newest first; noted."""
    rows = list(GivenTotals.objects.select_related("programme", "by").order_by("-id")[:200])
    note_reading("totals", kind="totals", ids=[row.id for row in rows])
    return _lines(rows)


def totals_of(public_id: UUID) -> tuple[TotalsLine, tuple[TotalsTable, ...]]:
    """Totals as they were given, in words; ``NotFound`` when absent or hidden. Noted."""
    row = GivenTotals.objects.select_related("programme", "by").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    note_reading("totals", kind="totals", ids=[row.id])
    return _lines([row])[0], tables_of(row.tables)


def _lines(rows: Iterable[GivenTotals]) -> list[TotalsLine]:
    return [
        TotalsLine(
            row.public_id,
            row.programme.name,
            Period(row.begins, row.ends),
            row.created_at,
            row.by.name,
            row.why,
            row.hide_below,
        )
        for row in rows
    ]
