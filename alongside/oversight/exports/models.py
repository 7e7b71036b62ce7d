"""What left the house: who took it, what it was, how much, and why."""

from __future__ import annotations

from django.db import models

from alongside.agency.access.models import Actor
from alongside.ground.foundation.models import Row
from alongside.oversight.exports.enums import ExportFormat, ExportKind


class Export(Row):
    """One time something left. ``about`` names it without names of people; ``digest`` is of what left."""

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=ExportKind.choices)
    format = models.CharField(max_length=8, choices=ExportFormat.choices)
    about = models.CharField(max_length=200)
    rows = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, blank=True)
    why = models.CharField(max_length=300, blank=True)
