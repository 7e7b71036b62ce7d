"""The first request for help, and what was decided about it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from alongside.agency.access.models import Actor, CircleRow
from alongside.agency.organisation.models import Programme, Protocol
from alongside.record.intakes.enums import Caller, Channel, IntakeState, ScreeningOutcome, Urgency
from alongside.record.people.enums import Answer
from alongside.record.people.models import Person


class Intake(CircleRow):
    """A request as it came in: only what is needed to decide the next step (S-011)."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="intakes")
    protocol = models.ForeignKey(Protocol, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=IntakeState.choices, default=IntakeState.NEW)
    channel = models.CharField(max_length=10, choices=Channel.choices, default=Channel.PHONE)
    received_at = models.DateTimeField()
    caller = models.CharField(max_length=14, choices=Caller.choices, default=Caller.SELF)
    caller_name = models.CharField(max_length=200, blank=True)
    caller_phone = models.CharField(max_length=60, blank=True)
    words = models.TextField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="intakes", null=True, blank=True)
    person_name = models.CharField(max_length=250, blank=True)
    birth_words = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=60, blank=True)
    who_lives_there = models.CharField(max_length=300, blank=True)
    safe_call = models.CharField(max_length=10, choices=Answer.choices, default=Answer.NOT_ASKED)
    safe_text = models.CharField(max_length=10, choices=Answer.choices, default=Answer.NOT_ASKED)
    safe_voicemail = models.CharField(max_length=10, choices=Answer.choices, default=Answer.NOT_ASKED)
    safe_letter = models.CharField(max_length=10, choices=Answer.choices, default=Answer.NOT_ASKED)
    safe_from = models.TimeField(null=True, blank=True)
    safe_until = models.TimeField(null=True, blank=True)
    safe_note = models.CharField(max_length=300, blank=True)
    urgency = models.CharField(max_length=10, choices=Urgency.choices, default=Urgency.THIS_WEEK)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    notice_given_at = models.DateTimeField(null=True, blank=True)
    notice_how = models.CharField(max_length=120, blank=True)
    notice_language = models.CharField(max_length=60, blank=True)
    notice_version = models.CharField(max_length=20, blank=True)
    taken_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["state", "received_at"], name="intake_waiting"),
            models.Index(fields=["-received_at", "-id"], name="intake_newest"),
            models.Index(
                fields=["received_at"],
                condition=Q(urgency=Urgency.TODAY, acknowledged_at=None),
                name="intake_urgent",
            ),
        ]


class Screening(CircleRow):
    """The decision on an intake: what, by which printed criterion, why, and what else was offered."""

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="screenings")
    outcome = models.CharField(max_length=8, choices=ScreeningOutcome.choices)
    criterion = models.CharField(max_length=60, blank=True)
    reason = models.TextField()
    alternative = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")


class Escalation(CircleRow):
    """Who was told that an urgent request still waits, at which step of the protocol. Written by the house alone."""

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="escalations")
    step = models.PositiveSmallIntegerField()
    told = models.CharField(max_length=300)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["intake", "step"], name="escalation_once")]
