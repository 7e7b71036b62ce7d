"""Where other people may be told of in a passage. A suggestion is only that: a human decides every passage.

Names are found in any spelling that folds alike or is nearly alike, short forms and initials included; numbers and
addresses however they are written; and what is only written like a name. What belongs to the person herself is not
suggested.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz

from alongside.ground.foundation.text import fold, name_words, phone_key, sound, words
from alongside.oversight.requests.enums import SpanKind
from alongside.oversight.requests.rules.spans import Found
from alongside.oversight.requests.rules.strangers import strangers
from alongside.record.people.rules.guarding import NUMBERS
from alongside.record.people.rules.nicknames import other_forms

NEAR = 86
"""How alike, of 100, a word must be to a name of at least five letters."""
STREET = 86
WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
OWNS = re.compile(r"['’]s$")
MAIL = re.compile(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
DATES = re.compile(
    r"\b(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}\.? [^\W\d_]{3,12}\.?,? \d{4}"
    r"|[^\W\d_]{3,12} \d{1,2},? \d{4})\b"
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LITTLE = frozenset({"and", "the", "der", "van", "von", "del", "los", "las", "bin", "ibn", "for", "may", "will", "mark"})
"""Words that stand in names and in every text; in small letters they tell nothing."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of somebody: names, numbers, mail addresses, addresses, days of birth."""

    names: Sequence[str] = ()
    phones: Sequence[str] = ()
    emails: Sequence[str] = ()
    addresses: Sequence[str] = ()
    births: Sequence[date] = ()


@dataclass
class Finder:
    """Looks through many texts for what is known of ``others`` and not of ``own``, and for names of nobody known.

    ``plain`` are words that are written like names and tell of nobody outside: of workers, teams and the agency.
    """

    own: Known
    others: Sequence[Known]
    plain: Iterable[str] = ()
    names: set[str] = field(init=False)
    shared: set[str] = field(init=False)
    initials: set[str] = field(init=False)

    def __post_init__(self) -> None:
        mine = set(_words_of(self.own.names))
        self._plain = frozenset(_words_of([*self.plain, *self.own.addresses])) | mine
        theirs = {word for one in self.others for word in _words_of(one.names)}
        theirs |= {form for word in theirs - mine for form in other_forms(word)} - mine
        self.names = {word for word in theirs - mine if len(word) > 1}
        self.shared = theirs | {word for word in theirs if word in mine}
        self._sounds = {sound(word) for word in self.names if len(word) >= 4}
        first = {word[0] for one in self.others for name in one.names for word in name_words(name)[:1]}
        self.initials = first - {word[0] for name in self.own.names for word in name_words(name)[:1]}
        self._phones = {key for one in self.others for phone in one.phones if (key := phone_key(phone))}
        self._own_phones = {phone_key(phone) for phone in self.own.phones}
        self._own_mails = {fold(mail) for mail in self.own.emails}
        self._births = {day for one in self.others for day in one.births} - set(self.own.births)
        own = {" ".join(line) for address in self.own.addresses for line in _street(address)}
        lines = [line for one in self.others for address in one.addresses for line in _street(address)]
        self._streets = [line for line in lines if " ".join(line) not in own]

    def found(self, text: str) -> list[Found]:
        """Every place in ``text`` that may tell of somebody else, in order, the widest of those that overlap."""
        spans = [*self._named(text), *self._numbers(text), *self._mails(text), *self._born(text), *self._housed(text)]
        spans += [one for one in strangers(text, self._plain) if not _within(one, spans)]
        found = sorted(dict.fromkeys(spans), key=lambda one: (one.begin, -one.end))
        whole = [one for place, one in enumerate(found) if not any(one.end <= other.end for other in found[:place])]
        return sorted(whole, key=lambda one: one.begin)

    def _named(self, text: str) -> Iterator[Found]:
        tokens = [(match.start(), match.end(), fold(OWNS.sub("", match.group()))) for match in WORD.finditer(text)]
        taken = [self._is_name(word, text[begin]) for begin, _end, word in tokens]
        self._widen(tokens, taken)
        at = 0
        while at < len(tokens):
            last = at
            while taken[at] and last + 1 < len(tokens) and taken[last + 1] and _close(text, tokens, last):
                last += 1
            if taken[at]:
                yield Found(tokens[at][0], tokens[last][1], SpanKind.NAME)
            at = last + 1

    def _is_name(self, word: str, first: str) -> bool:
        if word in LITTLE and not first.isupper():
            return False
        parts = word.split()
        if word in self.names or any(part in self.names for part in parts):
            return True
        if word.endswith("s") and word[:-1] in self.names:
            return True
        if first.isupper() and len(word) >= 4 and word not in self.shared and sound(word) in self._sounds:
            return True
        near = len(word) >= 5 and word not in self.shared
        return near and any(
            len(name) >= 5 and name[0] == word[0] and fuzz.ratio(name, word) >= NEAR for name in self.names
        )

    def _widen(self, tokens: Sequence[tuple[int, int, str]], taken: list[bool]) -> None:
        """A family name that the person shares belongs to the name beside it, and so does an initial."""
        for _turn in range(2):
            for at, (_begin, _end, word) in enumerate(tokens):
                beside = (at and taken[at - 1]) or (at + 1 < len(tokens) and taken[at + 1])
                if beside and (word in self.shared and word not in LITTLE):
                    taken[at] = True
        for at, (_begin, _end, word) in enumerate(tokens[:-1]):
            if len(word) == 1 and word in self.initials and tokens[at + 1][2] in self.shared:
                taken[at] = taken[at + 1] = True

    def _numbers(self, text: str) -> Iterator[Found]:
        for match in NUMBERS.finditer(text):
            key = phone_key(match.group())
            looks = len(re.sub(r"\D", "", match.group())) >= 7 and not DATES.search(match.group())
            if key and key not in self._own_phones and (key in self._phones or looks):
                yield Found(match.start(), match.end(), SpanKind.PHONE)

    def _mails(self, text: str) -> Iterator[Found]:
        for match in MAIL.finditer(text):
            if fold(match.group()) not in self._own_mails:
                yield Found(match.start(), match.end(), SpanKind.EMAIL)

    def _born(self, text: str) -> Iterator[Found]:
        for match in DATES.finditer(text):
            if _days(match.group()) & self._births:
                yield Found(match.start(), match.end(), SpanKind.BIRTH)

    def _housed(self, text: str) -> Iterator[Found]:
        tokens = [(match.start(), match.end(), fold(match.group())) for match in WORD.finditer(text)]
        for line in self._streets:
            size, sought, numbers = len(line), " ".join(line), _digits(line)
            for at in range(len(tokens) - size + 1):
                run = [word for _begin, _end, word in tokens[at : at + size]]
                if _digits(run) == numbers and fuzz.ratio(" ".join(run), sought) >= STREET:
                    yield Found(tokens[at][0], tokens[at + size - 1][1], SpanKind.ADDRESS)


def _within(one: Found, others: Iterable[Found]) -> bool:
    """Whether a place touches one that was found by what is known."""
    return any(one.begin < other.end and other.begin < one.end for other in others)


def _words_of(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from name_words(name)


def _close(text: str, tokens: Sequence[tuple[int, int, str]], at: int) -> bool:
    between = text[tokens[at][1] : tokens[at + 1][0]]
    return len(between) <= 2 and "\n" not in between and not set(between) & set(";:!?,")


def _street(address: str) -> list[list[str]]:
    """The lines of an address that tell a place by themselves: those with a number in them."""
    lines = [words(line) for line in re.split(r"[,;\n]", address)]
    return [line for line in lines if _digits(line) and len("".join(line)) >= 4]


def _digits(line: Sequence[str]) -> list[str]:
    return [word for word in line if any(letter.isdigit() for letter in word)]


def _days(text: str) -> set[date]:
    """Every day that a written date may mean."""
    numbers = [int(one) for one in re.findall(r"\d+", text)]
    month = next((MONTHS.index(fold(word)[:3]) + 1 for word in re.findall(r"[^\W\d_]{3,}", text)
                  if fold(word)[:3] in MONTHS), 0)  # fmt: skip
    tries: list[tuple[int, int, int]] = []
    if month and len(numbers) == 2:
        tries = [(numbers[1], month, numbers[0])]
    elif len(numbers) == 3:
        a, b, c = numbers
        tries = [(a, b, c)] if a > 31 else [(_year(c), b, a), (_year(c), a, b)]
    return {day for one in tries if (day := _day(*one))}


def _year(number: int) -> int:
    return number if number > 99 else 2000 + number if number < 30 else 1900 + number


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
