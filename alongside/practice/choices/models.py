"""What was offered to a person and what they decided; where somebody else decides, on what ground, and until when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from alongside.agency.access.models import Actor, CircleRow
from alongside.practice.choices.enums import ChoiceAnswer, LimitGround, LimitOutcome
from alongside.record.cases.models import Case
from alongside.record.people.models import Person


class Choice(CircleRow):
    """Something that was offered, the ways there were, and what the person decided, in their own words."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="choices")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    offered_on = models.DateField()
    what = models.CharField(max_length=300)
    ways = models.TextField(blank=True)
    answer = models.CharField(max_length=5, choices=ChoiceAnswer.choices, default=ChoiceAnswer.LATER)
    words = models.TextField(blank=True)
    helped_by = models.CharField(max_length=200, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(answered_on=None) | ~Q(answer="later"), name="no_day_without_an_answer")
        ]
        indexes = [models.Index(fields=["case", "-offered_on", "-id"], name="choice_newest")]


class Limit(CircleRow):
    """Something that a person may not decide alone: on what ground, who said so, until when, looked at again when."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="limits")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=300)
    ground = models.CharField(max_length=6, choices=LimitGround.choices)
    basis = models.CharField(max_length=300)
    why = models.TextField()
    tried = models.TextField(blank=True)
    decided_by = models.CharField(max_length=200)
    from_on = models.DateField()
    until_on = models.DateField()
    review_on = models.DateField()
    told = models.BooleanField(default=False)
    not_told_why = models.CharField(max_length=300, blank=True)
    their_words = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(basis="") & ~Q(decided_by=""), name="limit_has_its_ground"),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")) & Q(review_on__lte=F("until_on")), name="limit_has_its_end"
            ),
            models.CheckConstraint(condition=Q(told=True) | ~Q(not_told_why=""), name="limit_told_or_why_not"),
        ]
        indexes = [models.Index(fields=["case", "-until_on", "-id"], name="limit_of_case")]


class LimitReview(CircleRow):
    """One look at a limit: whether it is needed still, what the person said, when it is looked at next."""

    limit = models.ForeignKey(Limit, on_delete=models.PROTECT, related_name="reviews")
    held_on = models.DateField()
    outcome = models.CharField(max_length=5, choices=LimitOutcome.choices)
    words = models.TextField()
    their_words = models.TextField(blank=True)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
