"""The laws under which somebody asks for her record, as data: how long an answer may take, and where to complain.

HIPAA: 45 CFR 164.524(b)(2), thirty days and thirty more once, with the reason in writing. GDPR and UK GDPR: Article
12(3), one month and two more. Another law or the agency's own rule: as many days as the agency says.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from alongside.oversight.requests.enums import Law

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_DAYS = 365


@dataclass(frozen=True, slots=True)
class LawProfile:
    """How long: in days or in months, first and once more. ``complain`` tells the person where she may complain."""

    law: str
    rule: str
    days: int = 0
    months: int = 0
    more_days: int = 0
    more_months: int = 0
    complain: StrOrPromise = ""

    def due(self, received_on: date, days: int | None = None) -> date:
        """The last day for an answer."""
        return _later(received_on, days=days or self.days, months=0 if days else self.months)

    def due_longer(self, received_on: date, days: int | None = None) -> date:
        """The last day once it was said in writing that it takes longer."""
        if days:
            return _later(received_on, days=2 * days, months=0)
        return _later(received_on, days=self.days + self.more_days, months=self.months + self.more_months)


HHS = _(
    "You can complain to us. You can also complain to the Office for Civil Rights of the United States Department of "
    "Health and Human Services, at www.hhs.gov/ocr/complaints."
)
DPA = _("You can complain to us. You can also complain to the data protection authority of your country.")
ICO = _("You can complain to us. You can also complain to the Information Commissioner, at ico.org.uk.")
OWN = _("You can complain to us. Ask us who else looks at complaints where you live.")

LAWS: Mapping[str, LawProfile] = {
    Law.HIPAA: LawProfile("hipaa", "45 CFR 164.524(b)(2)", days=30, more_days=30, complain=HHS),
    Law.GDPR: LawProfile("gdpr", "GDPR Art. 12(3), 15", months=1, more_months=2, complain=DPA),
    Law.UK_GDPR: LawProfile("uk_gdpr", "UK GDPR Art. 12(3), 15", months=1, more_months=2, complain=ICO),
    Law.OTHER: LawProfile("other", "", days=30, more_days=30, complain=OWN),
}


def law_of(code: str) -> LawProfile:
    """The profile of a law."""
    return LAWS[code]


def _later(day: date, *, days: int, months: int) -> date:
    """``months`` later on the same day of the month, or its last day where there is none, and ``days`` after that."""
    place = day.month - 1 + months
    year, month = day.year + place // 12, place % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return date(year, month, min(day.day, last)) + timedelta(days=days)
