"""The agency, its teams, its programmes, and the protocol that each programme works by."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from alongside.agency.organisation.enums import ProgrammeKind, TeamKind
from alongside.ground.foundation.models import Row


class Agency(Row):
    """The agency itself: one row. Its time zone, formats, languages and the numbers that people must find at once."""

    name = models.CharField(max_length=200)
    sender_name = models.CharField(max_length=40, blank=True)
    time_zone = models.CharField(max_length=60, default="UTC")
    country = models.CharField(max_length=2, blank=True)
    subdivision = models.CharField(max_length=10, blank=True)
    languages = ArrayField(models.CharField(max_length=35), default=list)
    default_language = models.CharField(max_length=35, default="en")
    worry_line = models.CharField(max_length=60, blank=True)
    crisis_line = models.CharField(max_length=60, blank=True)
    number_prefix = models.CharField(max_length=6, default="AL")
    demonstration = models.BooleanField(default=False)
    only = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        verbose_name_plural = "agencies"


class Team(Row):
    """People who work together; an intake team receives requests, a casework team carries cases."""

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=12, choices=TeamKind.choices, default=TeamKind.CASEWORK)
    ended_on = models.DateField(null=True, blank=True)


class Programme(Row):
    """A piece of the agency's work with its own protocol, teams and rules of confidentiality."""

    name = models.CharField(max_length=160, unique=True)
    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=16, choices=ProgrammeKind.choices, default=ProgrammeKind.ORDINARY)
    purpose = models.TextField(blank=True)
    details = models.JSONField(default=list)
    intake_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="programmes_received")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)


class ProgrammeTeam(Row):
    """A casework team that serves a programme."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="served_by")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="serves")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "team"], name="programme_team_once")]


class Protocol(Row):
    """One version of a programme's protocol: the rules as data. A case keeps the version it was opened under."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="protocols")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    rules = models.JSONField()
    valid_from = models.DateField()
    change_note = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "number"], name="protocol_number_once")]
        ordering = ["programme_id", "-number"]
