"""Dates as spreadsheets hold them. What can be read two ways is asked, never guessed.

2021-04-03 is read as it is, and so is a month in words. 03/04/2021 is read only in the order that somebody has told;
a row that does not fit this order is refused.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import lru_cache

from django.utils import dates, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.text import fold
from alongside.oversight.imports.enums import DateOrder
from alongside.record.people.enums import BirthPrecision

ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
NUMBERS = re.compile(r"^(\d{1,4})\s*[./\-]\s*(\d{1,2})\s*[./\-]\s*(\d{1,4})\.?$")
RUN = re.compile(r"^(\d{8})$")
DAY_WORD = re.compile(r"^(\d{1,2})(?:st|nd|rd|th|\.)?[\s\-]+([^\W\d_]+)\.?[\s,\-]+(\d{4})$")
WORD_DAY = re.compile(r"^([^\W\d_]+)\.?[\s\-]+(\d{1,2})(?:st|nd|rd|th)?[\s,\-]+(\d{4})$")
WORD_YEAR = re.compile(r"^([^\W\d_]+)\.?[\s,\-]+(\d{4})$")
YEAR_MONTH = re.compile(r"^(\d{4})-(\d{1,2})$|^(\d{1,2})[./](\d{4})$")
YEAR = re.compile(r"^(\d{4})$")
ABOUT = re.compile(r"^(?:about|around|approx\.?|circa|ca\.?|c\.?|~|est\.?)\s*(\d{4})$|^(\d{4})\s*\?$", re.IGNORECASE)
CLOCK = re.compile(
    r"[T\s]+(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*([ap]\.?m\.?)?(?:Z|[+-]\d{2}:?\d{2})?$", re.IGNORECASE
)
MIDNIGHT = re.compile(r"[T\s]+0{1,2}:00(:00(\.0+)?)?$")
ENGLISH = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
ORDERS = {DateOrder.DMY.value: (2, 1, 0), DateOrder.MDY.value: (2, 0, 1), DateOrder.YMD.value: (0, 1, 2)}
"""For each order, where year, month and day stand."""
NOON = time(12)


def needs_order(text: str) -> bool:
    """Whether somebody has to say in which order the numbers of this date stand."""
    plain = CLOCK.sub("", text.strip())
    return bool(NUMBERS.match(plain) or RUN.match(plain)) and not ISO.match(plain)


def day_of(text: str, order: str = "") -> date:
    """The day that ``text`` gives. Refused when it is no day, or when nobody has said how it is to be read."""
    plain = MIDNIGHT.sub("", " ".join(text.split()))
    if found := ISO.match(plain):
        return _day(int(found[1]), int(found[2]), int(found[3]), text)
    if found := NUMBERS.match(plain):
        return _ordered(found.groups(), order, text)
    if found := RUN.match(plain):
        run = found[1]
        split = (run[:4], run[4:6], run[6:]) if order == DateOrder.YMD else (run[:2], run[2:4], run[4:])
        return _ordered(split, order, text)
    if (found := DAY_WORD.match(plain)) and (month := _month(found[2])):
        return _day(int(found[3]), month, int(found[1]), text)
    if (found := WORD_DAY.match(plain)) and (month := _month(found[1])):
        return _day(int(found[3]), month, int(found[2]), text)
    raise _no_day(text)


def birth_from(text: str, order: str = "") -> tuple[date | None, BirthPrecision]:
    """A date of birth as exactly as it is written: a day, "May 1992", "1992-05", "1992", "about 1992", or nothing."""
    plain = MIDNIGHT.sub("", " ".join(text.split()))
    if not plain:
        return None, BirthPrecision.UNKNOWN
    if found := ABOUT.match(plain):
        return _day(int(found[1] or found[2]), 1, 1, text), BirthPrecision.ESTIMATED
    if found := YEAR.match(plain):
        return _day(int(found[1]), 1, 1, text), BirthPrecision.YEAR
    if found := YEAR_MONTH.match(plain):
        year, month = (found[1], found[2]) if found[1] else (found[4], found[3])
        return _day(int(year), int(month), 1, text), BirthPrecision.MONTH
    if (found := WORD_YEAR.match(plain)) and (number := _month(found[1])):
        return _day(int(found[2]), number, 1, text), BirthPrecision.MONTH
    return day_of(plain, order), BirthPrecision.EXACT


def moment_from(text: str, order: str = "") -> datetime:
    """A day with a time of day in the agency's zone; noon when no time is given."""
    plain = " ".join(text.split())
    at = NOON
    if found := CLOCK.search(plain):
        hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").lower().replace(".", "")
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0)
        if hour > 23 or minute > 59:
            raise _no_day(text)
        at, plain = time(hour, minute), plain[: found.start()]
    return timezone.make_aware(datetime.combine(day_of(plain, order), at))


def _ordered(parts: tuple[str | None, ...], order: str, text: str) -> date:
    if order not in ORDERS:
        message = _("“%(text)s” can be read in two ways. Say in which order day, month and year stand.")
        raise Refused("import.day.order", message % {"text": text})
    numbers = [part or "" for part in parts]
    year, month, day = (numbers[at] for at in ORDERS[order])
    if len(year) != 4:
        if any(len(part) == 4 for part in numbers):
            message = _("“%(text)s” does not fit the order that you said (%(order)s).")
            raise Refused("import.day.order", message % {"text": text, "order": str(DateOrder(order).label).lower()})
        message = _("“%(text)s” has no year of four digits. Write the whole year.")
        raise Refused("import.day.year", message % {"text": text})
    return _day(int(year), int(month), int(day), text)


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _no_day(text) from None


def _no_day(text: str) -> Refused:
    return Refused("import.day", _("“%(text)s” is no date. Write it as 2021-01-31.") % {"text": text[:40]})


def _month(word: str) -> int | None:
    return _months(get_language() or "en").get(fold(word))


@lru_cache(maxsize=32)
def _months(language: str) -> dict[str, int]:
    """The names of the months in English and in the present language, whole and shortened."""
    found = {name: number for number, name in enumerate(ENGLISH, start=1)}
    found |= {name[:3]: number for name, number in found.items()} | {"sept": 9}
    for table in (dates.MONTHS, dates.MONTHS_3):
        found |= {fold(str(name)): number for number, name in table.items()}
    return found
