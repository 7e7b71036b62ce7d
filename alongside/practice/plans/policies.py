"""Who sees a plan: the circle of its case."""

from __future__ import annotations

from dataclasses import replace

from alongside.agency.access.policies import by_circle

CASE = [("case_id", "cases_case")]
GOAL = ("goal_id", "plans_goal")
PLAN = ("plan_id", "plans_plan")

GUARDS = (
    by_circle("plans.Plan", parents=CASE),
    by_circle("plans.Goal", parents=CASE, subjects=["person_id", "said_by_id"]),
    by_circle("plans.GoalSource", parents=[GOAL, ("statement_id", "assessments_statement")], update=False),
    by_circle("plans.Progress", parents=[GOAL], update=False),
    by_circle("plans.Step", parents=[*CASE, GOAL, ("builds_on_id", "assessments_statement")], subjects=["person_id"]),
    replace(
        by_circle("plans.StepUpdate", parents=[("step_id", "plans_step"), ("member_id", "careteams_careteammember")]),
        insert=False,
    ),
    by_circle("plans.Agreement", parents=[PLAN, ("step_id", "plans_step")], subjects=["person_id"], update=False),
    by_circle("plans.Review", parents=[*CASE, PLAN], update=False),
)
