"""Whether a text that leaves the house tells where somebody hides (R-30).

Much harm on record is careless output: the safe address in a letter to the other side. So every text is searched for
the addresses, numbers, mail addresses and schools that must stay hidden, as they are written and as people miswrite
them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from alongside.ground.foundation.text import fold, phone_key, words
from alongside.record.people.enums import ContactPointKind

NEAR = 86
"""How alike, of 100, a run of words must be to a hidden street; the number of the house must be equal."""
SHORTEST = 4
NUMBERS = re.compile(r"[+(]?\d(?:[\s().\-/\u00a0\u2010-\u2015]{0,3}\d){4,17}")
KINDS_OF_PLACE = frozenset({"school", "primary", "secondary", "national", "college", "nursery", "creche", "the", "at"})
SHORT_FOR = {
    "street": "st", "road": "rd", "avenue": "ave", "lane": "ln", "drive": "dr", "square": "sq", "place": "pl",
    "court": "ct", "crescent": "cres", "terrace": "ter", "boulevard": "blvd", "apartment": "apt", "flat": "apt",
    "saint": "st", "strasse": "str", "number": "no",
}  # fmt: skip
"""How the words of an address are shortened; both forms count as one."""


@dataclass(frozen=True, slots=True)
class Protected:
    """One address or number that must stay hidden, and whose it is."""

    person_id: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A text tells where somebody may be found: whose, and what kind it is. Never the value itself."""

    person_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class Found:
    """A hit, and the names of the texts in which it stands."""

    hit: Hit
    where: tuple[str, ...]


def found_in(texts: Mapping[str, str], protected: Sequence[Protected]) -> tuple[Found, ...]:
    """What of ``protected`` stands in ``texts`` (by their names), and in which.

    A text is read a second time only where something was found.
    """
    hits = hits_in(texts.values(), protected)
    if not hits:
        return ()
    looks = {name: _Looks(text) for name, text in texts.items()}
    places: dict[Hit, tuple[str, ...]] = dict.fromkeys(hits, ())
    for one in protected:
        hit = Hit(one.person_id, one.kind)
        if hit in places:
            told = (name for name, look in looks.items() if look.tells(one))
            places[hit] = tuple(dict.fromkeys((*places[hit], *told)))
    return tuple(Found(hit, where) for hit, where in places.items())


def hits_in(texts: Iterable[str], protected: Sequence[Protected]) -> tuple[Hit, ...]:
    """What of ``protected`` stands in any of ``texts``, each person and kind once, in the order of ``protected``."""
    if not protected:
        return ()
    whole = "\n|\n".join(texts)
    looks = _Looks(whole)
    return tuple(dict.fromkeys(Hit(one.person_id, one.kind) for one in protected if looks.tells(one)))


class _Looks:
    """One text, read once for each kind of look."""

    def __init__(self, text: str) -> None:
        self.folded = fold(text)
        self.words = _address_words(text)
        self.places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self.words):
            self.places[word].append(place)
        self.numbers = _number_keys(text)

    def tells(self, one: Protected) -> bool:
        """Whether the text tells what is hidden."""
        if one.kind == ContactPointKind.PHONE:
            return bool(key := phone_key(one.value)) and key in self.numbers
        if one.kind == ContactPointKind.PLACE:
            return any(self._named(part) for part in _names(one.value))
        if one.kind == ContactPointKind.ADDRESS:
            return any(self._has(part) for part in _parts(one.value))
        sought = fold(one.value)
        return len(sought) >= SHORTEST and sought in self.folded

    def _named(self, name: list[str]) -> bool:
        """Whether a run of words reads like the name of a place, such as a school."""
        size, sought = len(name), " ".join(name)
        runs = (" ".join(self.words[at : at + size]) for at in range(len(self.words) - size + 1))
        return any(fuzz.ratio(run, sought) >= NEAR for run in runs)

    def _has(self, part: list[str]) -> bool:
        """Whether a run of words reads like a part of an address, with every number of it unchanged."""
        size, sought, numbers = len(part), " ".join(part), _numbers(part)
        if len(numbers) == size and "".join(part) in self.words:
            return True
        for at in self._starts(part, numbers):
            run = self.words[at : at + size]
            if _numbers(run) == numbers and fuzz.ratio(" ".join(run), sought) >= NEAR:
                return True
        return False

    def _starts(self, part: list[str], numbers: list[str]) -> Iterable[int]:
        """Where such a run could begin: around each place at which its first number stands."""
        if not numbers:
            return range(len(self.words) - len(part) + 1)
        before = part.index(numbers[0])
        places = (place - before for place in self.places.get(numbers[0], ()))
        return (place for place in places if place >= 0)


def _parts(address: str) -> list[list[str]]:
    """What tells of an address by itself: the first line with a number (the street), and codes such as "D04 X285".

    A town, a district or a country alone tells nothing and is said in half of all texts.
    """
    lines = [line for part in re.split(r"[,;\n]", address) if len("".join(line := _address_words(part))) >= SHORTEST]
    numbered = [line for line in lines if _numbers(line)]
    codes = [line for line in numbered[1:] if all(_is_code(word) for word in line)]
    return [*numbered[:1], *codes] or [line for line in lines if len("".join(line)) >= 2 * SHORTEST][:1]


def _number_keys(text: str) -> set[str]:
    """The keys of all numbers, as one reads them: across lines, each line by itself, and each word by itself.

    Two numbers that stand beside or below each other would else be taken for one long one.
    """
    pieces = [text, *text.splitlines(), *(word for word in text.split() if sum(map(str.isdigit, word)) > SHORTEST)]
    return {key for piece in pieces for found in NUMBERS.findall(piece) if (key := phone_key(found))}


def _names(place: str) -> list[list[str]]:
    """The name of a place, whole, and without the word that says what kind of place it is ("St Brigid's", a school)."""
    whole = _address_words(re.split(r"[,;\n]", place)[0])
    short = [word for word in whole if word not in KINDS_OF_PLACE]
    return [one for one in (whole, short if len(short) > 1 else []) if len("".join(one)) >= 2 * SHORTEST]


def _is_code(word: str) -> bool:
    return any(letter.isdigit() for letter in word) and any(letter.isalpha() for letter in word)


def _address_words(text: str) -> list[str]:
    return [SHORT_FOR.get(word, word) for word in words(text)]


def _numbers(run: Sequence[str]) -> list[str]:
    return [word for word in run if any(letter.isdigit() for letter in word)]
