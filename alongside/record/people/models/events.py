"""What happens in a life and is kept with its dates: places somebody lives at, orders of law, events."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from alongside.agency.access.models import Actor, CircleRow
from alongside.record.people.enums import BirthPrecision, LifeEventKind, OrderKind, OrderPart, PlacementKind
from alongside.record.people.models.persons import Person


class Placement(CircleRow):
    """Where somebody was placed, with whom, on what legal basis, from when until when.

    ``until_precision`` is empty while it goes on; ``unknown`` says that it ended, nobody knows when. A place that must
    stay hidden is kept at the level of a safe location, and is encrypted.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="placements")
    kind = models.CharField(max_length=12, choices=PlacementKind.choices)
    place = models.TextField(blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    from_on = models.DateField(null=True, blank=True)
    from_precision = models.CharField(max_length=10, choices=BirthPrecision.choices, default=BirthPrecision.UNKNOWN)
    until_on = models.DateField(null=True, blank=True)
    until_precision = models.CharField(max_length=10, choices=BirthPrecision.choices, blank=True)
    ended_why = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None)
                | Q(from_on=None)
                | Q(until_on__gte=F("from_on"))
                | ~Q(until_precision="exact"),
                name="placement_dates",
            ),
            models.CheckConstraint(condition=Q(until_on=None) | ~Q(until_precision=""), name="placement_end_told"),
        ]
        indexes = [models.Index(fields=["person", "from_on"], name="placement_of_person")]


class PlacementCarer(CircleRow):
    """Somebody of the record who cares, or cared, for a person where they are placed."""

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="carers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)


class LegalOrder(CircleRow):
    """An order about care, contact or protection: what it says, who made it, and from when until when it holds.

    ``seen_on`` and ``seen_by`` say who read the paper itself, and when; without them it is hearsay.
    """

    kind = models.CharField(max_length=20, choices=OrderKind.choices)
    terms = models.TextField()
    authority = models.CharField(max_length=200)
    reference = models.CharField(max_length=120, blank=True)
    made_on = models.DateField(null=True, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    seen_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="supersedes", null=True, blank=True
    )
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="order_dates"),
            models.CheckConstraint(
                condition=Q(seen_on=None, seen_by=None) | Q(seen_on__isnull=False, seen_by__isnull=False),
                name="order_seen_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(superseded_by=None) | ~Q(superseded_by=F("id")), name="order_not_its_own_next"
            ),
        ]
        indexes = [models.Index(fields=["circle", "-from_on"], name="order_of_circle")]


class LegalOrderPerson(CircleRow):
    """Somebody's part in an order: whom it concerns, who holds a right by it, whom it restrains."""

    order = models.ForeignKey(LegalOrder, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=OrderPart.choices)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "person", "part"], condition=Q(withdrawn_on=None), name="order_part_once"
            )
        ]


class LifeEvent(CircleRow):
    """Something that happened in a life, as exactly as its day is known, who told of it, and whether it was a gain."""

    kind = models.CharField(max_length=12, choices=LifeEventKind.choices)
    on = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=10, choices=BirthPrecision.choices, default=BirthPrecision.UNKNOWN)
    words = models.TextField()
    told_by = models.CharField(max_length=200, blank=True)
    gain = models.BooleanField(default=False)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(on=None) | ~Q(precision="unknown"),
                name="life_event_day_as_known",
            )
        ]
        indexes = [models.Index(fields=["circle", "on"], name="life_event_of_circle")]


class LifeEventPerson(CircleRow):
    """Somebody to whom a life event happened."""

    event = models.ForeignKey(LifeEvent, on_delete=models.PROTECT, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person"], condition=Q(withdrawn_on=None), name="life_event_person_once"
            )
        ]
