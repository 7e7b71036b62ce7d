"""A spreadsheet is laid out row by row: so it is brought in piece by piece, decided about, and gone on with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from itertools import islice
from typing import BinaryIO

from alongside.ground.foundation import clock
from alongside.ground.foundation.many import insert_many
from alongside.ground.foundation.reader import Reader
from alongside.oversight.imports.enums import SheetKind
from alongside.oversight.imports.models import ImportRun, SheetRow
from alongside.oversight.imports.rules.columns import kind_of
from alongside.oversight.imports.rules.tables import LONGEST_CELL, RawRow, Reading, SheetHead, rows_of

ROWS_AT_ONCE = 5000
KEYS = {
    SheetKind.PEOPLE: ("id",),
    SheetKind.RELATIONSHIPS: ("person_id", "kind", "other_id"),
    SheetKind.CONTACTS: ("person_id",),
}

Enter = Callable[[], AbstractContextManager[Reader]]


def places_of(head: SheetHead, mapping: Mapping[str, str]) -> dict[str, int]:
    """Where in a row the value of each of our columns stands."""
    return {ours: head.header.index(theirs) for theirs, ours in mapping.items() if theirs in head.header}


class Staging:
    """Lays the rows of one file out in the database, some thousands in each transaction."""

    def __init__(self, run: ImportRun, source: BinaryIO) -> None:
        self.run, self.source = run, source
        self.reading = Reading.from_json(run.reading)

    def lay_out(self, enter: Enter) -> int:
        """Lay every mapped sheet out, from the beginning; returns how many rows there are."""
        with enter():
            SheetRow.objects.filter(run_id=self.run.id).delete()
        total = 0
        for sheet, head in enumerate(self.reading.sheets):
            mapping = self.run.mapping.get(head.title) or {}
            rows = self._rows(sheet, head, mapping) if mapping else iter(())
            while piece := list(islice(rows, ROWS_AT_ONCE)):
                with enter():
                    insert_many(piece)
                total += len(piece)
        with enter():
            ImportRun.objects.filter(id=self.run.id).update(total=total, done=0, touched_at=clock.now())
        return total

    def _rows(self, sheet: int, head: SheetHead, mapping: Mapping[str, str]) -> Iterator[SheetRow]:
        kind, places = kind_of(mapping), places_of(head, mapping)
        homes: dict[str, int] = {}
        for row in rows_of(self.source, self.reading, sheet):
            home = _cell(row, places.get("household_id")) if kind == SheetKind.PEOPLE else ""
            place = homes.setdefault(home, row.number) if home else row.number
            key = "|".join(_cell(row, places.get(name)) for name in KEYS[kind])
            yield SheetRow(
                actor_id=self.run.actor_id,
                run_id=self.run.id,
                sheet=kind,
                title=head.title[:80],
                number=row.number,
                place=place,
                key=key[:120],
                cells=[_storable(cell) if row.fault else cell for cell in row.cells],
                fault=row.fault[:300],
            )


def _cell(row: RawRow, place: int | None) -> str:
    found = row.cells[place] if place is not None and place < len(row.cells) else ""
    return " ".join(_storable(found).split())


def _storable(cell: str) -> str:
    """A cell of a row that is refused, as the database takes it: no half letters, no NUL, not endless."""
    return cell[:LONGEST_CELL].encode("utf-8", "replace").decode().replace("\x00", "\ufffd")
