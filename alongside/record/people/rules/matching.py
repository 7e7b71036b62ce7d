"""How alike a person sought and a person in the record are, and why: for a human eye, never decided by machine.

Points, not probabilities: a name gives up to 60, the birth date up to 30, a phone number 20, an identifier 60; what
speaks against takes away. The numbers are ours and are measured by the tests of this module. Nobody is ranked by
anything but likeness.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from rapidfuzz.distance import OSA, JaroWinkler

from alongside.ground.foundation.text import phone_key, sound
from alongside.record.people.rules.dates import UNKNOWN_BIRTH, Birth
from alongside.record.people.rules.names import LONGEST_WORD, Name, name_of, telling_words
from alongside.record.people.rules.nicknames import other_forms

VERY_ALIKE_FROM, SOME_FROM, A_LITTLE_FROM = 78, 48, 30
NAME_POINTS, PHONE_POINTS, IDENTIFIER_POINTS = 60, 20, 60
ESTIMATE_LEEWAY = 5
"""How many years an estimated birth may be off."""
SAME_FROM = 0.7
"""Two words less alike than this are different words."""


class Alike(TextChoices):
    """How alike two persons are, in words."""

    VERY = "very_alike", gettext_lazy("Very alike")
    SOME = "some", gettext_lazy("Some likeness")
    A_LITTLE = "a_little", gettext_lazy("A little alike")
    NOT = "not_alike", gettext_lazy("Not alike")


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
    found = [
        _names(sought.names, candidate.names),
        _births(sought.birth, candidate.birth),
        _phones(sought.phones, candidate.phones),
        _identifiers(sought.ids, candidate.ids),
    ]
    points = sum(each.points for each in found)
    return Likeness(
        points,
        _alike(points),
        tuple(reason for each in found for reason in each.speaks_for),
        tuple(reason for each in found for reason in each.against),
    )


def _alike(points: float) -> Alike:
    steps = ((VERY_ALIKE_FROM, Alike.VERY), (SOME_FROM, Alike.SOME), (A_LITTLE_FROM, Alike.A_LITTLE))
    return next((alike for least, alike in steps if points >= least), Alike.NOT)


def most_alike(sought: Sought, candidates: Iterable[Candidate], *, count: int = 10) -> list[tuple[Candidate, Likeness]]:
    """The ``count`` candidates most alike, best first; those not alike are left out. Equal ones keep their order."""
    judged = [(candidate, likeness(sought, candidate)) for candidate in candidates]
    judged.sort(key=lambda each: -each[1].points)
    return [each for each in judged if each[1].alike != Alike.NOT][:count]


@dataclass(frozen=True, slots=True)
class _Finding:
    points: float = 0.0
    speaks_for: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


NOTHING = _Finding()


def _names(sought: Iterable[Name], names: Iterable[Name]) -> _Finding:
    found = [_name(one, other) for one, other in product(sought, names) if str(one) and str(other)]
    return max(found, key=lambda each: each.points, default=NOTHING)


@dataclass(frozen=True, slots=True)
class _Match:
    score: float
    reason: str
    one: int
    other: int


def _name(one: Name, other: Name) -> _Finding:
    """The best pairing of the words of two names; words left over on both sides count against."""
    ours, theirs = _words(one), _words(other)
    matches = list(_pairing(ours, theirs))
    weight = sum(len(ours[m.one]) + len(theirs[m.other]) for m in matches)
    if not matches:
        return _Finding(0.0, (), (_("Different name"),))
    alike = sum(m.score * (len(ours[m.one]) + len(theirs[m.other])) for m in matches) / weight
    left = min(len(ours), len(theirs)) - len(matches)
    extra = abs(len(ours) - len(theirs))
    shared = len(matches) / (len(matches) + left)
    points = NAME_POINTS * alike * shared - 2.0 * extra - (6.0 if len(matches) == 1 and extra else 0.0)
    swapped = _is_swapped(one, other)
    return _Finding(
        max(0.0, points - (1.0 if swapped else 0.0)),
        tuple(_name_reasons(matches, left, extra, swapped=swapped)),
        (_("Part of the name differs"),) if left else (),
    )


def _words(name: Name) -> list[str]:
    """The words to compare, family name last; a name whose every part is one particle keeps it."""
    return [word for part in name.parts for word in telling_words(part)] or [str(name)[:LONGEST_WORD]]


def _pairing(ours: list[str], theirs: list[str]) -> Iterator[_Match]:
    """Pairs of words, the most alike first, each word at most once."""
    found = [
        _Match(score, reason, i, j)
        for (i, one), (j, other) in product(enumerate(ours), enumerate(theirs))
        for score, reason in [_word(one, other)]
        if score >= SAME_FROM
    ]
    used_ours, used_theirs = set[int](), set[int]()
    for match in sorted(found, key=lambda m: (-m.score, abs(m.one - m.other))):
        if match.one not in used_ours and match.other not in used_theirs:
            used_ours.add(match.one)
            used_theirs.add(match.other)
            yield match


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
        return 0.8, "beginning"
    return 0.9 * JaroWinkler.similarity(one, other), "near"


def _is_swapped(one: Name, other: Name) -> bool:
    """Whether the given name of one is the family name of the other, and the reverse, and not straight as well."""
    given, family = telling_words(one.given), telling_words(one.family)
    their_given, their_family = telling_words(other.given), telling_words(other.family)
    if not (given and family and their_given and their_family):
        return False
    return (
        _any_alike(given, their_family)
        and _any_alike(family, their_given)
        and not (_any_alike(given, their_given) or _any_alike(family, their_family))
    )


def _any_alike(ours: list[str], theirs: list[str]) -> bool:
    return any(_word(one, other)[0] >= 0.85 for one, other in product(ours, theirs))


def _name_reasons(matches: list[_Match], left: int, extra: int, *, swapped: bool) -> Iterator[str]:
    kinds = [match.reason for match in matches]
    if set(kinds) == {"same"} and not left:
        yield _("Same name") if not extra else _("Same name, as far as it is written")
    elif "same" in kinds:
        yield _("Part of the name is the same")
    words = {
        "one letter": _("Same spelling but one letter"),
        "sound": _("Name sounds the same"),
        "form": _("Another form of the same name"),
        "two letters": _("Same spelling but two letters"),
        "initial": _("Same initial"),
        "beginning": _("Name begins the same"),
        "near": _("Name is spelt alike"),
    }
    yield from (sentence for kind, sentence in words.items() if kind in kinds)
    if swapped:
        yield _("First and last name swapped")


def _births(one: Birth, other: Birth) -> _Finding:
    if one.year is None or other.year is None:
        return NOTHING if one.year is None else _Finding(0.0, (), (_("Year not known"),))
    if one.on and other.on:
        return _exact_births(one.on, other.on)
    apart = abs(one.year - other.year)
    if apart == 0:
        return _Finding(15.0, (_("Same year of birth"),))
    if apart <= (ESTIMATE_LEEWAY if one.estimated or other.estimated else 0):
        return _Finding(8.0, (_("Estimated age fits"),))
    return _apart(apart)


def _exact_births(one: date, other: date) -> _Finding:
    if one == other:
        return _Finding(30.0, (_("Same date of birth"),))
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return _Finding(24.0, (_("Day and month swapped"),))
    if OSA.distance(f"{one:%Y%m%d}", f"{other:%Y%m%d}") == 1:
        return _Finding(18.0, (_("Same date of birth but one digit"),))
    if one.year == other.year:
        return _Finding(6.0, (_("Same year of birth"),), (_("Day or month of birth differs"),))
    if (one.month, one.day) == (other.month, other.day):
        finding = _apart(abs(one.year - other.year))
        return _Finding(max(-10.0, finding.points), (_("Same birthday"),), finding.against)
    return _apart(abs(one.year - other.year))


def _apart(years: int) -> _Finding:
    sentence = ngettext("Born %(years)d year apart", "Born %(years)d years apart", years) % {"years": years}
    return _Finding(-5.0 if years <= 2 else -15.0 if years <= 10 else -25.0, (), (sentence,))


def _phones(ours: Iterable[str], theirs: Iterable[str]) -> _Finding:
    one = {phone_key(phone) for phone in ours} - {""}
    other = {phone_key(phone) for phone in theirs} - {""}
    if one & other:
        return _Finding(PHONE_POINTS, (_("Same phone"),))
    return NOTHING


def _identifiers(ours: frozenset[tuple[str, str]], theirs: frozenset[tuple[str, str]]) -> _Finding:
    if ours & theirs:
        return _Finding(IDENTIFIER_POINTS, (_("Same number on file"),))
    if {kind for kind, _value in ours} & {kind for kind, _value in theirs}:
        return _Finding(-20.0, (), (_("Different number on file"),))
    return NOTHING


def sought_from(text: str, *, birth: Birth | None = None, phones: Iterable[str] = ()) -> Sought:
    """What somebody typed in one line, as a person sought."""
    return Sought((name_of(text),) if text.strip() else (), birth or UNKNOWN_BIRTH, tuple(phones))
