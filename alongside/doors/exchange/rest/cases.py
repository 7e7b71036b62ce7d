"""Cases: one piece of work with a beginning and an end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router

from alongside.agency.tokens.enums import Noun
from alongside.doors.exchange.api import begins, reads, writes
from alongside.doors.exchange.entrance import ExchangeRequest
from alongside.doors.exchange.paging import page_of
from alongside.doors.exchange.rest.naming import programme_named, worker_named
from alongside.doors.exchange.rest.shapes_cases import (
    Assigning,
    CaseLine,
    CaseShown,
    CasesSought,
    HandOver,
    Moving,
    NewCase,
    PartGiven,
    Reaching,
)
from alongside.doors.exchange.shapes import Page
from alongside.doors.exchange.writing import shown, unchanged, written
from alongside.record.cases import actions
from alongside.record.cases import queries as cases
from alongside.record.cases.actions import NewPart, Part
from alongside.record.cases.queries import series
from alongside.record.people import queries as people

router = Router()


@router.get("/cases", **reads(Noun.CASES, Page[CaseLine]))
def list_cases(request: ExchangeRequest, sought: Query[CasesSought]) -> Page[CaseLine]:
    """Cases, newest first."""
    found = series.cases_after(
        after=sought.after,
        size=sought.limit,
        state=sought.state,
        programme=sought.programme,
        person=sought.person,
        by=request.reader,
    )
    return page_of(found.items, found.after, CaseLine.of)


@router.get("/cases/{uuid:case}", **reads(Noun.CASES, CaseShown))
def read_case(request: ExchangeRequest, case: UUID) -> HttpResponse:
    """One case: where it stands and why, who takes part, who carries it."""
    return shown(request, case_shown(request)(case))


@router.post("/cases", **begins(Noun.CASES, CaseShown))
def start_case(request: ExchangeRequest, given: NewCase) -> HttpResponse:
    """Open a case directly, without a request before it."""

    def act() -> UUID:
        return actions.start_case(
            programme_id=programme_named(given.programme).id,
            people=[_part(one) for one in given.people],
            worker_id=worker_named(given.worker),
            title=given.title,
            family=given.family,
            why=given.why,
            by=request.reader,
        ).public_id

    return written(request, act, case_shown(request), status=201)


@router.post("/cases/{uuid:case}/milestones", **writes(Noun.CASES, CaseShown))
def reach(request: ExchangeRequest, case: UUID, given: Reaching) -> HttpResponse:
    """Say that a step was reached; the stage follows by itself."""

    def act() -> UUID:
        row = unchanged_case(request, case)
        actions.reach(case=row, milestone=given.milestone, at=given.on, why=given.why, by=request.reader)
        return case

    return written(request, act, case_shown(request), sent=given, at=case)


@router.post("/cases/{uuid:case}/move", **writes(Noun.CASES, CaseShown))
def move_stage(request: ExchangeRequest, case: UUID, given: Moving) -> HttpResponse:
    """Move the case to a stage, on or back, with a reason; a lawful gate refuses and cites its law."""

    def act() -> UUID:
        actions.move_stage(case=unchanged_case(request, case), to=given.to, why=given.why, by=request.reader)
        return case

    return written(request, act, case_shown(request), sent=given, at=case)


@router.post("/cases/{uuid:case}/assignments", **writes(Noun.CASES, CaseShown, status=201))
def assign_worker(request: ExchangeRequest, case: UUID, given: Assigning) -> HttpResponse:
    """Let a worker carry the case, or carry it as well."""

    def act() -> UUID:
        actions.assign_worker(
            case=unchanged_case(request, case),
            worker_id=worker_named(given.worker) or 0,
            role=given.role,
            from_on=given.from_on,
            until_on=given.until_on,
            by=request.reader,
        )
        return case

    return written(request, act, case_shown(request), status=201, sent=given, at=case)


@router.post("/cases/{uuid:case}/hand-over", **writes(Noun.CASES, CaseShown))
def hand_over(request: ExchangeRequest, case: UUID, given: HandOver) -> HttpResponse:
    """Hand the case to another worker, with a note."""

    def act() -> UUID:
        worker = worker_named(given.to_worker) or 0
        row = unchanged_case(request, case)
        actions.hand_over(case=row, to_worker_id=worker, note=given.note, on=given.on, by=request.reader)
        return case

    return written(request, act, case_shown(request), sent=given, at=case)


def unchanged_case(request: ExchangeRequest, case: UUID) -> Any:
    """The case to act on, when it is as the program saw it."""
    row = cases.case_row(case)
    unchanged(request, row)
    return row


def case_shown(request: ExchangeRequest) -> Callable[[UUID], CaseShown]:
    """How a case is read back after something was done with it."""
    return lambda case: CaseShown.of(cases.case_head(case, by=request.reader))


def _part(given: PartGiven) -> Part | NewPart:
    if given.person is not None:
        return Part(people.person_numbers([given.person])[0], given.role, focus=given.focus)
    return NewPart(given.full_name, given.searched, given.role, given.focus, given.born_on)
