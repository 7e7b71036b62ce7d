"""Cases: who takes part, who carries them, the events from which the stage follows, and how they end."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from alongside.agency.access.models import Actor, CircleRow
from alongside.agency.organisation.models import Programme, Protocol
from alongside.agency.staff.models import Worker
from alongside.record.cases.enums import (
    AssignmentRole,
    CaseState,
    ClosingReason,
    EventKind,
    InterestKind,
    Milestone,
    ParticipantRole,
    Stage,
)
from alongside.record.intakes.models import Intake
from alongside.record.people.models import Person


class Case(CircleRow):
    """One piece of work with a beginning and an end, for one person or a family.

    ``stage`` and ``state`` repeat what ``rules.derive`` says of the events, so that lists need not derive; every action
    that adds an event writes them again.
    """

    number = models.CharField(max_length=24, unique=True)
    title = models.CharField(max_length=250)
    sort_key = models.CharField(max_length=250, db_index=True)
    family = models.BooleanField(default=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="cases")
    protocol = models.ForeignKey(Protocol, on_delete=models.PROTECT, related_name="cases")
    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="cases", null=True, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    episode = models.PositiveSmallIntegerField(default=1)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.INTAKE)
    state = models.CharField(max_length=12, choices=CaseState.choices, default=CaseState.OPEN)
    last_contact_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["acl_key", "state", "-opened_on", "-id"], name="case_team_list"),
            models.Index(fields=["sort_key", "id"], name="case_by_name"),
        ]


class Participant(CircleRow):
    """A person's part in one case, with dates."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="participants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="parts")
    role = models.CharField(max_length=14, choices=ParticipantRole.choices)
    focus = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="part_dates")
        ]


class AdverseInterest(CircleRow):
    """That two people of a case stand against each other: why, who decided how to work with both, looked at again when.

    While abuse is alleged and no supervisor has decided, nobody works for both sides. ``same_worker`` is the decision
    that one worker may, with its reason.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="adverse_interests")
    one = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=7, choices=InterestKind.choices)
    basis = models.TextField()
    seen_on = models.DateField()
    same_worker = models.BooleanField(default=False)
    decision = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(one=F("other")), name="interest_of_two"),
            models.CheckConstraint(
                condition=Q(decided_on=None) | (~Q(decision="") & Q(decided_by__isnull=False, review_on__isnull=False)),
                name="interest_decided_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["case", "ended_on"], name="interest_of_case")]


class StageEvent(CircleRow):
    """Something that happened on the spine of a case. Never changed: a mistake is taken back by another event."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20, choices=EventKind.choices)
    milestone = models.CharField(max_length=24, choices=Milestone.choices, blank=True)
    stage = models.CharField(max_length=12, choices=Stage.choices, blank=True)
    at = models.DateTimeField()
    why = models.TextField(blank=True)
    cites = models.CharField(max_length=300, blank=True)
    closing_reason = models.CharField(max_length=20, choices=ClosingReason.choices, blank=True)
    by_name = models.CharField(max_length=200)
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["case", "at", "id"], name="stage_event_order")]


class Assignment(CircleRow):
    """Who carries a case, as what, from when until when, with the hand-over note that ended it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assignments")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=10, choices=AssignmentRole.choices)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    handover_note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(role="primary", until_on=None), name="one_named_worker"
            )
        ]
        indexes = [models.Index(fields=["worker", "until_on"], name="assignment_of_worker")]


class Closing(CircleRow):
    """How one episode of a case ended: reasons, what the person says of it, the summary, where she went."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="closings")
    episode = models.PositiveSmallIntegerField(default=1)
    reasons = ArrayField(models.CharField(max_length=20, choices=ClosingReason.choices), default=list)
    reason_words = models.TextField(blank=True)
    planned = models.BooleanField(default=True)
    closed_on = models.DateField(null=True, blank=True)
    agreed_with = models.CharField(max_length=200, blank=True)
    person_view = models.TextField(blank=True)
    person_view_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    recommendations = models.TextField(blank=True)
    destination = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)
    summary_digest = models.CharField(max_length=64, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    handed_over = models.JSONField(default=dict)


class AfterCare(CircleRow):
    """One line of after-care: what, who does it, by when, and what came of it."""

    closing = models.ForeignKey(Closing, on_delete=models.PROTECT, related_name="after_care")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="after_care")
    what = models.CharField(max_length=300)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    owner_name = models.CharField(max_length=200, blank=True)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "after-care"
        indexes = [models.Index(fields=["worker", "done_on", "due_on"], name="after_care_due")]
