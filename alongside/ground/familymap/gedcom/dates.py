"""Dates as GEDCOM writes them: exact, about, before, between, from and to, dual years, phrases and other calendars."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from alongside.ground.familymap.model import When

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "JAN JÄN JANUARY JANUAR JANVIER ENERO",
            "FEB FEBRUARY FEBRUAR FEV FÉV FEVR FÉVRIER FEBRERO",
            "MAR MÄR MRZ MARCH MÄRZ MARS MARZO",
            "APR APRIL AVR AVRIL ABR ABRIL",
            "MAY MAI MAYO MAJ",
            "JUN JUNE JUNI JUIN JUNIO",
            "JUL JULY JULI JUIL JUILLET JULIO",
            "AUG AUGUST AOU AOÛT AOUT AGO AGOSTO",
            "SEP SEPT SEPTEMBER SEPTEMBRE SEPTIEMBRE",
            "OCT OKT OCTOBER OKTOBER OCTOBRE OCTUBRE",
            "NOV NOVEMBER NOVEMBRE NOVIEMBRE",
            "DEC DEZ DECEMBER DEZEMBER DÉCEMBRE DÉC DICIEMBRE DIC",
        ),
        1,
    )
    for name in names.split()
}
ROUGH = ("ABT", "ABOUT", "CAL", "EST", "CIRCA", "CA", "C", "BEF", "BEFORE", "AFT", "AFTER", "INT")
CALENDAR = re.compile(r"@#D([^@]{1,30})@|\b(GREGORIAN|JULIAN|HEBREW|FRENCH_R|ROMAN)\b", re.IGNORECASE)
PHRASE = re.compile(r"\([^()]*\)?")
LONGEST = 200
YEAR = re.compile(r"(\d{1,4})(?:/(\d{1,4}))?$")


@dataclass(frozen=True, slots=True)
class Dated:
    """What a date says: the day (or its first end), the other end of a span, and what could not be taken."""

    since: When | None = None
    until: When | None = None
    remark: str = ""


def read_date(text: str) -> Dated:
    """What ``text`` says as far as it can be drawn. A span without certainty is "about" its first end."""
    words = text.strip()[:LONGEST].upper()
    calendar = _calendar(words)
    if calendar in ("HEBREW", "FRENCH R", "FRENCH_R", "ROMAN"):
        return Dated(remark=f"“{text.strip()[:60]}” is of another calendar and was left out.")
    bare = PHRASE.sub(" ", CALENDAR.sub(" ", words)).replace(",", " ").split()
    if not bare:
        return Dated(remark=f"“{text.strip()[:60]}” is in words and was left out." if words else "")
    found = _span(bare)
    if found is None:
        return Dated(remark=f"“{text.strip()[:60]}” could not be read as a date and was left out.")
    if calendar == "JULIAN":
        found = Dated(_about(found.since), _about(found.until), "A day of the Julian calendar; taken as about then.")
    return found


def _calendar(words: str) -> str:
    match = CALENDAR.search(words)
    return (match.group(1) or match.group(2)).strip().upper() if match else ""


def _about(when: When | None) -> When | None:
    return replace(when, about=True) if when else None


def _span(words: list[str]) -> Dated | None:
    """One date or two, by the word in front."""
    first, rest = words[0].rstrip("."), words[1:]
    for start, between, sure in (("BET", "AND", False), ("BETWEEN", "AND", False), ("FROM", "TO", True)):
        if first == start:
            cut = rest.index(between) if between in rest else len(rest)
            left, right = _day(rest[:cut]), _day(rest[cut + 1 :])
            if left is None and right is None:
                return None
            return Dated(left, right) if sure else Dated(_about(left or right))
    if first == "TO":
        right = _day(rest)
        return Dated(None, right) if right else None
    found = _day(rest) if first in ROUGH else _day(words)
    if found is None:
        return None
    return Dated(_about(found) if first in ROUGH else found)


def _day(words: list[str]) -> When | None:
    """Day, month and year, as far as they stand there; a day that no calendar has is known by its month."""
    if not words or any(word.startswith(("B.C", "BC")) for word in words):
        return None
    if len(words) == 1:
        return _in_figures(words[0])
    year = _year(words[-1])
    month = MONTHS.get(words[-2].rstrip("."))
    if year is None or month is None:
        return None
    day = words[-3].rstrip(".") if len(words) > 2 else "0"
    return _known(year, month, int(day) if day.isascii() and day.isdigit() else 0)


def _year(word: str) -> int | None:
    """A year; of a dual year such as 1699/00 the later one, which is the one of our calendar."""
    match = YEAR.match(word)
    if match is None or not word.isascii():
        return None
    old, new = int(match.group(1)), match.group(2)
    if new is not None:
        old += (int(new) - old) % 10 ** len(new) if len(new) < 4 else 0
        old = int(new) if len(new) == 4 else old
    return old or None


def _in_figures(word: str) -> When | None:
    """A year, or a date in figures: 1990-05-31, 31.5.1990; with strokes only when day and month cannot be mistaken."""
    parts = re.split(r"[-./]", word)
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() and len(part) < 5 for part in parts):
        year = _year(word)
        return When(year) if year else None
    one, two, three = map(int, parts)
    if len(parts[0]) == 4:
        return _known(one, two, three)
    if "/" in word and one <= 12 and two <= 12:
        return When(three, about=True) if three else None
    return _known(three, one, two) if "/" in word and two > 12 else _known(three, two, one)


def _known(year: int, month: int, day: int) -> When | None:
    """As much of a day as the calendar has; a year alone is about then when month or day mean nothing."""
    if not year:
        return None
    for known_day in (day, 0):
        try:
            date(year, month or 1, known_day or 1)
        except ValueError:
            continue
        return When(year, month, known_day if month else 0, about=known_day != day)
    return When(year, about=True)
