"""Workers, the roles they hold with dates, and the invitations by which they come in."""

from __future__ import annotations

from django.db import models

from alongside.agency.access.models import Actor
from alongside.agency.organisation.models import Team
from alongside.agency.staff.enums import BoundaryAnswer, BoundaryKind, Role
from alongside.ground.foundation.models import Row


class Worker(Row):
    """Someone who works for the agency. Points to the actor through whom she acts."""

    actor = models.OneToOneField(Actor, on_delete=models.PROTECT, related_name="worker")
    name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=200, db_index=True)
    title = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    languages = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)


class RoleHeld(Row):
    """A role that a worker holds, in a team or in the agency, from a day until a day."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=12, choices=Role.choices)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="held", null=True, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)


class Invitation(Row):
    """A one-time way in for a new worker. Only the hash of the secret is kept."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="invitations")
    secret_hash = models.BinaryField(unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class BoundaryEntry(Row):
    """Something that touched the line between a worker's work and private life, as she wrote it down. Never changed.

    ``mark`` is set where the house found it at night: a digest of worker, person and case, so that it is found once.
    """

    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="boundaries")
    kind = models.CharField(max_length=6, choices=BoundaryKind.choices)
    on = models.DateField()
    what = models.CharField(max_length=500)
    worth = models.CharField(max_length=60, blank=True)
    case_number = models.CharField(max_length=24, blank=True)
    answer = models.CharField(max_length=9, choices=BoundaryAnswer.choices)
    mark = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name_plural = "boundary entries"
        constraints = [
            models.UniqueConstraint(fields=["mark"], condition=~models.Q(mark=""), name="boundary_found_once")
        ]
        indexes = [models.Index(fields=["worker", "-on"], name="boundary_of_worker")]


class BoundaryLook(Row):
    """What a supervisor says of an entry. Never changed; another look may follow."""

    entry = models.ForeignKey(BoundaryEntry, on_delete=models.PROTECT, related_name="looks")
    on = models.DateField()
    words = models.CharField(max_length=500)
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
