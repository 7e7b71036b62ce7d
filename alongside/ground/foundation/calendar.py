"""Days on which an agency works: deadlines counted in calendar days or in business days, holidays known.

A deadline of five business days from Friday ends on the Friday after, when no holiday lies between: the day on which
something happens is not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, get_args

import holidays
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.ground.foundation.errors import Refused

Unit = Literal["business", "calendar"]
UNITS: tuple[str, ...] = get_args(Unit)
LONGEST = 3660
"""The longest span in days that is counted: ten years."""

PERIOD = re.compile(r"P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?")
"""A length of time in whole years, months and days, as ISO 8601 writes it."""

MONDAY_TO_FRIDAY = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """When an agency works: weekdays (0 is Monday), a country's public holidays, and days of its own on which it rests.

    ``country`` is an ISO 3166 code such as "US" or "GB", ``subdivision`` a state or nation such as "CA" or "SCT"; both
    may be empty, then no public holiday is known. Made by ``calendar_for``, which refuses what does not exist.
    """

    country: str = ""
    subdivision: str = ""
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    closed_days: frozenset[date] = field(default_factory=frozenset)

    def is_business_day(self, day: date) -> bool:
        """Whether the agency works on ``day``."""
        return day.weekday() in self.weekdays and day not in self.closed_days and not self.holiday_name(day)

    def holiday_name(self, day: date) -> str:
        """The name of the public holiday on ``day``, or nothing."""
        return _public_holidays(self.country, self.subdivision, day.year).get(day, "") if self.country else ""


NO_HOLIDAYS = WorkingCalendar()


@lru_cache(maxsize=256)
def _public_holidays(country: str, subdivision: str, year: int) -> dict[date, str]:
    return dict(holidays.country_holidays(country, subdiv=subdivision or None, years=year).items())


def calendar_for(
    country: str = "",
    subdivision: str = "",
    *,
    weekdays: Iterable[int] = MONDAY_TO_FRIDAY,
    closed_days: Iterable[date] = (),
) -> WorkingCalendar:
    """A calendar for ``country`` and ``subdivision`` (ISO codes, either case; empty for none).

    Refused: a country or subdivision whose holidays are not known, a subdivision without its country, a week without a
    working day.
    """
    country, subdivision = country.strip().upper(), subdivision.strip().upper()
    known = holidays.list_supported_countries()
    if country and country not in known:
        raise _refused(
            "calendar.country.unknown", "country", _("No holidays are known for the country “%(code)s”."), country
        )
    if subdivision and subdivision not in known.get(country, []):
        places = ", ".join(known.get(country, [])) or _("none")
        sentence = _("“%(code)s” is not a part of the country whose holidays are known. Known: %(places)s.")
        raise _refused("calendar.subdivision.unknown", "subdivision", sentence, subdivision, places=places)
    days = frozenset(weekdays)
    if not days or not days <= frozenset(range(7)):
        message = _("Name at least one working day of the week, from 0 (Monday) to 6 (Sunday).")
        raise Refused("calendar.weekdays.unknown", message, fields={"weekdays": message})
    return WorkingCalendar(country, subdivision, days, frozenset(closed_days))


def _refused(code: str, field_name: str, sentence: str, value: str, **more: str) -> Refused:
    message = sentence % {"code": value, **more}
    return Refused(code, message, fields={field_name: message})


def add_days(start: date, n: int, unit: Unit, calendar: WorkingCalendar = NO_HOLIDAYS) -> date:
    """The day ``n`` days after ``start``; with unit "business" only working days count and ``start`` does not.

    ``n`` 0 in business days is ``start`` itself, or the next working day when it is none. Refused: a negative ``n``,
    more than ten years, another unit.
    """
    if unit not in UNITS:
        message = _("Days are counted as “business” or “calendar”, not as “%(unit)s”.") % {"unit": unit}
        raise Refused("calendar.unit.unknown", message, fields={"unit": message})
    if not 0 <= n <= LONGEST:
        message = _("A deadline is between 0 and %(longest)d days, not %(n)d.") % {"longest": LONGEST, "n": n}
        raise Refused("calendar.amount.out_of_range", message, fields={"amount": message})
    if unit == "calendar":
        return start + timedelta(days=n)
    day, left = start, n
    while left or not calendar.is_business_day(day):
        day += timedelta(days=1)
        if left and calendar.is_business_day(day):
            left -= 1
    return day


def due_on(start: date, n: int, unit: Unit, calendar: WorkingCalendar = NO_HOLIDAYS) -> date:
    """The last day on which something due ``n`` days after ``start`` is on time.

    A deadline in calendar days that ends on a day of rest stays there: a law that moves it names business days.
    """
    return add_days(start, n, unit, calendar)


def business_days_between(start: date, end: date, calendar: WorkingCalendar = NO_HOLIDAYS) -> int:
    """How many working days lie after ``start`` up to and including ``end``; negative when ``end`` is earlier."""
    if end < start:
        return -business_days_between(end, start, calendar)
    if (end - start).days > LONGEST:
        message = _("Working days are counted over at most ten years.")
        raise Refused("calendar.amount.out_of_range", message)
    days = (start + timedelta(days=offset) for offset in range(1, (end - start).days + 1))
    return sum(calendar.is_business_day(day) for day in days)


def period_words(period: str) -> str:
    """Return a length of time as people say it: "P7Y" is "7 years". What is no such length comes back as it is."""
    found = PERIOD.fullmatch(period)
    if found is None:
        return period
    years, months, days = (int(part or 0) for part in found.groups())
    said = (
        ngettext("%(n)d year", "%(n)d years", years) % {"n": years} if years else "",
        ngettext("%(n)d month", "%(n)d months", months) % {"n": months} if months else "",
        ngettext("%(n)d day", "%(n)d days", days) % {"n": days} if days or not (years or months) else "",
    )
    return " ".join(part for part in said if part)
