"""What pages read of plans: goals, the chain, what is due, the page, the paper."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.practice.assessments.actions import end_statement
from alongside.practice.assessments.enums import StatementKind
from alongside.practice.plans import actions as plans
from alongside.practice.plans import queries as asked
from alongside.practice.plans.enums import GoalState, PlanState, Reply, StepOwner, StepState
from alongside.practice.plans.models import Goal, GoalSource, Plan, Progress, Step
from alongside.practice.plans.queries.series import line_fact
from alongside.record.cases.models import Case
from tests.factories.assessments import a_finished_assessment, a_ready_case, lead
from tests.factories.plans import a_goal, a_root, a_step, an_agreed_plan, an_answer

Become = Callable[[str], Reader]
Queries = Callable[[], AbstractContextManager[list[str]]]


def test_a_goal_card_says_level_trend_and_what_comes_next(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    goal = a_goal(case, by)
    a_step(case, by, goal=goal, what="later", due_on=clock.today() + timedelta(days=9))
    a_step(case, by, goal=goal, what="sooner", due_on=clock.today() + timedelta(days=2))
    plans.note_progress(goal=goal, value=0, by=by)
    (card,) = asked.goals_of_case(case.id)
    assert (card.level, card.trend, card.said_by) == (0, (-1, 0), "Marta")
    assert card.next_line is not None
    assert (card.next_line.who, card.next_line.what) == ("Dele", "sooner")
    assert [root.kind for root in card.builds_on] == ["need"]
    assert [one.name for one in card.whose] == ["Marta"]
    plans.end_goal(goal=goal, state=GoalState.DROPPED, words="Marta changed her mind.", drop_lines=True, by=by)
    assert asked.goals_of_case(case.id) == []
    assert len(asked.goals_of_case(case.id, with_ended=True)) == 1


def test_the_chain_is_walked_both_ways_and_its_loose_ends_are_listed(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    need, alone = a_root(case, by), a_root(case, by)
    goal = a_goal(case, by, grows_from=[need.id])
    step = a_step(case, by)
    assert [link.title for link in asked.goals_by_statement(case.id)[need.public_id]] == [goal.title]
    loose = asked.orphans_of_case(case.id)
    assert [one.id for one in loose.needs] == [alone.public_id]
    assert [one.id for one in loose.goals] == [goal.public_id]
    assert [one.id for one in loose.lines] == [step.public_id]
    assert loose
    a_step(case, by, goal=goal)
    plans.settle_step(step=step, state=StepState.DROPPED, words="For nothing", by=by)
    end_statement(statement=alone, why="Paid", by=by)
    assert not asked.orphans_of_case(case.id)
    plans.end_goal(goal=goal, state=GoalState.DROPPED, words="Marta changed her mind.", drop_lines=True, by=by)
    assert [one.id for one in asked.needs_without_goal(case.id)] == [need.public_id]


def test_strengths_that_are_used_stand_first(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    idle, used = (a_root(case, by, StatementKind.STRENGTH) for _ in range(2))
    a_step(case, by, builds_on_id=used.id)
    found = asked.strengths_in_use(case.id)
    assert [(one.id, one.used) for one in found] == [(used.public_id, True), (idle.public_id, False)]


def test_a_stuck_goal_says_the_rule_that_noticed(become: Become) -> None:
    by = become("worker")
    assert by.worker_id is not None
    with clock.standing_at(clock.now() - timedelta(days=30)):
        case = a_ready_case(by)
        goal = a_goal(case, by, target_on=clock.today() + timedelta(days=50))
        a_goal(case, by, title="Far away", target_on=clock.today() + timedelta(days=500))
    (stuck,) = asked.stuck_goals(by.worker_id)
    assert (stuck.id, stuck.case_id) == (goal.public_id, case.public_id)
    assert "has not moved for 30 days and half its time has passed" in stuck.reason
    plans.note_progress(goal=goal, value=-1, words="Talked about it", by=by)
    assert len(asked.stuck_goals(by.worker_id)) == 1, "noting the same level is no movement"
    plans.note_progress(goal=goal, value=0, by=by)
    assert asked.stuck_goals(by.worker_id) == []


def test_what_is_due_is_what_the_worker_has_promised(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    assert by.worker_id is not None
    soon = a_step(case, by, due_on=clock.today() + timedelta(days=7))
    a_step(case, by, due_on=clock.today() + timedelta(days=8))
    a_step(case, by, owner=StepOwner.PERSON, worker_id=None, person_id=lead(case), due_on=clock.today())
    done = a_step(case, by, due_on=clock.today())
    plans.settle_step(step=done, state=StepState.DONE, by=by)
    assert [line.id for line in asked.steps_due(by.worker_id)] == [soon.public_id]
    coming = asked.steps_coming(case.id, limit=2)
    assert [line.who for line in coming] == ["Marta", "Dele"]


def test_reviews_come_due(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    assert by.worker_id is not None
    an_agreed_plan(case, by)
    assert asked.reviews_due(by.worker_id) == []
    (due,) = asked.reviews_due(by.worker_id, until=clock.today() + timedelta(days=61))
    assert (due.case_id, due.overdue) == (case.public_id, False)


def test_the_page_marks_what_changed_since_the_version_in_force(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    an_agreed_plan(case, by)
    step = Step.objects.get(case=case)
    day = clock.today() + timedelta(days=20)
    plans.change_step(step=step, version=1, due_on=day, by=by)
    page = asked.plan_page(case.id)
    (line,) = page.goals[0].lines
    assert (page.number, page.in_force, line.changed) == (2, 1, True)
    assert (line.was_due, line.due_on) == (step.due_on, day)
    assert page.agree.code == "plan.nobody_answered"
    draft = Plan.objects.get(case=case, state=PlanState.DRAFT)
    an_answer(draft, lead(case), by, reply=Reply.PARTLY, words="Later, please")
    page = asked.plan_page(case.id)
    assert page.agree
    assert (page.people[0].state, page.people[0].words) == ("change", "Later, please")
    plans.settle_step(step=step, state=StepState.DROPPED, words="Marta said so", by=by)
    (line,) = asked.plan_page(case.id).goals[0].lines
    assert line.dropped


def test_a_plan_that_uses_no_strength_says_so(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    goal = a_goal(case, by)
    assert not asked.plan_page(case.id).uses_strength
    plans.change_goal(goal=goal, version=1, also_from=[a_root(case, by, StatementKind.STRENGTH).id], by=by)
    page = asked.plan_page(case.id)
    assert page.uses_strength
    assert page.easy is not None


def test_the_mix_of_work_counts_who_does_how_much(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    a_step(case, by)
    a_step(case, by, owner="partner", worker_id=None, owner_name="School")
    plans.settle_step(step=a_step(case, by), state=StepState.DROPPED, words="Too much", by=by)
    mix = asked.plan_page(case.id).mix
    assert (dict(mix.shares), mix.dropped) == ({"Worker": 1, "Partner agency": 1}, 1)


def test_paper_carries_rights_hope_and_a_place_for_everyone(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López", "Rosario Vega"])
    a_finished_assessment(case, by)
    a_step(case, by, goal=a_goal(case, by))
    draft = asked.plan_sheet(case.id)
    assert (draft.state, draft.waits_for) == ("draft", ("Marta", "Rosario"))
    assert draft.with_whom == "Marta and Rosario, with Dele"
    plan = plans.start_plan(case=case, by=by)
    an_answer(plan, lead(case), by)
    plans.agree_plan(plan=plan, review_on=clock.today() + timedelta(days=30), by=by)
    sheet = asked.plan_sheet(case.id, 1)
    assert sheet.rights.startswith("You can say no.")
    assert sheet.crisis_line == "01 555 0199"
    assert sheet.hope is not None
    assert [(sign.name, sign.answered) for sign in sheet.signs] == [
        ("Marta", "Agreed, face to face"),
        ("Rosario", ""),
    ]
    assert sheet.intact
    with pytest.raises(NotFound):
        asked.plan_sheet(case.id, 7)


def test_a_child_stands_there_with_what_she_has_answered_and_a_no_is_a_no(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by, family=True)
    plan = plans.start_plan(case=case, by=by)
    first, second = (a_step(case, by, goal=a_goal(case, by), what=what) for what in ("rings", "writes"))
    people = {one.name: one for one in asked.plan_page(case.id).people}
    assert "Dani" not in people
    dani = case.participants.get(person__display_name="Dani Prado").person_id
    an_answer(plan, dani, by, step=first)
    an_answer(plan, lead(case), by, reply=Reply.DECLINE)
    people = {one.name: one for one in asked.plan_page(case.id).people}
    assert (people["Dani"].adult, people["Dani"].state, people["Dani"].text) == (False, "agreed", "1 of 1 line")
    assert people["Marta"].state == "no"
    assert second.number == 2


def test_words_that_were_tampered_with_are_noticed(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    plan = an_agreed_plan(case, by)
    plan.refresh_from_db()
    assert plan.content is not None
    Plan.objects.filter(id=plan.id).update(content={**plan.content, "goals": []})
    assert not asked.plan_sheet(case.id, 1).intact
    assert not asked.plan_page(case.id).versions[0].intact


@pytest.mark.parametrize("username", ["elsewhere", "evaluator", "privacy", "admin", "client"])
def test_others_find_nothing(username: str, become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    plan = an_agreed_plan(case, by)
    goal, step = Goal.objects.get(), Step.objects.get()
    assert by.worker_id is not None
    become(username)
    for missing in (
        lambda: asked.plan_page(case.id),
        lambda: asked.plan_sheet(case.id),
        lambda: asked.goal_row(goal.public_id),
        lambda: asked.step_row(step.public_id),
        lambda: line_fact(step.public_id, by=by),
    ):
        with pytest.raises(NotFound):
            missing()
    assert asked.plan_row(case.id, plan.number) is None
    assert asked.goals_of_case(case.id) == []
    assert asked.stuck_goals(by.worker_id) == []
    assert asked.steps_due(by.worker_id) == []
    assert asked.reviews_of_case(case.id) == []


def measured(case: Case, worker: int, queries: Queries) -> int:
    with queries() as seen:
        asked.plan_page(case.id)
        asked.goals_of_case(case.id)
        asked.strengths_in_use(case.id)
        asked.steps_coming(case.id)
        asked.steps_due(worker)
        asked.stuck_goals(worker)
        asked.plan_sheet(case.id)
    return len(seen)


def many(case: Case, count: int) -> None:
    """So many goals, each with a source, a level and a line, like the first."""
    first, source = Goal.objects.filter(case=case).earliest("id"), GoalSource.objects.earliest("id")
    known = {"circle_id": case.circle_id}
    goals = Goal.objects.bulk_create(
        [
            Goal(case=case, title=f"Goal {n}", starts_on=first.starts_on, target_on=first.target_on, order=n, **known)
            for n in range(count)
        ]
    )
    author = Progress.objects.earliest("id").author_id
    GoalSource.objects.bulk_create([GoalSource(goal=goal, statement_id=source.statement_id, **known) for goal in goals])
    Progress.objects.bulk_create(
        [Progress(goal=goal, at=clock.now(), value=-1, author_id=author, **known) for goal in goals]
    )
    last = Step.objects.filter(case=case).latest("number").number
    worker = Step.objects.filter(case=case).latest("number").worker_id
    Step.objects.bulk_create(
        [
            Step(
                case=case,
                goal=goal,
                number=last + place,
                owner="worker",
                worker_id=worker,
                what="calls",
                due_on=first.starts_on,
                **known,
            )
            for place, goal in enumerate(goals, start=1)
        ]
    )


def test_one_goal_or_five_hundred_take_the_same_queries(become: Become, queries: Queries) -> None:
    by = become("worker")
    case = a_ready_case(by)
    assert by.worker_id is not None
    an_agreed_plan(case, by)
    counts = {measured(case, by.worker_id, queries)}
    for count in (9, 490):
        many(case, count)
        counts.add(measured(case, by.worker_id, queries))
    assert len(counts) == 1
