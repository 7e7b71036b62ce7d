"""Totals that were given out, as they were given: nothing in them changes, whatever the records say later."""

from __future__ import annotations

from django.db import models

from alongside.agency.access.models import Actor
from alongside.agency.organisation.models import Programme
from alongside.ground.foundation.models import Row


class GivenTotals(Row):
    """The totals of a programme for one period, with the small counts hidden already.

    ``tables`` holds what was shown and nothing else: no hidden count is kept. ``hide_below`` is the rule of that day.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    begins = models.DateField()
    ends = models.DateField()
    hide_below = models.PositiveSmallIntegerField()
    tables = models.JSONField()
    why = models.CharField(max_length=300)
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "begins", "ends"], name="totals_given_once")]
