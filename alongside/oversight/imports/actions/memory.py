"""What earlier runs of an import remember, a batch at a time, and what came of each row of a sheet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from alongside.ground.foundation.many import insert_many
from alongside.ground.foundation.reader import Reader
from alongside.oversight.imports.enums import Outcome
from alongside.oversight.imports.models import ImportedRow, SheetRow
from alongside.oversight.imports.queries import disposed_of
from alongside.record.people.queries.merging import standing_ids

PERSONS = "people"

REMEMBER = """(actor_id, system, file, key) do update
   set digest = excluded.digest, row_id = excluded.row_id, detail = excluded.detail"""
RECORD_OUTCOMES = """
update imports_sheetrow r
   set outcome = w.outcome, reason = w.reason, likely = w.likely::jsonb, became = w.became,
       cells = case when w.emptied then '[]'::jsonb else r.cells end
  from unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::boolean[])
       as w(id, outcome, reason, likely, became, emptied)
 where r.id = w.id"""


@dataclass(slots=True)
class Remembered:
    """What is remembered of one row: its digest, the number of the row of ours, and details of what else it became."""

    digest: str
    row_id: int | None
    detail: dict[str, Any] = field(default_factory=dict)
    kind: str = ""


Key = tuple[str, str]
"""A kind of row ("people", "household", "case", ...) and the number or words by which the outside file knows it."""


class Memory:
    """What this worker's earlier runs of one system remember; what is new is kept apart until ``write``."""

    def __init__(self, system: str, by: Reader) -> None:
        self.system, self.by = system, by
        self.known: dict[Key, Remembered] = {}
        self.looked: set[Key] = set()
        self.new: dict[Key, Remembered] = {}

    def recall(self, file: str, keys: Iterable[str]) -> None:
        """Read what is remembered of ``keys``, those that were not asked for before; the merged are who they became."""
        wanted = {key for key in keys if key and (file, key) not in self.looked}
        self.looked |= {(file, key) for key in wanted}
        rows = ImportedRow.objects.filter(
            actor_id=self.by.actor_id, system=self.system, file=file, key__in=[key[:120] for key in wanted]
        )
        found = list(rows.values_list("key", "digest", "row_id", "detail", "kind"))
        stands = standing_ids(row[2] for row in found if row[2]) if file == PERSONS else {}
        for key, digest, row_id, detail, kind in found:
            self.known[file, key] = Remembered(digest, stands.get(row_id or 0, row_id), detail, kind)

    def disposed_of(self, file: str, keys: Iterable[str]) -> dict[str, date]:
        """Which of ``keys`` brought in a record that was disposed of here since, and on which day."""
        return disposed_of(self.system, file, keys)

    def of(self, file: str, key: str) -> Remembered | None:
        """What is remembered of one key that was recalled before, or noted since."""
        return self.new.get((file, key[:120])) or self.known.get((file, key[:120]))

    def note(self, notes: dict[Key, Remembered]) -> None:
        """Remember rows from now on."""
        self.new |= {(file, key[:120]): one for (file, key), one in notes.items()}

    def write(self) -> None:
        """Keep what is new for later runs, in one statement."""
        if not self.new:
            return
        insert_many(
            [
                ImportedRow(
                    actor_id=self.by.actor_id,
                    system=self.system,
                    file=file,
                    key=key,
                    digest=one.digest,
                    kind=one.kind or file,
                    row_id=one.row_id,
                    detail=one.detail,
                )
                for (file, key), one in self.new.items()
            ],
            conflict=REMEMBER,
        )
        self.known |= self.new
        self.new = {}


@dataclass(slots=True)
class Staged:
    """A row on its way in, and what has come of it in this batch. ``later`` puts it off to the next batch."""

    id: int
    number: int
    title: str
    key: str
    cells: Sequence[str]
    fault: str
    decision: str
    same_as: str
    outcome: str = ""
    reason: str = ""
    likely: list[dict[str, Any]] = field(default_factory=list)
    became: int | None = None
    later: bool = False

    @classmethod
    def of(cls, row: SheetRow) -> Staged:
        """The row as it stands in the database."""
        return cls(row.id, row.number, row.title, row.key, row.cells, row.fault, row.decision, row.same_as)

    def refuse(self, reason: str, likely: list[dict[str, Any]] | None = None) -> None:
        """The row was not taken; ``reason`` says why and what would be right."""
        self.outcome, self.reason, self.likely, self.became = Outcome.REFUSED, str(reason)[:600], likely or [], None

    def take(self, outcome: Outcome, became: int | None, remarks: Iterable[str] = ()) -> None:
        """The row is in, with remarks about what of it is not."""
        self.outcome, self.became, self.likely = outcome, became, []
        self.reason = " ".join(dict.fromkeys(str(remark) for remark in remarks))[:600]


def record_outcomes(rows: Sequence[Staged], *, dry: bool) -> int:
    """Write down what came of ``rows``; those that are in lose their cells. Returns how many are through."""
    done = [row for row in rows if row.outcome]
    with connection.cursor() as cursor:
        cursor.execute(
            RECORD_OUTCOMES,
            [
                [row.id for row in done],
                [str(row.outcome) for row in done],
                [row.reason for row in done],
                [json.dumps(row.likely) for row in done],
                [None if dry else row.became for row in done],
                [not dry and row.outcome != Outcome.REFUSED for row in done],
            ],
        )
    return len(done)
