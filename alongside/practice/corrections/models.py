"""What a person says is wrong in her record: her words, the answer, and her statement of disagreement."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from alongside.agency.access.models import Actor, CircleRow
from alongside.practice.corrections.enums import AnswerClock, EntryOf, Outcome
from alongside.record.cases.models import Case
from alongside.record.people.models import Person


class Correction(CircleRow):
    """A person's own words about one entry, kept with it for good; ``about`` names the entry in words.

    ``entry`` is its number in the house, empty for something else in the record. ``statement`` is what she says when
    it was not put right (45 CFR 164.526(d)); it goes with the entry wherever that is shown or handed over.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="corrections")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=EntryOf.choices)
    entry = models.BigIntegerField(null=True, blank=True)
    about = models.CharField(max_length=200)
    own_words = models.TextField()
    asked_on = models.DateField()
    clock = models.CharField(max_length=8, choices=AnswerClock.choices, default=AnswerClock.HIPAA)
    due_on = models.DateField()
    longer_why = models.TextField(blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    statement = models.TextField(blank=True)
    statement_on = models.DateField(null=True, blank=True)
    taken_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome__in=["put_right", "stays"]) | Q(answered_by__isnull=False),
                name="correction_answered_by_somebody",
            )
        ]
        indexes = [models.Index(fields=["case", "kind", "entry"], name="correction_of_entry")]
