"""The drawing that a family and a worker make together: whoever is tapped, and what can be said of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.agency.access.queries import note_reading
from alongside.ground.familymap.at import family_at
from alongside.ground.familymap.drawing.family import draw_family, standing
from alongside.ground.familymap.drawing.options import USUAL, Layer, Options
from alongside.ground.familymap.model import Family, NotDrawable, When
from alongside.ground.familymap.placing.laying import lay_out
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.oversight.overviews.family import FamilyPage, bond_words, family_page
from alongside.oversight.overviews.family_map import Known, Mapped, mapped
from alongside.record.cases.queries import CaseHead
from alongside.record.people.enums import COUPLES, RelationshipKind
from alongside.record.people.queries.kin import KinPerson

Named = tuple[UUID, str]
Rows = tuple[tuple[str, ...], ...]
TO_TAP = "?at={person}#at"
"""Where a tap on somebody leads; ``{person}`` is their outside name."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is written down and can end: its words, and the version that an ending names."""

    id: UUID
    version: int
    words: str
    couple: bool = False


@dataclass(frozen=True, slots=True)
class Home:
    """A household that is kept with the case: who lives there now; ``stay`` is the time of whoever was tapped there."""

    id: UUID
    label: str
    who: str
    stay: Fact | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whoever was tapped: partners, of whom one may be the other parent of a child, and who stands beside them."""

    id: int
    person: UUID
    name: str
    partners: tuple[Named, ...]
    left: Named | None
    right: Named | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Whoever was tapped second, and what is written down between the two now."""

    person: UUID
    name: str
    related: tuple[Fact, ...]
    bonds: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """The page: the drawing, everybody on it in its order, the households and systems, and who was tapped.

    ``svg`` is empty where there is no true drawing; ``why_not`` says why.
    """

    head: CaseHead
    svg: str
    why_not: str
    everybody: tuple[Named, ...]
    homes: tuple[Home, ...]
    around: tuple[Named, ...]
    chosen: Chosen | None
    pair: Pair | None


def family_together(
    public_id: UUID,
    *,
    at: UUID | None = None,
    to: UUID | None = None,
    lead: str = TO_TAP,
    steps: Sequence[Collection[UUID]] = (),
    bonds: bool = False,
    by: Reader,
) -> Together:
    """The family of a case as of today, to be added to; ``at`` is whoever was tapped, ``to`` whoever was tapped next.

    ``lead`` is where a tap leads. ``steps`` are the outside names of what was drawn in this sitting, tap by tap: the
    drawing keeps the order that it had before each of them. ``bonds`` shows how people stand to each other, but never
    what is kept from the team: the family looks at it. ``NotFound`` when the case is absent or hidden, or somebody
    tapped is nobody of this family whom the reader sees. Everything shown is noted as read.
    """
    page = family_page(public_id, act="drawing together", by=by)
    layers: frozenset[Layer] = USUAL | {"bonds"} if bonds else USUAL
    options = Options(layers=layers, as_at=_today(page), title=_("Family drawing"), legend=False)
    family = replace(_to_tap(page, lead), hint=_hint(page, options, steps))
    svg, why_not, rows = "", "", [[one.id for one in family.people]]
    try:
        svg = draw_family(family, options).svg
        rows = [list(row) for row in lay_out(standing(family, options)).order()]
    except NotDrawable as reason:
        why_not = str(reason)
    chosen = _chosen(page, family, rows, at) if at else None
    shown = [one.id for one in page.homes]
    note_reading("households", circle=page.head.circle_id, kind="household", ids=shown)
    return Together(
        page.head,
        _marked(page, svg, [one for one in (at, to) if one]),
        why_not,
        tuple(_named(page, one) for row in rows for one in row),
        tuple(_homes(page, chosen)),
        tuple((one.public_id, one.label) for one in page.around if one.circle_id == page.head.circle_id),
        chosen,
        _pair(page, chosen, to) if chosen and to else None,
    )


def _today(page: FamilyPage) -> When:
    return When(page.day.year, page.day.month, page.day.day)


def _to_tap(page: FamilyPage, lead: str) -> Family:
    """The family with each person leading to what can be said of them, instead of to their page."""
    leads = {name: lead.format(person=one.public_id) for name, one in page.mapped.persons.items()}
    shown = replace(page.known, bonds=tuple(one for one in page.known.bonds if not one.restricted))
    family = mapped(shown).family
    return replace(family, people=tuple(replace(one, href=leads[one.id]) for one in family.people))


def _marked(page: FamilyPage, svg: str, tapped: Iterable[UUID]) -> str:
    """The drawing with whoever was tapped marked, so that a page can show it."""
    wanted = set(tapped)
    for name, one in page.mapped.persons.items():
        if one.public_id in wanted:
            svg = svg.replace(f'data-person="{name}"', f'data-person="{name}" data-tapped="true"', 1)
    return svg


def _hint(page: FamilyPage, options: Options, steps: Sequence[Collection[UUID]]) -> Rows:
    """The order of the drawing before the last tap, each earlier one keeping to the order before it."""
    order: tuple[tuple[UUID, ...], ...] = ()
    for number in range(len(steps)):
        without = {name for step in steps[number:] for name in step}
        before = mapped(_without(page.known, without))
        family = family_at(replace(before.family, hint=_ids(before, order)), _today(page))
        try:
            rows = lay_out(standing(family, options)).order()
        except NotDrawable:
            return ()
        order = tuple(tuple(before.persons[one].public_id for one in row) for row in rows)
    return _ids(page.mapped, order)


def _ids(found: Mapped, order: Iterable[Iterable[UUID]]) -> Rows:
    names = {one.public_id: name for name, one in found.persons.items()}
    return tuple(tuple(names[one] for one in row if one in names) for row in order)


def _without(known: Known, names: Collection[UUID]) -> Known:
    """What was known before these people and relationships were drawn."""
    return replace(
        known,
        people=tuple(one for one in known.people if one.public_id not in names),
        facts=tuple(one for one in known.facts if one.public_id not in names),
        homes=tuple(one for one in known.homes if one.public_id not in names),
    )


def _homes(page: FamilyPage, chosen: Chosen | None) -> Iterable[Home]:
    for home in page.homes:
        if home.circle_id != page.head.circle_id or home.until_on:
            continue
        label = page.known.labels.get(home.id, home.label)
        there = home.on(page.day)
        mine = next((one for one in there if chosen and one.person_id == chosen.id), None)
        stay = Fact(mine.public_id, mine.version, label) if mine else None
        yield Home(home.public_id, label, ", ".join(one.name for one in there), stay)


def _chosen(page: FamilyPage, family: Family, rows: Iterable[list[str]], at: UUID) -> Chosen:
    name = _name_of(page, at)
    row = next((row for row in rows if name in row), None)
    if row is None:
        raise NotFound
    place = row.index(name)
    couples = [one.partners for one in family.unions if name in one.partners]
    partners = dict.fromkeys(other for pair in couples for other in pair if other != name)
    person = page.mapped.persons[name]
    return Chosen(
        person.id,
        at,
        person.name,
        tuple(_named(page, one) for one in partners if one in page.mapped.persons),
        _named(page, row[place - 1]) if place else None,
        _named(page, row[place + 1]) if place + 1 < len(row) else None,
    )


def _pair(page: FamilyPage, chosen: Chosen, to: UUID) -> Pair:
    other = page.mapped.persons[_name_of(page, to)]
    both = {chosen.id, other.id}
    if len(both) == 1:
        raise NotFound
    names = {chosen.id: chosen.name, other.id: other.name}
    own = page.head.circle_id
    facts = [one for one in page.known.facts if {one.person_id, one.other_id} == both and one.circle_id == own]
    related = tuple(
        Fact(
            one.public_id,
            one.version,
            f"{names[one.person_id]}: {RelationshipKind(one.kind).label} {names[one.other_id]}",
            one.kind in COUPLES,
        )
        for one in facts
        if one.until_on is None
    )
    said = [one for one in page.bonds if one.circle_id == own and not one.restricted]
    bonds = [one for one in said if {one.person_id, one.other_id} == both]
    return Pair(
        to,
        other.name,
        related,
        tuple(Fact(one.public_id, one.version, bond_words(one)) for one in bonds if one.until_on is None),
    )


def _name_of(page: FamilyPage, person: UUID) -> str:
    name = next((each for each, one in page.mapped.persons.items() if one.public_id == person), None)
    if name is None:
        raise NotFound
    return name


def _named(page: FamilyPage, name: str) -> Named:
    person: KinPerson = page.mapped.persons[name]
    return person.public_id, person.name
