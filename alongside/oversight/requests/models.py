"""A person's request for her record: what was asked, what was gathered, what was decided, what was handed over."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from alongside.agency.access.models import Actor, Circle
from alongside.ground.foundation.models import Row
from alongside.oversight.requests.enums import (
    Arrival,
    Asker,
    Choice,
    HandOver,
    HoldReason,
    Law,
    PaperKind,
    Proof,
    Proposal,
    RefusalGround,
    RequestState,
    Worry,
)
from alongside.practice.documents.enums import AttachmentKind
from alongside.record.cases.models import Case
from alongside.record.people.models import Person


class RecordRequest(Row):
    """One request for a record. It spans all cases of the person, so it belongs to no circle of care.

    ``person_name`` is kept beside ``person``, because whoever answers it does not see the person's own entry.
    ``due_on`` already counts the extension, when there is one. ``files_waiting`` is how many files were still being
    checked when the record was gathered last.
    """

    asker = models.CharField(max_length=16, choices=Asker.choices)
    asker_name = models.CharField(max_length=200)
    arrival = models.CharField(max_length=8, choices=Arrival.choices)
    received_on = models.DateField()
    law = models.CharField(max_length=8, choices=Law.choices)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    wanted = models.TextField(blank=True)
    due_on = models.DateField()
    longer_on = models.DateField(null=True, blank=True)
    longer_why = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.RECEIVED)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    person_name = models.CharField(max_length=250, blank=True)
    proof = models.CharField(max_length=12, choices=Proof.choices, blank=True)
    proof_words = models.CharField(max_length=300, blank=True)
    authority = models.CharField(max_length=300, blank=True)
    asker_safe = models.BooleanField(default=False)
    known_on = models.DateField(null=True, blank=True)
    known_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    gathered_at = models.DateTimeField(null=True, blank=True)
    files_waiting = models.PositiveIntegerField(default=0)
    refusal = models.CharField(max_length=16, choices=RefusalGround.choices, blank=True)
    refusal_words = models.TextField(blank=True)
    closed_on = models.DateField(null=True, blank=True)
    way = models.CharField(max_length=8, choices=HandOver.choices, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    taken_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    closed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=models.F("received_on")), name="request_due_after"),
            models.CheckConstraint(
                condition=Q(known_on=None) | (~Q(proof="") & Q(person__isnull=False)), name="request_known_by_proof"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["known", "gathered", "making", "ready", "answered"])
                | Q(known_on__isnull=False),
                name="request_known_first",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="request_waits")]

    @property
    def number(self) -> str:
        """By what it is called in letters."""
        return f"R-{self.received_on.year}-{self.id}"


class RequestedPassage(Row):
    """One passage of what was gathered: where it comes from, its text, and what a human decided about it.

    ``text`` is encrypted. ``spans`` are places in it, ``[{"from", "to", "kind", "held"}]``, never its words.

    A file is a passage too: ``source`` is its outside name, ``text`` what can be read in it, ``file_digest`` the
    SHA-256 of its bytes as they were gathered, ``left_digest`` of what of it is in the copy that was made.
    """

    request = models.ForeignKey(RecordRequest, on_delete=models.PROTECT, related_name="passages")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    level = models.SmallIntegerField()
    place = models.PositiveIntegerField()
    section = models.CharField(max_length=40)
    source = models.UUIDField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    file_kind = models.CharField(max_length=8, choices=AttachmentKind.choices, blank=True)
    file_size = models.BigIntegerField(default=0)
    file_digest = models.CharField(max_length=64, blank=True)
    left_digest = models.CharField(max_length=64, blank=True)
    spans = models.JSONField(default=list)
    proposal = models.CharField(max_length=4, choices=Proposal.choices)
    worry = models.CharField(max_length=16, choices=Worry.choices, blank=True)
    choice = models.CharField(max_length=8, choices=Choice.choices, blank=True)
    reason = models.CharField(max_length=16, choices=HoldReason.choices, blank=True)
    reason_words = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "place"], name="passage_place_once"),
            models.CheckConstraint(
                condition=~Q(choice__in=["part", "none"]) | ~Q(reason=""), name="passage_held_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=False) | ~Q(choice__in=["whole", "part", "none", "ask"]),
                name="passage_decided_by_somebody",
            ),
        ]


class RequestPaper(Row):
    """One paper of a request, made by a job: the copy, a letter, or both with the files that go with them.

    ``content`` is a PDF, or a ZIP of the copy with its files, in base64, encrypted.
    """

    request = models.ForeignKey(RecordRequest, on_delete=models.PROTECT, related_name="papers")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    level = models.SmallIntegerField(default=1)
    kind = models.CharField(max_length=8, choices=PaperKind.choices)
    content = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
