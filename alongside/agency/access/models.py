"""Who can act, which circles of care there are, who is in them and why, and what was read and changed."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from alongside.agency.access.enums import ActorKind, CircleKind, GrantReason, GrantScope, SessionKind, ShareGround
from alongside.agency.organisation.models import Team
from alongside.ground.foundation.models import Row


class Actor(Row):
    """Whoever can act or read: worker, person, partner, or the house itself."""

    kind = models.CharField(max_length=8, choices=ActorKind.choices)
    name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)


class Account(AbstractBaseUser):
    """What signs in: a name and a password, belonging to one actor. What a page looks like is kept here too."""

    username = models.CharField(max_length=150, unique=True)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    actor = models.OneToOneField(Actor, on_delete=models.PROTECT, related_name="account")
    language = models.CharField(max_length=35, blank=True)
    theme = models.CharField(max_length=8, blank=True)
    density = models.CharField(max_length=12, blank=True)
    single_keys = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    is_staff = False
    is_superuser = False

    objects = BaseUserManager["Account"]()


class Circle(Row):
    """A circle of care: which team is responsible and how it may be found. Written only by definer functions."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="circles")
    kind = models.CharField(max_length=16, choices=CircleKind.choices, default=CircleKind.ORDINARY)
    opened_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")


class CircleRow(Row):
    """A row that belongs to one circle of care, at one level.

    ``acl_key`` is team and level in one number; a trigger keeps it, the application cannot change circle or key.
    """

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    level = models.SmallIntegerField(default=1)
    acl_key = models.BigIntegerField(default=0, editable=False)

    class Meta:
        abstract = True


class CircleSubject(models.Model):
    """A person whom a circle concerns. ``person_id`` is the one id without a foreign key: persons live above.

    A circle that concerns somebody who is ``sealed`` is shut to everybody for whom two people have not opened it.
    """

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="subjects")
    person_id = models.BigIntegerField()
    acl_key = models.BigIntegerField(default=0, editable=False)
    sealed = models.BooleanField(default=False, db_default=False, editable=False)
    added_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person_id", "circle"], name="subject_once")]
        indexes = [
            models.Index(fields=["acl_key", "person_id"], name="subject_of_team"),
            models.Index(fields=["circle"], name="subject_sealed", condition=Q(sealed=True)),
        ]


class Grant(Row):
    """Which actor may see which circle, team or agency-wide power, at which levels, why, from when until when."""

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="grants")
    scope = models.CharField(max_length=1, choices=GrantScope.choices)
    scope_id = models.BigIntegerField(default=0)
    levels = models.IntegerField()
    reason = models.CharField(max_length=12, choices=GrantReason.choices)
    why = models.TextField(blank=True)
    valid_from = models.DateTimeField(db_default=Now())
    valid_until = models.DateTimeField()
    granted_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True)
    ended_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True)
    review_note = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["actor", "scope", "scope_id"],
                include=["levels", "valid_from", "valid_until"],
                name="grant_look",
            ),
            models.Index(fields=["scope", "scope_id"], name="grant_scope"),
            models.Index(fields=["id"], name="grant_review", condition=Q(reason="emergency", reviewed_at=None)),
        ]


class Share(CircleRow):
    """One thing of the record that a person or a partner may read: which row, on what ground, from when until when.

    Written only by definer functions. Whoever has a share reads exactly that row; ``item_table`` and ``item_number``
    name it, its level is the row's, and a consent that it rests on points here, never the other way round.
    """

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="shares")
    item_table = models.CharField(max_length=63)
    item_number = models.BigIntegerField()
    ground = models.CharField(max_length=12, choices=ShareGround.choices)
    why = models.TextField(blank=True)
    valid_from = models.DateTimeField(db_default=Now())
    valid_until = models.DateTimeField()
    given_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["actor", "item_table"], include=["item_number", "valid_from", "valid_until"], name="share_look"
            ),
            models.Index(fields=["circle", "-valid_until"], name="share_of_circle"),
        ]


class Exclusion(Row):
    """A conflict of interest: this actor may never be in this circle, whatever else was granted."""

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="exclusions")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="exclusions")
    why = models.TextField()
    decided_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True)
    ended_at = models.DateTimeField(null=True, blank=True)


class AccessSession(Row):
    """One entrance of one actor: a sign-in, a token, a link, a device, a job or a command. Only its hash is kept."""

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="sessions")
    kind = models.CharField(max_length=8, choices=SessionKind.choices)
    secret_hash = models.BinaryField(unique=True)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)


class Reading(models.Model):
    """One event of the reading log, written in the transaction of the read. Nobody changes or deletes it.

    ``txid`` is the transaction (an xid8), ``epoch`` the server's life in which it counts: seals take both.
    ``asked`` is what was asked for where that is no number: a keyed digest of a search's words or of a sign-in name,
    the outside name of what was refused.
    """

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_default=Now())
    epoch = models.IntegerField()
    txid = models.BigIntegerField()
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    session_id = models.BigIntegerField(null=True)
    request_id = models.UUIDField(null=True)
    act = models.CharField(max_length=60)
    circle_id = models.BigIntegerField(null=True)
    person_ids = ArrayField(models.BigIntegerField(), default=list)
    object_kind = models.CharField(max_length=40, blank=True)
    object_ids = ArrayField(models.BigIntegerField(), default=list)
    ground = models.CharField(max_length=12, blank=True)
    grant_id = models.BigIntegerField(null=True)
    result = models.CharField(max_length=12, default="shown")
    asked = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["circle_id", "-at"], name="reading_circle"),
            GinIndex(fields=["person_ids"], name="reading_people"),
            GinIndex(fields=["object_ids"], name="reading_listed", condition=Q(circle_id=None)),
            BrinIndex(fields=["epoch", "txid", "at"], name="reading_sealed", autosummarize=True),
        ]


class History(models.Model):
    """One change of one row: who, when, in which request, and the values that stood there before."""

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_default=Now())
    epoch = models.IntegerField()
    txid = models.BigIntegerField()
    table_name = models.CharField(max_length=80)
    row_id = models.BigIntegerField()
    verb = models.CharField(max_length=6)
    before = models.JSONField(null=True)
    actor_id = models.BigIntegerField(null=True)
    session_id = models.BigIntegerField(null=True)
    request_id = models.UUIDField(null=True)
    why = models.TextField(blank=True)
    circle_id = models.BigIntegerField(null=True)
    level = models.SmallIntegerField(null=True)
    acl_key = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["table_name", "row_id"], name="history_row"),
            BrinIndex(fields=["epoch", "txid"], name="history_sealed", autosummarize=True),
        ]
        verbose_name_plural = "history"
