"""Many people come into the record at once, from an import: the same rules as one by one, in few statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from alongside.agency.access import actions as access
from alongside.ground.foundation.errors import Refused, require
from alongside.ground.foundation.many import insert_many
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.text import phone_key, sort_key
from alongside.record.people.actions.adding import LONGEST_NAME, NewName, check_birth, one_name, tidy_languages
from alongside.record.people.enums import (
    BirthPrecision,
    ContactPointKind,
    CoupleEnding,
    HouseholdPart,
    NameKind,
    RelationshipKind,
)
from alongside.record.people.models import ContactPoint, Household, HouseholdMember, Person, PersonName, Relationship
from alongside.record.people.queries.relations import names_along, parents_above
from alongside.record.people.rules.contact import unreadable
from alongside.record.people.rules.dates import birth_of, check_relationship
from alongside.record.people.rules.keeping import may_add_person, may_keep_people, parted, shown_as
from alongside.record.people.rules.kin import elder_first, loop_through, no_loop
from alongside.record.people.rules.names import name_keys

WRITE_KEYS = "insert into people_personkey (person_id, key) select * from unnest(%s::bigint[], %s::text[])"


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to be added as a subject of ``circle``; ``searched`` is the receipt of the search before (S-001)."""

    circle: int
    full_name: str
    searched: str
    given: str = ""
    family: str = ""
    preferred: str = ""
    born_on: date | None = None
    birth_precision: BirthPrecision | str = BirthPrecision.EXACT
    sex: str = ""
    gender_words: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NewPoint:
    """A way to reach ``person``, kept in ``circle``; nobody was asked yet what is safe on it."""

    circle: int
    person: Person
    kind: ContactPointKind
    value: str


@dataclass(frozen=True, slots=True)
class NewMember:
    """Somebody's place in a household, from a day that may not be known."""

    household: Household
    person: Person
    part: HouseholdPart
    from_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewRelation:
    """``person`` is ``kind`` of ``other``, kept in ``circle``; ``source`` says where that comes from."""

    circle: int
    person: Person
    other: Person
    kind: RelationshipKind
    from_on: date | None = None
    until_on: date | None = None
    source: str = ""
    ending: CoupleEnding | str = CoupleEnding.NONE


@transaction.atomic
def add_people(*, people: Sequence[NewPerson], by: Reader) -> list[Person]:
    """Add many persons to the record, as ``add_person`` adds one: the same refusals, at the first at fault.

    Writes persons, names and keys in four statements; returns the persons in their order.
    """
    for one in people:
        require(may_add_person(by, full_name=one.full_name, searched=one.searched))
        check_birth(one.born_on, one.birth_precision, None)
    numbers = access.add_subjects(pairs=[(one.circle, None) for one in people], by=by)
    rows = insert_many([_person(number, one) for number, one in zip(numbers, people, strict=True)])
    names = [name for row, one in zip(rows, people, strict=True) for name in _names(row, one)]
    insert_many(names)
    _write_keys(rows, names)
    return rows


def _person(number: int, one: NewPerson) -> Person:
    shown = shown_as(one.full_name, given=one.given, family=one.family, preferred=one.preferred)
    return Person(
        id=number,
        display_name=shown,
        sort_key=sort_key(shown)[:LONGEST_NAME],
        born_on=one.born_on,
        birth_precision=one.birth_precision if one.born_on else BirthPrecision.UNKNOWN,
        sex=one.sex,
        gender_words=one.gender_words.strip(),
        languages=tidy_languages(one.languages),
    )


def _names(row: Person, one: NewPerson) -> list[PersonName]:
    names = [one_name(row, NewName(one.full_name, NameKind.LEGAL, one.given, one.family))]
    liked = " ".join(one.preferred.split())
    return [*names, one_name(row, NewName(liked, NameKind.PREFERRED))] if liked and liked != names[0].full else names


def _write_keys(rows: Sequence[Person], names: Sequence[PersonName]) -> None:
    borne: dict[int, list[PersonName]] = {}
    for name in names:
        borne.setdefault(name.person_id, []).append(name)
    keys: list[tuple[int, str]] = []
    for row in rows:
        birth = birth_of(row.born_on, row.birth_precision)
        parts = [parted(name.full, name.given, name.family) for name in borne[row.id]]
        keys += [(row.id, key) for key in name_keys(parts, born_on=birth.on, born_year=birth.year)]
    with connection.cursor() as cursor:
        cursor.execute(WRITE_KEYS, [[number for number, _key in keys], [key for _number, key in keys]])


@transaction.atomic
def add_contact_points(*, points: Sequence[NewPoint], by: Reader) -> list[ContactPoint]:
    """Add many ways to reach people, with no answer about safety; refused at the first that cannot be read."""
    require(may_keep_people(by))
    for one in points:
        if reason := unreadable(one.kind, one.value):
            raise Refused("people.contact.value", reason, fields={one.kind: reason})
    return insert_many(
        [
            ContactPoint(
                circle_id=one.circle,
                person=one.person,
                kind=one.kind,
                value=one.value.strip(),
                phone_key=phone_key(one.value) if one.kind == ContactPointKind.PHONE else "",
            )
            for one in points
        ]
    )


@transaction.atomic
def start_households(*, wanted: Sequence[tuple[int, str]], by: Reader) -> list[Household]:
    """Begin many households, each a pair of circle and label, in one statement; returns them in their order."""
    require(may_keep_people(by))
    return insert_many([Household(circle_id=circle, label=" ".join(label.split())[:200]) for circle, label in wanted])


@transaction.atomic
def join_households(*, members: Sequence[NewMember], by: Reader) -> list[HouseholdMember]:
    """Note for many persons that they live in a household, in one statement; the circle must concern each."""
    require(may_keep_people(by))
    return insert_many(
        [
            HouseholdMember(
                circle_id=one.household.circle_id,
                household=one.household,
                person=one.person,
                part=one.part,
                from_on=one.from_on,
            )
            for one in members
        ]
    )


@transaction.atomic
def relate_many(*, relations: Sequence[NewRelation], by: Reader) -> list[Relationship]:
    """Write many relationships down, as ``relate`` writes one: refused at the first whose ages cannot be.

    Refused as well: somebody who would be her own ancestor by what is written and what is there already.
    """
    require(may_keep_people(by))
    _no_loops(relations)
    for one in relations:
        person, other = (birth_of(each.born_on, each.birth_precision) for each in (one.person, one.other))
        require(check_relationship(one.kind, person, other))
    return insert_many(
        [
            Relationship(
                circle_id=one.circle,
                person=one.person,
                other=one.other,
                kind=one.kind,
                from_on=one.from_on,
                until_on=one.until_on,
                ending=one.ending,
                source=one.source[:200],
            )
            for one in relations
        ]
    )


def _no_loops(relations: Sequence[NewRelation]) -> None:
    pairs = [elder_first(one.kind, one.person.id, one.other.id) for one in relations]
    known = parents_above({pair[0] for pair in pairs if pair}) if any(pairs) else {}
    for pair in pairs:
        if pair is not None:
            way = loop_through(*pair, known)
            require(no_loop(names_along(way)))
            known.setdefault(pair[1], []).append(pair[0])
