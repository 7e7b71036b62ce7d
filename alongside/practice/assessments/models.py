"""What is strong and what is hard in a person's or family's life, in whose words, from which source."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from alongside.agency.access.models import Actor, CircleRow
from alongside.practice.assessments.enums import (
    BarrierLevel,
    Certainty,
    DetailChosen,
    Domain,
    LookState,
    SourceKind,
    StatementKind,
    StatementUrgency,
    TriedOutcome,
)
from alongside.record.cases.models import Case
from alongside.record.people.models import Person


class Assessment(CircleRow):
    """One time of looking at a life together, from its start until it is finished."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    number = models.PositiveSmallIntegerField(default=1)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    finish_note = models.TextField(blank=True)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(finished_at=None), name="one_open_assessment")
        ]


class Statement(CircleRow):
    """A strength, need, barrier, hope or thing already tried. The person's own words are kept verbatim.

    Without ``person`` it is about the family together. ``reported_by`` told it for ``said_by``: then it is no own view.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="statements")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="statements")
    kind = models.CharField(max_length=10, choices=StatementKind.choices)
    domain = models.CharField(max_length=16, choices=Domain.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    words = models.TextField(blank=True)
    own_words = models.TextField(blank=True)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    reported_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    source = models.CharField(max_length=14, choices=SourceKind.choices, default=SourceKind.CONVERSATION)
    source_note = models.CharField(max_length=200, blank=True)
    said_on = models.DateField()
    urgency = models.CharField(max_length=6, choices=StatementUrgency.choices, blank=True)
    barrier_level = models.CharField(max_length=10, choices=BarrierLevel.choices, blank=True)
    worked = models.CharField(max_length=8, choices=TriedOutcome.choices, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words="") | ~Q(own_words=""), name="statement_says_something"),
            models.CheckConstraint(
                condition=Q(reported_by=None) | (Q(said_by__isnull=False) & ~Q(reported_by=F("said_by"))),
                name="statement_reported_of_another",
            ),
        ]
        indexes = [models.Index(fields=["case", "domain", "-said_on"], name="statement_of_case")]


class CauseLink(CircleRow):
    """That ``factor`` may lie under ``need``, and how sure that is (S-033)."""

    need = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="factor_links")
    factor = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="need_links")
    certainty = models.CharField(max_length=8, choices=Certainty.choices)
    ended_on = models.DateField(null=True, blank=True)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["need", "factor"], condition=Q(ended_on=None), name="factor_linked_once"),
            models.CheckConstraint(condition=~Q(need=models.F("factor")), name="factor_is_another"),
        ]


class DomainLook(CircleRow):
    """That a domain was looked at, or is not relevant and who said so, with the two ratings from 0 to 10."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="looks")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    domain = models.CharField(max_length=16, choices=Domain.choices)
    state = models.CharField(max_length=14, choices=LookState.choices)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    looked_on = models.DateField()
    person_rating = models.PositiveSmallIntegerField(null=True, blank=True)
    worker_rating = models.PositiveSmallIntegerField(null=True, blank=True)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "domain"], name="domain_looked_once"),
            models.CheckConstraint(
                condition=(Q(person_rating=None) | Q(person_rating__lte=10))
                & (Q(worker_rating=None) | Q(worker_rating__lte=10)),
                name="ratings_to_ten",
            ),
        ]


class Fact(CircleRow):
    """A dated fact about a person with its source: income, benefits, health, school."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="facts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    domain = models.CharField(max_length=16, choices=Domain.choices)
    key = models.CharField(max_length=60)
    label = models.CharField(max_length=160)
    value = models.CharField(max_length=300)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=30, blank=True)
    on = models.DateField()
    source = models.CharField(max_length=14, choices=SourceKind.choices)
    source_note = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "domain", "-on"], name="fact_of_case")]


class AdverseExperience(CircleRow):
    """Something terrible that somebody lived through, written down once, with as much of it as they want.

    ``summary`` is what whoever works with them should know; nobody asks again. The detail, if they want one, stands
    apart at the restricted level.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="experiences")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    chosen = models.CharField(max_length=8, choices=DetailChosen.choices, default=DetailChosen.HAPPENED)
    summary = models.CharField(max_length=300, blank=True)
    helps = models.CharField(max_length=300, blank=True)
    told_on = models.DateField()
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person"], name="experience_once"),
            models.CheckConstraint(condition=Q(chosen="happened") | ~Q(summary=""), name="experience_in_a_few_words"),
        ]


class ExperienceDetail(CircleRow):
    """What somebody told of it, in their words, for few eyes. Never changed."""

    experience = models.OneToOneField(AdverseExperience, on_delete=models.PROTECT, related_name="detail")
    words = models.TextField()
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")


class DetailOpened(CircleRow):
    """That somebody opened a detail, and what for. Never changed."""

    detail = models.ForeignKey(ExperienceDetail, on_delete=models.PROTECT, related_name="openings")
    why = models.CharField(max_length=300)
    at = models.DateTimeField()
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "details opened"
