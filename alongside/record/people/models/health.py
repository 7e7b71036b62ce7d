"""What is noted of somebody's health, as far as a family drawing marks it: with a day, who told it and its basis."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from alongside.agency.access.models import Actor, CircleRow
from alongside.record.people.enums import HealthKind, HealthState
from alongside.record.people.models.persons import Person


class HealthMark(CircleRow):
    """One thing of somebody's health, from one day to another: never more than the work needs (restricted as a rule).

    ``author`` wrote it down; ``said_by`` is who of the record told it, nobody where the worker has it from elsewhere.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="health")
    kind = models.CharField(max_length=16, choices=HealthKind.choices)
    state = models.CharField(max_length=9, choices=HealthState.choices, default=HealthState.KNOWN)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    said_on = models.DateField()
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    basis = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(from_on=None) | Q(until_on__gte=models.F("from_on")), name="health_dates"
            )
        ]
