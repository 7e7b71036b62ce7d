"""Abstract base of the tables: what every row of the house carries."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Now


class Row(models.Model):
    """A row with a number inside the house and a random name outside it.

    ``version`` counts the edits, so that a stale edit is noticed instead of overwriting.
    """

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        abstract = True
