"""Versions of the plan: answered, agreed, frozen, replaced."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import Error, transaction

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import RESTRICTED, Reader
from alongside.practice.plans import actions as plans
from alongside.practice.plans import queries
from alongside.practice.plans.enums import PlanState, Reply, ReplyHow, StepState
from alongside.practice.plans.models import Agreement, Plan, Step
from alongside.practice.plans.rules.freezing import is_intact
from alongside.record.cases.enums import Milestone, Stage
from alongside.record.cases.models import Case, Participant
from alongside.record.cases.queries import events_of
from tests.factories.assessments import a_finished_assessment, a_ready_case, a_statement, an_assessment, lead
from tests.factories.plans import a_goal, a_step, an_agreed_plan, an_answer

Become = Callable[[str], Reader]


def agree(plan: Plan, by: Reader, **more: object) -> Plan:
    given = {"review_on": clock.today() + timedelta(days=60), "why": "They cannot wait.", **more}
    return plans.agree_plan(plan=plan, by=by, **given)  # type: ignore[arg-type]


def written(by: Reader, *, family: bool = False) -> tuple[Case, Plan, Step]:
    """A case with a plan being written: one goal, one line."""
    case = a_ready_case(by, family=family)
    step = a_step(case, by, goal=a_goal(case, by))
    return case, plans.start_plan(case=case, by=by), step


def someone_else(case: Case) -> int:
    return Participant.objects.filter(case=case, focus=False).values_list("person_id", flat=True)[0]


def milestones(case: Case) -> list[str]:
    return [event.milestone for event in events_of(case.id) if event.milestone]


def test_starting_twice_goes_on_with_the_same_version(become: Become) -> None:
    by = become("worker")
    case, plan, _step = written(by)
    assert plans.start_plan(case=case, by=by).id == plan.id


def test_the_first_answer_proposes_the_plan(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    a_finished_assessment(case, by)
    a_step(case, by, goal=a_goal(case, by))
    plan = plans.start_plan(case=case, by=by)
    assert Milestone.PLAN_PROPOSED not in milestones(case)
    an_answer(plan, lead(case), by, reply=Reply.DECLINE)
    assert milestones(case).count(Milestone.PLAN_PROPOSED) == 1


def test_an_answer_is_kept_even_when_the_protocol_wants_more_first(become: Become) -> None:
    by = become("worker")
    case, plan, _step = written(by)
    an_answer(plan, lead(case), by)
    assert Agreement.objects.count() == 1
    assert Milestone.PLAN_PROPOSED not in milestones(case), "the assessment is not finished"
    with pytest.raises(Refused) as refusal:
        agree(plan, by, why="")
    assert refusal.value.code == "case.stage.reason_required"
    agree(plan, by, why="The rent is due on Friday.")
    assert {Milestone.PLAN_PROPOSED, Milestone.PLAN_AGREED} <= set(milestones(case))


def test_agreeing_freezes_words_and_moves_the_case(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    plan = an_agreed_plan(case, by)
    plan.refresh_from_db()
    assert plan.state == PlanState.IN_FORCE
    assert plan.content is not None
    assert is_intact(plan.content, plan.digest)
    assert len(plan.digest) == 64
    goal = plan.content["goals"][0]
    assert goal["own_words"] == "No more letters on the door."
    assert [line["what"] for line in goal["lines"]] == ["calls the landlord"]
    assert plan.content["rights"].startswith("You can say no.")
    case.refresh_from_db()
    assert case.stage == Stage.WORK


def test_nobody_answered_means_no_plan(become: Become) -> None:
    by = become("worker")
    _case, plan, _step = written(by)
    with pytest.raises(Refused) as refusal:
        agree(plan, by)
    assert refusal.value.code == "plan.nobody_answered"
    assert Plan.objects.get().state == PlanState.DRAFT


def test_an_adult_who_has_not_answered_is_named(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López", "Rosario Vega"])
    a_step(case, by, goal=a_goal(case, by))
    plan = plans.start_plan(case=case, by=by)
    an_answer(plan, lead(case), by)
    agreed = agree(plan, by)
    assert agreed.content is not None
    assert agreed.content["not_answered"] == ["Rosario"]
    assert queries.plan_page(case.id).waits_for == ("Rosario",)
    an_answer(agreed, someone_else(case), by)
    assert queries.plan_page(case.id).waits_for == ()


def test_a_declined_line_is_dropped_or_changed_first(become: Become) -> None:
    by = become("worker")
    case, plan, step = written(by)
    an_answer(plan, lead(case), by)
    an_answer(plan, lead(case), by, reply=Reply.DECLINE, step=step, words="Not the landlord")
    with pytest.raises(Refused, match="calls the landlord"):
        agree(plan, by)
    plans.change_step(step=step, version=1, what="writes to the landlord", by=by)
    assert agree(plan, by).state == PlanState.IN_FORCE


def test_a_dropped_line_is_not_in_the_agreed_words(become: Become) -> None:
    by = become("worker")
    case, plan, step = written(by)
    an_answer(plan, lead(case), by)
    an_answer(plan, lead(case), by, reply=Reply.DECLINE, step=step)
    plans.settle_step(step=step, state=StepState.DROPPED, words="Marta said no.", by=by)
    agreed = agree(plan, by)
    assert agreed.content is not None
    assert agreed.content["goals"][0]["lines"] == []


def test_a_goal_without_measure_stays_in_the_draft(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    a_goal(case, by, measure="")
    plan = plans.start_plan(case=case, by=by)
    an_answer(plan, lead(case), by)
    with pytest.raises(Refused, match="Rent paid by us each month"):
        agree(plan, by)


def test_the_review_is_set_in_time(become: Become) -> None:
    by = become("worker")
    case, plan, _step = written(by)
    an_answer(plan, lead(case), by)
    for review_on, why in (
        (None, "x"),
        (clock.today() - timedelta(days=1), "x"),
        (clock.today() + timedelta(days=900), ""),
    ):
        with pytest.raises(Refused) as refusal:
            agree(plan, by, review_on=review_on, why=why)
        assert set(refusal.value.fields) == {"review_on"}


def test_a_change_makes_a_new_version_and_the_old_stays_in_force(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    first = an_agreed_plan(case, by)
    step = Step.objects.get(case=case)
    plans.change_step(step=step, version=1, what="writes to the landlord", by=by)
    second = Plan.objects.get(case=case, state=PlanState.DRAFT)
    first.refresh_from_db()
    assert (second.number, first.state) == (2, PlanState.IN_FORCE)
    assert first.content is not None
    assert first.content["goals"][0]["lines"][0]["what"] == "calls the landlord"
    with pytest.raises(Refused) as refusal:
        agree(second, by)
    assert refusal.value.code == "plan.nobody_answered", "an answer to the old version is no answer to the new one"
    an_answer(second, lead(case), by)
    agree(second, by)
    first.refresh_from_db()
    assert (first.state, first.replaced_on) == (PlanState.REPLACED, clock.today())
    assert is_intact(first.content, first.digest)
    with pytest.raises(Refused, match="replaced"):
        an_answer(first, lead(case), by)
    with pytest.raises(Refused):
        agree(second, by)


def test_an_answer_to_one_line_holds_while_its_words_hold(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    an_agreed_plan(case, by)
    goal = case.goals.get()
    a_step(case, by, goal=goal, what="brings the rent book")
    page = queries.plan_page(case.id)
    states = {line.number: [answer.state for answer in line.answers] for line in page.goals[0].lines}
    assert states == {1: ["agreed"], 2: ["open"]}
    assert page.people[0].state == "open"
    assert [(line.changed, line.new) for line in page.goals[0].lines] == [(False, False), (False, True)]


def test_answers_are_refused_without_a_way_or_a_part(become: Become) -> None:
    by = become("worker")
    case, plan, step = written(by)
    other = a_ready_case(by)
    with pytest.raises(Refused) as refusal:
        plans.record_agreement(plan=plan, person_id=lead(case), reply="agree", how="", by=by)
    assert set(refusal.value.fields) == {"how"}
    with pytest.raises(Refused) as refusal:
        an_answer(plan, lead(other), by)
    assert set(refusal.value.fields) == {"person"}
    plans.settle_step(step=step, state=StepState.DONE, by=by)
    with pytest.raises(Refused, match="settled"):
        an_answer(plan, lead(case), by, step=step)
    assert not Agreement.objects.exists()


def test_an_answer_is_never_changed(become: Become) -> None:
    by = become("worker")
    case, plan, _step = written(by)
    an_answer(plan, lead(case), by)
    with pytest.raises(Error), transaction.atomic():
        Agreement.objects.update(reply=Reply.DECLINE)


def test_restricted_roots_are_not_in_the_agreed_words(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    secret = a_statement(an_assessment(case, by), by, level=RESTRICTED, words="Nobody else may read this")
    a_goal(case, by, grows_from=[secret.id])
    plan = plans.start_plan(case=case, by=by)
    an_answer(plan, lead(case), by)
    assert "Nobody else may read this" not in str(agree(plan, by).content)


@pytest.mark.parametrize("username", ["elsewhere", "evaluator", "privacy", "admin", "client"])
def test_others_neither_answer_nor_agree(username: str, become: Become) -> None:
    worker = become("worker")
    case, plan, _step = written(worker)
    person = lead(case)
    an_answer(plan, person, worker)
    by = become(username)
    with pytest.raises(NotFound):
        plans.record_agreement(plan=plan, person_id=person, reply=Reply.AGREE, how=ReplyHow.SPOKEN, by=by)
    with pytest.raises(NotFound):
        agree(plan, by)
