"""Participants: a person's part in one case."""

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
from alongside.doors.exchange.paging import Sought, page_of
from alongside.doors.exchange.rest.shapes_kept import Ending
from alongside.doors.exchange.shapes import Day, Given, Line, Page, Resource
from alongside.doors.exchange.writing import shown, unchanged, written
from alongside.record.cases import actions
from alongside.record.cases import queries as cases
from alongside.record.cases.enums import ParticipantRole
from alongside.record.cases.queries import series
from alongside.record.cases.queries.series import PartFact
from alongside.record.people import queries as people

router = Router()


class ParticipantsSought(Sought):
    """Filters of participants."""

    case: UUID | None = Field(None, description="Only parts in this case.")
    person: UUID | None = Field(None, description="Only parts of this person.")


class ParticipantShown(Resource):
    """Somebody's part in a case."""

    case: UUID
    person: UUID
    person_name: str
    role: ParticipantRole
    focus: bool = Field(description="Whether the case is for her.")
    note: str
    from_on: date
    until_on: date | None

    @classmethod
    def of(cls, fact: PartFact) -> ParticipantShown:
        """From what the record says."""
        own = {name: getattr(fact, name) for name in cls.model_fields if name != "id"}
        return cls(id=fact.public_id, **own)


class NewParticipant(Given):
    """Somebody in the record takes part in a case."""

    case: UUID
    person: UUID
    role: ParticipantRole
    focus: bool = False
    note: Line = ""
    from_on: Day | None = None
    why: Line = ""


@router.get("/participants", **reads(Noun.PARTICIPANTS, Page[ParticipantShown]))
def list_participants(request: ExchangeRequest, sought: Query[ParticipantsSought]) -> Page[ParticipantShown]:
    """Who takes, or took, part in which case, newest first."""
    found = series.participants_after(
        after=sought.after, size=sought.limit, case=sought.case, person=sought.person, by=request.reader
    )
    return page_of(found.items, found.after, ParticipantShown.of)


@router.get("/participants/{uuid:participant}", **reads(Noun.PARTICIPANTS, ParticipantShown))
def read_participant(request: ExchangeRequest, participant: UUID) -> HttpResponse:
    """One part in a case."""
    return shown(request, _show(request)(participant))


@router.post("/participants", **begins(Noun.PARTICIPANTS, ParticipantShown))
def add_participant(request: ExchangeRequest, given: NewParticipant) -> HttpResponse:
    """Somebody in the record takes part in a case."""

    def act() -> UUID:
        facts = given.model_dump(exclude={"case", "person"})
        number = people.person_numbers([given.person])[0]
        row = cases.case_row(given.case)
        return actions.add_participant(case=row, person_id=number, by=request.reader, **facts).public_id

    return written(request, act, _show(request), status=201)


@router.post("/participants/{uuid:participant}/end", **writes(Noun.PARTICIPANTS, ParticipantShown))
def end_participation(request: ExchangeRequest, participant: UUID, given: Ending) -> HttpResponse:
    """Somebody does not take part any more."""

    def act() -> UUID:
        row = cases.part_row(participant)
        unchanged(request, row)
        actions.end_participation(participant=row, on=given.on, why=given.why, by=request.reader)
        return participant

    return written(request, act, _show(request), sent=given, at=participant)


def _show(request: ExchangeRequest) -> Callable[[UUID], ParticipantShown]:
    return lambda participant: ParticipantShown.of(series.participant(participant, by=request.reader))
