"""What was brought in from other systems: each run, and for each row of each file what became of it."""

from __future__ import annotations

from django.db import models

from alongside.agency.access.models import Actor
from alongside.ground.foundation.models import Row


class ImportRun(Row):
    """One run of an import, with its counts."""

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="import_runs")
    system = models.CharField(max_length=30)
    source = models.CharField(max_length=300)
    dry_run = models.BooleanField(default=False)
    finished_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict)


class ImportedRow(Row):
    """One row of an outside file and the row of ours that it became; the digest tells whether it has changed since."""

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    system = models.CharField(max_length=30)
    file = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=40, blank=True)
    row_id = models.BigIntegerField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "system", "file", "key"], name="imported_once")]
