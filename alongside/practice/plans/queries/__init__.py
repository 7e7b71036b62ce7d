"""What pages and other rooms read of plans."""

from __future__ import annotations

from alongside.practice.assessments.queries.hope import Hope, hope_of_case
from alongside.practice.plans.queries.chain import (
    GoalLink,
    Orphans,
    goals_by_statement,
    needs_without_goal,
    orphans_of_case,
)
from alongside.practice.plans.queries.goals import GoalCard, StrengthInUse, goals_of_case, strengths_in_use
from alongside.practice.plans.queries.handles import goal_row, plan_row, step_row
from alongside.practice.plans.queries.work import (
    LineDue,
    ReviewDue,
    StuckGoal,
    reviews_due,
    steps_coming,
    steps_due,
    stuck_goals,
)

__all__ = [
    "GoalCard",
    "GoalLink",
    "Hope",
    "LineDue",
    "Orphans",
    "ReviewDue",
    "StrengthInUse",
    "StuckGoal",
    "goal_row",
    "goals_by_statement",
    "goals_of_case",
    "hope_of_case",
    "needs_without_goal",
    "orphans_of_case",
    "plan_row",
    "reviews_due",
    "step_row",
    "steps_coming",
    "steps_due",
    "strengths_in_use",
    "stuck_goals",
]
