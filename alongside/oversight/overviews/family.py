"""The family of a case on any day: who is who, who lives where, how they stand to each other, what is around them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.agency.access.queries import note_reading
from alongside.ground.familymap.at import family_at
from alongside.ground.familymap.model import Family, When
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.oversight.overviews.family_leaving import NOTHING, Left, Unnamed, unnamed_of
from alongside.oversight.overviews.family_map import Known, Mapped, mapped
from alongside.oversight.overviews.family_unions import Doubt
from alongside.record.cases.enums import ParticipantRole
from alongside.record.cases.queries import CaseHead, case_head, earlier_people
from alongside.record.people import queries as people
from alongside.record.people.enums import COUPLES, DIRECTED, CoupleEnding, RelationshipKind
from alongside.record.people.models import Bond, HealthMark, Household, Person, Placement, Relationship
from alongside.record.people.queries import BondView, HomeView, SystemView, inverse
from alongside.record.people.queries.guarding import told_where
from alongside.record.people.queries.happenings import PlacementView, placement_rows, placements_among
from alongside.record.people.queries.health import HealthView, health_among
from alongside.record.people.queries.homes import homes_among
from alongside.record.people.queries.kin import KinFact, KinPerson, kin_facts, kin_people, reached_kin
from alongside.record.people.queries.recorded import Recorder, recorders_of
from alongside.record.people.rules.dates import age_words, birth_of, birth_words

NOT_DRAWN = (ParticipantRole.PROFESSIONAL, ParticipantRole.SUPPORTER)
"""Parts in a case that make nobody family; whoever has one is drawn only when a relationship leads there."""

FIRST_WEEKS = timedelta(days=30)
"""What was rated so long after the opening stands for how it was at intake."""


@dataclass(frozen=True, slots=True)
class Related:
    """How a person is related to others in one way: the words, whom, and where the fact stands."""

    words: str
    others: tuple[str, ...]
    since: str
    source: str
    href: str


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """A person of the family as the table tells it."""

    person: UUID
    name: str
    pronouns: str
    born: str
    related: tuple[Related, ...]
    lives: tuple[str, ...]
    part: str
    died: bool
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """What the family page shows on ``day``. ``mapped`` is for the drawing, the rest is the same as a table.

    ``before`` holds what stood around them at intake, ``around`` what stands there on ``day``; ``at_home`` counts who
    lives in the household in the middle. ``recorders`` wrote down what is shown; ``health`` is empty unless asked for.
    ``everyone`` are all persons of whom the reader can say that a copy leaves them out, by outside name.
    """

    head: CaseHead
    day: date
    mapped: Mapped
    rows: tuple[FamilyRow, ...]
    bonds: tuple[BondView, ...]
    around: tuple[SystemView, ...]
    before: tuple[SystemView, ...]
    homes: tuple[HomeView, ...]
    centre: HomeView | None
    at_home: int
    recorders: tuple[Recorder, ...]
    known: Known
    everyone: frozenset[UUID] = frozenset()
    health: tuple[HealthView, ...] = ()

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What contradicts itself."""
        return self.mapped.doubts


def family_page(
    public_id: UUID,
    *,
    day: date | None = None,
    left: Left = NOTHING,
    health: bool = False,
    act: str = "family page",
    by: Reader,
) -> FamilyPage:
    """The family of a case on ``day`` (today when not given); ``NotFound`` when the case is absent or hidden.

    Whoever is linked to somebody of the case is there as far as this reader sees them; ``left`` leaves more out, for a
    copy, and what is noted of health is read only with ``health``. Everything shown is noted as read. Eighteen
    statements at most, whatever the size of the family.
    """
    head = case_head(public_id, by=by, act=act)
    on = min(day or clock.today(), clock.today())
    known, unnamed = _known(head, on, left, health=health)
    found = mapped(known)
    shown = _on_day(found, on)
    around = unnamed.systems(people.systems_of(head.circle_id, day=on))
    before = unnamed.systems(people.systems_of(head.circle_id, day=min(on, head.opened_on + FIRST_WEEKS)))
    numbers = {found.persons[one.id].id for one in shown.people}
    bonds = tuple(one for one in known.bonds if {one.person_id, one.other_id} <= numbers)
    marks = tuple(one for one in known.health if one.person_id in numbers)
    _note(head, known, bonds, (*around, *before))
    homes = tuple(home for home in known.homes if any(one.person_id in numbers for one in home.on(on)))
    centre = _centre(homes, known.index, on)
    return FamilyPage(
        head,
        on,
        found,
        _rows(head, known, found, shown, on),
        bonds,
        around,
        before,
        homes,
        centre,
        len({one.person_id for one in centre.on(on)} & numbers) if centre else 0,
        _recorders(known, numbers, bonds, marks),
        known,
        unnamed.known,
        marks,
    )


def family_on(page: FamilyPage) -> Family:
    """The family of a page as it was on its day."""
    return _on_day(page.mapped, page.day)


def _on_day(found: Mapped, day: date) -> Family:
    return family_at(found.family, When(day.year, day.month, day.day))


def _recorders(
    known: Known, numbers: Collection[int], bonds: Iterable[BondView], marks: Iterable[HealthView]
) -> tuple[Recorder, ...]:
    """Who wrote down what is shown of these persons."""
    return recorders_of(
        {
            Person: numbers,
            Relationship: [one.id for one in known.facts if {one.person_id, one.other_id} <= set(numbers)],
            Household: [one.id for one in known.homes if any(who.person_id in numbers for who in one.members)],
            Placement: [one.id for one in known.placements if one.person.id in numbers],
            Bond: [one.id for one in bonds],
            HealthMark: [one.id for one in marks],
        }
    )


def _known(head: CaseHead, day: date, left: Left, *, health: bool) -> tuple[Known, Unnamed]:
    """What this reader may see of the family, without whoever is left out; and whom no word of it may name."""
    parts = [one for one in (*head.people, *earlier_people(head.id)) if one.role not in NOT_DRAWN]
    reached = reached_kin({one.person_id for one in parts} or {head.banner.person_id})
    homes = homes_among(reached)
    placements = placements_among(placement_rows([], reached))
    numbers = reached | {one.person_id for home in homes for one in home.members}
    numbers |= {one.id for placement in placements for one in placement.carers}
    everybody = kin_people(numbers)
    shown = tuple(one for one in everybody if one.public_id not in left.persons)
    unnamed = _unnamed(head, everybody, left)
    there = {one.id for one in shown}
    facts = kin_facts(there)
    bonds = () if left.bonds else people.bonds_among(there, day=day)
    marks = health_among(there, day=day) if health else ()
    labels, places = _labels(head, homes, placements, unnamed)
    known = Known(
        people=shown,
        facts=facts,
        homes=homes,
        placements=placements,
        bonds=unnamed.bonds(bonds, restricted=left.restricted),
        health=unnamed.health(marks, restricted=left.restricted),
        wishes=people.wishes_of(head.circle_id),
        index=_index(head, there),
        labels=labels,
        places=places,
    )
    return known, unnamed


def _unnamed(head: CaseHead, everybody: Iterable[KinPerson], left: Left) -> Unnamed:
    named = {one.person_id: (one.person, one.name) for one in head.people}
    named |= {one.id: (one.public_id, one.name) for one in everybody}
    return unnamed_of(named, left)


def _index(head: CaseHead, there: Collection[int]) -> tuple[int, ...]:
    """Whose family it is: whom the case is for, else the person by whom it is named."""
    focus = [one.person_id for one in head.people if one.focus and one.person_id in there]
    main = [one.person_id for one in head.people if one.role == ParticipantRole.PERSON and one.person_id in there]
    return tuple(dict.fromkeys(focus or main or [one for one in (head.banner.person_id,) if one in there]))


def _labels(
    head: CaseHead, homes: Iterable[HomeView], placements: Iterable[PlacementView], unnamed: Unnamed
) -> tuple[dict[int, str], dict[int, str]]:
    """What stands at outlines: never where somebody hides, and no name of somebody who is left out (S-174)."""
    told: dict[str, str] = {f"home {one.id}": one.label for one in homes}
    told |= {f"place {one.id}": one.title for one in placements}
    barred = {name for found in told_where(told, circle=head.circle_id) for name in found.where}
    barred |= {f"home {one.id}" for one in homes if one.hidden} | {
        f"place {one.id}" for one in placements if one.hidden
    }
    barred |= {key for key, words in told.items() if unnamed.tells(words)}
    homely = {one.id: _("Lives together") if f"home {one.id}" in barred else one.label for one in homes}
    placed = {one.id: one.kind_words if f"place {one.id}" in barred else one.title for one in placements}
    return homely, placed


def _rows(head: CaseHead, known: Known, found: Mapped, shown: Family, day: date) -> tuple[FamilyRow, ...]:
    part = {one.person_id: one for one in head.people}
    names = {one.id: one.name for one in known.people}
    there = {found.persons[one.id].id for one in shown.people}
    doubted: dict[int, list[str]] = {}
    for doubt in found.doubts:
        doubted.setdefault(doubt.person_id, []).append(doubt.words)
    lives = _lives(shown)
    facts = [one for one in known.facts if {one.person_id, one.other_id} <= there and _holds(one, day)]
    rows = []
    for name, one in ((each.id, found.persons[each.id]) for each in shown.people):
        own = part.get(one.id)
        rows.append(
            FamilyRow(
                one.public_id,
                one.name,
                one.pronouns,
                _born(one, day),
                tuple(_related(one, facts, names)),
                lives.get(name, ()),
                own.role_words + (f", {own.note}" if own.note else "") if own else "",
                one.died_on is not None and one.died_on <= day,
                tuple(doubted.get(one.id, ())),
            )
        )
    return tuple(rows)


def _born(one: KinPerson, day: date) -> str:
    birth = birth_of(one.born_on, one.birth_precision)
    words = birth_words(birth)
    if one.died_on and one.died_on <= day:
        return _("%(born)s, died %(year)d") % {"born": words or _("not known"), "year": one.died_on.year}
    age = age_words(birth, day)
    return f"{words} ({age})" if words and age else words


def _lives(shown: Family) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for home in shown.households:
        for stay in home.stays:
            found.setdefault(stay.person, []).append(home.label)
    return {person: tuple(dict.fromkeys(labels)) for person, labels in found.items()}


def _holds(fact: KinFact, day: date) -> bool:
    """Whether a relationship had begun on ``day``, and still held; that two were a couple is told afterwards too."""
    begun = fact.from_on is None or fact.from_on <= day
    return begun and (fact.kind in COUPLES or fact.until_on is None or fact.until_on > day)


def _related(one: KinPerson, facts: Iterable[KinFact], names: Mapping[int, str]) -> Iterable[Related]:
    """How a person is related, each kind once: "Parent of Dani and Inés"."""
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for fact in facts:
        if one.id not in (fact.person_id, fact.other_id):
            continue
        turned = fact.other_id == one.id
        kind = inverse(fact.kind) if turned else RelationshipKind(fact.kind)
        other = names[fact.person_id if turned else fact.other_id]
        grouped.setdefault((str(kind.label), _since(fact), fact.source), []).append(other)
    for (words, since, source), others in grouped.items():
        yield Related(words, tuple(others), since, source, f"/people/{one.public_id}/#relations")


def _since(fact: KinFact) -> str:
    """From when until when a relationship held, and how a couple ended."""
    parts = [_("since %(year)d") % {"year": fact.from_on.year}] if fact.from_on and not fact.until_on else []
    if fact.from_on and fact.until_on:
        parts = [f"{fact.from_on.year}–{fact.until_on.year}"]
    elif fact.until_on:
        parts = [_("until %(year)d") % {"year": fact.until_on.year}]
    if fact.ending:
        parts.append(str(CoupleEnding(fact.ending).label))
    return ", ".join(parts)


def _centre(homes: Iterable[HomeView], index: Iterable[int], day: date) -> HomeView | None:
    """The household in the middle of the ecomap: that of whom the case is for."""
    wanted = set(index)
    return next((home for home in homes if any(one.person_id in wanted for one in home.on(day))), None)


def bond_words(bond: BondView) -> str:
    """A bond as a sentence: "Violent towards" goes one way, "In conflict" both."""
    if bond.kind in DIRECTED:
        return _("%(one)s: %(kind)s %(other)s") % {"one": bond.person, "kind": bond.words.lower(), "other": bond.other}
    return _("%(one)s and %(other)s: %(kind)s") % {"one": bond.person, "other": bond.other, "kind": bond.words.lower()}


def _note(head: CaseHead, known: Known, bonds: Iterable[BondView], systems: Iterable[SystemView]) -> None:
    """Everything that the page shows is noted as read."""
    shown = {
        "relationship": [one.id for one in known.facts],
        "household": [one.id for one in known.homes],
        "placement": [one.id for one in known.placements],
        "bond": [one.id for one in bonds],
        "health": [one.id for one in known.health],
        "system": sorted({one.id for one in systems}),
    }
    note_reading("family", circle=head.circle_id, people=[one.id for one in known.people], kind="person")
    for kind, ids in shown.items():
        if ids:
            note_reading("family", circle=head.circle_id, kind=kind, ids=ids)


@dataclass(frozen=True, slots=True)
class Speakers:
    """Whom a form about a family offers: people by outside name, and whose tie it can be, households first."""

    people: tuple[tuple[str, str], ...]
    whose: tuple[tuple[str, str], ...]
    homes: Mapping[str, UUID]


def speakers(head: CaseHead, *, by: Reader) -> Speakers:
    """The people whom the circle of a case concerns, and the households kept with it; noted as read."""
    cards = people.people_of_circle(head.circle_id)
    named = tuple((str(one.public_id), one.name) for one in cards)
    homes = [one for one in homes_among([one.id for one in cards]) if one.circle_id == head.circle_id]
    note_reading("people of a case", circle=head.circle_id, people=[one.id for one in cards], kind="person")
    first = sorted(homes, key=lambda one: (one.until_on is not None, -one.id))
    offered = tuple((f"home-{one.public_id}", _("Household: %(name)s") % {"name": one.label}) for one in first)
    return Speakers(named, (*offered, *named), {f"home-{one.public_id}": one.public_id for one in first})
