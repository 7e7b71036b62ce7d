"""Assessments: what is strong and what is hard in a life, in whose words."""

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
from alongside.doors.exchange.rest.pointing import called, person_named
from alongside.doors.exchange.rest.shapes_assessments import (
    AssessmentLine,
    AssessmentShown,
    AssessmentsSought,
    Finishing,
    Look,
    NewAssessment,
    NewStatement,
    StatementChange,
    StatementEnding,
    StatementShown,
)
from alongside.doors.exchange.shapes import Page
from alongside.doors.exchange.writing import shown, unchanged, version_seen, written
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import ORDINARY, RESTRICTED
from alongside.practice.assessments import actions, queries
from alongside.practice.assessments.enums import Domain
from alongside.practice.assessments.queries import series
from alongside.record.cases.queries import case_row

router = Router()
FINISHED = {"any": None, "open": False, "finished": True}


@router.get("/assessments", **reads(Noun.ASSESSMENTS, Page[AssessmentLine]))
def list_assessments(request: ExchangeRequest, sought: Query[AssessmentsSought]) -> Page[AssessmentLine]:
    """Assessments, newest first."""
    found = series.assessments_after(
        after=sought.after, size=sought.limit, case=sought.case, finished=FINISHED[sought.state], by=request.reader
    )
    return page_of(found.items, found.after, AssessmentLine.of)


@router.get("/assessments/{uuid:assessment}", **reads(Noun.ASSESSMENTS, AssessmentShown))
def read_assessment(request: ExchangeRequest, assessment: UUID) -> HttpResponse:
    """One assessment with its statements and areas of life."""
    return shown(request, _show(request)(assessment))


@router.post("/assessments", **begins(Noun.ASSESSMENTS, AssessmentShown))
def start_assessment(request: ExchangeRequest, given: NewAssessment) -> HttpResponse:
    """Start looking at a life together. A case has at most one open assessment."""

    def act() -> UUID:
        return actions.start_assessment(case=case_row(given.case), why=given.why, by=request.reader).public_id

    return written(request, act, _show(request), status=201)


@router.post("/assessments/{uuid:assessment}/statements", **writes(Noun.ASSESSMENTS, StatementShown, status=201))
def add_statement(request: ExchangeRequest, assessment: UUID, given: NewStatement) -> HttpResponse:
    """Write a statement down. Its area counts as looked at from then on."""

    def act() -> UUID:
        row = queries.assessment_row(assessment)
        unchanged(request, row)
        with called({"level": "restricted"}):
            return actions.add_statement(
                assessment=row,
                said_by_id=person_named(given.said_by, "said_by"),
                person_id=person_named(given.person, "person"),
                level=RESTRICTED if given.restricted else ORDINARY,
                by=request.reader,
                **given.model_dump(exclude={"said_by", "person", "restricted"}),
            ).public_id

    return written(request, act, _statement(request), status=201, sent=given, at=assessment, now=_show(request))


@router.patch("/assessments/{uuid:assessment}/statements/{uuid:statement}", **writes(Noun.ASSESSMENTS, StatementShown))
def change_statement(
    request: ExchangeRequest, assessment: UUID, statement: UUID, given: StatementChange
) -> HttpResponse:
    """Correct the service's part of a statement; ``If-Match`` names the version of the statement."""

    def act() -> UUID:
        row = _row(assessment, statement)
        seen = version_seen(request, row.version)
        actions.change_statement(statement=row, version=seen, by=request.reader, **given.said())
        return statement

    return written(request, act, _statement(request), sent=given, at=statement)


@router.post(
    "/assessments/{uuid:assessment}/statements/{uuid:statement}/end", **writes(Noun.ASSESSMENTS, StatementShown)
)
def end_statement(request: ExchangeRequest, assessment: UUID, statement: UUID, given: StatementEnding) -> HttpResponse:
    """Say that something is no longer so. It stays readable."""

    def act() -> UUID:
        row = _row(assessment, statement)
        unchanged(request, row)
        actions.end_statement(statement=row, why=given.why, on=given.on, by=request.reader)
        return statement

    return written(request, act, _statement(request), sent=given, at=statement)


@router.post("/assessments/{uuid:assessment}/areas/{domain}", **writes(Noun.ASSESSMENTS, AssessmentShown))
def look_at_area(request: ExchangeRequest, assessment: UUID, domain: Domain, given: Look) -> HttpResponse:
    """Say where an area of life stands. A person's own rating stays as given."""

    def act() -> UUID:
        row = queries.assessment_row(assessment)
        unchanged(request, row)
        facts = given.model_dump(exclude={"said_by"})
        said_by = person_named(given.said_by, "said_by")
        actions.look_at(assessment=row, domain=domain, said_by_id=said_by, by=request.reader, **facts)
        return assessment

    return written(request, act, _show(request), sent=given, at=assessment)


@router.post("/assessments/{uuid:assessment}/finish", **writes(Noun.ASSESSMENTS, AssessmentShown))
def finish_assessment(request: ExchangeRequest, assessment: UUID, given: Finishing) -> HttpResponse:
    """Finish an assessment, once no area of life is left blank."""

    def act() -> UUID:
        row = queries.assessment_row(assessment)
        unchanged(request, row)
        actions.finish_assessment(assessment=row, by=request.reader, **given.model_dump())
        return assessment

    return written(request, act, _show(request), sent=given, at=assessment)


def _show(request: ExchangeRequest) -> Callable[[UUID], AssessmentShown]:
    return lambda name: AssessmentShown.whole(series.whole_assessment(name, by=request.reader))


def _statement(request: ExchangeRequest) -> Callable[[UUID], StatementShown]:
    return lambda name: StatementShown.of(series.statement_fact(name, by=request.reader))


def _row(assessment: UUID, statement: UUID) -> Any:
    """The statement, when it belongs to the assessment."""
    row = queries.statement_row(statement)
    if queries.assessment_row(assessment).id != row.assessment_id:
        raise NotFound
    return row
