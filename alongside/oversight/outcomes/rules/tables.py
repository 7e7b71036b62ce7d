"""What was counted, as tables with their small counts hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alongside.oversight.outcomes.enums import AgeGroup, Part
from alongside.oversight.outcomes.rules.periods import Period
from alongside.oversight.outcomes.rules.suppression import shown
from alongside.practice.contacts.enums import ContactMode

Found = tuple[str, str, str, int]
"""Part, quarter, column, count."""
COLUMNS: Mapping[Part, tuple[str, ...]] = {
    Part.BEGAN: tuple(AgeGroup.values),
    Part.ENDED: tuple(AgeGroup.values),
    Part.CONTACTS: tuple(mode for mode in ContactMode.values if mode != ContactMode.MISSED),
}


@dataclass(frozen=True, slots=True)
class TotalsTable:
    """One table for people: its title, the header, lines with their name; None where a count is hidden."""

    part: str
    title: str
    header: tuple[str, ...]
    lines: tuple[tuple[str, tuple[int | None, ...]], ...]

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, int | None]]]]:
        """The lines, every count with the name of its column."""
        return [(name, list(zip(self.header, values, strict=True))) for name, values in self.lines]


def kept_tables(found: Iterable[Found], period: Period, *, below: int) -> dict[str, Any]:
    """What is kept of a count: for each part its columns and its lines, sums last, None where a count is hidden."""
    counts = {(part, line, column): number for part, line, column, number in found}
    kept: dict[str, Any] = {}
    for part, columns in COLUMNS.items():
        table = [[counts.get((part.value, line, column), 0) for column in columns] for line in period.quarters]
        kept[part.value] = {
            "columns": list(columns),
            "lines": list(period.quarters),
            "shown": [list(line) for line in shown(table, below=below)],
        }
    return kept


def tables_of(kept: Mapping[str, Any]) -> tuple[TotalsTable, ...]:
    """What was kept, in words."""
    return tuple(_table(Part(part), kept[part]) for part in Part.values if part in kept)


def _table(part: Part, kept: Mapping[str, Any]) -> TotalsTable:
    words: Mapping[str, Any] = dict(ContactMode.choices if part == Part.CONTACTS else AgeGroup.choices)
    header = (*(str(words[column]) for column in kept["columns"]), _("Together"))
    names = [*kept["lines"], _("Together")]
    lines = tuple((name, tuple(line)) for name, line in zip(names, kept["shown"], strict=True))
    return TotalsTable(part.value, str(part.label), header, lines if len(kept["lines"]) > 1 else lines[:1])


def cells_of(tables: Iterable[TotalsTable]) -> Iterable[tuple[str, str, str, str]]:
    """Every count on a line of its own, for other programs: table, period, column, count or that it is hidden."""
    for table in tables:
        for name, cells in table.rows:
            for column, value in cells:
                yield table.title, name, column, _("hidden") if value is None else str(value)


def hidden_words(below: int) -> str:
    """What is hidden and why, for whoever reads the totals."""
    words = _(
        "Counts from 1 to %(most)d are hidden, and others besides, so that nobody can work out how many they are. "
        "Nought is shown where it tells nothing of a few."
    )
    return words % {"most": below - 1}
