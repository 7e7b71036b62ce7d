"""Whether a text says where a place is, however it is written: a street with its number, a code, the name of a school.

Addresses are written in as many ways as there are people: shortened, the number before or behind, in one word or two,
over two lines, with and without what kind of street it is. What must be equal is the number; the name must be nearly.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from rapidfuzz import fuzz

from alongside.ground.foundation.text import words

NEAR = 86
"""How alike, of 100, a name must be to a hidden one, both without blanks."""
SHORTEST, SHORT_NAME, LONG_NAME = 4, 5, 8
"""Letters: of a part that tells anything, of a street that needs its kind beside it, of a name that tells by itself."""
SHORT_FOR = {
    "street": "st", "road": "rd", "avenue": "ave", "lane": "ln", "drive": "dr", "square": "sq", "place": "pl",
    "court": "ct", "crescent": "cres", "terrace": "ter", "boulevard": "blvd", "apartment": "apt", "flat": "apt",
    "saint": "st", "strasse": "str", "straat": "str", "number": "no", "av": "ave", "avda": "avenida", "highway": "hwy",
    "first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th",
    "seventh": "7th", "eighth": "8th", "ninth": "9th", "tenth": "10th", "eleventh": "11th", "twelfth": "12th",
}  # fmt: skip
"""How the words of an address are shortened; both forms count as one, at the end of a longer word too."""
SPELT = {
    "1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight", "9": "nine",
    "10": "ten", "11": "eleven", "12": "twelve", "13": "thirteen", "14": "fourteen", "15": "fifteen", "16": "sixteen",
    "17": "seventeen", "18": "eighteen", "19": "nineteen", "20": "twenty",
}  # fmt: skip
"""Numbers of houses as some write them out."""
STREETS = frozenset({
    "st", "rd", "ave", "ln", "dr", "sq", "pl", "ct", "cres", "ter", "blvd", "str", "weg", "platz", "allee",
    "gasse", "calle", "via", "rue", "avenida", "viale", "piazza", "plaza", "hwy", "pkwy", "cir",
})  # fmt: skip
GLUE = STREETS | frozenset({
    "no", "nr", "n", "num", "numero", "s", "e", "w", "ne", "nw", "se", "sw", "north", "south", "east", "west",
    "of", "the", "de", "del", "la", "las", "los", "le", "du", "des", "der", "den", "van", "von", "c", "d",
    "ul", "dom", "apt", "unit",
})  # fmt: skip
"""What may stand between the number of a house and the name of its street, or before that name."""
UNITS = frozenset({
    "apt", "unit", "suite", "ste", "room", "rm", "floor", "fl", "door", "block", "blk", "piso", "planta",
    "puerta", "stock", "etage",
})  # fmt: skip
BUILDINGS = frozenset({
    "house", "lodge", "cottage", "farm", "farmhouse", "hall", "villa", "manor", "centre", "center", "hostel",
    "refuge", "shelter", "convent", "residence", "apartments", "mews",
})  # fmt: skip
SCHOOLS = frozenset({
    "school", "primary", "secondary", "national", "college", "nursery", "creche", "academy", "elementary",
    "high", "middle", "kindergarten", "montessori", "preschool", "ns", "ps", "hs", "escuela", "colegio",
    "instituto", "guarderia", "schule", "grundschule", "gymnasium", "kita", "ecole", "lycee",
})  # fmt: skip
KINDS_OF_PLACE = SCHOOLS | {"the", "at"}
HIDDEN_LETTERS = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
QUOTED = re.compile("%[0-9A-Fa-f]{2}")
CUT_WORD = re.compile(r"(?<=[^\W\d_])[-\u2010][ \t]*\r?\n[ \t]*(?=[^\W\d_])")
SPACED_OUT = re.compile(r"(?<!\w)(?:\w ){3,}\w(?!\w)")
ONE_WORD = re.compile(r"(?<=\d)(?=[a-z]{3})|(?<=[a-z]{3})(?=\d)")
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
PARTED = re.compile(r"[,;\n|]|\s[-\u2013\u2014]\s")
BOX = re.compile(r"\b(?:post office|p\.? ?o\.?) ?box\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Street:
    """A street as it is looked for: the numbers of the house, and its name in one word, with or without its kind."""

    numbers: tuple[str, ...]
    names: tuple[str, ...]
    size: int


def cleaned(text: str) -> str:
    """``text`` as it is read: without soft hyphens, words cut at a line's end, letters spaced out, signs of links."""
    plain = unquote(text) if QUOTED.search(text) else text
    whole = CUT_WORD.sub("", HIDDEN_LETTERS.sub("", plain))
    return BOX.sub("pobox", SPACED_OUT.sub(lambda found: found[0].replace(" ", ""), whole))


def address_words(text: str) -> list[str]:
    """The words of ``text`` as they are compared: folded, shortened, numbers apart from the words they stick to."""
    return [_shortened(piece) for word in words(text) for piece in ONE_WORD.split(word)]


def _shortened(word: str) -> str:
    if word in SHORT_FOR:
        return SHORT_FOR[word]
    for long, short in SHORT_FOR.items():
        if len(long) >= SHORTEST and word.endswith(long) and len(word) > len(long) + 2:
            return word[: -len(long)] + short
    return word


@dataclass
class Written:
    """A text whose places are looked for."""

    text: str
    words: list[str] = field(init=False)
    at: dict[str, list[int]] = field(init=False)
    begins: dict[str, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.words = address_words(self.text)
        self.at, self.begins = defaultdict(list), defaultdict(list)
        for place, word in enumerate(self.words):
            self.at[word].append(place)
            self.begins[word[0]].append(place)

    def tells_address(self, address: str) -> bool:
        """Whether it says a street with the number of the house, a code, or the name of a house."""
        parts = _parts(address)
        street = street_of(parts)
        if street is None:
            named = [part for part in parts if not (UNITS & {*part} and any(map(_has_digit, part)))]
            return any(self._named(part) for part in named[:1] if len("".join(part)) >= LONG_NAME)
        houses = [part for part in parts if part[-1] in BUILDINGS and len("".join(part)) >= LONG_NAME]
        return (
            self._housed(street)
            or any(self._coded(code) for code in codes_of(parts))
            or any(self._named(part) for part in houses)
        )

    def names_place(self, place: str) -> bool:
        """Whether it says the name of a place, such as a school: whole, or short with what kind of place it is."""
        whole = address_words(cleaned(PARTED.split(place)[0]))
        short = [word for word in whole if word not in KINDS_OF_PLACE]
        tells = [one for one in (whole, short if len(short) > 1 else []) if len("".join(one)) >= LONG_NAME]
        if any(self._named(one) for one in tells):
            return True
        core = [word for word in short if word != "st"]
        if len(core) == len(whole) or len("".join(core)) < SHORT_NAME:
            return False
        return any(self._beside_a_kind(begin, end) for begin, end in self._runs(core))

    def _named(self, name: Sequence[str]) -> bool:
        return any(True for _found in self._runs(name))

    def _runs(self, name: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Where a run of words, in one word more or less, reads like ``name``."""
        sought = "".join(name)
        for begin in self.begins.get(sought[0], ()):
            for size in {max(1, len(name) - 1), len(name), len(name) + 1}:
                if fuzz.ratio("".join(self.words[begin : begin + size]), sought) >= NEAR:
                    yield begin, begin + size

    def _beside_a_kind(self, begin: int, end: int) -> bool:
        beside = (*self.words[max(0, begin - 1) : begin], *self.words[end : end + 1])
        return any(word in SCHOOLS for word in beside)

    def _coded(self, code: str) -> bool:
        if code in self.at:
            return True
        pairs = ((code[:cut], code[cut:]) for cut in range(1, len(code)))
        return any(
            self.words[place + 1 : place + 2] == [tail] for head, tail in pairs for place in self.at.get(head, ())
        )

    def _housed(self, street: Street) -> bool:
        for begin, end in (place for number in street.numbers for place in self._numbered(number)):
            if any(_like(run, street) for run in (*self._behind(end, street.size), *self._before(begin, street.size))):
                return True
        return False

    def _numbered(self, number: str) -> Iterator[tuple[int, int]]:
        """Where the number of a house stands; its letter may stand apart."""
        written = (number, SPELT.get(number, number))
        yield from ((place, place + 1) for one in dict.fromkeys(written) for place in self.at.get(one, ()))
        if number[-1:].isalpha():
            for place in self.at.get(number[:-1], ()):
                if self.words[place + 1 : place + 2] == [number[-1]]:
                    yield place, place + 2

    def _behind(self, at: int, size: int) -> Iterator[str]:
        for skipped in range(4):
            for end in range(1, size + 3):
                yield "".join(self.words[at + skipped : at + skipped + end])
            if not all(word in GLUE or _is_number(word) for word in self.words[at + skipped : at + skipped + 1]):
                return

    def _before(self, at: int, size: int) -> Iterator[str]:
        for skipped in range(4):
            last = at - skipped
            for begin in range(1, size + 3):
                yield "".join(self.words[max(0, last - begin) : max(0, last)])
            if not all(word in GLUE for word in self.words[max(0, last - 1) : max(0, last)]):
                return


def _like(run: str, street: Street) -> bool:
    return any(fuzz.ratio(run, name) >= NEAR for name in street.names)


def _parts(address: str) -> list[list[str]]:
    """The parts of an address, a number that stands by itself with the part it belongs to."""
    found: list[list[str]] = []
    alone: list[str] = []
    for part in PARTED.split(cleaned(address)):
        line = [*alone, *address_words(part)]
        alone = []
        if not line:
            continue
        if not _is_bare_number(line):
            found.append(line)
        elif found and not any(map(_has_digit, found[-1])):
            found[-1] = [*found[-1], *line]
        else:
            alone = line
    return [*found, alone] if alone else found


def street_of(parts: Iterable[Sequence[str]]) -> Street | None:
    """The street of an address: the part with a number that says what kind of street it is, else the first with one."""
    bare = [_without_unit(_without_code(part)) for part in parts]
    named = [part for part in bare if any(map(_is_number, part)) and not all(map(_is_number, part))]
    part = next((part for part in named if any(map(_is_kind, part))), named[0] if named else None)
    if part is None:
        return None
    numbers, rest = _numbers_of(part)
    name = [word for word in rest if word not in GLUE] or rest
    whole, short = "".join(rest), "".join(name)
    kind = next((word for word in rest if word in STREETS), "")
    names = (whole, short + kind, short if len(short) >= SHORT_NAME else "", "" if kind else short)
    return Street(numbers, tuple(name for name in dict.fromkeys(names) if name), len(rest))


def _numbers_of(part: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """The numbers of a house that stand together, a letter that stands apart joined to them, and the other words."""
    at = next(place for place, word in enumerate(part) if _is_number(word))
    end = next((place for place in range(at, len(part)) if not _is_number(part[place])), len(part))
    numbers = list(part[at:end])
    if numbers[-1].isdigit() and end < len(part) and _is_letter(part[end]):
        numbers[-1] += part[end]
        end += 1
    return tuple(numbers), [word for word in (*part[:at], *part[end:]) if not _is_number(word)]


def _without_unit(part: Sequence[str]) -> list[str]:
    """A part without the flat or the floor with which it begins."""
    kept = list(part)
    while len(kept) > 1 and kept[0] in UNITS:
        kept = kept[2:]
    return kept


def codes_of(parts: Iterable[Sequence[str]]) -> list[str]:
    """The codes of letters and digits that tell of one street or house, such as D04 X285 or LS2 9JT."""
    return [code for part in parts if (code := _code(part))]


def _code(part: Sequence[str]) -> str:
    """The code at the end of a part; of a house with its letter it is none."""
    tail: list[str] = []
    for word in reversed(part):
        if len(tail) == 2 or not (_has_digit(word) and any(map(str.isalpha, word))):
            break
        tail.insert(0, word)
    code = "".join(tail)
    return code if len(code) >= SHORT_NAME and (len(tail) > 1 or len(code) > SHORT_NAME) else ""


def _without_code(part: Sequence[str]) -> list[str]:
    code = _code(part)
    kept = list(part)
    while code and kept and code.endswith(kept[-1]):
        code = code[: -len(kept.pop())]
    return kept


def _is_kind(word: str) -> bool:
    return word in STREETS or (len(word) > SHORTEST and word.endswith(("str", "weg", "gasse", "platz", "allee")))


def _is_bare_number(line: Sequence[str]) -> bool:
    """Whether a part is the number of a house and nothing else, such as 7 or no. 7."""
    bare = [word for word in line if word not in GLUE or word in UNITS]
    return len(bare) == 1 and _is_number(bare[0])


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word not in GLUE


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))


def _is_number(word: str) -> bool:
    """Whether a word may be the number of a house; the 5th in Fifth Avenue is none."""
    return _has_digit(word) and not ORDINAL.fullmatch(word)
