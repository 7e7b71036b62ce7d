"""Plans for tests, written with the product's own actions."""

from __future__ import annotations

from datetime import timedelta

from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.practice.assessments.enums import StatementKind
from alongside.practice.assessments.models import Statement
from alongside.practice.plans import actions as plans
from alongside.practice.plans.enums import Reply, ReplyHow, StepOwner
from alongside.practice.plans.models import Goal, Plan, Step
from alongside.record.cases.models import Case
from tests.factories.assessments import a_statement, an_assessment, lead


def a_root(case: Case, by: Reader, kind: str = StatementKind.NEED) -> Statement:
    """A statement that a goal can grow from; an assessment is started when none is open."""
    assessment = case.assessments.filter(finished_at=None).first() or an_assessment(case, by)
    return a_statement(assessment, by, kind=kind)


def a_goal(case: Case, by: Reader, *, title: str = "Rent paid by us each month", **more: object) -> Goal:
    """A goal ready to be agreed: with a measure and a date 90 days from today."""
    given = {
        "measure": "The rent book shows it",
        "target_on": clock.today() + timedelta(days=90),
        "own_words": "No more letters on the door.",
        "said_by_id": lead(case),
        **more,
    }
    roots = given.pop("grows_from", None) or [a_root(case, by).id]
    return plans.add_goal(case=case, title=title, grows_from=roots, by=by, **given)  # type: ignore[arg-type]


def a_step(
    case: Case, by: Reader, *, goal: Goal | None = None, what: str = "calls the landlord", **more: object
) -> Step:
    """A line that the worker does within a week."""
    given: dict[str, object] = {
        "owner": StepOwner.WORKER,
        "worker_id": by.worker_id,
        "due_on": clock.today() + timedelta(days=7),
        **more,
    }
    return plans.add_step(case=case, goal=goal, what=what, by=by, **given)  # type: ignore[arg-type]


def an_answer(plan: Plan, person_id: int, by: Reader, *, reply: str = Reply.AGREE, **more: object) -> None:
    """One person's answer to a version of the plan, face to face."""
    plans.record_agreement(plan=plan, person_id=person_id, reply=reply, how=ReplyHow.SPOKEN, by=by, **more)  # type: ignore[arg-type]


def an_agreed_plan(case: Case, by: Reader) -> Plan:
    """A plan in force: one goal with one line, agreed by the person whom the case is for."""
    goal = a_goal(case, by)
    a_step(case, by, goal=goal)
    plan = plans.start_plan(case=case, by=by)
    an_answer(plan, lead(case), by)
    return plans.agree_plan(
        plan=plan, review_on=clock.today() + timedelta(days=60), why="The family cannot wait for the rest.", by=by
    )
