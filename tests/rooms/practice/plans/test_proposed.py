"""A line that binds an adult who has not said yes is only proposed, and counts as nobody's (S-173)."""

from __future__ import annotations

from uuid import uuid4

from alongside.ground.foundation import clock
from alongside.practice.plans import actions as plans
from alongside.practice.plans.enums import Reply
from alongside.practice.plans.queries import plan_page
from alongside.practice.plans.rules.agreeing import Answer, Asked, is_proposed
from tests.conftest import Become
from tests.factories.assessments import a_ready_case, lead
from tests.factories.plans import a_goal, a_step

ADULT, CHILD = 1, 2
ASKED = (Asked(ADULT, uuid4(), "Marta", True, True), Asked(CHILD, uuid4(), "Dani", False, False))


def answer(person: int, reply: str) -> Answer:
    return Answer(7, None, person, reply, "", "spoken", clock.today(), {5: 1})


def test_only_an_adult_who_has_not_agreed_leaves_a_line_proposed() -> None:
    def waits(doer: int | None, **said: str) -> bool:
        standing = {(5, ADULT): answer(ADULT, said["reply"])} if said else {}
        return is_proposed(doer=doer, step_id=5, asked=ASKED, standing=standing)

    assert waits(ADULT)
    assert waits(ADULT, reply=Reply.DECLINE)
    assert not waits(ADULT, reply=Reply.AGREE)
    assert not waits(ADULT, reply=Reply.PARTLY)
    assert not waits(CHILD)
    assert not waits(None)


def test_a_proposed_line_is_shown_and_not_counted(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López"])
    goal = a_goal(case, by)
    mother = lead(case)
    a_step(case, by, goal=goal, owner="person", person_id=mother, what="rings the school")
    page = plan_page(case.id)
    (line,) = [one for each in page.goals for one in each.lines]
    assert line.proposed
    assert page.mix.shares == ()
    plan = plans.start_plan(case=case, by=by)
    plans.record_agreement(plan=plan, person_id=mother, reply=Reply.AGREE, how="spoken", by=by)
    page = plan_page(case.id)
    (line,) = [one for each in page.goals for one in each.lines]
    assert not line.proposed
    assert [count for _label, count in page.mix.shares] == [1]
