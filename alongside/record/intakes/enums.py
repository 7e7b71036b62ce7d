"""Channels, urgency, states and decisions of an intake."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How a request reached us."""

    PHONE = "phone", _("Phone")
    WALK_IN = "walk_in", _("Came in")
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Letter")
    PARTNER = "partner", _("From a partner")
    OUTREACH = "outreach", _("Outreach")
    IMPORT = "import", _("Brought in from another system")


class Caller(TextChoices):
    """Who asks (S-024)."""

    SELF = "self", _("The person")
    RELATIVE = "relative", _("A relative or friend")
    PROFESSIONAL = "professional", _("A professional")
    ANONYMOUS = "anonymous", _("Someone who gave no name")


class Urgency(TextChoices):
    """How soon someone must act."""

    TODAY = "today", _("Today")
    THIS_WEEK = "this_week", _("This week")
    CAN_WAIT = "can_wait", _("Can wait")


class IntakeState(TextChoices):
    """Where a request stands."""

    NEW = "new", _("Waiting for a decision")
    DECIDED = "decided", _("Decided")
    BECAME_CASE = "became_case", _("Became a case")


class ScreeningOutcome(TextChoices):
    """What was decided (S-012)."""

    ACCEPT = "accept", _("Accept")
    INFORM = "inform", _("Give information")
    REFER_ON = "refer_on", _("Refer on")
    DECLINE = "decline", _("Cannot help")
