"""Drawing with the family: each tap puts somebody beside somebody who is drawn already, and can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.agency.access.models import CircleSubject
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.journeys.joining import Newcomer, add_new_person
from alongside.oversight.journeys.marks import Mark
from alongside.record.cases.queries import case_row
from alongside.record.people import actions as people
from alongside.record.people.enums import ELDERS, RelationshipKind
from alongside.record.people.models import Person, Relationship
from alongside.record.people.queries import person_row
from alongside.record.people.queries.relations import relations_of
from alongside.record.people.rules.kin import SHARED, side_of


@dataclass(frozen=True, slots=True)
class Drawn:
    """Who was put into the drawing, whether the case knew them before, and the facts that this made."""

    person: Person
    facts: tuple[Relationship, ...]
    came: bool = False

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What taking it back undoes."""
        came = (Mark("p", self.person.public_id),) if self.came else ()
        return (*came, *(Mark("r", one.public_id) for one in self.facts))


@dataclass(frozen=True, slots=True)
class Held:
    """From when until when two are related, and how a couple ended; nothing is known when it is empty."""

    from_on: date | None = None
    until_on: date | None = None
    ending: str = ""


ALWAYS = Held()


@transaction.atomic
def add_person_beside(
    *,
    case: UUID,
    beside: UUID,
    kind: RelationshipKind | str,
    who: Newcomer | UUID,
    also: UUID | None = None,
    held: Held = ALWAYS,
    source: str = "",
    why: str = "",
    by: Reader,
) -> Drawn:
    """Put ``who`` into the family of ``case`` beside ``beside``: "``who`` is ``kind`` of ``beside``".

    ``case`` and persons are outside names. ``who`` is a newcomer, or somebody of the record, who comes into the circle
    of the case first where they are not in it. A child may have ``also`` as its other parent. A full sibling becomes a
    child of the parents who are known; where none is known the two are written down as siblings. ``held`` are the days
    of the relationship itself.

    Refused as adding a person and relating two are, and a second parent that is no parent's place. When anything is
    refused nothing is written. Each fact is recorded with who wrote it and ``source``, whose words it rests on.
    """
    side = side_of(kind)
    if also is not None and side != "child":
        reason = _("A second parent is chosen for a child only.")
        raise Refused("family.also", reason, fields={"also": reason})
    row, near = case_row(case), person_row(beside)
    person, came = _brought_in(who, row.circle_id, by)
    relate = partial(people.relate, circle=row.circle_id, source=source, why=why, by=by)
    known = {parent.id for parent, _said in _parents_of(person)} if kind in SHARED and not came else set()
    parents = [one for one in (_parents_of(near) if kind in SHARED else ()) if one[0].id not in known]
    facts = [relate(person=parent, other=person, kind=said) for parent, said in parents]
    if not parents or kind != RelationshipKind.SIBLING:
        days = partial(relate, from_on=held.from_on, until_on=held.until_on, ending=held.ending)
        facts.append(days(person=person, other=near, kind=kind))
    if also is not None:
        facts.append(relate(person=person, other=person_row(also), kind=kind))
    return Drawn(person, tuple(facts), came)


def _brought_in(who: Newcomer | UUID, circle: int, by: Reader) -> tuple[Person, bool]:
    """A newcomer, or somebody of the record, as a subject of a circle; whether the circle did not know them before."""
    if isinstance(who, Newcomer):
        return add_new_person(newcomer=who, circle=circle, by=by), True
    person = person_row(who)
    new = not CircleSubject.objects.filter(circle_id=circle, person_id=person.id).exists()
    if new:
        people.bring_into_circle(person_id=person.id, circle=circle, by=by)
    return person, new


def _parents_of(person: Person) -> tuple[tuple[Person, RelationshipKind], ...]:
    """The parents by birth or adoption whom the reader sees, each with how they are related."""
    told = relations_of(person.id, ended=False)
    kinds = {one.other_id: RelationshipKind(one.kind) for one in told if one.kind in ELDERS}
    return tuple((parent, kinds[parent.id]) for parent in Person.objects.filter(id__in=kinds).order_by("id"))
