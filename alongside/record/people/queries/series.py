"""Households and relationships a page at a time, for whoever reads them all; the same few statements for any number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from alongside.agency.access.queries import note_reading
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.series import Series, rows_after
from alongside.record.people.models import Household, HouseholdMember, Relationship
from alongside.record.people.queries.homes import HomeView, homes_with_members
from alongside.record.people.queries.persons import person_numbers


@dataclass(frozen=True, slots=True)
class RelationFact:
    """A relationship as it was written down: ``person`` is ``kind`` of ``other``; both by outside name and by name."""

    public_id: UUID
    version: int
    person: UUID
    person_name: str
    other: UUID
    other_name: str
    kind: str
    legal_role: str
    legal_basis: str
    from_on: date | None
    until_on: date | None
    ending: str
    source: str


def households_after(
    *, after: UUID | None = None, size: int = 50, person: UUID | None = None, by: Reader
) -> Series[HomeView]:
    """Households newest first, with everyone who is or was in them; of one ``person`` when named. Noted as read."""
    rows = Household.objects.all()
    if person is not None:
        mine = HouseholdMember.objects.filter(person_id__in=person_numbers([person]))
        rows = rows.filter(id__in=mine.values("household_id"))
    page = rows_after(rows, after=after, size=size)
    homes = homes_with_members(page.items)
    _note("household list", homes)
    return Series(homes, page.after)


def household(public_id: UUID, *, by: Reader) -> HomeView:
    """One household with everyone who is or was in it; ``NotFound`` when absent or hidden. Noted as read."""
    row = Household.objects.filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    homes = homes_with_members([row])
    _note("household", homes)
    return homes[0]


def relationships_after(
    *, after: UUID | None = None, size: int = 50, person: UUID | None = None, by: Reader
) -> Series[RelationFact]:
    """Relationships newest first, told from the side from which they were written down. Noted as read."""
    rows = Relationship.objects.filter(withdrawn_on=None).select_related("person", "other")
    if person is not None:
        number = person_numbers([person])[0]
        rows = rows.filter(Q(person_id=number) | Q(other_id=number))
    page = rows_after(rows, after=after, size=size)
    people = {number for row in page.items for number in (row.person_id, row.other_id)}
    note_reading("relationship list", people=sorted(people), kind="relationship", ids=[row.id for row in page.items])
    return Series(tuple(_fact(row) for row in page.items), page.after)


def relationship(public_id: UUID, *, by: Reader) -> RelationFact:
    """One relationship; ``NotFound`` when absent or hidden. Noted as read."""
    row = Relationship.objects.select_related("person", "other").filter(public_id=public_id, withdrawn_on=None).first()
    if row is None:
        raise NotFound
    people = [row.person_id, row.other_id]
    note_reading("relationship", circle=row.circle_id, people=people, kind="relationship", ids=[row.id])
    return _fact(row)


def _note(act: str, homes: tuple[HomeView, ...]) -> None:
    people = {one.person_id for home in homes for one in home.members}
    note_reading(act, people=sorted(people), kind="household", ids=[home.id for home in homes])


def _fact(row: Relationship) -> RelationFact:
    return RelationFact(
        row.public_id,
        row.version,
        row.person.public_id,
        row.person.display_name,
        row.other.public_id,
        row.other.display_name,
        row.kind,
        row.legal_role,
        row.legal_basis,
        row.from_on,
        row.until_on,
        row.ending,
        row.source,
    )
