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
from alongside.practice.plans.queries.handles import goal_row, plan_row, step_row, version_row
from alongside.practice.plans.queries.lines import LineAnswer, LineView
from alongside.practice.plans.queries.page import GoalView, PlanPage, plan_page
from alongside.practice.plans.queries.people import PersonAnswer
from alongside.practice.plans.queries.proposals import people_of
from alongside.practice.plans.queries.reviews import ReviewView, reviews_of_case
from alongside.practice.plans.queries.sheet import PlanSheet, plan_sheet
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
    "GoalView",
    "Hope",
    "LineAnswer",
    "LineDue",
    "LineView",
    "Orphans",
    "PersonAnswer",
    "PlanPage",
    "PlanSheet",
    "ReviewDue",
    "ReviewView",
    "StrengthInUse",
    "StuckGoal",
    "goal_row",
    "goals_by_statement",
    "goals_of_case",
    "hope_of_case",
    "needs_without_goal",
    "orphans_of_case",
    "people_of",
    "plan_page",
    "plan_row",
    "plan_sheet",
    "reviews_due",
    "reviews_of_case",
    "step_row",
    "steps_coming",
    "steps_due",
    "strengths_in_use",
    "stuck_goals",
    "version_row",
]
