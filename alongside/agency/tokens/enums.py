"""What a token may be used for."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Noun(TextChoices):
    """What the API speaks of."""

    PEOPLE = "people", _("People")
    HOUSEHOLDS = "households", _("Households")
    RELATIONSHIPS = "relationships", _("Relationships")
    INTAKES = "intakes", _("Intakes")
    CASES = "cases", _("Cases")
    PARTICIPANTS = "participants", _("Participants")
    ASSESSMENTS = "assessments", _("Assessments")
    PLANS = "plans", _("Plans")
    GOALS = "goals", _("Goals")
    CONTACTS = "contacts", _("Contacts")
    NOTES = "notes", _("Notes")
    CONSENTS = "consents", _("Consents")
    ATTACHMENTS = "attachments", _("Files")


class Verb(TextChoices):
    """Reading, or writing as well."""

    READ = "read", _("Read")
    WRITE = "write", _("Write")


def scope_of(noun: Noun, verb: Verb) -> str:
    """The scope that lets a token do ``verb`` with ``noun``, as it is stored and shown: ``people:read``."""
    return f"{noun.value}:{verb.value}"


SCOPES: frozenset[str] = frozenset(scope_of(noun, verb) for noun in Noun for verb in Verb)
READING: frozenset[str] = frozenset(scope_of(noun, Verb.READ) for noun in Noun)
CALENDAR = "calendar:read"
CALENDAR_WORDS = "calendar:words"
"""For a calendar feed: when, and with the second also how and with whom, in initials."""
FEED: frozenset[str] = frozenset({CALENDAR, CALENDAR_WORDS})
