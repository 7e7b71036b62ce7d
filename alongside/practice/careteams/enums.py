"""On which grounds a professional of another agency may be in a care team, and where that stands."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TeamGround(TextChoices):
    """The lawful ways to let a professional of another agency see anything (S-115)."""

    CONSENT = "consent", _("Consent of the person")
    ORDER = "order", _("Court order")
    LAW = "law", _("Duty by law")


class MemberState(TextChoices):
    """Where somebody's place in a care team stands; follows from dates and the consent, never stored."""

    IN_TEAM = "in_team", _("In the team")
    ENDING = "ending", _("Ends soon")
    ENDED = "ended", _("Ended")
    TAKEN_BACK = "taken_back", _("Consent taken back")
