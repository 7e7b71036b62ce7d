"""What a worker has typed and not yet saved, and the saves that must not happen twice."""

from __future__ import annotations

from django.db import models

from alongside.agency.access.models import Actor
from alongside.ground.foundation.models import Row


class Draft(Row):
    """The fields of one form as last typed. Belongs to its writer alone until it is saved or thrown away.

    What was typed into each field is encrypted: it may become a note for few eyes. ``page`` names the open page that
    wrote last. A finished draft is kept empty for a day (``ended``), so that a late autosave of a form that was already
    sent does not bring it back.
    """

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="drafts")
    key = models.CharField(max_length=120)
    label = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=300, blank=True)
    data = models.JSONField(default=dict)
    page = models.CharField(max_length=40, blank=True)
    ended = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="draft_once")]


class Submission(Row):
    """One press of Save, remembered so that pressing it again gives the same record instead of a second one."""

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="submissions")
    key = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    outcome = models.CharField(max_length=2000, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="submission_once")]
