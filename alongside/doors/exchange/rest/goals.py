"""Goals: what the work is for, and how far it has come."""

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
from alongside.doors.exchange.rest.pointing import called, person_named, statements_named
from alongside.doors.exchange.rest.shapes_goals import (
    GoalChange,
    GoalEnding,
    GoalLine,
    GoalShown,
    GoalsSought,
    NewGoal,
    NewProgress,
)
from alongside.doors.exchange.shapes import Page
from alongside.doors.exchange.writing import shown, unchanged, version_seen, written
from alongside.practice.plans import actions
from alongside.practice.plans.queries import goal_row, series
from alongside.record.cases.queries import case_row

router = Router()
PEOPLE = ("said_by", "person")


@router.get("/goals", **reads(Noun.GOALS, Page[GoalLine]))
def list_goals(request: ExchangeRequest, sought: Query[GoalsSought]) -> Page[GoalLine]:
    """Goals, newest first."""
    found = series.goals_after(
        after=sought.after, size=sought.limit, case=sought.case, state=sought.state or "", by=request.reader
    )
    return page_of(found.items, found.after, GoalLine.of)


@router.get("/goals/{uuid:goal}", **reads(Noun.GOALS, GoalShown))
def read_goal(request: ExchangeRequest, goal: UUID) -> HttpResponse:
    """One goal with its progress."""
    return shown(request, _show(request)(goal))


@router.post("/goals", **begins(Noun.GOALS, GoalShown))
def add_goal(request: ExchangeRequest, given: NewGoal) -> HttpResponse:
    """Add a goal. When a plan is in force, a new version of it begins."""

    def act() -> UUID:
        facts = given.model_dump(exclude={"case", "grows_from", *PEOPLE})
        return actions.add_goal(
            case=case_row(given.case),
            grows_from=statements_named(given.grows_from, "grows_from"),
            said_by_id=person_named(given.said_by, "said_by"),
            person_id=person_named(given.person, "person"),
            by=request.reader,
            **facts,
        ).public_id

    return written(request, act, _show(request), status=201)


@router.patch("/goals/{uuid:goal}", **writes(Noun.GOALS, GoalShown))
def change_goal(request: ExchangeRequest, goal: UUID, given: GoalChange) -> HttpResponse:
    """Change a goal. When a plan is in force, a new version of it begins."""

    def act() -> UUID:
        row = goal_row(goal)
        said: dict[str, Any] = given.said()
        if "also_from" in said:
            said["also_from"] = statements_named(said["also_from"], "also_from")
        for name in PEOPLE:
            if name in said:
                said[f"{name}_id"] = person_named(said.pop(name), name)
        with called({"grows_from": "also_from"}):
            actions.change_goal(goal=row, version=version_seen(request, row.version), by=request.reader, **said)
        return goal

    return written(request, act, _show(request), sent=given, at=goal)


@router.post("/goals/{uuid:goal}/progress", **writes(Noun.GOALS, GoalShown, status=201))
def note_progress(request: ExchangeRequest, goal: UUID, given: NewProgress) -> HttpResponse:
    """Note where a goal stands. What was noted is never changed."""

    def act() -> UUID:
        row = goal_row(goal)
        unchanged(request, row)
        facts = given.model_dump(exclude={"level"})
        with called({"value": "level"}):
            actions.note_progress(goal=row, value=given.level, by=request.reader, **facts)
        return goal

    return written(request, act, _show(request), status=201, sent=given, at=goal)


@router.post("/goals/{uuid:goal}/end", **writes(Noun.GOALS, GoalShown))
def end_goal(request: ExchangeRequest, goal: UUID, given: GoalEnding) -> HttpResponse:
    """Say that a goal is reached, or dropped."""

    def act() -> UUID:
        row = goal_row(goal)
        unchanged(request, row)
        actions.end_goal(goal=row, by=request.reader, **given.model_dump())
        return goal

    return written(request, act, _show(request), sent=given, at=goal)


def _show(request: ExchangeRequest) -> Callable[[UUID], GoalShown]:
    return lambda name: GoalShown.whole(series.whole_goal(name, by=request.reader))
