"""Persons: names, ways to reach them, who they live with, how they are related."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from alongside.agency.access.models import Actor, CircleRow
from alongside.agency.staff.models import Worker
from alongside.ground.foundation.models import Row
from alongside.record.people.enums import (
    Answer,
    BirthPrecision,
    ContactPointKind,
    CoupleEnding,
    Gender,
    HouseholdPart,
    LegalRole,
    MergedKind,
    NameKind,
    RelationshipKind,
    SealKind,
)


class Person(models.Model):
    """A human being in the record. Her number is reserved by making her a subject of a circle first.

    An entry that turned out to be somebody who was there already points at her (``merged_into``) and is seen by nobody.
    So is one that was drawn by mistake and taken back with nothing hanging on it (``withdrawn_on``).
    ``compared_version`` is the version that was last compared with everybody else's.
    """

    id: models.BigIntegerField[int, int] = models.BigIntegerField(primary_key=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    display_name = models.CharField(max_length=250)
    sort_key = models.CharField(max_length=250)
    pronouns = models.CharField(max_length=60, blank=True)
    born_on = models.DateField(null=True, blank=True)
    birth_precision = models.CharField(max_length=10, choices=BirthPrecision.choices, default=BirthPrecision.UNKNOWN)
    died_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    gender = models.CharField(max_length=2, choices=Gender.choices, blank=True, default=Gender.NOT_ASKED, db_default="")
    gender_words = models.CharField(max_length=120, blank=True)
    identity_words = models.TextField(blank=True)
    languages = models.JSONField(default=list)
    reads_best = models.CharField(max_length=60, blank=True)
    interpreter = models.CharField(max_length=10, choices=Answer.choices, default=Answer.NOT_ASKED)
    interpreter_language = models.CharField(max_length=60, blank=True)
    communication_note = models.TextField(blank=True)
    sealed = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, editable=False)
    compared_version = models.PositiveIntegerField(db_default=0, editable=False)
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name_plural = "people"
        indexes = [
            models.Index(fields=["sort_key", "id"], name="person_by_name"),
            models.Index(fields=["id"], name="person_to_compare", condition=~Q(compared_version=F("version"))),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(died_on=None) | Q(born_on=None) | Q(died_on__gte=F("born_on")), name="death_after_birth"
            )
        ]


class PersonName(Row):
    """One name of a person, in any script, with its kind and the time it was borne."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="names")
    kind = models.CharField(max_length=14, choices=NameKind.choices, default=NameKind.LEGAL)
    given = models.CharField(max_length=120, blank=True)
    family = models.CharField(max_length=120, blank=True)
    full = models.CharField(max_length=250)
    language = models.CharField(max_length=35, blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)


class PersonKey(models.Model):
    """A search key of a person (folded names, sounds, birth); read only by the search gates.

    Phone numbers are kept beside the contact point, whose circle decides who may find somebody by them.
    """

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="keys")
    key = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["key", "person"], name="person_key_look")]


class NotSamePerson(Row):
    """Two persons who look alike and are not the same; the search says so instead of asking again, until taken back."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)


class LikelyPair(models.Model):
    """Two entries that may be one person, found by a job; ``person`` is the older entry. Who looks judges them again.

    ``points`` only put them in order. ``put_off_until`` is the day before which nobody wants to see them.
    """

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    points = models.SmallIntegerField()
    found_at = models.DateTimeField(db_default=Now())
    put_off_until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "other"], name="likely_pair_once"),
            models.CheckConstraint(condition=Q(person__lt=F("other")), name="likely_pair_in_order"),
        ]
        indexes = [models.Index(fields=["-points", "-id"], name="likely_pair_order", condition=Q(ended_at=None))]


class Merge(Row):
    """That two entries were one person: which stayed, which went into it, who said so, why, and what was chosen.

    ``chosen`` holds what the application changed on the entry that stayed, each with the value before and after.
    """

    keep = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    lose = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    lose_public = models.UUIDField(db_index=True)
    lose_name = models.CharField(max_length=250)
    merged_at = models.DateTimeField(db_default=Now(), db_index=True)
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=300)
    chosen = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lose"], condition=Q(undone_at=None), name="merged_away_once")]


class MergedRow(models.Model):
    """What a merge did with one row: moved it, put it aside because its like was there, changed it, or added it."""

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    merge = models.ForeignKey(Merge, on_delete=models.PROTECT, related_name="rows")
    table_name = models.CharField(max_length=80)
    column_name = models.CharField(max_length=80)
    number = models.BigIntegerField()
    circle = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=6, choices=MergedKind.choices)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)


class ContactPoint(CircleRow):
    """A phone number, e-mail or address, with what is safe on it in the person's own judgement (Practice B13)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contact_points")
    kind = models.CharField(max_length=8, choices=ContactPointKind.choices)
    value = models.TextField()
    label = models.CharField(max_length=80, blank=True)
    call_ok = models.CharField(max_length=10, choices=Answer.choices, default=Answer.NOT_ASKED)
    text_ok = models.CharField(max_length=10, choices=Answer.choices, default=Answer.NOT_ASKED)
    voicemail_ok = models.CharField(max_length=10, choices=Answer.choices, default=Answer.NOT_ASKED)
    letter_ok = models.CharField(max_length=10, choices=Answer.choices, default=Answer.NOT_ASKED)
    hours_from = models.TimeField(null=True, blank=True)
    hours_until = models.TimeField(null=True, blank=True)
    who_else = models.CharField(max_length=200, blank=True)
    say_as = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=60, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    phone_key = models.CharField(max_length=12, blank=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["phone_key"], name="contact_phone_look", condition=~Q(phone_key=""))]


class Household(CircleRow):
    """People who live together, for as long as they do."""

    label = models.CharField(max_length=200)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)


class HouseholdMember(CircleRow):
    """One person's time in one household."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    part = models.CharField(max_length=10, choices=HouseholdPart.choices, default=HouseholdPart.UNKNOWN)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(from_on=None) | Q(until_on__gte=F("from_on")), name="membership_dates"
            )
        ]


class Relationship(CircleRow):
    """How ``person`` is related to ``other``: "person is <kind> of other". ``ending`` says how a couple ended."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relationships")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="related_from")
    kind = models.CharField(max_length=16, choices=RelationshipKind.choices)
    legal_role = models.CharField(max_length=24, choices=LegalRole.choices, blank=True)
    legal_basis = models.CharField(max_length=200, blank=True)
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)
    ending = models.CharField(max_length=10, choices=CoupleEnding.choices, blank=True, default=CoupleEnding.NONE)
    source = models.CharField(max_length=200, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("other")), name="related_to_another"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(from_on=None) | Q(until_on__gte=F("from_on")), name="relationship_dates"
            ),
        ]


class SealAct(Row):
    """What one person asks and another decides: to seal somebody's record, to unseal it, to open it to the asker.

    ``words`` are who is meant, where the asker can see nobody; the one who decides then says who it is. ``hours`` is
    how long it opens, 0 for as long as the asker carries a case of hers.
    """

    kind = models.CharField(max_length=6, choices=SealKind.choices)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", null=True)
    words = models.CharField(max_length=300, blank=True)
    why = models.TextField()
    hours = models.PositiveSmallIntegerField(default=0)
    asked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    agreed = models.BooleanField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="seal_by_two")
        ]
        indexes = [models.Index(fields=["id"], name="seal_to_decide", condition=Q(decided_at=None))]


class WorkerPerson(Row):
    """A worker who is herself a person in the record, or has a relative in it, so that a conflict is noticed."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="as_person")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    relative = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["worker", "person"], name="worker_is_person_once")]
