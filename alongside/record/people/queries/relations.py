"""How people are related, read from either side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.record.people.enums import ELDERS, INVERSE, LegalRole, RelationshipKind
from alongside.record.people.models import Person, Relationship


@dataclass(frozen=True, slots=True)
class RelationView:
    """A relationship as one person's page tells it: "``other`` is ``words`` her" from the side of ``person_id``.

    ``kind`` is read from this side: on a child's page her mother is ``parent``. ``turned`` tells that the fact was
    written down from the other side.
    """

    public_id: UUID
    version: int
    circle_id: int
    person_id: int
    other_id: int
    other_public: UUID
    other: str
    kind: str
    words: str
    legal_role: str
    legal_words: str
    legal_basis: str
    from_on: date | None
    until_on: date | None
    ending: str
    source: str
    ended: bool
    turned: bool


STANDING = Q(withdrawn_on=None)
"""Relationships but those that were written down by mistake and taken back; history keeps these."""


def relations_of(person_id: int, *, ended: bool = True) -> tuple[RelationView, ...]:
    """Every relationship of a person that this reader may see, from her side; one query; those that ended last."""
    return relations_among([person_id], ended=ended).get(person_id, ())


def relations_among(person_ids: Iterable[int], *, ended: bool = True) -> dict[int, tuple[RelationView, ...]]:
    """The same for many persons in one query, each relationship told from the side of each of them."""
    wanted = set(person_ids)
    rows = Relationship.objects.filter(Q(person_id__in=wanted) | Q(other_id__in=wanted)).filter(STANDING)
    if not ended:
        rows = rows.filter(Q(until_on=None) | Q(until_on__gt=clock.today()))
    found: dict[int, list[RelationView]] = {}
    for row in rows.select_related("person", "other").order_by("id"):
        if row.other_id in wanted:
            found.setdefault(row.other_id, []).append(_view(row, row.person, turned=False))
        if row.person_id in wanted:
            found.setdefault(row.person_id, []).append(_view(row, row.other, turned=True))
    return {number: tuple(sorted(views, key=lambda one: one.ended)) for number, views in found.items()}


def relationship_row(public_id: UUID) -> Relationship:
    """A relationship as a handle for an action; ``NotFound`` when absent or hidden."""
    row = Relationship.objects.select_related("person", "other").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def parents_above(person_ids: Iterable[int]) -> dict[int, list[int]]:
    """The parents, by birth or adoption, of these persons, of those parents, and so on up; a query a generation.

    Relationships that have ended count as well: who was a parent stays an ancestor. A loop ends the climb.
    """
    found: dict[int, list[int]] = {}
    waiting = set(person_ids)
    below = [INVERSE[kind] for kind in ELDERS]
    while waiting:
        rows = Relationship.objects.filter(
            Q(kind__in=ELDERS, other_id__in=waiting) | Q(kind__in=below, person_id__in=waiting)
        ).filter(STANDING)
        found |= {number: [] for number in waiting}
        for person, other, kind in rows.values_list("person_id", "other_id", "kind"):
            parent, child = (person, other) if kind in ELDERS else (other, person)
            found[child].append(parent)
        waiting = {parent for number in waiting for parent in found[number]} - found.keys()
    return found


def names_along(numbers: Sequence[int]) -> list[str]:
    """How the persons are called, in the order of ``numbers``; a query unless there are none."""
    names = dict(Person.objects.filter(id__in=numbers).values_list("id", "display_name")) if numbers else {}
    return [names[number] for number in numbers if number in names]


def inverse(kind: str) -> RelationshipKind:
    """The same fact read from the other side."""
    known = RelationshipKind(kind)
    return INVERSE.get(known, known)


def _view(row: Relationship, other: Person, *, turned: bool) -> RelationView:
    """``row`` says "person is kind of other"; on the page of ``other`` it is read as written, else turned round."""
    kind = inverse(row.kind) if turned else RelationshipKind(row.kind)
    return RelationView(
        public_id=row.public_id,
        version=row.version,
        circle_id=row.circle_id,
        person_id=row.person_id if turned else row.other_id,
        other_id=other.id,
        other_public=other.public_id,
        other=other.display_name,
        kind=kind.value,
        words=str(kind.label),
        legal_role=row.legal_role,
        legal_words=str(LegalRole(row.legal_role).label) if row.legal_role else "",
        legal_basis=row.legal_basis,
        from_on=row.from_on,
        until_on=row.until_on,
        ending=row.ending,
        source=row.source,
        ended=row.until_on is not None and row.until_on <= clock.today(),
        turned=turned,
    )
