"""What a correction is about, under which clock, and what was answered."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EntryOf(TextChoices):
    """Which kind of entry it is about."""

    NOTE = "note", _("A note")
    STATEMENT = "statement", _("A strength, a need or a hope")
    GOAL = "goal", _("A goal")
    OTHER = "other", _("Something else in the record")


class AnswerClock(TextChoices):
    """How long an answer may take."""

    HIPAA = "hipaa", _("60 days, and 30 more once (HIPAA)")
    GDPR = "gdpr", _("One month, and two more (GDPR)")


class Outcome(TextChoices):
    """What was answered."""

    PUT_RIGHT = "put_right", _("It was put right")
    STAYS = "stays", _("It stays as it is")
