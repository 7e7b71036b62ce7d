"""Bringing a spreadsheet in inside the test's transaction, and what became of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from alongside.ground.foundation.reader import Reader
from alongside.oversight.imports import queries
from alongside.oversight.imports.actions import begin_run, carry_on
from alongside.oversight.imports.models import ImportRun
from alongside.oversight.imports.rules.columns import own_mapping, system_of
from alongside.oversight.imports.rules.tables import look_at
from tests.conftest import Become


@dataclass
class Brought:
    """An import that ran, and what became of its rows."""

    run: ImportRun
    counts: dict[str, int]
    rows: dict[int, queries.LedgerRow]

    def reason(self, number: int) -> str:
        """Why a row was refused, or what is remarked of it."""
        return self.rows[number].reason

    @property
    def outcomes(self) -> dict[int, str]:
        """What became of each row."""
        return {number: row.outcome for number, row in self.rows.items()}


Bring = Callable[..., Brought]


def bringing(become: Become) -> Bring:
    """A function that brings a file in, as the worker unless told otherwise."""

    def run(
        content: str | bytes, *, who: str = "worker", dates: str = "", name: str = "people.csv", list_name: str = "",
        dry_run: bool = False, create_all: bool = False, decisions: Mapping[str, str] | None = None,
    ) -> Brought:  # fmt: skip
        @contextmanager
        def enter() -> Iterator[Reader]:
            yield become(who)

        source = BytesIO(content.encode() if isinstance(content, str) else content)
        reading = look_at(source)
        row = begin_run(
            source=source, name=name, reading=reading, dates=dates, system=system_of(list_name), dry_run=dry_run,
            mapping={head.title: own_mapping(head.header) for head in reading.sheets}, create_all=create_all,
            by=become(who),
        )  # fmt: skip
        carry_on(run_id=row.id, enter=enter, source=source, decisions=decisions)
        become(who)
        return Brought(
            row, queries.counts_of(row.id), {one.number: one for one in queries.ledger_rows(row, refused=False)}
        )

    return run
