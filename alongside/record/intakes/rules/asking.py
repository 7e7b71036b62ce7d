"""What is asked at first contact: a birth as far as it is known, how contact is safe, and what is read aloud."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.text import fold
from alongside.record.people.enums import Answer
from alongside.record.people.rules.dates import UNKNOWN_BIRTH, Birth, birth_from_age, check_dates

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SAFE_WAYS: tuple[tuple[str, StrOrPromise], ...] = (
    ("safe_call", gettext_lazy("Call")),
    ("safe_text", gettext_lazy("Text")),
    ("safe_voicemail", gettext_lazy("Voicemail")),
    ("safe_letter", gettext_lazy("Letter")),
)
"""The ways of contact that are asked about, with their fields (Practice B13)."""

NOTICE_VERSION = "2026-1"
NOTICE = (
    gettext_lazy("What you tell us stays with the people who help you here. We write down only what we need."),
    gettext_lazy(
        "We do not tell your family, your landlord, your employer or other offices anything unless you agree first."
    ),
    gettext_lazy(
        "There are limits. If a child or an adult is in serious danger, or a court orders it, we may have to tell "
        "somebody. We will tell you first if it is safe to do so."
    ),
    gettext_lazy("You can see what we have written about you, ask us to correct it, and say no to any question."),
)
"""What is read aloud about confidentiality and its limits (S-025), in short sentences. An agency adds its own law."""

YEAR = re.compile(r"^(?P<year>\d{4})$")
ISO = re.compile(r"^(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?$")
NUMBERS = re.compile(r"^(?P<one>\d{1,2})[./ -](?P<two>\d{1,2})[./ -](?P<year>\d{4})$")
MONTH_YEAR = re.compile(r"^(?P<month>\d{1,2})[./](?P<year>\d{4})$")
WORDY = re.compile(r"^(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+)?(?P<name>[a-z]{3,})\s+(?P<year>\d{4})$")
WORDY_FIRST = re.compile(r"^(?P<name>[a-z]{3,})\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<year>\d{4})$")
AGE = re.compile(r"^\D{0,12}(?P<age>\d{1,3})\D{0,14}$")
ENGLISH = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def read_birth(words: str, *, today: date) -> Birth | None:
    """What somebody wrote about a birth: a date in any usual form, a month, a year, or "about 40".

    Day and month that could be read both ways leave only the year. Returns None when it says nothing we can read.
    """
    text = words.strip()
    if not text:
        return UNKNOWN_BIRTH
    lower = text.casefold()
    if found := YEAR.match(lower):
        return Birth(int(found["year"]))
    if found := ISO.match(lower):
        return Birth(int(found["year"]), int(found["month"]), int(found["day"] or 0) or None)
    if found := NUMBERS.match(lower):
        return _from_numbers(int(found["one"]), int(found["two"]), int(found["year"]))
    if found := MONTH_YEAR.match(lower):
        return Birth(int(found["year"]), int(found["month"]))
    plain = fold(text)
    if found := WORDY.match(plain) or WORDY_FIRST.match(plain):
        month = _month(found["name"])
        day = found["day"]
        if month:
            return Birth(int(found["year"]), month, int(day) if day else None)
        return Birth(int(found["year"]), estimated=True)
    if found := AGE.match(lower):
        return birth_from_age(int(found["age"]), today)
    return None


def _from_numbers(one: int, two: int, year: int) -> Birth:
    if one == two or two > 12:
        return Birth(year, one, two)
    return Birth(year, two, one) if one > 12 else Birth(year)


def _month(name: str) -> int | None:
    """The number of a month by its name, or the first three letters of it, in English or the present language."""
    for number in range(1, 13):
        ours = fold(str(MONTHS[number]))
        if any(known == name or (len(name) >= 3 and known.startswith(name)) for known in (ours, ENGLISH[number - 1])):
            return number
    return None


def check_birth(words: str, *, today: date) -> Decision:
    """Can this be somebody's birth? Says what is impossible about it. What we cannot read is kept as words only."""
    birth = read_birth(words, today=today)
    return Decision.yes() if birth is None else check_dates(birth, None, today=today)


def check_received(at: datetime, *, now: datetime) -> Decision:
    """A request cannot have come in later than now; two minutes are left for clocks that differ."""
    if at > now + timedelta(minutes=2):
        return Decision.no(
            "intake.received.future", _("The request cannot have come in later than now; check day and time.")
        )
    return Decision.yes()


@dataclass(frozen=True, slots=True)
class SafeContact:
    """What was answered about safe contact, in words; ``missing`` are the ways nobody has asked about."""

    words: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def nothing_asked(self) -> bool:
        """Whether nothing may be sent by itself, because nobody has asked what is safe."""
        return len(self.missing) == len(SAFE_WAYS)


def safe_contact(answers: Mapping[str, str]) -> SafeContact:
    """The answers about safe contact (fields of ``SAFE_WAYS``) in words: "Call: yes", "Voicemail: no"."""
    said = tuple(
        pgettext("way of contact: answer", "%(way)s: %(answer)s")
        % {"way": way, "answer": str(Answer(answers[name]).label).lower()}
        for name, way in SAFE_WAYS
        if answers.get(name, Answer.NOT_ASKED) != Answer.NOT_ASKED
    )
    return SafeContact(
        said, tuple(str(way) for name, way in SAFE_WAYS if answers.get(name, Answer.NOT_ASKED) == Answer.NOT_ASKED)
    )
