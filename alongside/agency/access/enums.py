"""Kinds of actor, circle, grant and session."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ActorKind(TextChoices):
    """Whoever can act or read."""

    WORKER = "worker", _("Worker")
    PERSON = "person", _("Person")
    PARTNER = "partner", _("Partner")
    HOUSE = "house", _("The house itself")


class CircleKind(TextChoices):
    """How a circle of care may be found."""

    ORDINARY = "ordinary", _("Ordinary")
    VICTIM_SERVICE = "victim-service", _("Victim service")


class GrantScope(TextChoices):
    """What a grant opens: one circle, a team's rows, or an agency-wide power."""

    CIRCLE = "c", _("One case")
    TEAM = "t", _("A team")
    AGENCY = "o", _("The agency")


class GrantReason(TextChoices):
    """Why a grant stands."""

    ASSIGNED = "assigned", _("Carries the case")
    TEAM = "team", _("Works in the team")
    SUPERVISOR = "supervisor", _("Supervises the team")
    INTAKE = "intake", _("Takes requests in")
    IMPORT = "import", _("Brought the records in")
    EMERGENCY = "emergency", _("Emergency access")
    ROLE = "role", _("Role in the agency")


class SessionKind(TextChoices):
    """Through which kind of entrance a reader came."""

    DESK = "desk", _("Desk")
    TOKEN = "token", _("API token")
    LINK = "link", _("Partner link")
    DEVICE = "device", _("Device")
    JOB = "job", _("Job")
    COMMAND = "command", _("Command")
