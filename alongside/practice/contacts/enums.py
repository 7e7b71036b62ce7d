"""How a contact happened, what came of an appointment, whether an interpreter was there."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ContactMode(TextChoices):
    """How a contact happened."""

    VISIT = "visit", _("Visit")
    OFFICE = "office", _("At our office")
    CALL = "call", _("Call")
    TEXT = "text", _("Text")
    MEETING = "meeting", _("Meeting")
    LETTER = "letter", _("Letter or e-mail")
    SERVICE = "service", _("Service given")
    MISSED = "missed", _("Missed")


class AppointmentOutcome(TextChoices):
    """What came of an appointment; none yet stays in the day list until someone says (S-086)."""

    NONE = "", _("Not said yet")
    CAME = "came", _("Came")
    DID_NOT_COME = "did_not_come", _("Did not come")
    MOVED = "moved", _("Moved")
    CANCELLED = "cancelled", _("Cancelled")


class InterpreterUsed(TextChoices):
    """Whether an interpreter was there (S-017)."""

    NOT_NEEDED = "not_needed", _("Not needed")
    YES = "yes", _("Yes")
    NO = "no", _("No, because")


SPOKEN = frozenset({ContactMode.VISIT, ContactMode.OFFICE, ContactMode.CALL, ContactMode.MEETING})
"""Ways of contact in which people talk with each other."""

FACE_TO_FACE = frozenset({ContactMode.VISIT, ContactMode.OFFICE, ContactMode.MEETING})
"""Ways of contact in which people see each other."""
