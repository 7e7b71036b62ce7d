"""Drawing with the family: each tap puts somebody beside somebody who is drawn already, and can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.agency.access.models import CircleSubject
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.journeys.joining import Newcomer, add_new_person
from alongside.record.cases.queries import case_row
from alongside.record.people import actions as people
from alongside.record.people.enums import ELDERS, RelationshipKind
from alongside.record.people.models import Person, Relationship
from alongside.record.people.queries import person_row
from alongside.record.people.queries.relations import relations_of
from alongside.record.people.rules.kin import SHARED, side_of


@dataclass(frozen=True, slots=True)
class Drawn:
    """Who was put into the drawing, and the facts that this made: what taking it back undoes."""

    person: Person
    facts: tuple[Relationship, ...]


@transaction.atomic
def add_person_beside(
    *,
    case: UUID,
    beside: UUID,
    kind: RelationshipKind | str,
    who: Newcomer | UUID,
    also: UUID | None = None,
    source: str = "",
    why: str = "",
    by: Reader,
) -> Drawn:
    """Put ``who`` into the family of ``case`` beside ``beside``: "``who`` is ``kind`` of ``beside``".

    ``case`` and persons are outside names. ``who`` is a newcomer, or somebody of the record, who comes into the circle
    of the case first where they are not in it. A child may have ``also`` as its other parent. A full sibling becomes a
    child of the parents who are known; where none is known the two are written down as siblings.

    Refused as adding a person and relating two are, and a second parent that is no parent's place. When anything is
    refused nothing is written. Each fact is recorded with who wrote it and ``source``, whose words it rests on.
    """
    side = side_of(kind)
    if also is not None and side != "child":
        reason = _("A second parent is chosen for a child only.")
        raise Refused("family.also", reason, fields={"also": reason})
    row, near = case_row(case), person_row(beside)
    person = _brought_in(who, row.circle_id, by)
    relate = partial(people.relate, circle=row.circle_id, source=source, why=why, by=by)
    parents = _parents_of(near) if kind in SHARED else ()
    facts = [relate(person=parent, other=person, kind=said) for parent, said in parents]
    if not parents or kind != RelationshipKind.SIBLING:
        facts.append(relate(person=person, other=near, kind=kind))
    if also is not None:
        facts.append(relate(person=person, other=person_row(also), kind=kind))
    return Drawn(person, tuple(facts))


@transaction.atomic
def take_back(*, case: UUID, facts: Sequence[UUID], by: Reader) -> int:
    """Take facts back that were drawn by mistake; how many. They stay in the history and hold on no day.

    Refused: facts of another case, facts that somebody has changed since, more than a day after they were written.
    """
    rows = list(Relationship.objects.filter(circle_id=case_row(case).circle_id, public_id__in=facts))
    if len(rows) < len(set(facts)):
        raise Refused("family.take_back.gone", _("This is not in the drawing any more; there is nothing to take back."))
    for row in rows:
        people.take_back_relationship(relationship=row, by=by)
    return len(rows)


def _brought_in(who: Newcomer | UUID, circle: int, by: Reader) -> Person:
    """A newcomer, or somebody of the record, as a subject of a circle."""
    if isinstance(who, Newcomer):
        return add_new_person(newcomer=who, circle=circle, by=by)
    person = person_row(who)
    if not CircleSubject.objects.filter(circle_id=circle, person_id=person.id).exists():
        people.bring_into_circle(person_id=person.id, circle=circle, by=by)
    return person


def _parents_of(person: Person) -> tuple[tuple[Person, RelationshipKind], ...]:
    """The parents by birth or adoption whom the reader sees, each with how they are related."""
    told = relations_of(person.id, ended=False)
    kinds = {one.other_id: RelationshipKind(one.kind) for one in told if one.kind in ELDERS}
    return tuple((parent, kinds[parent.id]) for parent in Person.objects.filter(id__in=kinds).order_by("id"))
