"""What of a family's life together is spoken of, and what can be kept to some of a family."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FamilyArea(TextChoices):
    """A part of how a family lives together; what is strong comes first (S-171)."""

    STRENGTHS = "strengths", _("What is strong between us")
    ROUTINES = "routines", _("Routines")
    COMMUNICATION = "communication", _("How we talk")
    ROLES = "roles", _("Who does what")
    ALLIANCES = "alliances", _("Who stands with whom")
    CONFLICT = "conflict", _("What we quarrel about")
    SHARED_NEED = "shared_need", _("What we all need")


class KeptItem(TextChoices):
    """What can be kept to some of a family (S-174)."""

    STATEMENT = "statement", _("A strength, need or hope")
    ENTRY = "entry", _("How the family works")
    NOTE = "note", _("A note")


class CarerItem(TextChoices):
    """What of somebody's record a carer may be shown (S-176)."""

    NEEDS = "needs", _("Strengths, needs and hopes")
    PLAN = "plan", _("The plan and its goals")
    FAMILY = "family", _("How the family works")
    NOTES = "notes", _("Notes of what was said")


class SightGround(TextChoices):
    """On what ground a carer is shown something of somebody else."""

    CONSENT = "consent", _("They said yes")
    AUTHORITY = "authority", _("The carer decides for them by law")
    ORDER = "order", _("An order of a court or an authority")
