"""The ledger of an import: one line for each row of each file, and what is remembered so that it can be run again."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from alongside.ground.foundation.reader import Reader
from alongside.oversight.imports.enums import Outcome
from alongside.oversight.imports.models import ImportedRow
from alongside.oversight.imports.rules.files import TableRow
from alongside.record.people.queries.merging import standing_ids

COLUMNS = ("file", "row", "outcome", "reason", "id")
PERSONS = "Client"
"""The file whose rows become persons."""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """What became of one row."""

    file: str
    row: int
    outcome: Outcome
    reason: str
    id: str


@dataclass(slots=True)
class Known:
    """What an earlier run remembered of one row: its digest and the row of ours that it became."""

    digest: str
    row_id: int | None
    note: str = ""


@dataclass
class Ledger:
    """The lines of one run, and what is known of earlier ones, by (file, key)."""

    system: str
    known: dict[tuple[str, str], Known] = field(default_factory=dict)
    lines: list[LedgerLine] = field(default_factory=list)
    promised: dict[tuple[str, str], int] = field(default_factory=dict)
    seen: set[tuple[str, int]] = field(default_factory=set)

    @property
    def counts(self) -> Counter[str]:
        """How many rows were read, created, updated, unchanged, refused."""
        counts = Counter(line.outcome.value for line in self.lines)
        counts["read"] = len(self.lines)
        return counts

    def recall(self, by: Reader) -> None:
        """Read what earlier runs of this worker remembered; whoever was merged since is the person whom she became."""
        rows = ImportedRow.objects.filter(actor_id=by.actor_id, system=self.system)
        self.known = {
            (file, key): Known(digest, row_id, note)
            for file, key, digest, row_id, note in rows.values_list("file", "key", "digest", "row_id", "note")
        }
        clients = [one for (file, _key), one in self.known.items() if file == PERSONS]
        stands = standing_ids(one.row_id for one in clients if one.row_id)
        for one in clients:
            one.row_id = stands[one.row_id] if one.row_id else None

    def is_unchanged(self, row: TableRow, key: str) -> bool:
        """Whether an earlier run took the same row with the same values."""
        known = self.known.get((row.file, key))
        return known is not None and known.digest == row.digest

    def row_id(self, file: str, key: str) -> int | None:
        """The row of ours that a row became in an earlier run or earlier in this one."""
        known = self.known.get((file, key))
        return known.row_id if known else self.promised.get((file, key))

    def promise(self, row: TableRow, key: str, row_id: int) -> None:
        """A row of ours exists for ``key`` from here on, though it is noted only with the rest of its stay."""
        self.promised[(row.file, key)] = row_id

    def unchanged(self, row: TableRow, key: str) -> None:
        """The row is as it was."""
        self._add(row, Outcome.UNCHANGED, "", key)

    def refused(self, row: TableRow, reason: str, key: str = "") -> None:
        """The row was not taken; ``reason`` says why and what would be right."""
        self._add(row, Outcome.REFUSED, reason, key)

    def _add(self, row: TableRow, outcome: Outcome, reason: str, key: str) -> None:
        if (row.file, row.number) not in self.seen:
            self.seen.add((row.file, row.number))
            self.lines.append(LedgerLine(row.file, row.number, outcome, reason, key))

    def forget_since(self, count: int) -> None:
        """Forget every line after the first ``count``: what they tell was taken back."""
        self.seen -= {(line.file, line.row) for line in self.lines[count:]}
        del self.lines[count:]

    def take(self, taken: Iterable[Taken], *, by: Reader) -> None:
        """Note rows that were taken, and remember them for the next run, in one statement."""
        rows = []
        for one in taken:
            key = (one.row.file, one.key)
            outcome = Outcome.UPDATED if key in self.known else Outcome.CREATED
            self._add(one.row, outcome, one.reason, one.key)
            self.known[key] = Known(one.row.digest, one.row_id, one.note)
            rows.append(
                ImportedRow(
                    actor_id=by.actor_id,
                    system=self.system,
                    file=one.row.file,
                    key=one.key,
                    digest=one.row.digest,
                    kind=one.kind,
                    row_id=one.row_id,
                    note=one.note[:300],
                )
            )
        ImportedRow.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["actor", "system", "file", "key"],
            update_fields=["digest", "row_id", "note"],
        )


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that was taken: what it became, and a remark for the ledger (such as "not stored")."""

    row: TableRow
    key: str
    kind: str = ""
    row_id: int | None = None
    reason: str = ""
    note: str = ""


def write_ledger(ledger: Ledger, path: Path) -> None:
    """Write the ledger as CSV: file, row, outcome, reason, id; one line for each row that was read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as handle:
        lines = csv.writer(handle)
        lines.writerow(COLUMNS)
        for line in sorted(ledger.lines, key=lambda one: (one.file, one.row)):
            lines.writerow([line.file, line.row, line.outcome.value, line.reason, line.id])
