"""The periods for which totals are given: a year or a quarter that is over, and none that overlaps another.

Totals for a year and for three of its quarters would tell those of the fourth, and with them what was hidden there.
So a programme gives either the quarters of a year or the year, and a period is always given as it was the first time.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from alongside.ground.foundation.decision import Decision

FORM = re.compile(r"(\d{4})(?:-Q([1-4]))?")
YEARS = 6
"""So many years back the form offers."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from the first to the last, both counted."""

    begins: date
    ends: date

    @property
    def key(self) -> str:
        """Such as 2026 or 2026-Q1: how it is written in addresses and files."""
        quarter = (self.begins.month - 1) // 3 + 1
        return f"{self.begins:%Y}" if self.ends.month - self.begins.month > 2 else f"{self.begins:%Y}-Q{quarter}"

    @property
    def words(self) -> str:
        """The same for people."""
        year, _sign, quarter = self.key.partition("-Q")
        return _("Quarter %(quarter)s of %(year)s") % {"quarter": quarter, "year": year} if quarter else year

    @property
    def quarters(self) -> tuple[str, ...]:
        """The quarters in it, as the database names them."""
        if "Q" in self.key:
            return (self.key,)
        return tuple(f"{self.key}-Q{number}" for number in range(1, 5))

    def overlaps(self, other: Period) -> bool:
        """Whether a day lies in both."""
        return self.begins <= other.ends and other.begins <= self.ends


def period_of(text: str) -> Period | None:
    """The period that a key names; None when it names none."""
    found = FORM.fullmatch(text.strip())
    if not found or not 1900 <= int(found[1]) <= 9990:
        return None
    year, quarter = int(found[1]), int(found[2] or 0)
    if not quarter:
        return Period(date(year, 1, 1), date(year, 12, 31))
    after = date(year + 1, 1, 1) if quarter == 4 else date(year, quarter * 3 + 1, 1)
    return Period(date(year, quarter * 3 - 2, 1), after - timedelta(days=1))


def offered(today: date) -> list[Period]:
    """The periods that are over, the newest first."""
    keys = [key for year in range(today.year, today.year - YEARS, -1) for key in _of_year(year)]
    found = [period for key in keys if (period := period_of(key))]
    return sorted((one for one in found if one.ends < today), key=lambda one: (one.ends, -one.begins.toordinal()))[::-1]


def _of_year(year: int) -> list[str]:
    return [str(year), *(f"{year}-Q{quarter}" for quarter in range(1, 5))]


def may_give(period: Period, given: Collection[Period], today: date) -> Decision:
    """Whether totals may be given for a period: it is over, and overlaps none that were ``given`` but itself."""
    if period.ends >= today:
        words = _("This period is not over yet. Totals of a period that still changes would tell what changed.")
        return Decision.no("totals.not_over", words, "Practice B14")
    other = next((one for one in sorted(given) if one != period and one.overlaps(period)), None)
    if other is not None:
        words = _(
            "Totals were given for %(other)s, which overlaps. From both together, what is hidden could be worked out. "
            "Give the quarters of a year, or the year, and not both."
        )
        return Decision.no("totals.overlap", words % {"other": other.words}, "Practice B14")
    return Decision.yes()
