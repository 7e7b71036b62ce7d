"""How alike a person sought and a person in the record are, and why: for a human eye, never decided by machine.

Points, not probabilities: a name gives up to 60, the birth date up to 30, a phone number 20, an identifier 60; what
speaks against takes away. The numbers are ours and are measured by the tests of this module. Nobody is ranked by
anything but likeness.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from rapidfuzz.distance import OSA, JaroWinkler

from alongside.ground.foundation.text import fold, phone_key, sound
from alongside.record.people.rules.dates import UNKNOWN_BIRTH, Birth
from alongside.record.people.rules.names import Name, name_of, telling_words
from alongside.record.people.rules.nicknames import other_forms

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

VERY_ALIKE_FROM, SOME_FROM, A_LITTLE_FROM = 78, 48, 30
NAME_POINTS, PHONE_POINTS, IDENTIFIER_POINTS = 60, 20, 60
ESTIMATE_LEEWAY = 5
"""How many years an estimated birth may be off."""
SAME_FROM = 0.7
"""Two words less alike than this are different words."""


REASONS: dict[str, StrOrPromise] = {
    "same name": _("Same name"),
    "same as far as written": _("Same name, as far as it is written"),
    "partly the same": _("Part of the name is the same"),
    "one letter": _("Same spelling but one letter"),
    "two letters": _("Same spelling but two letters"),
    "sound": _("Name sounds the same"),
    "near sound": _("Name sounds nearly the same"),
    "form": _("Another form of the same name"),
    "initial": _("Same initial"),
    "beginning": _("Name begins the same"),
    "near": _("Name is spelt alike"),
    "swapped": _("First and last name swapped"),
    "different name": _("Different name"),
    "partly different": _("Part of the name differs"),
    "same date": _("Same date of birth"),
    "day and month swapped": _("Day and month swapped"),
    "one digit": _("Same date of birth but one digit"),
    "same year": _("Same year of birth"),
    "day or month differs": _("Day or month of birth differs"),
    "same birthday": _("Same birthday"),
    "age fits": _("Estimated age fits"),
    "year unknown": _("Year not known"),
    "same phone": _("Same phone"),
    "same number": _("Same number on file"),
    "different number": _("Different number on file"),
}
"""What speaks for or against two persons being one; beside these there is "born so many years apart"."""


class Alike(TextChoices):
    """How alike two persons are, in words."""

    VERY = "very_alike", _("Very alike")
    SOME = "some", _("Some likeness")
    A_LITTLE = "a_little", _("A little alike")
    NOT = "not_alike", _("Not alike")


@dataclass(frozen=True, slots=True)
class Sought:
    """The person somebody looks for: names in any order and script, and whatever else is known.

    ``ids`` are pairs of a kind of identifier and its value.
    """

    names: tuple[Name, ...] = ()
    birth: Birth = UNKNOWN_BIRTH
    phones: tuple[str, ...] = ()
    ids: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person in the record who might be the one; ``ref`` is whatever the caller needs to find her again."""

    ref: object
    names: tuple[Name, ...] = ()
    birth: Birth = UNKNOWN_BIRTH
    phones: tuple[str, ...] = ()
    ids: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Likeness:
    """The answer: points (more is more alike), their class in words, and the reasons for and against."""

    points: float
    alike: Alike
    reasons_for: tuple[str, ...] = ()
    reasons_against: tuple[str, ...] = ()


def likeness(sought: Sought, candidate: Candidate) -> Likeness:
    """How alike the two are. Tolerates slips, swapped and transliterated names, short forms, transposed dates."""
    return _in_words(_judge(sought, candidate))


def _judge(sought: Sought, candidate: Candidate) -> _Finding:
    found = [
        _names(sought.names, candidate.names),
        _births(sought.birth, candidate.birth),
        _phones(sought.phones, candidate.phones),
        _identifiers(sought.ids, candidate.ids),
    ]
    return _Finding(
        sum(each.points for each in found),
        tuple(reason for each in found for reason in each.speaks_for),
        tuple(reason for each in found for reason in each.against),
        next((each.years for each in found if each.years), 0),
    )


def _in_words(finding: _Finding) -> Likeness:
    return Likeness(
        finding.points,
        _alike(finding.points),
        tuple(str(REASONS[reason]) for reason in finding.speaks_for),
        tuple(_years_apart(finding.years) if reason == "apart" else str(REASONS[reason]) for reason in finding.against),
    )


def _years_apart(years: int) -> str:
    return ngettext("Born %(years)d year apart", "Born %(years)d years apart", years) % {"years": years}


def _alike(points: float) -> Alike:
    steps = ((VERY_ALIKE_FROM, Alike.VERY), (SOME_FROM, Alike.SOME), (A_LITTLE_FROM, Alike.A_LITTLE))
    return next((alike for least, alike in steps if points >= least), Alike.NOT)


def most_alike(sought: Sought, candidates: Iterable[Candidate], *, count: int = 10) -> list[tuple[Candidate, Likeness]]:
    """The ``count`` candidates most alike, best first; those not alike are left out. Equal ones keep their order."""
    judged = [(candidate, _judge(sought, candidate)) for candidate in candidates]
    alike = [each for each in judged if each[1].points >= A_LITTLE_FROM]
    alike.sort(key=lambda each: -each[1].points)
    return [(candidate, _in_words(finding)) for candidate, finding in alike[:count]]


@dataclass(frozen=True, slots=True)
class _Finding:
    """Points with their reasons as keys of ``REASONS``; words are made only for those that are shown."""

    points: float = 0.0
    speaks_for: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    years: int = 0


NOTHING = _Finding()


def _names(sought: Iterable[Name], names: Iterable[Name]) -> _Finding:
    found = [_name(one, other) for one, other in product(sought, names)]
    return max(found, key=lambda each: each.points, default=NOTHING)


def _sounds_nearly(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= 3 and OSA.distance(one, other, score_cutoff=1) == 1


@dataclass(frozen=True, slots=True)
class _Match:
    score: float
    reason: str
    one: int
    other: int


def _name(one: Name, other: Name) -> _Finding:
    """The best likeness of two names over the ways to read them: word by word, or each part as one word."""
    found = [_compared(ours, theirs) for ours, theirs in product(_readings(one), _readings(other))]
    return max(found, key=lambda each: each.points, default=NOTHING)


@dataclass(frozen=True, slots=True)
class _Part:
    """A folded word of a name; ``given`` False for one of the family name, None when the parts are not known."""

    word: str
    given: bool | None


@lru_cache(maxsize=8192)
def _readings(name: Name) -> tuple[tuple[_Part, ...], ...]:
    """The ways to read a name: its telling words, and its parts written as one, with and without little words."""
    parted = bool(name.given.strip() and name.family.strip())
    parts = [(part, part is not name.family if parted else None) for part in name.parts]
    if not parts:
        return ()
    words = tuple(_Part(word, given) for part, given in parts for word in telling_words(part))
    short = tuple(_Part("".join(telling_words(part)), given) for part, given in parts)
    full = tuple(_Part(fold(part).replace(" ", ""), given) for part, given in parts)
    return tuple(dict.fromkeys((words, short, full)))


def _compared(ours: tuple[_Part, ...], theirs: tuple[_Part, ...]) -> _Finding:
    """The best pairing of words; words left over on both sides count against, on one side a little."""
    matches = list(_pairing(ours, theirs))
    if not matches:
        return _Finding(0.0, (), ("different name",))
    weights = [len(ours[m.one].word) + len(theirs[m.other].word) for m in matches]
    alike = sum(m.score * weight for m, weight in zip(matches, weights, strict=True)) / sum(weights)
    left = min(len(ours), len(theirs)) - len(matches)
    extra = abs(len(ours) - len(theirs))
    shared = len(matches) / (len(matches) + left)
    swapped = _is_swapped([(ours[m.one].given, theirs[m.other].given) for m in matches])
    taken_away = 2.0 * extra + (6.0 if len(matches) == 1 and extra else 0.0) + (1.0 if swapped else 0.0)
    return _Finding(
        max(0.0, NAME_POINTS * alike * shared - taken_away),
        tuple(_name_reasons(matches, left, extra, swapped=swapped)),
        ("partly different",) if left else (),
    )


def _is_swapped(roles: list[tuple[bool | None, bool | None]]) -> bool:
    """Whether what is given name on one side is family name on the other, both ways and throughout."""
    known = {(one, other) for one, other in roles if one is not None and other is not None}
    return known == {(True, False), (False, True)}


def _pairing(ours: tuple[_Part, ...], theirs: tuple[_Part, ...]) -> Iterator[_Match]:
    """Pairs of words, the most alike first, each word at most once."""
    found = [
        _Match(score, reason, i, j)
        for (i, one), (j, other) in product(enumerate(ours), enumerate(theirs))
        for score, reason in [_word(one.word, other.word)]
        if score >= SAME_FROM
    ]
    used_ours, used_theirs = set[int](), set[int]()
    for match in sorted(found, key=lambda m: (-m.score, abs(m.one - m.other))):
        if match.one not in used_ours and match.other not in used_theirs:
            used_ours.add(match.one)
            used_theirs.add(match.other)
            yield match


@lru_cache(maxsize=16384)
def _word(one: str, other: str) -> tuple[float, str]:
    """How alike two folded words are, from 0 to 1, and which kind of likeness it is."""
    if one == other:
        return 1.0, "same"
    slips = OSA.distance(one, other, score_cutoff=2)
    longer = max(len(one), len(other))
    if slips == 1 and longer > 3:
        return 0.95 if sound(one) == sound(other) else 0.92, "one letter"
    if sound(one) == sound(other) and longer > 2:
        return max(0.86, 0.7 + 0.24 * JaroWinkler.similarity(one, other)), "sound"
    if other in other_forms(one):
        return 0.9, "form"
    if min(len(one), len(other)) == 1 and one[0] == other[0]:
        return 0.75, "initial"
    if slips == 2 and longer > 5:
        return 0.85, "two letters"
    if min(len(one), len(other)) >= 3 and (one.startswith(other) or other.startswith(one)):
        return 0.88, "beginning"
    if _sounds_nearly(sound(one), sound(other)):
        return 0.8, "near sound"
    return 0.9 * JaroWinkler.similarity(one, other), "near"


def _name_reasons(matches: list[_Match], left: int, extra: int, *, swapped: bool) -> Iterator[str]:
    kinds = {match.reason for match in matches}
    if kinds == {"same"} and not left:
        yield "same name" if not extra else "same as far as written"
    elif "same" in kinds:
        yield "partly the same"
    yield from (kind for kind in REASONS if kind in kinds and kind != "same")
    if swapped:
        yield "swapped"


def _births(one: Birth, other: Birth) -> _Finding:
    if one.year is None or other.year is None:
        return NOTHING if one.year is None else _Finding(0.0, (), ("year unknown",))
    if one.on and other.on:
        return _exact_births(one.on, other.on)
    apart = abs(one.year - other.year)
    if apart == 0:
        return _Finding(15.0, ("same year",))
    if apart <= (ESTIMATE_LEEWAY if one.estimated or other.estimated else 0):
        return _Finding(8.0, ("age fits",))
    return _apart(apart)


def _exact_births(one: date, other: date) -> _Finding:
    if one == other:
        return _Finding(30.0, ("same date",))
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return _Finding(24.0, ("day and month swapped",))
    if OSA.distance(f"{one:%Y%m%d}", f"{other:%Y%m%d}") == 1:
        return _Finding(18.0, ("one digit",))
    if one.year == other.year:
        return _Finding(6.0, ("same year",), ("day or month differs",))
    if (one.month, one.day) == (other.month, other.day):
        finding = _apart(abs(one.year - other.year))
        return _Finding(max(-10.0, finding.points), ("same birthday",), finding.against, finding.years)
    return _apart(abs(one.year - other.year))


def _apart(years: int) -> _Finding:
    return _Finding(-5.0 if years <= 2 else -15.0 if years <= 10 else -25.0, (), ("apart",), years)


def _phones(ours: Iterable[str], theirs: Iterable[str]) -> _Finding:
    one = {phone_key(phone) for phone in ours} - {""}
    other = {phone_key(phone) for phone in theirs} - {""}
    if one & other:
        return _Finding(PHONE_POINTS, ("same phone",))
    return NOTHING


def _identifiers(ours: frozenset[tuple[str, str]], theirs: frozenset[tuple[str, str]]) -> _Finding:
    if ours & theirs:
        return _Finding(IDENTIFIER_POINTS, ("same number",))
    if {kind for kind, _value in ours} & {kind for kind, _value in theirs}:
        return _Finding(-20.0, (), ("different number",))
    return NOTHING


def sought_from(text: str, *, birth: Birth | None = None, phones: Iterable[str] = ()) -> Sought:
    """What somebody typed in one line, as a person sought."""
    return Sought((name_of(text),) if text.strip() else (), birth or UNKNOWN_BIRTH, tuple(phones))
