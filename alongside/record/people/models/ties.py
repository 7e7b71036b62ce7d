"""How people stand to each other in somebody's opinion, and what stands around them: bonds, systems, ties, wishes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from alongside.agency.access.models import Actor, CircleRow
from alongside.record.people.enums import BondKind, Energy, RatedBy, Strength, SystemKind
from alongside.record.people.models.persons import Household, Person


class Bond(CircleRow):
    """How ``person`` stands to ``other`` in somebody's opinion: never a fact, so it names who says it and why.

    ``author`` wrote it down; ``said_by`` is the person in the record whose opinion it is, nobody for the worker's own.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="bonds")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="bonds_from")
    kind = models.CharField(max_length=16, choices=BondKind.choices)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    said_on = models.DateField()
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    basis = models.TextField()
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("other")), name="bound_to_another"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(from_on=None) | Q(until_on__gte=F("from_on")), name="bond_dates"
            ),
        ]


class System(CircleRow):
    """Something around a household or a person: a school, a clinic, a choir, a grandmother who lives elsewhere.

    ``person`` is whom it stands for, where it is somebody of the record.
    """

    kind = models.CharField(max_length=8, choices=SystemKind.choices)
    label = models.CharField(max_length=80)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)


class Tie(CircleRow):
    """How a household, or one person, stood to a system on one day, as one side rated it; a new rating is a new row."""

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="ties")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="ties", null=True, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ties", null=True, blank=True)
    strength = models.CharField(max_length=8, choices=Strength.choices, default=Strength.UNKNOWN)
    stressful = models.BooleanField(default=False)
    energy = models.CharField(max_length=4, choices=Energy.choices, default=Energy.NONE)
    rated_by = models.CharField(max_length=6, choices=RatedBy.choices)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    said_on = models.DateField()
    words = models.CharField(max_length=300, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(household=None, person__isnull=False) | Q(household__isnull=False, person=None),
                name="tie_of_one",
            )
        ]


class DrawingWish(CircleRow):
    """That one person should stand to the left of another in drawings, wherever that is true to the family."""

    left = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    right = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(left=F("right")), name="left_of_another")]
