"""The verbs of somebody who brings a spreadsheet in: upload, say how it is read, check, decide, bring in, put away."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO
from typing import BinaryIO

from django.db import connection, transaction
from django.utils.translation import gettext as _

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, require
from alongside.ground.foundation.holding import held
from alongside.ground.foundation.outbox import defer
from alongside.ground.foundation.reader import Reader
from alongside.oversight.imports.enums import DateOrder, Outcome, RowDecision, RunState, SheetKind
from alongside.oversight.imports.models import ImportRun, SheetRow, Upload
from alongside.oversight.imports.rules.columns import SYSTEM, check_mapping, system_of
from alongside.oversight.imports.rules.leave import may_bring_in, may_upload
from alongside.oversight.imports.rules.tables import Reading, look_at

CARRY_ON = "imports.carry_on"
"""The job that checks and brings in, registered by the door of the jobs."""

LARGEST = 50_000_000
KEPT = timedelta(days=30)
CHUNK = 1 << 20


@transaction.atomic
def take_upload(*, name: str, content: bytes, by: Reader) -> ImportRun:
    """Take a spreadsheet in and look how it is to be read; what its columns meant last time is remembered.

    Refused: whoever may not bring in, more than ``LARGEST`` bytes, what is no table.
    """
    require(may_upload(by))
    if len(content) > LARGEST:
        words = _("This file is larger than %(size)d MB. Part it, or have it brought in on the server.")
        raise Refused("import.size", words % {"size": LARGEST // 1_000_000}, fields={"file": _("Too large")})
    reading = look_at(BytesIO(content))
    run = _new_run(name, hashlib.sha256(content).hexdigest(), reading, by)
    Upload.objects.create(actor_id=by.actor_id, run=run, content=content)
    return run


def _new_run(name: str, digest: str, reading: Reading, by: Reader) -> ImportRun:
    signature = _signature(reading)
    before = ImportRun.objects.filter(actor_id=by.actor_id, signature=signature).exclude(mapping={}).order_by("-id")
    last = before.exclude(signature="").first()
    return ImportRun.objects.create(
        actor_id=by.actor_id,
        system=last.system if last else SYSTEM,
        source=name[-300:],
        state=RunState.UPLOADED,
        digest=digest,
        signature=signature,
        reading=reading.as_json(),
        mapping=_fitting(last.mapping, reading) if last else {},
        dates=last.dates if last else "",
    )


def _signature(reading: Reading) -> str:
    """The same for files with the same columns in their sheets: by it the mapping is remembered."""
    marks = sorted(head.signature for head in reading.sheets if head.header)
    return hashlib.sha256("".join(marks).encode()).hexdigest()


def _fitting(mapping: Mapping[str, Mapping[str, str]], reading: Reading) -> dict[str, dict[str, str]]:
    """A remembered mapping, for the sheets of this file: by their titles, else by their columns."""
    found = {}
    for head in reading.sheets:
        known = mapping.get(head.title) or next(
            (each for each in mapping.values() if each and set(each) <= set(head.header)), {}
        )
        found[head.title] = {theirs: ours for theirs, ours in known.items() if theirs in head.header}
    return found


@transaction.atomic
def read_upload(*, run: ImportRun, encoding: str, separator: str, header_line: int, by: Reader) -> ImportRun:
    """Read the uploaded file in another way: encoding, separator, or the line of its header (1 is the top).

    Refused: a file that is being brought in, and whatever cannot be read in this way.
    """
    row = _held(run, by, RunState.UPLOADED, RunState.CHECKED)
    content = bytes(Upload.objects.get(run=row).content)
    reading = look_at(BytesIO(content), encoding=encoding, separator=separator, header_line=header_line)
    row.reading, row.signature = reading.as_json(), _signature(reading)
    row.mapping, row.state, row.touched_at = _fitting(row.mapping, reading), RunState.UPLOADED, None
    row.save(update_fields=["reading", "signature", "mapping", "state", "touched_at"])
    return row


@transaction.atomic
def map_upload(
    *, run: ImportRun, mapping: Mapping[str, Mapping[str, str]], dates: DateOrder | str, name: str, by: Reader
) -> ImportRun:
    """Say what the columns of each sheet mean (their column to ours; a sheet without any is left out), and the dates.

    ``name`` says whose numbers these are: numbers of one list are never taken for those of another. Refused: a mapping
    that cannot be used, a header that names a column twice, a file that is being brought in.
    """
    row = _held(run, by, RunState.UPLOADED, RunState.CHECKED)
    row.mapping = _checked(Reading.from_json(row.reading), mapping)
    if dates not in DateOrder.values:
        raise Refused("import.dates", _("Say in which order day, month and year stand."))
    row.dates, row.system = str(dates), system_of(name)
    row.state, row.touched_at, row.total, row.done = RunState.UPLOADED, None, 0, 0
    row.save(update_fields=["mapping", "dates", "system", "state", "touched_at", "total", "done"])
    return row


def _checked(reading: Reading, mapping: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """The mapping of every sheet that has one; refused when one cannot be used, or when there is none at all."""
    found = {}
    for head in reading.sheets:
        wanted = dict(mapping.get(head.title) or {})
        if not wanted:
            continue
        if head.problem:
            raise Refused("import.header", head.problem, fields={"mapping": head.problem})
        check_mapping(head.header, wanted)
        found[head.title] = wanted
    if not found:
        raise Refused("import.mapping", _("Say of at least one sheet what its columns are."))
    return found


@transaction.atomic
def check_run(*, run: ImportRun, by: Reader) -> None:
    """Have a job try everything and take it back, so that what would come of each row can be seen. Refused unmapped."""
    row = _held(run, by, RunState.UPLOADED, RunState.CHECKED, RunState.STOPPED)
    if not row.mapping:
        raise Refused("import.mapping", _("Say of at least one sheet what its columns are."))
    _again(row)
    _begin(row, RunState.CHECKING)


@transaction.atomic
def bring_in_run(*, run: ImportRun, by: Reader) -> None:
    """Have a job bring everything in, or go on after a stop, or bring in rows that were decided since.

    Refused before a check: what would come of the rows is looked at first.
    """
    row = _held(run, by, RunState.CHECKED, RunState.STOPPED, RunState.DONE)
    if row.state == RunState.CHECKED:
        _again(row)
    _begin(row, RunState.BRINGING)


def _again(row: ImportRun) -> None:
    """All rows wait again; what was decided about them stays decided."""
    SheetRow.objects.filter(run=row).exclude(outcome="").update(outcome="", reason="", became=None)
    row.done = 0


def _begin(row: ImportRun, state: RunState) -> None:
    row.state, row.dry_run, row.finished_at = state, state == RunState.CHECKING, None
    row.save(update_fields=["state", "dry_run", "finished_at", "done"])
    defer(CARRY_ON, run=row.id, actor=row.actor_id)


@transaction.atomic
def stop_run(*, run: ImportRun, by: Reader) -> None:
    """Stop after the batch that is on its way; what is in stays in, and it can be gone on with. A check ends."""
    row = _held(run, by, RunState.CHECKING, RunState.BRINGING)
    row.state = RunState.STOPPED if row.state == RunState.BRINGING else RunState.UPLOADED
    row.save(update_fields=["state"])


@transaction.atomic
def revive_run(*, run: ImportRun, by: Reader) -> None:
    """Go on with a run whose job died with its machine. Two jobs of one run take turns and do nothing twice."""
    row = _held(run, by, RunState.CHECKING, RunState.BRINGING)
    defer(CARRY_ON, run=row.id, actor=row.actor_id)


@transaction.atomic
def decide_row(*, run: ImportRun, number: int, decision: RowDecision | str, same_as: str = "", by: Reader) -> None:
    """Say of a row about a person whether she is somebody in the record already.

    ``same_as`` is the outside name of that person, or ``row:N`` for an earlier row of the same file; it is needed for
    "the same person", and must be one of those whom the row looks like. Kept and used when the rows are brought in.
    """
    held = _held(run, by, RunState.CHECKED, RunState.STOPPED, RunState.DONE)
    row = SheetRow.objects.filter(run=held, sheet=SheetKind.PEOPLE, number=number).exclude(likely=[]).first()
    if row is None:
        raise NotFound
    offered = {one.get("person") or f"row:{one['row']}" for one in row.likely}
    if decision not in RowDecision.values or (decision == RowDecision.SAME and same_as not in offered):
        reason = _("Choose the same person, a different person, or to leave the row out.")
        raise Refused("import.decision", reason, fields={"decision": reason})
    row.decision, row.same_as = str(decision), same_as if decision == RowDecision.SAME else ""
    if held.state in (RunState.DONE, RunState.STOPPED) and row.outcome == Outcome.REFUSED:
        row.outcome = ""
        ImportRun.objects.filter(id=held.id, done__gt=0).update(done=held.done - 1)
    row.save(update_fields=["decision", "same_as", "outcome"])


@transaction.atomic
def put_away_run(*, run: ImportRun, by: Reader) -> None:
    """Forget the file and the rows that did not come in; what came in, and the counts, stay."""
    row = _held(run, by, *(state for state in RunState if state not in (RunState.CHECKING, RunState.BRINGING)))
    SheetRow.objects.filter(run=row).delete()
    Upload.objects.filter(run=row).delete()


@transaction.atomic
def forget_uploads(*, by: Reader) -> int:
    """Forget files and rows that are older than ``KEPT``, whosoever they are; what came in stays.

    Only the house may (a job), and it reads none of them. Returns how many rows went.
    """
    with connection.cursor() as cursor:
        cursor.execute("select app.forget_sheets(%s)", [clock.now() - KEPT])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


@transaction.atomic
def begin_run(
    *,
    source: BinaryIO,
    name: str,
    mapping: Mapping[str, Mapping[str, str]],
    reading: Reading,
    dates: str = "",
    system: str = SYSTEM,
    dry_run: bool = False,
    create_all: bool = False,
    by: Reader,
) -> ImportRun:
    """Begin to bring a file in by the command line; one that stopped in the middle is gone on with.

    Refused: whoever may not bring in, a mapping that cannot be used.
    """
    require(may_bring_in(by))
    wanted = _checked(reading, mapping)
    digest = _digest(source)
    state = RunState.CHECKING if dry_run else RunState.BRINGING
    left = ImportRun.objects.filter(
        actor_id=by.actor_id, digest=digest, system=system, dates=dates, state=state, mapping=wanted
    )
    row = left.order_by("-id").first() if not dry_run else None
    if row is not None:
        ImportRun.objects.filter(id=row.id).update(create_all=create_all)
        return row
    return ImportRun.objects.create(
        actor_id=by.actor_id,
        system=system,
        source=name[-300:],
        dry_run=dry_run,
        state=state,
        digest=digest,
        signature="",
        reading=reading.as_json(),
        mapping=wanted,
        dates=dates,
        create_all=create_all,
    )


def _digest(source: BinaryIO) -> str:
    """The digest of a file's bytes, by which an import that stopped is known again."""
    source.seek(0)
    found = hashlib.sha256()
    while chunk := source.read(CHUNK):
        found.update(chunk)
    return found.hexdigest()


@transaction.atomic
def decide_rows(*, run_id: int, decisions: Mapping[str, str], by: Reader) -> int:
    """Keep what a file says of rows by their number in the other system: an outside name, "new" or "leave".

    Returns how many rows wait to be brought in with a decision.
    """
    count = 0
    for key, said in decisions.items():
        known = {"new": RowDecision.NEW, "leave": RowDecision.LEAVE}
        decision = known.get(said.casefold(), RowDecision.SAME)
        rows = SheetRow.objects.filter(run_id=run_id, sheet=SheetKind.PEOPLE, key=key, outcome="")
        count += rows.update(decision=decision, same_as=said[:40] if decision == RowDecision.SAME else "")
    return count


def _held(run: ImportRun, by: Reader, *states: RunState) -> ImportRun:
    row = held(ImportRun.objects.filter(id=run.id, actor_id=by.actor_id))
    require(may_bring_in(by))
    if row.state not in states:
        raise Refused("import.state", _("This import is at another point by now. Look at it again."))
    return row
