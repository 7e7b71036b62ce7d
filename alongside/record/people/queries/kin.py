"""A whole family as the record holds it: whoever is reached from somebody through kin, and every fact between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from alongside.ground.foundation.shapes import shaped
from alongside.ground.foundation.together import together
from alongside.record.people.enums import LegalRole, RelationshipKind
from alongside.record.people.models import Person, Relationship

STEPS = 8
"""How many relationships lie at most between somebody of the case and the farthest kin that a drawing looks for."""
NO_KIN = (
    RelationshipKind.FRIEND,
    RelationshipKind.NEIGHBOUR,
    RelationshipKind.CARER,
    RelationshipKind.CARED_FOR,
    RelationshipKind.OTHER,
)
"""Relationships through which nobody becomes family."""
REACHED = """
with recursive reached (id, steps) as (
  select unnest(%s::bigint[]), 0
  union
  select n.id, r.steps + 1 from reached r cross join lateral (
    select o.other_id as id from people_relationship o
    where o.person_id = r.id and o.withdrawn_on is null and o.kind <> all (%s::text[])
    union all
    select p.person_id from people_relationship p
    where p.other_id = r.id and p.withdrawn_on is null and p.kind <> all (%s::text[])) n
  where r.steps < %s
)
select distinct id from reached
"""


@dataclass(frozen=True, slots=True)
class KinPerson:
    """Somebody of a family: what a drawing tells of them."""

    id: int
    public_id: UUID
    name: str
    pronouns: str
    born_on: date | None
    birth_precision: str
    died_on: date | None
    sex: str
    gender: str


@dataclass(frozen=True, slots=True)
class KinFact:
    """A relationship as it was written down: ``person_id`` is ``kind`` of ``other_id``."""

    id: int
    public_id: UUID
    version: int
    circle_id: int
    person_id: int
    other_id: int
    kind: str
    legal_words: str
    from_on: date | None
    until_on: date | None
    ending: str
    source: str


def reached_kin(person_ids: Iterable[int], *, steps: int = STEPS) -> set[int]:
    """These persons and whoever is linked to them through kin, as far as this reader sees; one statement."""
    barred = [kind.value for kind in NO_KIN]
    with connection.cursor() as cursor:
        cursor.execute(REACHED, [list(person_ids), barred, barred, steps])
        return {number for (number,) in cursor.fetchall()}


def kin_people(person_ids: Collection[int]) -> tuple[KinPerson, ...]:
    """These persons as far as this reader sees them, in the order in which they came into the record; one query."""
    return tuple(
        KinPerson(
            row.id,
            row.public_id,
            row.display_name,
            row.pronouns,
            row.born_on,
            row.birth_precision,
            row.died_on,
            row.sex,
            row.gender,
        )
        for row in (_people(people=person_ids)[0] if person_ids else ())
    )


@shaped
def _people(*, people: Collection[int]) -> tuple[list[Person]]:
    return together(Person.objects.filter(id__in=people).order_by("id"))


def kin_facts(person_ids: Collection[int]) -> tuple[KinFact, ...]:
    """Every relationship between these persons that this reader sees, the oldest first; one query."""
    return tuple(
        KinFact(
            row.id,
            row.public_id,
            row.version,
            row.circle_id,
            row.person_id,
            row.other_id,
            row.kind,
            str(LegalRole(row.legal_role).label) if row.legal_role else "",
            row.from_on,
            row.until_on,
            row.ending,
            row.source,
        )
        for row in (_facts(people=person_ids)[0] if person_ids else ())
    )


@shaped
def _facts(*, people: Collection[int]) -> tuple[list[Relationship]]:
    between = Relationship.objects.filter(person_id__in=people, other_id__in=people)
    return together(between.filter(withdrawn_on=None).order_by("id"))
