"""Which of the people who look alike are worth a second look, and how likely it is that they are one, in words.

Points come from ``rules.matching``. The words are for a human eye; nothing is made one by a machine.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

LIKELY_FROM = 58
"""The same whole name with nothing against it (60 points), or less of a name and a birth that fits."""

PROBABLY_FROM, SURELY_FROM = 74, 87
PAIRS_OF_ONE = 12
"""So many pairs of one person are kept, the most alike: beyond, a name is common rather than a person twice."""

PUT_OFF_DAYS = 30
"""For so many days a pair that was put off is not shown."""


class Likely(TextChoices):
    """How likely it is that two entries are one person."""

    SURELY = "surely", _("Almost certainly the same person")
    PROBABLY = "probably", _("Probably the same person")
    PERHAPS = "perhaps", _("Perhaps the same person")


def likely(points: float) -> Likely:
    """The words for so many points."""
    if points >= SURELY_FROM:
        return Likely.SURELY
    return Likely.PROBABLY if points >= PROBABLY_FROM else Likely.PERHAPS
