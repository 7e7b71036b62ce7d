"""What left the house: who took it, what it was, how much, and why."""

from __future__ import annotations

from django.db import models

from alongside.agency.access.models import Actor
from alongside.ground.foundation.models import Row
from alongside.oversight.exports.enums import DrawingKind, ExportFormat, ExportKind, PaperState
from alongside.record.cases.models import Case


class Export(Row):
    """One time something left. ``about`` names it without names of people; ``digest`` is of what left."""

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=ExportKind.choices)
    format = models.CharField(max_length=12, choices=ExportFormat.choices)
    about = models.CharField(max_length=200)
    rows = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, blank=True)
    why = models.CharField(max_length=300, blank=True)


class CasePaper(Row):
    """A whole case on paper, made by a job for whoever asked and read by nobody else: it holds what she may see.

    ``given_to`` is the outside name of whoever of the family it is for: then it holds what they may be given.
    """

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    given_to = models.UUIDField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=PaperState.choices, default=PaperState.WAITING)
    why = models.CharField(max_length=300)
    may_leave = models.CharField(max_length=500, blank=True)
    file_name = models.CharField(max_length=120)
    content = models.BinaryField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)


class DrawingPaper(Row):
    """A drawing of a case for somebody, made by a job for whoever asked and read by nobody else.

    ``asked`` says how it is drawn: the day, the layers, by outside name whom it leaves out, and whether what only
    those who carry the case see stays out too. A whole case leaves without it.
    """

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=8, choices=DrawingKind.choices)
    format = models.CharField(max_length=12, choices=ExportFormat.choices)
    state = models.CharField(max_length=8, choices=PaperState.choices, default=PaperState.WAITING)
    asked = models.JSONField(default=dict)
    for_whom = models.CharField(max_length=80)
    why = models.CharField(max_length=300)
    may_leave = models.CharField(max_length=500, blank=True)
    file_name = models.CharField(max_length=120)
    content = models.BinaryField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
