"""What the pages and commands of imports show: runs, the ledger row by row, and rows that wait for a decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q

from alongside.agency.access.queries import note_reading
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.oversight.imports.enums import Outcome, RunState, SheetKind
from alongside.oversight.imports.models import ImportRun, SheetRow, Upload
from alongside.oversight.imports.rules.columns import SYSTEM
from alongside.oversight.imports.rules.tables import Reading
from alongside.record.people.models import Person, PersonName
from alongside.record.people.queries import masked_person
from alongside.record.people.rules.dates import birth_of, birth_words

UNDECIDED = Q(outcome=Outcome.REFUSED, decision="") & ~Q(likely=[])
DECIDED = ~Q(decision="") & (Q(outcome="") | Q(outcome=Outcome.REFUSED) & ~Q(likely=[]))
WORDS = ("read", "created", "updated", "unchanged", "refused")


@dataclass(frozen=True, slots=True)
class RunView:
    """An import as its pages show it. ``undecided`` rows look like somebody, ``decided`` ones wait to be brought in."""

    public_id: UUID
    source: str
    name: str
    state: str
    state_words: str
    started_at: datetime
    finished_at: datetime | None
    touched_at: datetime | None
    counts: dict[str, int]
    total: int
    done: int
    undecided: int
    decided: int
    kept: bool
    reading: Reading | None
    mapping: dict[str, dict[str, str]]
    dates: str
    problem: str

    @property
    def is_going(self) -> bool:
        """Whether a job is at it."""
        return self.state in (RunState.CHECKING, RunState.BRINGING)


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """What became of one row of the file."""

    file: str
    number: int
    outcome: str
    reason: str
    key: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Somebody:
    """Whom a row looks like, side by side with it: a person in the record, or a row of the same file."""

    choice: str
    name: str
    born: str
    also: tuple[str, ...]
    why: tuple[str, ...]
    against: tuple[str, ...]
    team: str = ""
    person: UUID | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row that looks like somebody, with what was decided about it."""

    number: int
    values: tuple[tuple[str, str], ...]
    likely: tuple[Somebody, ...]
    decision: str
    same_as: str


def sheet_runs(*, by: Reader, count: int = 30) -> list[RunView]:
    """The spreadsheets that ``by`` has brought in or is bringing in, newest first."""
    rows = ImportRun.objects.filter(actor_id=by.actor_id, system__startswith=SYSTEM).order_by("-id")[:count]
    return [_view(row, 0, 0, kept=False, whole=False) for row in rows]


def run_row(public_id: UUID, *, by: Reader) -> ImportRun:
    """An import of ``by``, as a handle to hand to an action; NotFound when it is not hers."""
    row = ImportRun.objects.filter(public_id=public_id, actor_id=by.actor_id, system__startswith=SYSTEM).first()
    if row is None:
        raise NotFound
    return row


def run_page(public_id: UUID, *, by: Reader) -> RunView:
    """An import with everything that its pages show; NotFound when it is not hers."""
    row = run_row(public_id, by=by)
    rows = SheetRow.objects.filter(run=row)
    found = rows.aggregate(undecided=Count("id", filter=UNDECIDED), decided=Count("id", filter=DECIDED))
    kept = Upload.objects.filter(run=row).exists() or rows.exists()
    return _view(row, found["undecided"], found["decided"], kept=kept, whole=True)


def _view(row: ImportRun, undecided: int, decided: int, *, kept: bool, whole: bool) -> RunView:
    return RunView(
        public_id=row.public_id,
        source=row.source,
        name=row.system.removeprefix(SYSTEM).lstrip("/"),
        state=row.state,
        state_words=str(RunState(row.state).label),
        started_at=row.created_at,
        finished_at=row.finished_at,
        touched_at=row.touched_at,
        counts={word: row.counts.get(word, 0) for word in WORDS},
        total=row.total,
        done=row.done,
        undecided=undecided,
        decided=decided,
        kept=kept,
        reading=Reading.from_json(row.reading) if whole and row.reading else None,
        mapping=row.mapping,
        dates=row.dates,
        problem=row.problem,
    )


def counts_of(run_id: int) -> dict[str, int]:
    """How many rows of a run were read, created, updated, unchanged, refused."""
    rows = SheetRow.objects.filter(run_id=run_id).exclude(outcome="").order_by()
    found = dict(rows.values_list("outcome").annotate(many=Count("id")))
    return {word: found.get(word, 0) for word in WORDS} | {"read": sum(found.values())}


def undecided_rows(run: ImportRun) -> Iterator[LedgerRow]:
    """The rows that wait for a decision; their cells are the outside names of the persons whom they look like."""
    for row in SheetRow.objects.filter(UNDECIDED, run=run).order_by("id").iterator(chunk_size=2000):
        likely = tuple(one.get("person") or f"row:{one['row']}" for one in row.likely)
        yield LedgerRow(row.title, row.number, row.outcome, row.reason, row.key, likely)


def ledger_rows(run: ImportRun, *, refused: bool = False) -> Iterator[LedgerRow]:
    """The ledger of a run row by row, in the order of the file; the refused ones with their cells."""
    rows = SheetRow.objects.filter(run=run).exclude(outcome="").order_by("id")
    if refused:
        rows = rows.filter(outcome=Outcome.REFUSED)
    stem = PurePath(run.source).stem
    for row in rows.iterator(chunk_size=2000):
        yield LedgerRow(
            f"{stem}/{row.title}" if row.title else stem,
            row.number,
            row.outcome,
            row.reason,
            row.key,
            tuple(row.cells) if refused else (),
        )


def ledger_page(run: ImportRun, *, outcome: str = "", page: int = 1, size: int = 100) -> list[LedgerRow]:
    """One page of the ledger, from 1: rows with this outcome, or any when it is empty; one row more tells of more."""
    rows = SheetRow.objects.filter(run=run).exclude(outcome="").order_by("id")
    if outcome:
        rows = rows.filter(outcome=outcome)
    start = (page - 1) * size
    return [
        LedgerRow(row.title, row.number, row.outcome, row.reason, row.key) for row in rows[start : start + size + 1]
    ]


def waiting_rows(run: ImportRun, *, size: int = 20) -> list[Waiting]:
    """The first rows that look like somebody and are not decided, each beside those whom it looks like."""
    rows = list(SheetRow.objects.filter(UNDECIDED, run=run, sheet=SheetKind.PEOPLE).order_by("number")[:size])
    reading = Reading.from_json(run.reading)
    headers = {head.title: head.header for head in reading.sheets}
    others = {one["row"] for row in rows for one in row.likely if "row" in one}
    earlier = {
        row.number: row
        for row in SheetRow.objects.filter(run=run, sheet=SheetKind.PEOPLE, number__in=others).order_by("-id")
    }
    seen = _seen({UUID(one["person"]) for row in rows for one in row.likely if "person" in one})
    return [
        Waiting(
            row.number,
            _filled(row, headers),
            tuple(_somebody(one, seen, earlier, headers) for one in row.likely),
            row.decision,
            row.same_as,
        )
        for row in rows
    ]


def _filled(row: SheetRow, headers: dict[str, tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, cell) for name, cell in zip(headers.get(row.title, ()), row.cells, strict=False) if cell and name
    )


def _seen(numbers: set[UUID]) -> dict[UUID, Somebody]:
    """The persons of ``numbers`` (outside names) as far as the reader may see or know of them; noted as read."""
    rows = list(Person.objects.filter(public_id__in=numbers))
    names: dict[int, list[str]] = {}
    for person, full in PersonName.objects.filter(person__in=rows).order_by("id").values_list("person_id", "full"):
        names.setdefault(person, []).append(full)
    note_reading("rows that look like somebody", people=[row.id for row in rows], kind="person")
    found = {
        row.public_id: Somebody(
            str(row.public_id),
            row.display_name,
            birth_words(birth_of(row.born_on, row.birth_precision)),
            tuple(dict.fromkeys(name for name in names.get(row.id, ()) if name != row.display_name)),
            (),
            (),
            person=row.public_id,
        )
        for row in rows
    }
    for number in numbers - found.keys():
        if known := masked_person(number):
            born = str(known.birth.year or "")
            found[number] = Somebody(str(number), known.name, born, (), (), (), team=known.team)
    return found


def _somebody(
    one: dict[str, Any],
    seen: dict[UUID, Somebody],
    earlier: dict[int, SheetRow],
    headers: dict[str, tuple[str, ...]],
) -> Somebody:
    if "row" in one:
        row = earlier.get(one["row"])
        cells = tuple(f"{name}: {cell}" for name, cell in _filled(row, headers)) if row else ()
        return Somebody(f"row:{one['row']}", "", "", cells, (), (), row=one["row"])
    known = seen.get(UUID(one["person"]))
    if known is None:
        return Somebody(one["person"], "", "", (), (), ())
    return replace(known, why=tuple(one.get("why", ())), against=tuple(one.get("against", ())))


def disposed_of(system: str, file: str, keys: Iterable[str]) -> dict[str, date]:
    """Which of ``keys`` brought in a record that was disposed of here since, and on which day."""
    names = {f"{system}|{file}|{key[:120]}": key for key in keys if key}
    with connection.cursor() as cursor:
        cursor.execute("select * from app.disposed_keys(%s::text[])", [list(names)])
        return {names[name]: day for name, day in cursor.fetchall()}
