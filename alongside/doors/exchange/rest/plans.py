"""Plans: versions, lines, who agreed to what, and looking back together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from alongside.agency.tokens.enums import Noun
from alongside.doors.exchange.api import begins, reads, writes
from alongside.doors.exchange.entrance import ExchangeRequest
from alongside.doors.exchange.paging import page_of
from alongside.doors.exchange.rest.naming import worker_named
from alongside.doors.exchange.rest.pointing import person_named, statement_named
from alongside.doors.exchange.rest.shapes_plans import (
    Agreeing,
    LineChange,
    LineShown,
    NewAgreement,
    NewLine,
    NewPlan,
    NewReview,
    PlanLine,
    PlanShown,
    PlansSought,
    Settling,
)
from alongside.doors.exchange.shapes import Page
from alongside.doors.exchange.writing import shown, unchanged, version_seen, written
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.practice.plans import actions
from alongside.practice.plans.queries import goal_row, series, step_row, version_row
from alongside.record.cases.queries import case_row

router = Router()


@router.get("/plans", **reads(Noun.PLANS, Page[PlanLine]))
def list_plans(request: ExchangeRequest, sought: Query[PlansSought]) -> Page[PlanLine]:
    """Versions of plans, newest first."""
    found = series.plans_after(
        after=sought.after, size=sought.limit, case=sought.case, state=sought.state or "", by=request.reader
    )
    return page_of(found.items, found.after, PlanLine.of)


@router.get("/plans/{uuid:plan}", **reads(Noun.PLANS, PlanShown))
def read_plan(request: ExchangeRequest, plan: UUID) -> HttpResponse:
    """One version with goals, lines, agreements, versions and reviews."""
    return shown(request, _show(request)(plan))


@router.post("/plans", **begins(Noun.PLANS, PlanShown))
def start_plan(request: ExchangeRequest, given: NewPlan) -> HttpResponse:
    """Start writing a version, or go on with the one that is being written."""

    def act() -> UUID:
        return actions.start_plan(case=case_row(given.case), by=request.reader).public_id

    return written(request, act, _show(request), status=201)


@router.post("/plans/{uuid:plan}/lines", **writes(Noun.PLANS, LineShown, status=201))
def add_line(request: ExchangeRequest, plan: UUID, given: NewLine) -> HttpResponse:
    """Add a line. When the plan is in force, a new version of it begins."""

    def act() -> UUID:
        row = version_row(plan)
        unchanged(request, row)
        facts = given.model_dump(exclude={"goal", "worker", "person", "builds_on"})
        return actions.add_step(
            case=row.case,
            goal=_goal(given.goal),
            worker_id=worker_named(given.worker),
            person_id=person_named(given.person, "person"),
            builds_on_id=statement_named(given.builds_on, "builds_on"),
            by=request.reader,
            **facts,
        ).public_id

    return written(request, act, _line(request), status=201, sent=given, at=plan, now=_show(request))


@router.patch("/plans/{uuid:plan}/lines/{uuid:line}", **writes(Noun.PLANS, LineShown))
def change_line(request: ExchangeRequest, plan: UUID, line: UUID, given: LineChange) -> HttpResponse:
    """Change a line; ``If-Match`` names the version of the line."""

    def act() -> UUID:
        row, said = _row(plan, line), given.said()
        if "worker" in said:
            said["worker_id"] = worker_named(said.pop("worker"))
        if "person" in said:
            said["person_id"] = person_named(said.pop("person"), "person")
        if "builds_on" in said:
            said["builds_on_id"] = statement_named(said.pop("builds_on"), "builds_on")
        actions.change_step(step=row, version=version_seen(request, row.version), by=request.reader, **said)
        return line

    return written(request, act, _line(request), sent=given, at=line)


@router.post("/plans/{uuid:plan}/lines/{uuid:line}/settle", **writes(Noun.PLANS, LineShown))
def settle_line(request: ExchangeRequest, plan: UUID, line: UUID, given: Settling) -> HttpResponse:
    """Say that a line is started, done or dropped."""

    def act() -> UUID:
        row = _row(plan, line)
        unchanged(request, row)
        actions.settle_step(step=row, by=request.reader, **given.model_dump())
        return line

    return written(request, act, _line(request), sent=given, at=line)


@router.post("/plans/{uuid:plan}/agreements", **writes(Noun.PLANS, PlanShown, status=201))
def record_agreement(request: ExchangeRequest, plan: UUID, given: NewAgreement) -> HttpResponse:
    """Record what one person said. An answer is never changed; the latest one counts."""

    def act() -> UUID:
        row = version_row(plan)
        unchanged(request, row)
        actions.record_agreement(
            plan=row,
            person_id=person_named(given.person, "person") or 0,
            step=_answered(plan, given.line),
            by=request.reader,
            **given.model_dump(exclude={"person", "line"}),
        )
        return plan

    return written(request, act, _show(request), status=201, sent=given, at=plan)


@router.post("/plans/{uuid:plan}/agree", **writes(Noun.PLANS, PlanShown))
def agree_plan(request: ExchangeRequest, plan: UUID, given: Agreeing) -> HttpResponse:
    """Put the version into force; its words are frozen."""

    def act() -> UUID:
        row = version_row(plan)
        unchanged(request, row)
        actions.agree_plan(plan=row, by=request.reader, **given.model_dump())
        return plan

    return written(request, act, _show(request), sent=given, at=plan)


@router.post("/plans/{uuid:plan}/reviews", **writes(Noun.PLANS, PlanShown, status=201))
def hold_review(request: ExchangeRequest, plan: UUID, given: NewReview) -> HttpResponse:
    """Record a time of looking back together at the plan in force."""

    def act() -> UUID:
        row = version_row(plan)
        unchanged(request, row)
        actions.hold_review(case=row.case, by=request.reader, **given.model_dump())
        return plan

    return written(request, act, _show(request), status=201, sent=given, at=plan)


def _show(request: ExchangeRequest) -> Callable[[UUID], PlanShown]:
    return lambda name: PlanShown.whole(series.whole_plan(name, by=request.reader))


def _line(request: ExchangeRequest) -> Callable[[UUID], LineShown]:
    return lambda name: LineShown.of(series.line_fact(name, by=request.reader))


def _row(plan: UUID, line: UUID) -> Any:
    """The line, when it belongs to the case of the plan."""
    row = step_row(line)
    if version_row(plan).case_id != row.case_id:
        raise NotFound
    return row


def _answered(plan: UUID, name: UUID | None) -> Any:
    """The line that was answered to; None for the whole. Refused at its field when it is absent or hidden."""
    try:
        return _row(plan, name) if name is not None else None
    except NotFound:
        reason = _("There is no line with this name in this plan. Use an id from its lines.")
        raise Refused("line", reason, fields={"line": reason}) from None


def _goal(name: UUID | None) -> Any:
    """The goal that a line serves; None for None. Refused at its field when it is absent or hidden."""
    try:
        return goal_row(name) if name is not None else None
    except NotFound:
        reason = _("There is no goal with this name that you can see. Use an id from the goals of the case.")
        raise Refused("goal", reason, fields={"goal": reason}) from None
