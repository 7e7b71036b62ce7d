"""What a plan asks of a worker: lines that are due, goals that do not move, reviews that come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from alongside.ground.foundation import clock
from alongside.practice.assessments.rules.writing import OPEN_STATES
from alongside.practice.plans.enums import PlanState
from alongside.practice.plans.models import Goal, Plan, Step
from alongside.practice.plans.queries.goals import card_of
from alongside.practice.plans.queries.rows import PlanRows, rows_of
from alongside.practice.plans.rules.lines import ENDED
from alongside.record.cases.models import Assignment, Case

SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class LineDue:
    """A line that somebody has promised: in which case, what, by when."""

    id: UUID
    case_id: UUID
    case_title: str
    goal_title: str
    who: str
    what: str
    due_on: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class StuckGoal:
    """A goal that does not move, with the rule that noticed it in words."""

    id: UUID
    case_id: UUID
    case_title: str
    title: str
    level: int
    reason: str


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """A plan that is to be looked back at."""

    case_id: UUID
    case_title: str
    review_on: date
    overdue: bool


class CaseNamed(Protocol):
    """A case, or its head: what a line says of it."""

    @property
    def public_id(self) -> UUID:
        """Its outside name."""

    @property
    def title(self) -> str:
        """What it is called."""


def carried(worker_id: int) -> dict[int, Case]:
    """The open cases that a worker carries today, as far as the reader sees them. One statement."""
    assigned = Assignment.objects.filter(worker_id=worker_id, until_on=None, case__state__in=OPEN_STATES)
    return {one.case_id: one.case for one in assigned.select_related("case").order_by("case__sort_key", "case_id")}


def steps_due(worker_id: int, *, until: date | None = None) -> list[LineDue]:
    """The open lines that a worker has promised and that are due by ``until`` (in seven days when not given)."""
    day = until or clock.today() + timedelta(days=SOON_DAYS)
    lines = (
        Step.objects.filter(worker_id=worker_id, due_on__lte=day, case__state__in=OPEN_STATES)
        .exclude(state__in=ENDED)
        .select_related("case", "goal", "worker")
        .order_by("due_on", "id")
    )
    return [_due(line, line.case, line.goal, line.worker.name if line.worker else "") for line in lines]


def steps_coming(case_id: int, *, limit: int = 5) -> list[LineDue]:
    """The next open lines of a case, whoever does them; those with a date first, the earliest first."""
    case = Case.objects.filter(id=case_id).first()
    return coming_among(rows_of([case_id], with_ended=False), case, limit=limit) if case else []


def coming_among(rows: PlanRows, case: CaseNamed, *, limit: int = 5) -> list[LineDue]:
    """The same from the rows of the case's plan; ``case`` tells its outside name and title."""
    waiting = [line for line in rows.lines if line.state not in ENDED]
    waiting.sort(key=lambda line: (line.due_on is None, line.due_on or date.max, line.number))
    goals = {goal.id: goal for goal in rows.goals}
    return [_due(line, case, goals.get(line.goal_id or 0), rows.who(line)) for line in waiting[:limit]]


def _due(line: Step, case: CaseNamed, goal: Goal | None, who: str) -> LineDue:
    return LineDue(
        id=line.public_id,
        case_id=case.public_id,
        case_title=case.title,
        goal_title=goal.title if goal else "",
        who=who,
        what=line.what,
        due_on=line.due_on,
        overdue=line.due_on is not None and line.due_on < clock.today(),
    )


def stuck_goals(worker_id: int) -> list[StuckGoal]:
    """The goals of a worker's cases that do not move (``rules.goals.stuck_reason``). Constant in their number."""
    cases = carried(worker_id)
    rows = rows_of(cases, with_ended=False)
    found = []
    for goal in rows.goals:
        card = card_of(goal, rows)
        if card.stuck:
            case = cases[goal.case_id]
            found.append(StuckGoal(card.id, case.public_id, case.title, card.title, card.level, card.stuck))
    return found


def reviews_due(worker_id: int, *, until: date | None = None) -> list[ReviewDue]:
    """The plans of a worker's cases to be looked back at by ``until`` (in seven days when not given)."""
    day = until or clock.today() + timedelta(days=SOON_DAYS)
    cases = carried(worker_id)
    plans = Plan.objects.filter(case_id__in=cases, state=PlanState.IN_FORCE, review_on__lte=day).order_by("review_on")
    today = clock.today()
    return [
        ReviewDue(cases[plan.case_id].public_id, cases[plan.case_id].title, plan.review_on, plan.review_on < today)
        for plan in plans
        if plan.review_on is not None
    ]
