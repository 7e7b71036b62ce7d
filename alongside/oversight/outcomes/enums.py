"""What is counted for totals, and by what."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Part(TextChoices):
    """One table of the totals."""

    BEGAN = "began", _("Cases that began")
    ENDED = "ended", _("Cases that ended")
    CONTACTS = "contacts", _("Contacts")


class AgeGroup(TextChoices):
    """How old the person whom a case is about was when it began; in few groups, so that less has to be hidden."""

    CHILD = "child", _("Under 18")
    YOUNG = "young", _("18 to 24")
    ADULT = "adult", _("25 to 64")
    OLDER = "older", _("65 and older")
    UNKNOWN = "unknown", _("Age not known")
