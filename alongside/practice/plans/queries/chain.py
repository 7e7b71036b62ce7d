"""The chain from problem to goal to line to review, walked both ways, and where it is broken (S-007)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from alongside.ground.foundation.shapes import shaped
from alongside.ground.foundation.together import together
from alongside.practice.assessments.enums import StatementKind
from alongside.practice.assessments.models import Statement
from alongside.practice.plans.enums import GoalState, PlanState
from alongside.practice.plans.models import GoalSource, Plan
from alongside.practice.plans.queries.goals import Root, root_of
from alongside.practice.plans.queries.rows import PlanRows, is_left, rows_of
from alongside.practice.plans.rules.lines import ENDED


@dataclass(frozen=True, slots=True)
class GoalLink:
    """A goal that grows from a statement."""

    id: UUID
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class LineLink:
    """A line of the plan, by its number and what it says."""

    id: UUID
    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Orphans:
    """Where the chain is broken: needs without a goal, goals without a line, lines without a goal, no review."""

    needs: tuple[Root, ...]
    goals: tuple[GoalLink, ...]
    lines: tuple[LineLink, ...]
    no_review: bool

    def __bool__(self) -> bool:
        return bool(self.needs or self.goals or self.lines or self.no_review)


def goals_by_statement(case_id: int) -> dict[UUID, tuple[GoalLink, ...]]:
    """For each statement of a case, by its outside name, the goals that grow from it. One statement."""
    found: dict[UUID, list[GoalLink]] = defaultdict(list)
    links = GoalSource.objects.filter(goal__case_id=case_id).select_related("goal", "statement").order_by("goal__order")
    for link in links:
        goal = link.goal
        found[link.statement.public_id].append(GoalLink(goal.public_id, goal.title, goal.state))
    return {key: tuple(value) for key, value in found.items()}


def needs_without_goal(case_id: int) -> list[Root]:
    """The needs that hold today and from which no open or reached goal grows. Three statements."""
    return _unanswered(statement_rows(case_id), rows_of([case_id]))


def statement_rows(case_id: int) -> QuerySet[Statement]:
    """The needs and strengths of a case that hold today, not asked yet."""
    kinds = (StatementKind.NEED, StatementKind.STRENGTH)
    return Statement.objects.filter(case_id=case_id, kind__in=kinds, ended_on=None).order_by("id")


def _unanswered(statements: Iterable[Statement], rows: PlanRows) -> list[Root]:
    answering = [goal for goal in rows.goals if goal.state in (GoalState.OPEN, GoalState.REACHED)]
    answered = {root.id for goal in answering for root in rows.sources.get(goal.id, ())}
    needs = [one for one in statements if one.kind == StatementKind.NEED]
    return [root_of(one) for one in needs if one.id not in answered]


def orphans_of_case(case_id: int) -> Orphans:
    """Everything in a case's chain that leads nowhere. Three statements, whatever its length."""
    statements, plans = _statements_and_plans(case=case_id)
    return orphans_among(rows_of([case_id]), statements, next(iter(plans), None))


@shaped
def _statements_and_plans(*, case: int) -> tuple[list[Statement], list[Plan]]:
    """The needs and strengths of a case, and its plan in force."""
    return together(statement_rows(case), Plan.objects.filter(case_id=case, state=PlanState.IN_FORCE))


def orphans_among(rows: PlanRows, statements: Iterable[Statement], in_force: Plan | None) -> Orphans:
    """The same from rows that were read already, ended goals included; ``in_force`` is the plan in force, if any."""
    bare = [goal for goal in rows.open_goals() if not any(is_left(line) for line in rows.lines_of(goal.id))]
    loose = [line for line in rows.lines_of(None) if not line.own_idea and line.state not in ENDED]
    return Orphans(
        needs=tuple(_unanswered(statements, rows)),
        goals=tuple(GoalLink(goal.public_id, goal.title, goal.state) for goal in bare),
        lines=tuple(LineLink(line.public_id, line.number, line.what) for line in loose),
        no_review=in_force is not None and in_force.review_on is None,
    )
