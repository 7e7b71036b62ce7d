"""Tokens: how a program comes in for a worker."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from alongside.agency.access.models import AccessSession, Actor
from alongside.ground.foundation.models import Row


class Token(Row):
    """One token of one worker: what it may do and until when. The secret is kept nowhere, its hash by the session."""

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="tokens")
    session = models.OneToOneField(AccessSession, on_delete=models.PROTECT, related_name="token")
    name = models.CharField(max_length=80)
    begins = models.CharField(max_length=20)
    scopes = ArrayField(models.CharField(max_length=40))
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)
