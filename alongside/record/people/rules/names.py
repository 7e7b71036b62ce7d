"""The keys by which a person is found: stored with her, looked up by a search, all computed here.

Every key is a short text, and a search is one indexed lookup of ``key = any(keys)``. The forms are:

==============  ===========================================================================
``maria``       a whole word of a name, or its first 3, 4 or 6 letters
``~GRS``        the sound of one word
``GRS+MR``      the sounds of two words of one name, whichever comes first
``gar+mar``     the first three letters of two words of one name, whichever comes first
``GRS+mar``     the sound of one word and the first three letters of another
``GRS@1984``    the sound of one word and the year of birth
``@1984-05-03`` the date of birth
``#155550134``  the last digits of a phone number
==============  ===========================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations, pairwise, product, zip_longest

from alongside.ground.foundation.text import SOUNDS as _LETTERS
from alongside.ground.foundation.text import fold, name_words, phone_key
from alongside.ground.foundation.text import sound as full_sound
from alongside.record.people.rules.nicknames import other_forms

MOST_KEYS = 40
"""The most keys stored for one person."""

MOST_SOUGHT = 900
"""The most keys looked up by one search."""

PREFIXES = (3, 4, 6)
LONGEST_WORD = 24
LONGEST_SOUND = 12
_LITTLE = "da das de dei del della den der des di do dos du e el la las le los van vom von zu zum zur y bin ibn bint al"
PARTICLES = frozenset(_LITTLE.split())
"""Little words inside names that identify nobody; a name of nothing else keeps them."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a person, in its parts as far as they are known; a mononym or an unparted name is a family name."""

    given: str = ""
    family: str = ""
    middle: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts in which there is a word, given name first."""
        return tuple(part for part in (self.given, self.middle, self.family) if fold(part))

    def __str__(self) -> str:
        return " ".join(" ".join(self.parts).split())


def name_of(text: str) -> Name:
    """A name from one line: "Given Family", or "Family, Given" with a comma.

    The last word is the family name, with the little words before it: Juan de la Cruz is of the family de la Cruz.
    """
    family, comma, given = text.partition(",")
    if comma:
        return Name(given=given.strip(), family=family.strip())
    words = text.split()
    at = len(words) - 1
    while at > 1 and fold(words[at - 1]) in PARTICLES:
        at -= 1
    return Name(given=" ".join(words[:at]), family=" ".join(words[at:])) if words else Name()


def telling_words(text: str) -> list[str]:
    """The folded words of a name without its particles, unless it has no other words."""
    words = [word[:LONGEST_WORD] for word in name_words(text)]
    return [word for word in words if word not in PARTICLES and len(word) > 1] or words


def name_keys(
    names: Iterable[Name],
    *,
    born_on: date | None = None,
    born_year: int | None = None,
    phones: Iterable[str] = (),
) -> frozenset[str]:
    """The keys to store for a person with all her ``names``, her date or year of birth and her phone numbers.

    At most ``MOST_KEYS``; when there are more, the least telling (beginnings of words) are left out.
    """
    parted = [_parts(name) for name in names]
    units = list(dict.fromkeys(unit for parts in parted for part in parts for unit in part))
    year = born_on.year if born_on else born_year
    keys = [f"#{key}" for phone in phones if (key := phone_key(phone))]
    keys += [f"@{born_on.isoformat()}"] if born_on else []
    pairs = [both for parts in parted for both in _pairs(parts)]
    keys += [_sounds(*both) for both in pairs] + [_starts(*both) for both in pairs]
    keys += [*units, *(f"~{sound(unit)}" for unit in units)]
    keys += [f"{sound(unit)}@{year}" for unit in units] if year else []
    keys += [key for one, two in pairs for key in _mixed(one, two)]
    keys += [unit[:length] for length in PREFIXES for unit in units if len(unit) > length]
    return frozenset(list(dict.fromkeys(keys))[:MOST_KEYS])


def sound(word: str) -> str:
    """The sound of a word, as long as keys keep it."""
    return full_sound(word)[:LONGEST_SOUND]


def _sounds(one: str, two: str) -> str:
    return "+".join(sorted((sound(one), sound(two))))


def _mixed(one: str, two: str) -> tuple[str, str]:
    return (_mix(sound(one), two), _mix(sound(two), one))


def _mix(sounding: str, word: str) -> str:
    return f"{sounding}+{word[:3]}"


def _starts(one: str, two: str) -> str:
    return "+".join(sorted((one[:3], two[:3])))


def _parts(name: Name) -> list[list[str]]:
    """The telling words of each part of a name; a part of several words also gives them written as one, last."""
    return [_with_whole(part) for part in name.parts]


def _with_whole(part: str) -> list[str]:
    words = telling_words(part)
    return list(dict.fromkeys([*words, fold(part).replace(" ", "")[:LONGEST_WORD]]))


def _pairs(parts: list[list[str]]) -> Iterator[tuple[str, str]]:
    """Words of one part with each other, and everything of one part with everything of another."""
    for part in parts:
        yield from combinations(part[:-1] if len(part) > 1 else part, 2)
    for one, other in combinations(parts, 2):
        yield from product(one, other)


_DATE = re.compile(r"\b(\d{4})[-./](\d{1,2})[-./](\d{1,2})\b|\b(\d{1,2})[-./](\d{1,2})[-./](\d{4})\b")
_YEAR = re.compile(r"(?<![\d+])(1[89]\d\d|20\d\d)(?!\d)")
_PHONE = re.compile(r"[+(]?\d[\d\s()./-]{3,}\d")


def search_keys(query: str) -> list[str]:
    """The keys to look up for what somebody typed: names in any order and script, a date or year of birth, a phone.

    The most telling first, at most ``MOST_SOUGHT``. Of candidates found, the one with the earliest key comes first;
    ``likeness`` decides. When they do not suffice, ``wider_keys`` finds more.
    """
    sought = read_query(query)
    return _keys(sought)


def sought_keys(
    names: Iterable[Name],
    *,
    born_on: date | None = None,
    born_year: int | None = None,
    phones: Iterable[str] = (),
) -> list[str]:
    """The keys to look up for a person described in a form, to find out whether she is already in the record."""
    years = [born_on.year] if born_on else [born_year] if born_year else []
    numbers = [key for phone in phones if (key := phone_key(phone))]
    lists = [_keys(_typed(str(name), _both_ways(born_on), years, numbers)) for name in names]
    turns = zip_longest(*(lists or [_keys(Typed([], _both_ways(born_on), years, numbers))]))
    return list(dict.fromkeys(key for turn in turns for key in turn if key))[:MOST_SOUGHT]


def sure_keys(names: Iterable[Name], *, born_on: date | None = None) -> list[str]:
    """The few keys by which everybody is found who is *very* alike by name and birth; phone numbers are apart.

    Without a phone only a birth that is the same, turned round or one digit off brings somebody so far, and the last
    of these only with the same name: her first and last word are then a key of hers.
    """
    words = [list(dict.fromkeys(telling_words(str(name)))) for name in names]
    pairs = [_sounds(each[0], each[-1]) if len(each) > 1 else each[0] for each in words if each]
    return list(dict.fromkeys([*(f"@{day.isoformat()}" for day in _both_ways(born_on)), *(pairs if born_on else [])]))


def wider_keys(query: str) -> list[str]:
    """More keys for the same query, for a second look: single words, their beginnings, sounds and near sounds.

    They find many people in a big register, so they are looked up only when ``search_keys`` found too few.
    """
    words = read_query(query).words
    whole = [key for word in words for key in _beginnings(word)]
    forms = [form for word in words for form in sorted(other_forms(word))]
    sounds = [f"~{sound(word)}" for word in words]
    near = [f"~{key}" for word in words for key in near_sounds(sound(word))] if len(words) == 1 else []
    return list(dict.fromkeys([*whole, *sounds, *forms, *near]))[:MOST_SOUGHT]


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into a search: folded words of names, dates and years of birth, keys of phone numbers."""

    words: list[str]
    dates: list[date]
    years: list[int]
    phones: list[str]
    together: tuple[tuple[str, str], ...] = ()
    """Neighbouring words written as one, each with another word: somebody may have written them so."""


def read_query(query: str) -> Typed:
    """Tell the words of names in ``query`` from dates, years and phone numbers."""
    written = list(_DATE.finditer(query))
    dates = [day for found in written for day in _days(found)]
    rest = _DATE.sub(" ", query)
    years = [int(year) for year in _YEAR.findall(rest)] or sorted({int(found[1] or found[6]) for found in written})
    rest = _YEAR.sub(" ", rest)
    phones = [key for found in _PHONE.findall(rest) if (key := phone_key(found))]
    return _typed(_PHONE.sub(" ", rest), dates, years, phones)


def _typed(text: str, dates: list[date], years: list[int], phones: list[str]) -> Typed:
    every = [word[:LONGEST_WORD] for word in name_words(text) if not word.isdigit()][:8]
    telling = [word for word in telling_words(text) if not word.isdigit()]
    words = (telling if len(telling) > 1 else every)[:6]
    together = tuple((one + two, other) for one, two in pairwise(every) for other in words if other not in (one, two))
    return Typed(words, dates, years, phones, together)


def _days(found: re.Match[str]) -> list[date]:
    """The day that was typed; one without the year in front is read as day-month and as month-day."""
    first, second, third = (int(part) for part in found.groups() if part)
    orders = [(first, second, third)] if found[1] else [(third, second, first), (third, first, second)]
    return list(dict.fromkeys(day for year, month, d in orders if (day := _day(year, month, d))))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _both_ways(born_on: date | None) -> list[date]:
    if born_on is None:
        return []
    swapped = _day(born_on.year, born_on.day, born_on.month)
    return [born_on] + ([swapped] if swapped and swapped != born_on else [])


def _keys(typed: Typed) -> list[str]:
    words = typed.words
    pairs = list(combinations(words, 2))
    forms = [
        (form, two) for one, other in pairs for word, two in ((one, other), (other, one)) for form in other_forms(word)
    ]
    found = [f"#{phone}" for phone in typed.phones] + [
        f"@{each.isoformat()}" for day in typed.dates for each in _both_ways(day)
    ]
    found += [_sounds(*both) for both in (*pairs, *typed.together)]
    found += [_starts(*both) for both in (*pairs, *typed.together)]
    found += [key for both in pairs for key in _mixed(*both)]
    found += sorted({_sounds(*both) for both in forms})
    found += [f"{sound(word)}@{year}" for word in words for year in typed.years]
    if len(words) == 1:
        found += [*_beginnings(words[0]), f"~{sound(words[0])}"]
    found += [key for both in pairs for key in _near_pairs(*both)]
    found += [f"{near}@{year}" for word in words for year in typed.years for near in near_sounds(sound(word))]
    return list(dict.fromkeys(found))[:MOST_SOUGHT]


def _beginnings(word: str) -> list[str]:
    """The whole word, and its longest beginning that is stored: more of it may still be typed."""
    longest = max((length for length in PREFIXES if length <= len(word)), default=len(word))
    return list(dict.fromkeys([word, word[:longest]]))


def _near_pairs(one: str, two: str) -> Iterator[str]:
    first, second = sound(one), sound(two)
    for left, right in ((first, second), (second, first)):
        for near in near_sounds(left):
            yield "+".join(sorted((near, right)))
    for left, right in ((first, two), (second, one)):
        for near in near_sounds(left):
            yield _mix(near, right)


@lru_cache(maxsize=4096)
def near_sounds(key: str) -> tuple[str, ...]:
    """Every sound key one slip away from ``key``: one letter more, less, other, or two neighbours swapped."""
    cuts = [(key[:at], key[at:]) for at in range(len(key) + 1)]
    swapped = [a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1]
    less = [a + b[1:] for a, b in cuts if b]
    other = [a + letter + b[1:] for a, b in cuts if b for letter in _LETTERS]
    more = [a + letter + b for a, b in cuts for letter in _LETTERS]
    near = dict.fromkeys([*swapped, *less, *other, *more])
    return tuple(each for each in near if each and each != key and "A" not in each[1:])
