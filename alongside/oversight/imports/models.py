"""What was brought in from other systems: each run, and for each row of each file what became of it."""

from __future__ import annotations

from django.db import models

from alongside.agency.access.models import Actor
from alongside.ground.foundation.models import Row
from alongside.oversight.imports.enums import DateOrder, Outcome, RowDecision, RunState, SheetKind


class ImportRun(Row):
    """One run of an import, with its counts.

    A spreadsheet says more: how it was read (``reading``), what its columns mean (``mapping``), by which ``signature``
    the meaning is remembered, how many of its rows are through (``done`` of ``total``).
    """

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="import_runs")
    system = models.CharField(max_length=60)
    source = models.CharField(max_length=300)
    dry_run = models.BooleanField(default=False)
    finished_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.DONE)
    digest = models.CharField(max_length=64, blank=True)
    signature = models.CharField(max_length=64, blank=True)
    reading = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    dates = models.CharField(max_length=3, choices=DateOrder.choices, blank=True)
    create_all = models.BooleanField(default=False)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    touched_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["actor", "-id"], name="import_run_newest")]


class ImportedRow(Row):
    """One row of an outside file and the row of ours that it became; the digest tells whether it has changed since.

    ``detail`` holds a digest of each column, and the numbers of what else the row became.
    """

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    system = models.CharField(max_length=60)
    file = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=40, blank=True)
    row_id = models.BigIntegerField(null=True)
    note = models.CharField(max_length=300, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "system", "file", "key"], name="imported_once")]


class Upload(Row):
    """The spreadsheet itself, from the upload until it is brought in or put away."""

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    run = models.OneToOneField(ImportRun, on_delete=models.PROTECT, related_name="upload")
    content = models.BinaryField()


class SheetRow(models.Model):
    """One row of a spreadsheet on its way in: its cells, what became of it, and what somebody decided about it.

    ``place`` keeps the rows of one household together. ``likely`` names the persons in the record, or the rows of the
    same file, whom it looks like. ``became`` is the number of the row of ours. Rows that are in lose their cells.
    """

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", db_index=False)
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="rows", db_index=False)
    sheet = models.CharField(max_length=13, choices=SheetKind.choices)
    title = models.CharField(max_length=80, blank=True)
    number = models.PositiveIntegerField()
    place = models.PositiveIntegerField()
    key = models.CharField(max_length=120, blank=True)
    cells = models.JSONField(default=list)
    fault = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)
    reason = models.CharField(max_length=600, blank=True)
    likely = models.JSONField(default=list)
    decision = models.CharField(max_length=5, choices=RowDecision.choices, blank=True)
    same_as = models.CharField(max_length=40, blank=True)
    became = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["run", "sheet", "outcome", "place", "number"], name="sheet_row_next"),
            models.Index(fields=["run", "number"], name="sheet_row_order"),
            models.Index(fields=["run", "key"], name="sheet_row_key"),
        ]
