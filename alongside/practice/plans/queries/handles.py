"""Rows to be passed to an action. Absent and hidden answer the same."""

from __future__ import annotations

from uuid import UUID

from alongside.ground.foundation.errors import NotFound
from alongside.practice.plans.enums import PlanState
from alongside.practice.plans.models import Goal, Plan, Step


def goal_row(public_id: UUID) -> Goal:
    """The goal with this outside name; raises NotFound when absent or hidden."""
    row = Goal.objects.select_related("case").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def step_row(public_id: UUID) -> Step:
    """The line with this outside name; raises NotFound when absent or hidden."""
    row = Step.objects.select_related("case").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def plan_row(case_id: int, number: int | None = None) -> Plan | None:
    """One version of a case's plan; without ``number`` the one being written, else the one in force, else None."""
    rows = list(Plan.objects.select_related("case").filter(case_id=case_id).order_by("-number"))
    if number is not None:
        return next((row for row in rows if row.number == number), None)
    for state in (PlanState.DRAFT, PlanState.IN_FORCE):
        if found := next((row for row in rows if row.state == state), None):
            return found
    return None


def version_row(public_id: UUID) -> Plan:
    """The version of a plan with this outside name; raises NotFound when absent or hidden."""
    row = Plan.objects.select_related("case").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row
