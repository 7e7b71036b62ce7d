"""A family as a drawing takes it, made from what the record says of it: nothing is added, nothing is left out.

Where the record knows that somebody has a parent and not who it is, the drawing shows that nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

from django.utils.translation import gettext as _

from alongside.ground.familymap import model
from alongside.ground.familymap.model import Family, Household, LinkKind, Twins, When
from alongside.oversight.overviews.family_unions import Doubt, Unions, groups_of, pair_of, when_of
from alongside.record.people.enums import COUPLES, INVERSE, RelationshipKind
from alongside.record.people.queries import BondView, HomeView
from alongside.record.people.queries.happenings import PlacementView
from alongside.record.people.queries.health import HealthView
from alongside.record.people.queries.kin import KinFact, KinPerson
from alongside.record.people.rules import happenings

K = RelationshipKind
LINKS: dict[str, LinkKind] = {
    K.PARENT: "birth",
    K.ADOPTIVE_PARENT: "adopted",
    K.FOSTER_CARER: "foster",
    K.GUARDIAN: "guardian",
    K.KINSHIP_CARER: "kinship",
}
"""Kinds by which somebody is drawn above somebody, and how the line is drawn."""
PLACED: dict[str, LinkKind] = {"foster": "foster", "kinship": "kinship"}
"""Kinds of placement by which carers are drawn above whom they care for."""
ALIKE = frozenset({K.SIBLING, K.TWIN, K.IDENTICAL_TWIN})
"""Kinds by which two have the same parents."""
DRAWN = frozenset({*LINKS, *COUPLES, *ALIKE})
SEXES: dict[str, model.Sex] = {"f": "f", "m": "m", "x": "x"}


@dataclass(frozen=True, slots=True)
class Known:
    """What the record says of a family, as far as its reader may see it."""

    people: tuple[KinPerson, ...]
    facts: tuple[KinFact, ...]
    homes: tuple[HomeView, ...] = ()
    placements: tuple[PlacementView, ...] = ()
    bonds: tuple[BondView, ...] = ()
    health: tuple[HealthView, ...] = ()
    wishes: tuple[tuple[int, int], ...] = ()
    index: tuple[int, ...] = ()
    labels: Mapping[int, str] = field(default_factory=dict)
    places: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mapped:
    """A family for drawing, the persons behind its ids, and what contradicts itself."""

    family: Family
    persons: Mapping[str, KinPerson]
    ids: Mapping[int, str]
    doubts: tuple[Doubt, ...]


def mapped(known: Known) -> Mapped:
    """The whole family of ``known``, on no day in particular. Ids count only whom the reader may see."""
    ids = {one.id: f"p{number}" for number, one in enumerate(known.people, 1)}
    facts = [one for one in known.facts if one.person_id in ids and one.other_id in ids]
    parts = Unions(ids=ids, people={one.id: one for one in known.people})
    parts.couples(one for one in facts if one.kind in COUPLES)
    doubts = [*_draw_links(parts, facts), *_age_doubts(known.people, facts)]
    _draw_placements(parts, known.placements, facts)
    doubted = {one.person_id for one in doubts}
    lines = _lines(known, facts, ids)
    marks = _marks(known.health)
    family = Family(
        index=tuple(ids[one] for one in known.index if one in ids),
        people=tuple(
            _person(one, ids[one.id], lines.get(one.id, ()), marks.get(one.id, ()), doubted=one.id in doubted)
            for one in known.people
        ),
        unions=tuple(parts.unions.values()),
        links=tuple(parts.links),
        twins=tuple(_twins(facts, known.people, ids)),
        households=(*_homes(known, ids), *_placed(known, ids)),
        bonds=tuple(_bond(number, one, ids) for number, one in enumerate(_between(known.bonds, ids), 1)),
        before=tuple((ids[left], ids[right]) for left, right in known.wishes if left in ids and right in ids),
    )
    return Mapped(family, {ids[one.id]: one for one in known.people}, ids, tuple(doubts))


def _marks(health: Iterable[HealthView]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for one in health:
        found.setdefault(one.person_id, []).append(one.mark)
    return {number: tuple(dict.fromkeys(marks)) for number, marks in found.items()}


def _person(
    one: KinPerson, name: str, lines: tuple[str, ...], marks: tuple[str, ...], *, doubted: bool
) -> model.Person:
    return model.Person(
        id=name,
        name=one.name,
        sex=SEXES.get(one.sex, "u"),
        gender=cast("model.Gender", one.gender or "u"),
        born=when_of(one.born_on, one.birth_precision),
        died=when_of(one.died_on),
        dead=one.died_on is not None,
        marks=marks,
        lines=lines,
        href=f"/people/{one.public_id}/",
        doubted=doubted,
    )


def _draw_links(parts: Unions, facts: Sequence[KinFact]) -> Iterator[Doubt]:
    """Every child under the union it hangs from, kind by kind; a third parent by birth hangs apart and is a doubt."""
    apart = {pair_of(one) for one in facts if one.kind == K.HALF_SIBLING}
    above: dict[tuple[int, LinkKind], list[KinFact]] = {}
    for fact in facts:
        turned = INVERSE.get(K(fact.kind), K(fact.kind))
        if fact.kind in LINKS:
            above.setdefault((fact.other_id, LINKS[fact.kind]), []).append(fact)
        elif turned in LINKS:
            above.setdefault((fact.person_id, LINKS[turned]), []).append(fact)
    for (child, kind), told in above.items():
        yield from parts.hang(child, kind, told, apart)
    alike = [pair_of(one) for one in facts if one.kind in ALIKE]
    yield from parts.join_siblings(alike)


def _draw_placements(parts: Unions, placements: Iterable[PlacementView], facts: Sequence[KinFact]) -> None:
    """Carers of a placement stand above whom they care for, unless a relationship says the same already."""
    said = {pair_of(one) for one in facts if _link_kind(one.kind) in PLACED.values()}
    for one in placements:
        kind = PLACED.get(one.kind)
        carers = [each.id for each in one.carers if frozenset((each.id, one.person.id)) not in said]
        carers = [number for number in carers if number in parts.ids]
        if kind and carers and one.person.id in parts.ids:
            since, until = _ends(one.stay)
            parts.hang_one(one.person.id, kind, carers[:2], since, until)


def _link_kind(kind: str) -> LinkKind | None:
    return LINKS.get(kind) or LINKS.get(INVERSE.get(K(kind), K(kind)))


def _ends(stay: happenings.Stay) -> tuple[When | None, When | None]:
    """When a stay began and ended; one that ended nobody knows when is told as over since its beginning's year."""
    since = when_of(stay.begin.on, stay.begin.precision)
    if stay.until is None:
        return since, None
    return since, when_of(stay.until.on, stay.until.precision) or since or When(1)


def _homes(known: Known, ids: Mapping[int, str]) -> Iterator[Household]:
    for number, home in enumerate(sorted(known.homes, key=lambda one: one.id), 1):
        stays = tuple(
            model.Stay(ids[one.person_id], when_of(one.from_on), when_of(one.until_on or home.until_on))
            for one in home.members
            if one.person_id in ids
        )
        if stays:
            yield Household(f"h{number}", known.labels.get(home.id, home.label), stays)


def _placed(known: Known, ids: Mapping[int, str]) -> Iterator[Household]:
    """Placements as outlines round whoever is placed and whoever cares, unless a household already says so."""
    together = [{one.person_id for one in home.members} for home in known.homes]
    for number, one in enumerate(sorted(known.placements, key=lambda each: each.id), 1):
        members = [number for number in (one.person.id, *(each.id for each in one.carers)) if number in ids]
        if one.person.id not in ids or (len(members) > 1 and any(set(members) <= home for home in together)):
            continue
        since, until = _ends(one.stay)
        stays = tuple(model.Stay(ids[member], since, until) for member in members)
        yield Household(f"s{number}", known.places.get(one.id, one.kind_words), stays, "placement")


def _twins(facts: Sequence[KinFact], people: Sequence[KinPerson], ids: Mapping[int, str]) -> Iterator[Twins]:
    order = {one.id: place for place, one in enumerate(sorted(people, key=lambda one: (str(one.born_on), one.id)))}
    for kind, identical in ((K.TWIN, False), (K.IDENTICAL_TWIN, True)):
        for group in groups_of(pair_of(one) for one in facts if one.kind == kind):
            yield Twins(tuple(ids[one] for one in sorted(group, key=order.__getitem__)), identical)


def _between(bonds: Iterable[BondView], ids: Mapping[int, str]) -> list[BondView]:
    return [one for one in bonds if one.person_id in ids and one.other_id in ids]


def _bond(number: int, one: BondView, ids: Mapping[int, str]) -> model.Bond:
    return model.Bond(
        id=f"b{number}",
        origin=ids[one.person_id],
        target=ids[one.other_id],
        kind=cast("model.BondKind", one.kind),
        since=when_of(one.from_on),
        until=when_of(one.until_on),
        author=one.said_by or one.author,
        said_on=when_of(one.said_on),
        basis=one.basis,
    )


def _lines(known: Known, facts: Sequence[KinFact], ids: Mapping[int, str]) -> dict[int, tuple[str, ...]]:
    """What no line of a drawing tells, below the name of whom it is about: step-parents, grandparents, relatives."""
    names = {one.id: one.name for one in known.people}
    found: dict[int, list[str]] = {}
    for fact in facts:
        if fact.kind in DRAWN or _link_kind(fact.kind) or fact.person_id not in ids:
            continue
        words = _("%(kind)s %(name)s") % {"kind": K(fact.kind).label, "name": names[fact.other_id]}
        if not _drawn_above(fact, facts):
            found.setdefault(fact.person_id, []).append(words)
    return {number: tuple(dict.fromkeys(words))[:2] for number, words in found.items()}


def _drawn_above(fact: KinFact, facts: Sequence[KinFact]) -> bool:
    """Whether a grandparent or grandchild shows by the lines between them already."""
    elder = {K.GRANDPARENT: (fact.person_id, fact.other_id), K.GRANDCHILD: (fact.other_id, fact.person_id)}
    pair = elder.get(cast("Literal[K.GRANDPARENT, K.GRANDCHILD]", K(fact.kind)))
    if pair is None:
        return False
    parents = {_elder_and_younger(one) for one in facts if _link_kind(one.kind) in ("birth", "adopted")}
    between = {younger for elder_id, younger in parents if elder_id == pair[0]}
    return any((middle, pair[1]) in parents for middle in between)


def _elder_and_younger(fact: KinFact) -> tuple[int, int]:
    return (fact.person_id, fact.other_id) if fact.kind in LINKS else (fact.other_id, fact.person_id)


def _age_doubts(people: Sequence[KinPerson], facts: Sequence[KinFact]) -> Iterator[Doubt]:
    """A parent who would not be older than the child, by the dates that are written down."""
    by_id = {one.id: one for one in people}
    for fact in facts:
        if _link_kind(fact.kind) not in ("birth", "adopted"):
            continue
        elder, younger = (by_id[number] for number in _elder_and_younger(fact))
        if elder.born_on and younger.born_on and elder.born_on.year >= younger.born_on.year:
            words = _("Written down as a parent of %(child)s, and not older. Check both dates of birth.")
            yield Doubt(elder.id, elder.public_id, elder.name, words % {"child": younger.name})
