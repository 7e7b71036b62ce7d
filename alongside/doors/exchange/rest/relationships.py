"""Relationships: how two persons are related."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field

from alongside.agency.tokens.enums import Noun
from alongside.doors.exchange.api import begins, reads, writes
from alongside.doors.exchange.entrance import ExchangeRequest
from alongside.doors.exchange.paging import page_of
from alongside.doors.exchange.rest.households import OfPerson
from alongside.doors.exchange.rest.shapes_kept import Ending, Kept
from alongside.doors.exchange.shapes import Day, Line, Page, Resource
from alongside.doors.exchange.writing import shown, version_seen, written
from alongside.record.people import actions
from alongside.record.people import queries as people
from alongside.record.people.enums import CoupleEnding, LegalRole, RelationshipKind
from alongside.record.people.queries import series
from alongside.record.people.queries.series import RelationFact

router = Router()


class RelationshipShown(Resource):
    """Read it as a sentence: `person` is `kind` of `other`."""

    person: UUID
    person_name: str
    kind: RelationshipKind
    other: UUID
    other_name: str
    legal_role: LegalRole
    legal_basis: str
    from_on: date | None
    until_on: date | None
    ending: CoupleEnding
    source: str

    @classmethod
    def of(cls, fact: RelationFact) -> RelationshipShown:
        """From what the record says."""
        own = {name: getattr(fact, name) for name in cls.model_fields if name != "id"}
        return cls(id=fact.public_id, **own)


class NewRelationship(Kept):
    """Read it as a sentence: `person` is `kind` of `other`."""

    person: UUID
    kind: RelationshipKind
    other: UUID
    legal_role: LegalRole = LegalRole.NONE
    legal_basis: Line = ""
    from_on: Day | None = None
    until_on: Day | None = None
    ending: CoupleEnding = Field(CoupleEnding.NONE, description="How a couple ended.")
    source: Line = Field("", description="Who said so.")
    why: Line = ""


class RelationshipEnding(Ending):
    """From when two are no longer related so, why, and how a couple ended."""

    ending: CoupleEnding = CoupleEnding.NONE


@router.get("/relationships", **reads(Noun.RELATIONSHIPS, Page[RelationshipShown]))
def list_relationships(request: ExchangeRequest, sought: Query[OfPerson]) -> Page[RelationshipShown]:
    """Relationships, newest first."""
    found = series.relationships_after(after=sought.after, size=sought.limit, person=sought.person, by=request.reader)
    return page_of(found.items, found.after, RelationshipShown.of)


@router.get("/relationships/{uuid:relationship}", **reads(Noun.RELATIONSHIPS, RelationshipShown))
def read_relationship(request: ExchangeRequest, relationship: UUID) -> HttpResponse:
    """One relationship."""
    return shown(request, _show(request)(relationship))


@router.post("/relationships", **begins(Noun.RELATIONSHIPS, RelationshipShown))
def relate(request: ExchangeRequest, given: NewRelationship) -> HttpResponse:
    """Two persons of the same case are related."""

    def act() -> UUID:
        facts = given.model_dump(exclude={"case", "intake", "person", "other"})
        person, other = people.person_row(given.person), people.person_row(given.other)
        return actions.relate(circle=given.circle(), person=person, other=other, by=request.reader, **facts).public_id

    return written(request, act, _show(request), status=201)


@router.post("/relationships/{uuid:relationship}/end", **writes(Noun.RELATIONSHIPS, RelationshipShown))
def end_relationship(request: ExchangeRequest, relationship: UUID, given: RelationshipEnding) -> HttpResponse:
    """A relationship has ended; that it was stays in the record."""

    def act() -> UUID:
        row = people.relationship_row(relationship)
        seen = version_seen(request, row.version)
        actions.end_relationship(
            relationship=row, version=seen, on=given.on, ending=given.ending, why=given.why, by=request.reader
        )
        return relationship

    return written(request, act, _show(request), sent=given, at=relationship)


def _show(request: ExchangeRequest) -> Callable[[UUID], RelationshipShown]:
    return lambda relationship: RelationshipShown.of(series.relationship(relationship, by=request.reader))
