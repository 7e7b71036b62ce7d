"""Appointments, what happened at each contact, and the note that was written, signed and perhaps amended."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from alongside.agency.access.models import Actor, CircleRow
from alongside.agency.staff.models import Worker
from alongside.practice.contacts.enums import AppointmentOutcome, ContactMode, InterpreterUsed
from alongside.practice.documents.models import Attachment
from alongside.practice.plans.models import Goal, Progress, Step
from alongside.record.cases.models import Case
from alongside.record.people.models import Person


class Appointment(CircleRow):
    """A time agreed with someone. It stays unresolved until someone says what came of it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="appointments")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="appointments")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    mode = models.CharField(max_length=8, choices=ContactMode.choices, default=ContactMode.VISIT)
    place = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=60, blank=True)
    people = models.ManyToManyField(Person, through="AppointmentPerson", related_name="+")
    outcome = models.CharField(max_length=12, choices=AppointmentOutcome.choices, blank=True, default="")
    outcome_words = models.CharField(max_length=300, blank=True)
    moved_to = models.ForeignKey("self", on_delete=models.PROTECT, related_name="moved_from", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="appointment_ends_after_start")
        ]
        indexes = [models.Index(fields=["worker", "starts_at"], name="appointment_of_worker")]


class AppointmentPerson(CircleRow):
    """Who was asked to come."""

    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="invited")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")


class Contact(CircleRow):
    """Something that happened: who, how, when, where, in which language.

    ``recorded_at`` is when it was written down: an entry made on a later day shows both times. A second worker who was
    there (``co_author``) may sign the note too.

    ``occasion`` ties entries of one occasion that stand in several files. Every entry has one, drawn by chance, so that
    it tells nobody that there are others: only who sees two of them sees that they are the same.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="contacts")
    mode = models.CharField(max_length=8, choices=ContactMode.choices)
    at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    place = models.TextField(blank=True)
    about = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=60, blank=True)
    interpreter = models.CharField(max_length=10, choices=InterpreterUsed.choices, default=InterpreterUsed.NOT_NEEDED)
    interpreter_words = models.TextField(blank=True)
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, related_name="contacts", null=True, blank=True
    )
    people = models.ManyToManyField(Person, through="ContactPerson", related_name="+")
    not_about_a_goal = models.BooleanField(default=False)
    source = models.CharField(max_length=120, blank=True)
    occasion = models.UUIDField(default=uuid4, editable=False)
    recorded_at = models.DateTimeField()
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    co_author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at=None) | Q(ends_at__gte=F("at")), name="contact_ends_after_start")
        ]
        indexes = [
            models.Index(fields=["case", "-at", "-id"], name="contact_newest"),
            models.Index(fields=["occasion"], name="contact_occasion"),
        ]


class ContactPerson(CircleRow):
    """Who was there. Somebody ticked by mistake stays on record as not there, until the note is signed."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="present")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seen_alone = models.BooleanField(default=False)
    was_there = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "person"], name="contact_person_once")]


class ContactPart(CircleRow):
    """What of a contact is for one person's file alone; the note holds what is for all of them (S-175).

    A signed note binds it. Notes of counselling and of substance use treatment have no such parts.
    """

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="parts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "person"], name="contact_part_once")]


class ContactRemoval(CircleRow):
    """That a contact was taken out of one person's file (``person``), or of the file of a case altogether, and why.

    What was signed stays in the database as it was signed; it is in no list and no copy any more. Never changed.
    """

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="removals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    why = models.CharField(max_length=300)
    at = models.DateTimeField()
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "person"], name="contact_removed_once", nulls_distinct=False),
            models.CheckConstraint(condition=~Q(why=""), name="contact_removed_for_a_reason"),
        ]


class ContactGoal(CircleRow):
    """A goal that a contact was about, with the progress noted then, if any."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="goal_links")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="contact_links")
    progress = models.ForeignKey(Progress, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contact", "goal"], name="contact_goal_once")]


class ContactFile(CircleRow):
    """A file that was added to a contact; its level is the file's, so that nobody sees the one without the other."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="file_links")
    attachment = models.OneToOneField(Attachment, on_delete=models.PROTECT, related_name="contact_link")


class Note(CircleRow):
    """What was written about a contact. Signing locks it by a digest; afterwards it is only amended.

    Three voices are kept apart: ``text`` and ``sections`` for what happened, ``own_words`` for what a person said,
    word for word, ``opinion`` for what the worker makes of it. ``format`` is a note format of the case's protocol. At
    the levels of counselling and of substance use treatment the words are encrypted with the key of the circle.
    """

    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="note")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    format = models.CharField(max_length=50)
    text = models.TextField(blank=True)
    sections = models.JSONField(default=dict)
    own_words = models.TextField(blank=True)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    opinion = models.TextField(blank=True)
    shared = models.BooleanField(default=True)
    hold_reason = models.TextField(blank=True)
    hold_until = models.DateField(null=True, blank=True)
    next_step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    digest = models.TextField(blank=True)
    needs_cosign = models.BooleanField(default=False)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["author"], name="note_to_sign", condition=Q(signed_at=None))]


class CoSignature(CircleRow):
    """That a qualified worker has read and signed what a student or a volunteer signed. Never changed."""

    note = models.OneToOneField(Note, on_delete=models.PROTECT, related_name="cosigned")
    at = models.DateTimeField()
    words = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")


class Amendment(CircleRow):
    """A correction or addition to a signed note; the note itself stays as it was signed."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="amendments")
    text = models.TextField()
    reason = models.TextField()
    at = models.DateTimeField()
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
