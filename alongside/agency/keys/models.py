"""Keys of circles of care. Each is kept wrapped by a master key that the database never holds."""

from __future__ import annotations

from django.db import models

from alongside.agency.access.models import CircleRow


class CircleKey(CircleRow):
    """One key of one circle. Without ``wrapped`` it was destroyed, and what it encrypted is gone, in backups too."""

    wrapped = models.BinaryField(null=True)
    master = models.CharField(max_length=8)
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["circle", "-id"], name="circle_key_newest"),
            models.Index(fields=["master", "id"], name="circle_key_master"),
        ]
