"""Closing a case, after-care, and opening it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from alongside.agency.tokens.enums import Noun
from alongside.doors.exchange.api import reads, writes
from alongside.doors.exchange.entrance import ExchangeRequest
from alongside.doors.exchange.rest.cases import case_shown, unchanged_case
from alongside.doors.exchange.rest.naming import worker_named
from alongside.doors.exchange.rest.shapes_cases import (
    AfterCareGiven,
    CaseShown,
    Closed,
    ClosingGiven,
    ClosingShown,
    Outcome,
    Reopened,
)
from alongside.doors.exchange.writing import same_version, shown, unchanged, version_seen, written
from alongside.oversight.journeys import ending
from alongside.oversight.overviews.closing_page import closing_page
from alongside.record.cases import actions
from alongside.record.cases.queries import case_row
from alongside.record.people import queries as people

router = Router()


@router.get("/cases/{uuid:case}/closing", **reads(Noun.CASES, ClosingShown))
def read_closing(request: ExchangeRequest, case: UUID) -> HttpResponse:
    """What is settled and what is open, what is written about the ending, after-care."""
    return shown(request, _show(request)(case))


@router.put("/cases/{uuid:case}/closing", **writes(Noun.CASES, ClosingShown))
def write_closing(request: ExchangeRequest, case: UUID, given: ClosingGiven) -> HttpResponse:
    """Write, or write again, how the case ends. Nothing is closed by it."""

    def act() -> UUID:
        facts = given.model_dump(exclude={"person_view_by"})
        said_by = people.person_numbers([given.person_view_by])[0] if given.person_view_by else None
        page = closing_page(case, by=request.reader)
        seen = version_seen(request, page.closing.version)
        if not page.closing.version:
            same_version(request, page.closing.version)
        row = case_row(case)
        actions.write_closing(case=row, person_view_by_id=said_by, version=seen, by=request.reader, **facts)
        return case

    return written(request, act, _show(request), sent=given, at=case)


@router.post("/cases/{uuid:case}/closing/sign", **writes(Noun.CASES, ClosingShown))
def sign_closing(request: ExchangeRequest, case: UUID) -> HttpResponse:
    """Sign the closing summary; nothing changes it afterwards."""

    def act() -> UUID:
        ending.sign_closing(closing=_unchanged(request, case), by=request.reader)
        return case

    return written(request, act, _show(request), at=case)


@router.post("/cases/{uuid:case}/after-care", **writes(Noun.CASES, ClosingShown, status=201))
def add_after_care(request: ExchangeRequest, case: UUID, given: AfterCareGiven) -> HttpResponse:
    """Add a line of after-care, with somebody's name and a day."""

    def act() -> UUID:
        ending.add_after_care(
            closing=_unchanged(request, case),
            what=given.what,
            may_leave=given.may_leave,
            due_on=given.due_on,
            worker_id=worker_named(given.worker),
            owner_name=given.owner_name,
            by=request.reader,
        )
        return case

    return written(request, act, _show(request), status=201, sent=given, at=case)


@router.post("/cases/{uuid:case}/after-care/{int:number}/finish", **writes(Noun.CASES, ClosingShown))
def finish_after_care(request: ExchangeRequest, case: UUID, number: int, given: Outcome) -> HttpResponse:
    """Say what came of a line of after-care."""

    def act() -> UUID:
        _unchanged(request, case)
        line = ending.after_care_line(case=case_row(case), number=number)
        actions.finish_after_care(line=line, outcome=given.outcome, on=given.on, by=request.reader)
        return case

    return written(request, act, _show(request), sent=given, at=case)


@router.post("/cases/{uuid:case}/close", **writes(Noun.CASES, CaseShown))
def close_case(request: ExchangeRequest, case: UUID, given: Closed) -> HttpResponse:
    """Close the case, when everything is settled or handed over; what is open is named."""

    def act() -> UUID:
        ending.close_case(case=unchanged_case(request, case), on=given.on, by=request.reader)
        return case

    return written(request, act, case_shown(request), sent=given, at=case)


@router.post("/cases/{uuid:case}/reopen", **writes(Noun.CASES, CaseShown))
def reopen_case(request: ExchangeRequest, case: UUID, given: Reopened) -> HttpResponse:
    """Open a closed case again as its next episode."""

    def act() -> UUID:
        worker = worker_named(given.worker)
        row = unchanged_case(request, case)
        ending.reopen_case(case=row, why=given.why, worker_id=worker, by=request.reader)
        return case

    return written(request, act, case_shown(request), sent=given, at=case)


def _show(request: ExchangeRequest) -> Callable[[UUID], ClosingShown]:
    return lambda case: ClosingShown.of(closing_page(case, by=request.reader))


def _unchanged(request: ExchangeRequest, case: UUID) -> Any:
    """The ending to act on, when it is as the program saw it."""
    closing = ending.closing_of(case_row(case))
    unchanged(request, closing)
    return closing
