"""The chain from problem to goal to line to review, walked both ways, and where it is broken (S-007)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from alongside.practice.assessments.enums import StatementKind
from alongside.practice.assessments.models import Statement
from alongside.practice.plans.enums import GoalState, PlanState, StepState
from alongside.practice.plans.models import Goal, GoalSource, Plan, Step
from alongside.practice.plans.queries.goals import Root, root_of
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
    """The needs that hold today and from which no open or reached goal grows."""
    answered = GoalSource.objects.filter(
        goal__case_id=case_id, goal__state__in=(GoalState.OPEN, GoalState.REACHED)
    ).values("statement_id")
    needs = Statement.objects.filter(case_id=case_id, kind=StatementKind.NEED, ended_on=None)
    return [root_of(one) for one in needs.exclude(id__in=answered).order_by("id")]


def orphans_of_case(case_id: int) -> Orphans:
    """Everything in a case's chain that leads nowhere. Four statements, whatever its length."""
    with_line = Step.objects.filter(case_id=case_id, goal__isnull=False).exclude(state=StepState.DROPPED)
    bare = Goal.objects.filter(case_id=case_id, state=GoalState.OPEN).exclude(id__in=with_line.values("goal_id"))
    loose = Step.objects.filter(case_id=case_id, goal=None, own_idea=False).exclude(state__in=ENDED)
    plan = Plan.objects.filter(case_id=case_id, state=PlanState.IN_FORCE).first()
    return Orphans(
        needs=tuple(needs_without_goal(case_id)),
        goals=tuple(GoalLink(goal.public_id, goal.title, goal.state) for goal in bare.order_by("order", "id")),
        lines=tuple(LineLink(line.public_id, line.number, line.what) for line in loose.order_by("number")),
        no_review=plan is not None and plan.review_on is None,
    )
