"""Intakes: a request as it came in, and the decision on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import AwareDatetime, Field

from alongside.agency.tokens.enums import Noun
from alongside.doors.exchange.api import begins, reads, writes
from alongside.doors.exchange.entrance import ExchangeRequest
from alongside.doors.exchange.paging import Sought, page_of
from alongside.doors.exchange.rest.cases import case_shown
from alongside.doors.exchange.rest.naming import programme_named, team_named, worker_named
from alongside.doors.exchange.rest.shapes_cases import CaseShown
from alongside.doors.exchange.shapes import (
    Change,
    Given,
    Hour,
    Line,
    Moment,
    Page,
    Resource,
    Shown,
    Text40,
    Text60,
    Text120,
    Words,
)
from alongside.doors.exchange.writing import shown, unchanged, version_seen, written
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.oversight.journeys.accept_intake import Joining, accept_intake, pass_on, reopen_with_intake
from alongside.record.cases.enums import ParticipantRole
from alongside.record.cases.queries import case_row
from alongside.record.intakes import actions, queries
from alongside.record.intakes.enums import Caller, Channel, IntakeState, ScreeningOutcome, Urgency
from alongside.record.intakes.queries import IntakeView
from alongside.record.people import queries as people
from alongside.record.people.enums import Answer

router = Router()
HEARD = (
    *("words", "person_name", "birth_words", "phone", "language", "who_lives_there", "safe_call", "safe_text"),
    *("safe_voicemail", "safe_letter", "safe_from", "safe_until", "safe_note", "urgency", "channel", "received_at"),
    *("caller", "caller_name", "caller_phone"),
)


class DecisionShown(Shown):
    """One decision on the request."""

    outcome: ScreeningOutcome
    criterion: str = Field(description="The printed criterion behind it, in words.")
    reason: str
    alternative: str
    decided_at: AwareDatetime
    decided_by: str


class IntakeShown(Resource):
    """A request as it came in."""

    state: IntakeState
    programme: str
    team: str
    words: str = Field(description="What was asked for, in the caller's own words.")
    person: UUID | None = Field(description="The person in the record, once somebody said who she is.")
    person_name: str
    birth_words: str
    phone: str
    language: str
    who_lives_there: str
    safe_call: Answer
    safe_text: Answer
    safe_voicemail: Answer
    safe_letter: Answer
    safe_from: Hour | None
    safe_until: Hour | None
    safe_note: str
    urgency: Urgency
    channel: Channel
    received_at: AwareDatetime
    caller: Caller
    caller_name: str
    caller_phone: str
    acknowledged_at: AwareDatetime | None
    notice_given_at: AwareDatetime | None
    taken_by: str
    decisions: list[DecisionShown]

    @classmethod
    def of(cls, view: IntakeView) -> IntakeShown:
        """From what the record says."""
        own: dict[str, Any] = {name: getattr(view, name) for name in HEARD}
        return cls(
            id=view.public_id,
            version=view.version,
            state=IntakeState(view.state),
            programme=view.programme,
            team=view.team,
            person=view.person_public_id,
            acknowledged_at=view.acknowledged_at,
            notice_given_at=view.notice_given_at,
            taken_by=view.taken_by,
            decisions=[DecisionShown.model_validate(one, from_attributes=True) for one in view.decisions],
            **own,
        )


class Accepted(Shown):
    """The case that came of a request. Whoever took it in sees nothing of it once it is handed on."""

    case: UUID
    seen: bool = Field(description="Whether the token's worker sees the case.")


class IntakesSought(Sought):
    """Filters of requests."""

    state: IntakeState | None = Field(None, description="Only requests in this state.")
    urgency: Urgency | None = Field(None, description="Only requests that are this urgent.")


class Heard(Given):
    """What was heard; what is not sent stays, or is as when nobody said anything else."""

    words: Words = ""
    person_name: Line = ""
    birth_words: Text40 = Field("", examples=["May 1992"])
    phone: Text60 = ""
    language: Text60 = ""
    who_lives_there: Line = ""
    safe_call: Answer = Answer.NOT_ASKED
    safe_text: Answer = Answer.NOT_ASKED
    safe_voicemail: Answer = Answer.NOT_ASKED
    safe_letter: Answer = Answer.NOT_ASKED
    safe_from: Hour | None = None
    safe_until: Hour | None = None
    safe_note: Line = ""
    urgency: Urgency = Urgency.THIS_WEEK
    channel: Channel = Channel.PHONE
    received_at: Moment = Field(
        default_factory=clock.now, examples=["2026-03-01T09:30:00Z"], description="Left out: just now."
    )
    caller: Caller = Caller.SELF
    caller_name: Line = ""
    caller_phone: Text60 = ""


class IntakeChange(Heard, Change):
    """What changes of what was heard; what is not sent stays."""


class NewIntake(Heard):
    """A request that comes in."""

    programme: Line = Field(description="The code of the programme.", examples=["family"])
    words: Words = Field(examples=["I lost my job and do not know how to pay the rent."])
    person: UUID | None = Field(None, description="Somebody in the record already.")
    notice_how: Text120 = Field("", description="How confidentiality was explained; empty if it was not.")
    notice_language: Text60 = ""


class Decision(Given):
    """The decision on a request that does not become a case here."""

    outcome: ScreeningOutcome
    criterion: Text60 = Field("", description="The key of the printed criterion.")
    reason: Words
    alternative: Words = ""


class JoiningGiven(Given):
    """Somebody who takes part in the case from its first day: in the record already, or new by name."""

    person: UUID | None = None
    name: Line = ""
    birth_words: Text40 = ""
    searched: Line = Field("", description="For somebody new: the receipt that near matches were shown.")
    not_same: list[UUID] = Field([], max_length=50)
    role: ParticipantRole = ParticipantRole.PERSON
    focus: bool = False
    note: Line = ""


class Acceptance(Given):
    """A request is accepted and its case opened."""

    reason: Words
    criterion: Text60 = ""
    family: bool | None = None
    team: Line = Field("", description="The team that carries the case; needed when several serve the programme.")
    worker: UUID | None = Field(None, description="Who carries it, if that is known already.")
    people: list[JoiningGiven] = Field([], max_length=50)


class Match(Given):
    """Who the request is about."""

    person: UUID


class Reopening(Given):
    """The request is answered by opening an earlier case again."""

    case: UUID
    why: Words
    worker: UUID | None = None


class Notice(Given):
    """How confidentiality and its limits were explained."""

    how: Text120
    language: Text60 = ""


@router.get("/intakes", **reads(Noun.INTAKES, Page[IntakeShown]))
def list_intakes(request: ExchangeRequest, sought: Query[IntakesSought]) -> Page[IntakeShown]:
    """Requests, newest first."""
    found = queries.intakes_after(
        after=sought.after, size=sought.limit, state=sought.state, urgency=sought.urgency, by=request.reader
    )
    return page_of(found.items, found.after, IntakeShown.of)


@router.get("/intakes/{uuid:intake}", **reads(Noun.INTAKES, IntakeShown))
def read_intake(request: ExchangeRequest, intake: UUID) -> HttpResponse:
    """One request."""
    return shown(request, _show(intake))


@router.post("/intakes", **begins(Noun.INTAKES, IntakeShown))
def take_intake(request: ExchangeRequest, given: NewIntake) -> HttpResponse:
    """Take a request in."""

    def act() -> UUID:
        heard = given.model_dump(exclude_unset=True, include=set(HEARD))
        person = people.person_numbers([given.person])[0] if given.person else None
        return actions.take_intake(
            programme_id=programme_named(given.programme).id,
            notice_given=bool(given.notice_how),
            notice_how=given.notice_how,
            notice_language=given.notice_language,
            person_id=person,
            by=request.reader,
            **heard,
        ).public_id

    return written(request, act, _show, status=201)


@router.patch("/intakes/{uuid:intake}", **writes(Noun.INTAKES, IntakeShown))
def change_intake(request: ExchangeRequest, intake: UUID, given: IntakeChange) -> HttpResponse:
    """Change what was heard while nothing is decided."""

    def act() -> UUID:
        row = queries.intake_row(intake)
        seen = version_seen(request, row.version)
        return actions.change_intake(intake=row, version=seen, by=request.reader, **given.said()).public_id

    return written(request, act, _show, sent=given, at=intake)


@router.post("/intakes/{uuid:intake}/acknowledge", **writes(Noun.INTAKES, IntakeShown))
def acknowledge(request: ExchangeRequest, intake: UUID) -> HttpResponse:
    """Say "I have it" to an urgent request."""

    def act() -> UUID:
        actions.acknowledge(intake=_unchanged(request, intake), by=request.reader)
        return intake

    return written(request, act, _show, at=intake)


@router.post("/intakes/{uuid:intake}/notice", **writes(Noun.INTAKES, IntakeShown))
def give_notice(request: ExchangeRequest, intake: UUID, given: Notice) -> HttpResponse:
    """Record that confidentiality and its limits were explained."""

    def act() -> UUID:
        row = _unchanged(request, intake)
        actions.give_notice(intake=row, how=given.how, language=given.language, by=request.reader)
        return intake

    return written(request, act, _show, sent=given, at=intake)


@router.post("/intakes/{uuid:intake}/match", **writes(Noun.INTAKES, IntakeShown))
def match_person(request: ExchangeRequest, intake: UUID, given: Match) -> HttpResponse:
    """Say that the request is about somebody who is in the record."""

    def act() -> UUID:
        row = _unchanged(request, intake)
        number = people.person_numbers([given.person])[0]
        actions.match_person(intake=row, person_id=number, by=request.reader)
        return intake

    return written(request, act, _show, sent=given, at=intake)


@router.post("/intakes/{uuid:intake}/decide", **writes(Noun.INTAKES, IntakeShown))
def decide(request: ExchangeRequest, intake: UUID, given: Decision) -> HttpResponse:
    """Inform, refer on, decline; or accept and pass to the programme's team, which opens the case."""

    def act() -> UUID:
        row = _unchanged(request, intake)
        if given.outcome == ScreeningOutcome.ACCEPT:
            pass_on(intake=row, criterion=given.criterion, reason=given.reason, by=request.reader)
        else:
            actions.screen(intake=row, by=request.reader, **given.model_dump())
        return intake

    return written(request, act, _show, sent=given, at=intake)


@router.post("/intakes/{uuid:intake}/accept", **writes(Noun.INTAKES, Accepted, status=201))
def accept(request: ExchangeRequest, intake: UUID, given: Acceptance) -> HttpResponse:
    """Accept the request and open its case in one step."""

    def act() -> UUID:
        return accept_intake(
            intake=_unchanged(request, intake),
            family=given.family,
            team_id=team_named(given.team),
            worker_id=worker_named(given.worker),
            people=[_joining(one) for one in given.people],
            criterion=given.criterion,
            reason=given.reason,
            by=request.reader,
        ).public_id

    return written(request, act, _accepted, status=201, sent=given, at=intake, now=_show)


@router.post("/intakes/{uuid:intake}/reopen", **writes(Noun.INTAKES, CaseShown))
def reopen(request: ExchangeRequest, intake: UUID, given: Reopening) -> HttpResponse:
    """Answer the request by opening an earlier case of the same person again; answers the case."""

    def act() -> UUID:
        return reopen_with_intake(
            intake=_unchanged(request, intake),
            case=case_row(given.case),
            why=given.why,
            worker_id=worker_named(given.worker),
            by=request.reader,
        ).public_id

    return written(request, act, case_shown(request), sent=given, at=intake, now=_show)


def _unchanged(request: ExchangeRequest, intake: UUID) -> Any:
    """The request to act on, when it is as the program saw it."""
    row = queries.intake_row(intake)
    unchanged(request, row)
    return row


def _show(intake: UUID) -> IntakeShown:
    return IntakeShown.of(queries.intake_view(intake))


def _accepted(case: UUID) -> Accepted:
    try:
        case_row(case)
    except NotFound:
        return Accepted(case=case, seen=False)
    return Accepted(case=case, seen=True)


def _joining(given: JoiningGiven) -> Joining:
    number = people.person_numbers([given.person])[0] if given.person else None
    return Joining(
        person_id=number,
        not_same=people.person_numbers(given.not_same),
        **given.model_dump(include={"name", "birth_words", "searched", "role", "focus", "note"}),
    )
