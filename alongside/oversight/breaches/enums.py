"""What kind of breach, how it was noticed, what stands in its diary, and what the assessment of harm found."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BreachKind(TextChoices):
    """What happened to what is kept about people."""

    SENT = "sent", _("It went to the wrong person")
    READ = "read", _("Somebody read it without a reason")
    LOST = "lost", _("It was lost or stolen")
    OPEN = "open", _("It could be read from outside")
    CHANGED = "changed", _("It was changed or destroyed")
    OTHER = "other", _("Something else")


class BreachLaw(TextChoices):
    """Which law says whom to tell, and until when."""

    GDPR = "gdpr", _("GDPR or UK GDPR")
    HIPAA = "hipaa", _("HIPAA (United States, health)")
    BOTH = "both", _("Both")
    UNSURE = "unsure", _("Not sure yet, or another law")


class Noticed(TextChoices):
    """How the agency came to know."""

    TOLD = "told", _("Somebody told us")
    ACCESS = "access", _("An unusual access")
    LOG = "log", _("A check of the log")


class EntryKind(TextChoices):
    """What one entry of the diary says. Entries are added and never changed."""

    DONE = "done", _("What was done")
    FOUND = "found", _("What else was found")
    COUNTED = "counted", _("How many people it touches")
    TOLD_HOUSE = "told_house", _("Told the management")
    TOLD_AUTHORITY = "told_authority", _("Told the authority")
    TOLD_PEOPLE = "told_people", _("Told the people it touches")
    CLOSED = "closed", _("Closed, with what was learned")


class Harm(TextChoices):
    """What the assessment of the four factors found."""

    LOW = "low", _("It is unlikely that anybody comes to harm")
    RISK = "risk", _("Somebody may come to harm")
    HIGH = "high", _("Somebody is likely to come to harm")


class Clock(TextChoices):
    """What has a time limit."""

    HOUSE = "house", _("Tell the management")
    AUTHORITY = "authority", _("Tell the authority")
    PEOPLE = "people", _("Tell the people it touches")
