"""The breach register: an entry for each breach, its diary, the assessment of harm, and whom it touches."""

from __future__ import annotations

from django.db import models

from alongside.agency.access.models import Actor
from alongside.ground.foundation.models import Row
from alongside.oversight.breaches.enums import BreachKind, BreachLaw, EntryKind, Harm, Noticed
from alongside.record.people.models import Person


class Breach(Row):
    """One breach as it was taken down. Nothing of it is changed later: what follows stands in its diary.

    ``found_at`` is when the agency came to know: the clocks run from it. ``about`` is the worker whom it is about, who
    does not see it even where she reads the logs.
    """

    kind = models.CharField(max_length=8, choices=BreachKind.choices)
    noticed = models.CharField(max_length=8, choices=Noticed.choices)
    title = models.CharField(max_length=120)
    happened = models.TextField()
    happened_on = models.DateField(null=True, blank=True)
    found_at = models.DateTimeField()
    people = models.PositiveIntegerField(null=True, blank=True)
    law = models.CharField(max_length=8, choices=BreachLaw.choices, default=BreachLaw.UNSURE)
    own_hours = models.PositiveSmallIntegerField(default=24)
    about = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    taken_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    @property
    def number(self) -> str:
        """By what it is called."""
        return f"B-{self.found_at.year}-{self.id}"


class BreachEntry(Row):
    """One entry of a breach's diary: what was done or who was told, when and by whom. Never changed."""

    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=16, choices=EntryKind.choices)
    at = models.DateTimeField()
    whom = models.CharField(max_length=200, blank=True)
    people = models.PositiveIntegerField(null=True, blank=True)
    words = models.TextField()
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")


class BreachAssessment(Row):
    """The four factors of 45 CFR 164.402(2), each in words, and what they come to. A later one replaces none."""

    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="assessments")
    what_kind = models.TextField()
    who_got_it = models.TextField()
    was_it_seen = models.TextField()
    what_limits_it = models.TextField()
    harm = models.CharField(max_length=4, choices=Harm.choices)
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")


class BreachPerson(Row):
    """Somebody whom a breach touches, by her number in the house; ``person_name`` is kept for whoever tells her."""

    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="touched")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    person_name = models.CharField(max_length=250)
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["breach", "person"], name="breach_person_once")]
