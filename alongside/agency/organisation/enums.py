"""Kinds of team and of programme."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TeamKind(TextChoices):
    """What a team is there for."""

    CASEWORK = "casework", _("Casework")
    INTAKE = "intake", _("Intake")


class ProgrammeKind(TextChoices):
    """How confidential a programme's circles are."""

    ORDINARY = "ordinary", _("Ordinary")
    VICTIM_SERVICE = "victim-service", _("Victim service")
