"""Whether a text that leaves the house tells where somebody hides (R-30).

Much harm on record is careless output: the safe address in a letter to the other side. So every text is searched for
the addresses, numbers, mail addresses and schools that must stay hidden, as they are written and as people miswrite
them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from alongside.ground.foundation.text import fold, phone_key
from alongside.record.people.enums import ContactPointKind
from alongside.record.people.rules.places import Written, cleaned

NUMBERS = re.compile(r"[+(]?\d(?:[\s().\-/\u00a0\u2010-\u2015]{0,3}\d){4,17}")
DIGITS = re.compile(r"\d(?:(?:[^\w|]|_){0,3}\d|[ ]?\|[ ]?\d)*")
"""Digits with hardly anything between them, however they are parted; a line of its own that says ``|`` parts texts."""
WHOLE_KEY = 9
LOCAL = 7
"""So many last digits of a number are enough when they stand by themselves, as numbers are told in one town."""
SHORTEST = 4
AT, DOT = re.compile(r"%40|[(\[{]\s*at\s*[)\]}]", re.IGNORECASE), frozenset({"at", "dot"})


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
        plain = cleaned(text)
        self.folded = fold(AT.sub("@", plain))
        self.joined = "".join(word for word in self.folded.split() if word not in DOT)
        self.written = Written(plain)
        self.runs = [digits_of(found) for found in DIGITS.findall(text)]
        self.numbers = _number_keys(text)
        self.alone = self.numbers | {run for run in self.runs if len(run) < WHOLE_KEY}

    def tells(self, one: Protected) -> bool:
        """Whether the text tells what is hidden."""
        if one.kind == ContactPointKind.PHONE:
            return self._rings(phone_key(one.value))
        if one.kind == ContactPointKind.PLACE:
            return self.written.names_place(one.value)
        if one.kind == ContactPointKind.ADDRESS:
            return self.written.tells_address(one.value)
        sought = fold(one.value)
        if one.kind == ContactPointKind.EMAIL:
            bare = "".join(word for word in sought.split() if word not in DOT)
            return len(sought) >= SHORTEST and (
                sought in self.folded or (len(bare) > WHOLE_KEY and bare in self.joined)
            )
        return (len(sought) >= SHORTEST and sought in self.folded) or self.written.names_place(one.value)

    def _rings(self, key: str) -> bool:
        """Whether a number stands there: by itself, in a longer row of digits, or without the digits of its region."""
        if not key or key in self.numbers:
            return bool(key)
        if len(key) < WHOLE_KEY:
            return False
        return any(key in run for run in self.runs) or any(key[at:] in self.alone for at in (1, len(key) - LOCAL))


def digits_of(text: str) -> str:
    """The digits of any script in ``text``, as plain ones."""
    return "".join(str(unicodedata.digit(letter)) for letter in text if letter.isdigit())


def _number_keys(text: str) -> set[str]:
    """The keys of all numbers, as one reads them: across lines, each line by itself, and each word by itself.

    Two numbers that stand beside or below each other would else be taken for one long one.
    """
    pieces = [text, *text.splitlines(), *(word for word in text.split() if sum(map(str.isdigit, word)) > SHORTEST)]
    return {key for piece in pieces for found in NUMBERS.findall(piece) if (key := phone_key(found))}
