"""Seals over the reading log and the history, what verifications found, and looks at unusual accesses."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from alongside.agency.access.models import Actor, Circle
from alongside.ground.foundation.models import Row
from alongside.oversight.audit.enums import LookOutcome, Unusual


class Seal(models.Model):
    """One sealed batch: every entry of both logs whose transaction lies from ``txid_from`` before ``txid_until``.

    ``root`` is the Merkle root of its ``leaves`` (41 bytes each: log, number, SHA-256 of the entry), ``previous`` the
    digest of the seal before, ``signature`` an Ed25519 signature whose key is not in the database. ``note`` says why
    the chain goes on after the data was set back. Nobody changes or deletes a seal.
    """

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    number = models.IntegerField(unique=True)
    epoch = models.IntegerField()
    txid_from = models.BigIntegerField()
    txid_until = models.BigIntegerField()
    entries = models.IntegerField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    leaves = models.BinaryField()


class Erasure(models.Model):
    """What one disposal erased from the two logs: how many entries, and a digest of the leaves that stand for them.

    Signed by the key that signs the seals, so that nobody who has only the database passes a deletion for a disposal.
    """

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    disposal = models.UUIDField(db_index=True)
    at = models.DateTimeField(db_default=Now())
    leaves = models.IntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    key = models.CharField(max_length=64, blank=True)
    signature = models.CharField(max_length=128, blank=True)


class ErasedLeaf(models.Model):
    """The digest of one entry as it was before a disposal took its words; it stands for the entry in its seal.

    ``remains`` is the digest of what is left of the entry (who, when, which row), null where nothing is left.
    """

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    erasure = models.ForeignKey(Erasure, on_delete=models.PROTECT, related_name="+", db_index=False)
    letter = models.CharField(max_length=1)
    entry = models.BigIntegerField()
    epoch = models.IntegerField()
    txid = models.BigIntegerField()
    leaf = models.BinaryField()
    remains = models.BinaryField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["epoch", "txid"], name="erased_leaf_sealed"),
            models.Index(fields=["letter", "entry"], name="erased_leaf_entry"),
            models.Index(fields=["erasure"], name="erased_leaf_erasure"),
        ]


class Verification(models.Model):
    """What one verification of the seals found, in the words in which it was said."""

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_default=Now())
    well = models.BooleanField()
    seals = models.IntegerField()
    entries = models.BigIntegerField()
    seconds = models.FloatField()
    words = models.TextField()


class Look(Row):
    """A privacy officer's look at one unusual access: who looked where, why it was shown, and what she found."""

    unusual = models.CharField(max_length=12, choices=Unusual.choices)
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    seen_on = models.DateField()
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    outcome = models.CharField(max_length=12, choices=LookOutcome.choices)
    note = models.TextField()
    looked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["actor", "unusual", "circle"], name="audit_look_at")]
