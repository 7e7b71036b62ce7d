"""How a contact happened, what came of an appointment, whether an interpreter was there."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from alongside.ground.foundation.reader import ORDINARY, PSYCHOTHERAPY, RESTRICTED, SUBSTANCE_USE


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


class TakenFrom(TextChoices):
    """From which files an entry is taken out; it is always asked (S-175)."""

    PERSON = "person", _("One person’s file only")
    FILE = "file", _("The file of this case, for everybody in it")
    ALL = "all", _("Every file of the family in which you can see it")


class NoteKind(TextChoices):
    """For whom an entry is written down: each kind stands at one level, which the database keeps (Practice B12.6)."""

    ORDINARY = "ordinary", _("Everyone who can see this case")
    RESTRICTED = "restricted", _("Only those who carry it, and their supervisor")
    COUNSELLING = "counselling", _("Counselling note: only counsellors who carry this case")
    TREATMENT = "treatment", _("Substance use treatment: only those of that programme who carry this case")


LEVEL_OF: dict[str, int] = {
    NoteKind.ORDINARY: ORDINARY,
    NoteKind.RESTRICTED: RESTRICTED,
    NoteKind.COUNSELLING: PSYCHOTHERAPY,
    NoteKind.TREATMENT: SUBSTANCE_USE,
}
NOTE_LEVELS = PSYCHOTHERAPY | SUBSTANCE_USE
"""Levels that open with a credential only; whoever lacks it does not learn that anything stands there."""

SPOKEN = frozenset({ContactMode.VISIT, ContactMode.OFFICE, ContactMode.CALL, ContactMode.MEETING})
"""Ways of contact in which people talk with each other."""

FACE_TO_FACE = frozenset({ContactMode.VISIT, ContactMode.OFFICE, ContactMode.MEETING})
"""Ways of contact in which people see each other."""
