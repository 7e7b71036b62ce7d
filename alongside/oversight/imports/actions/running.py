"""Bringing a laid-out spreadsheet in, batch after batch: stopped or killed at any moment, it goes on where it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import BinaryIO

from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone

from alongside.agency.access.queries import collect_readings, drop_readings, flush_readings
from alongside.agency.organisation import queries as agency
from alongside.agency.staff import queries as staff
from alongside.ground.foundation import clock
from alongside.ground.foundation.holding import held
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.text import fold
from alongside.oversight.imports.actions.arriving import Arriving
from alongside.oversight.imports.actions.linking import Linking
from alongside.oversight.imports.actions.memory import Memory, Staged, record_outcomes
from alongside.oversight.imports.actions.nearby import Nearby
from alongside.oversight.imports.actions.sheets import decide_rows
from alongside.oversight.imports.actions.staging import Enter, Staging, places_of
from alongside.oversight.imports.enums import RunState, SheetKind
from alongside.oversight.imports.models import ImportRun, SheetRow, Upload
from alongside.oversight.imports.rules.lines import Setting
from alongside.oversight.imports.rules.tables import Reading

ROWS_AT_ONCE = 400
GOING = (RunState.CHECKING, RunState.BRINGING)

Progress = Callable[[int, int], None]


def carry_on(
    *,
    run_id: int,
    enter: Enter,
    progress: Progress = lambda done, total: None,
    source: BinaryIO | None = None,
    decisions: Mapping[str, str] | None = None,
) -> None:
    """Check or bring in the spreadsheet of a run (its house number), from where it is, until it is through or stopped.

    ``enter`` sets the worker as reader for one transaction; every batch is one. ``source`` is the file; without it the
    upload is read. ``decisions`` say by number whom a row is (``decide_rows``). ``progress`` hears how many rows are
    through, of how many. A check does everything and takes it back batch by batch, keeping only what would come of it.
    """
    runner = Runner(run_id)
    if not runner.prepare(enter, source):
        return
    if decisions:
        with enter() as by:
            decide_rows(run_id=run_id, decisions=decisions, by=by)
    while runner.one_batch(enter):
        progress(runner.done, runner.total)


class Runner:
    """One run on its way, in one process."""

    def __init__(self, run_id: int) -> None:
        self.run_id = run_id
        self.nearby = Nearby()
        self.setting: Setting | None = None
        self.places: dict[str, dict[str, int]] = {}
        self.done = self.total = 0

    def prepare(self, enter: Enter, source: BinaryIO | None) -> bool:
        """Lay the rows out when that is not done yet; False when there is nothing to do."""
        with enter():
            run = ImportRun.objects.filter(id=self.run_id, state__in=GOING).first()
            if run is None:
                return False
            laid_out = run.touched_at is not None
            upload = Upload.objects.filter(run=run).first() if source is None and not laid_out else None
        reading = Reading.from_json(run.reading)
        self.places = {head.title: places_of(head, run.mapping.get(head.title) or {}) for head in reading.sheets}
        if not laid_out:
            if source is None and upload is None:
                return False
            Staging(run, source or BytesIO(bytes(upload.content if upload else b""))).lay_out(enter)
        return True

    def one_batch(self, enter: Enter) -> bool:
        """Bring in the next rows, in one transaction; False when there are none left or somebody stopped the run."""
        with enter() as by:
            run = held(ImportRun.objects.filter(id=self.run_id))
            self.done, self.total = run.done, run.total
            if run.state not in GOING:
                return False
            kind, rows = self._next()
            if not rows:
                self._finish(run)
                return False
            agency.hold_agency(agency.the_agency())
            try:
                with timezone.override(agency.agency_zone()):
                    self._bring(run, kind, rows, by)
            finally:
                agency.hold_agency(None)
            through = record_outcomes(rows, dry=run.state == RunState.CHECKING)
            ImportRun.objects.filter(id=run.id).update(done=F("done") + through, touched_at=clock.now())
            self.done += through
        return True

    def _next(self) -> tuple[SheetKind, list[Staged]]:
        """The next rows of the first kind that has any left; the rows of one household stay together."""
        for kind in SheetKind:
            waiting = SheetRow.objects.filter(run_id=self.run_id, sheet=kind, outcome="")
            rows = list(waiting.order_by("place", "number", "id")[: ROWS_AT_ONCE + 1])
            if len(rows) > ROWS_AT_ONCE:
                last = rows[-1].place
                rows = [row for row in rows if row.place != last] or rows
            if rows:
                return kind, [Staged.of(row) for row in rows]
        return SheetKind.PEOPLE, []

    def _bring(self, run: ImportRun, kind: SheetKind, rows: list[Staged], by: Reader) -> None:
        if run.state == RunState.BRINGING:
            self._write(run, kind, rows, by)
            return
        collect_readings()
        try:
            with transaction.atomic():
                self._write(run, kind, rows, by)
                transaction.set_rollback(True)
            flush_readings()
        finally:
            drop_readings()

    def _write(self, run: ImportRun, kind: SheetKind, rows: list[Staged], by: Reader) -> None:
        setting = self._setting(run, by)
        values = {row.id: self._values(row) for row in rows}
        titles = {sheet: {ours: theirs for theirs, ours in each.items()} for sheet, each in run.mapping.items()}
        memory, dry = Memory(run.system, by), run.state == RunState.CHECKING
        if kind == SheetKind.PEOPLE:
            if not dry:
                self.nearby = Nearby()
            arriving = Arriving(
                run.id, run.source, setting, memory, self.nearby, titles, by, create_all=run.create_all, dry=dry
            )
            arriving.bring(rows, values)
            return
        linking = Linking(run.id, run.source, setting, memory, titles, by, dry=dry)
        if kind == SheetKind.RELATIONSHIPS:
            linking.relate(rows, values)
        else:
            linking.record(rows, values)

    def _values(self, row: Staged) -> Mapping[str, str]:
        places = self.places.get(row.title, {})
        return {ours: row.cells[at] for ours, at in places.items() if at < len(row.cells)}

    def _setting(self, run: ImportRun, by: Reader) -> Setting:
        if self.setting is None:
            programmes = {fold(name): one for one in agency.programmes() for name in (one.code, one.name)}
            self.setting = Setting(clock.today(), run.dates, programmes, _workers(), by.teams)
        return self.setting

    def _finish(self, run: ImportRun) -> None:
        counts = dict(
            SheetRow.objects.filter(run_id=run.id).values_list("outcome").annotate(many=Count("id")).order_by()
        )
        counts["read"] = sum(counts.values())
        state = RunState.CHECKED if run.state == RunState.CHECKING else RunState.DONE
        ImportRun.objects.filter(id=run.id).update(
            state=state, counts=counts, finished_at=clock.now(), touched_at=clock.now()
        )


def _workers() -> dict[str, int | None]:
    """The workers by sign-in name and by name; a name that two of them bear stands for nobody."""
    found: dict[str, int | None] = {}
    for one in [*staff.staff(), *staff.staff(gone=True)]:
        name = fold(one.name)
        found[name] = one.id if found.get(name, one.id) == one.id else None
        found[fold(one.username)] = one.id
    return found
