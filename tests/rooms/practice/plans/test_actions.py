"""The verbs of plans: goals and lines, added, changed, settled, followed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from alongside.agency.access import actions as access
from alongside.agency.access.queries import changes_of
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.ground.foundation.reader import RESTRICTED, Reader
from alongside.practice.assessments.actions import end_statement
from alongside.practice.assessments.enums import StatementKind
from alongside.practice.plans import actions as plans
from alongside.practice.plans.enums import GoalState, PlanState, StepOwner, StepState
from alongside.practice.plans.models import Goal, GoalSource, Plan, Progress, Step
from alongside.record.cases.enums import Milestone
from alongside.record.cases.models import Case
from alongside.record.cases.queries import events_of
from tests.factories.assessments import a_ready_case, a_statement, an_assessment, lead
from tests.factories.plans import a_goal, a_root, a_step, an_agreed_plan, an_answer

Become = Callable[[str], Reader]
CAST = {
    "worker": None,
    "supervisor": None,
    "colleague": None,
    "excluded": NotFound,
    "elsewhere": NotFound,
    "evaluator": NotFound,
    "privacy": NotFound,
    "admin": NotFound,
    "client": NotFound,
}


def fields(action: Callable[[], object]) -> set[str]:
    with pytest.raises(Refused) as refusal:
        action()
    return set(refusal.value.fields)


def test_a_goal_remembers_words_roots_and_its_first_level(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    need, strength = a_root(case, by), a_root(case, by, StatementKind.STRENGTH)
    goal = a_goal(case, by, grows_from=[need.id, strength.id], start_level=-2)
    assert (goal.own_words, goal.said_by_id, goal.attained) == ("No more letters on the door.", lead(case), -2)
    assert set(goal.grows_from.values_list("id", flat=True)) == {need.id, strength.id}
    assert list(goal.progress.values_list("value", flat=True)) == [-2]
    assert Plan.objects.get(case=case).state == PlanState.DRAFT


def test_a_goal_without_root_is_refused_and_nothing_is_written(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    assert fields(lambda: plans.add_goal(case=case, title="Rent", grows_from=[], by=by)) == {"grows_from"}
    assert not Goal.objects.exists()
    assert not Plan.objects.exists()


def test_a_goal_grows_from_what_holds_in_its_own_case(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    foreign = a_root(a_ready_case(by), by)
    ended = a_root(case, by)
    end_statement(statement=ended, why="Paid", by=by)
    for root in (foreign, ended):
        assert fields(lambda root=root: a_goal(case, by, grows_from=[root.id])) == {"grows_from"}  # type: ignore[misc]


def test_a_root_that_only_some_may_see_is_linked_at_its_own_level(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    secret = a_statement(an_assessment(case, by), by, level=RESTRICTED)
    a_goal(case, by, grows_from=[secret.id])
    assert GoalSource.objects.get().level == RESTRICTED
    become("colleague")
    assert Goal.objects.count() == 1
    assert not GoalSource.objects.exists()


def test_changing_a_goal_keeps_the_persons_words(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    goal = a_goal(case, by, person_id=lead(case))
    more = a_root(case, by, StatementKind.HOPE)
    changed = plans.change_goal(goal=goal, version=1, title="Rent paid on time", also_from=[more.id], by=by)
    assert (changed.title, changed.version, changed.person_id) == ("Rent paid on time", 2, lead(case))
    assert more.id in changed.grows_from.values_list("id", flat=True)
    assert fields(lambda: plans.change_goal(goal=goal, version=2, own_words="Other words", by=by)) == {"own_words"}
    assert plans.change_goal(goal=goal, version=2, target_on=None, by=by).target_on is None
    with pytest.raises(Stale) as stale:
        plans.change_goal(goal=goal, version=1, title="Too late", by=by)
    assert stale.value.theirs["title"] == "Rent paid on time"


def test_words_can_be_added_where_nobody_had_asked(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    goal = a_goal(case, by, own_words="", said_by_id=None)
    changed = plans.change_goal(goal=goal, version=1, own_words="I sleep then", said_by_id=lead(case), by=by)
    assert changed.own_words == "I sleep then"


def test_a_goal_ends_when_its_lines_are_settled_or_dropped_with_it(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    goal = a_goal(case, by)
    step = a_step(case, by, goal=goal)
    assert fields(lambda: plans.end_goal(goal=goal, state=GoalState.REACHED, by=by)) == {"words"}
    tomorrow = clock.today() + timedelta(days=1)
    late = {"state": GoalState.REACHED, "drop_lines": True, "on": tomorrow}
    assert fields(lambda: plans.end_goal(goal=goal, by=by, **late)) == {"on"}  # type: ignore[arg-type]
    ended = plans.end_goal(goal=goal, state=GoalState.REACHED, words="Twelve months paid", drop_lines=True, by=by)
    assert (ended.state, ended.ended_on) == (GoalState.REACHED, clock.today())
    step.refresh_from_db()
    assert (step.state, step.end_words) == (StepState.DROPPED, "Twelve months paid")
    with pytest.raises(Refused, match="ended"):
        plans.change_goal(goal=goal, version=2, title="Again", by=by)
    with pytest.raises(Refused, match="ended"):
        plans.note_progress(goal=goal, value=1, by=by)


def test_lines_are_numbered_through_the_plan(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    goal = a_goal(case, by)
    first = a_step(case, by, goal=goal)
    own = plans.add_step(
        case=case, owner=StepOwner.PERSON, person_id=lead(case), what="eat together", own_idea=True, by=by
    )
    assert (first.number, own.number, own.goal_id) == (1, 2, None)


def test_a_line_has_somebody_to_do_it(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    other = a_ready_case(by)
    foreign = a_goal(other, by)
    assert fields(lambda: a_step(case, by, worker_id=None)) == {"worker"}
    assert fields(lambda: a_step(case, by, worker_id=987654)) == {"worker"}
    assert fields(lambda: a_step(case, by, owner="person", person_id=lead(other))) == {"person"}
    with pytest.raises(NotFound):
        a_step(case, by, goal=foreign)
    assert not Step.objects.filter(case=case).exists()


def test_a_line_builds_on_a_strength_that_holds(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    strength, need = a_root(case, by, StatementKind.STRENGTH), a_root(case, by)
    assert a_step(case, by, builds_on_id=strength.id).builds_on_id == strength.id
    assert fields(lambda: a_step(case, by, builds_on_id=need.id)) == {"builds_on"}
    end_statement(statement=strength, why="She moved away", by=by)
    assert fields(lambda: a_step(case, by, builds_on_id=strength.id)) == {"builds_on"}


def test_changing_a_line_makes_a_new_wording_only_when_its_words_change(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    step = a_step(case, by)
    assert plans.change_step(step=step, version=1, what="calls the landlord", by=by).wording == 1
    changed = plans.change_step(step=step, version=2, due_on=clock.today(), by=by)
    assert (changed.wording, changed.version, changed.due_on) == (2, 3, clock.today())
    with pytest.raises(Stale) as stale:
        plans.change_step(step=step, version=1, what="writes", by=by)
    assert stale.value.theirs["what"] == "calls the landlord"
    assert fields(lambda: plans.change_step(step=step, version=3, what=" ", by=by)) == {"what"}


def test_a_line_is_settled_once_and_starts_the_work(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    an_agreed_plan(case, by)
    step = Step.objects.get(case=case)
    plans.settle_step(step=step, state=StepState.STARTED, by=by)
    done = plans.settle_step(step=step, state=StepState.DONE, words="He waits until December", by=by)
    assert (done.state, done.done_on) == (StepState.DONE, clock.today())
    assert [event.milestone for event in events_of(case.id)].count(Milestone.WORK_STARTED) == 1
    assert not Plan.objects.filter(case=case, state=PlanState.DRAFT).exists(), "doing a line does not change the plan"
    with pytest.raises(Refused, match="settled"):
        plans.settle_step(step=step, state=StepState.DROPPED, words="No", by=by)
    with pytest.raises(Refused, match="settled"):
        plans.change_step(step=step, version=done.version, what="other", by=by)


def test_dropping_their_own_idea_asks_how_it_was_agreed(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    step = a_step(case, by, own_idea=True)
    with pytest.raises(Refused, match="own idea"):
        plans.settle_step(step=step, state=StepState.DROPPED, by=by)
    plans.settle_step(step=step, state=StepState.DROPPED, words="Marta said so on the phone.", by=by)
    assert changes_of("plans_step", step.id)[0].why == "Marta said so on the phone."


def test_progress_has_a_range_and_jumps_are_confirmed(become: Become) -> None:
    by = become("worker")
    goal = a_goal(a_ready_case(by), by)
    assert fields(lambda: plans.note_progress(goal=goal, value=3, by=by)) == {"value"}
    assert fields(lambda: plans.note_progress(goal=goal, value=1, by=by)) == {"value"}
    assert fields(lambda: plans.note_progress(goal=goal, value=0, person_rating=12, by=by)) == {"person_rating"}
    tomorrow = clock.now() + timedelta(days=1)
    assert fields(lambda: plans.note_progress(goal=goal, value=0, at=tomorrow, by=by)) == {"at"}
    plans.note_progress(goal=goal, value=1, confirmed=True, words="Two months paid", by=by)
    goal.refresh_from_db()
    assert goal.attained == 1
    assert Progress.objects.filter(goal=goal).count() == 2


def test_a_level_noted_late_does_not_undo_a_newer_one(become: Become) -> None:
    by = become("worker")
    past = clock.now() - timedelta(days=30)
    with clock.standing_at(past):
        case = a_ready_case(by)
        goal = a_goal(case, by)
    plans.note_progress(goal=goal, value=0, by=by)
    plans.note_progress(goal=goal, value=-2, at=past + timedelta(days=3), by=by)
    goal.refresh_from_db()
    assert goal.attained == 0


def test_looking_back_needs_a_plan_in_force(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    with pytest.raises(Refused, match="Agree a plan first"):
        plans.hold_review(case=case, with_whom="Marta", decision="Go on", by=by)


def test_looking_back_records_what_was_said_and_when_again(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    plan = an_agreed_plan(case, by)
    again = clock.today() + timedelta(days=90)
    wrong = {"with_whom": " ", "decision": " ", "held_on": again, "next_on": clock.today() - timedelta(days=1)}
    assert fields(lambda: plans.hold_review(case=case, by=by, **wrong)) == set(wrong)  # type: ignore[arg-type]
    review = plans.hold_review(
        case=case, with_whom="Marta and Dele", person_view="It is quieter.", decision="Go on", next_on=again, by=by
    )
    plan.refresh_from_db()
    assert (review.plan_id, plan.review_on) == (plan.id, again)
    assert Milestone.REVIEW_HELD in [event.milestone for event in events_of(case.id)]


@pytest.mark.parametrize("username", CAST)
def test_who_may_plan(username: str, become: Become) -> None:
    worker = become("worker")
    case = a_ready_case(worker)
    goal = a_goal(case, worker)
    step = a_step(case, worker, goal=goal)
    access.exclude(circle=case.circle_id, actor_id=become("excluded").actor_id, why="Brother of Marta", by=worker)
    by = become(username)

    def everything() -> None:
        plans.start_plan(case=case, by=by)
        plans.change_goal(goal=goal, version=1, title="Rent", by=by)
        plans.change_step(step=step, version=1, what="writes", by=by)
        plans.note_progress(goal=goal, value=0, by=by)
        plans.settle_step(step=step, state=StepState.DONE, by=by)
        plans.end_goal(goal=goal, state=GoalState.REACHED, by=by)

    if CAST[username] is None:
        everything()
    else:
        for verb in (
            lambda: plans.start_plan(case=case, by=by),
            lambda: plans.add_step(case=case, owner="partner", owner_name="School", what="calls", by=by),
            lambda: plans.add_goal(case=case, title="Rent", grows_from=[], by=by),
            lambda: plans.change_goal(goal=goal, version=1, title="Rent", by=by),
            lambda: plans.change_step(step=step, version=1, what="writes", by=by),
            lambda: plans.note_progress(goal=goal, value=0, by=by),
            lambda: plans.settle_step(step=step, state=StepState.DONE, by=by),
            lambda: plans.end_goal(goal=goal, state=GoalState.REACHED, by=by),
            lambda: plans.hold_review(case=case, with_whom="Marta", decision="Go on", by=by),
        ):
            with pytest.raises(NotFound):
                verb()


def test_a_closed_case_keeps_its_plan_as_it_was(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    goal = a_goal(case, by)
    Case.objects.filter(id=case.id).update(state="closed")
    with pytest.raises(Refused) as refusal:
        plans.change_goal(goal=goal, version=1, title="Rent", by=by)
    assert refusal.value.code == "case.closed"


def test_a_handle_that_one_lost_sight_of_is_not_there(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    goal = a_goal(case, by)
    step = a_step(case, by, goal=goal)
    plan = plans.start_plan(case=case, by=by)
    other = a_ready_case(by)
    Goal.objects.filter(id=goal.id).update(level=RESTRICTED)
    Step.objects.filter(id=step.id).update(level=RESTRICTED)
    Plan.objects.filter(id=plan.id).update(level=RESTRICTED)
    colleague = become("colleague")
    for act in (
        lambda: plans.note_progress(goal=goal, value=0, by=colleague),
        lambda: plans.end_goal(goal=goal, state=GoalState.DROPPED, words="She moved", by=colleague),
        lambda: plans.settle_step(step=step, state=StepState.STARTED, by=colleague),
        lambda: an_answer(plan, lead(case), colleague),
        lambda: plans.agree_plan(plan=plan, review_on=clock.today() + timedelta(days=9), by=colleague),
    ):
        with pytest.raises(NotFound):
            act()
    assert other.id != case.id


def test_looking_back_without_a_next_day_leaves_the_old_one_and_who_is_said_in_a_line(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    plan = an_agreed_plan(case, by)
    plans.hold_review(case=case, with_whom="Marta", decision="Go on", by=by)
    assert Plan.objects.get(id=plan.id).review_on == plan.review_on
    assert fields(lambda: plans.hold_review(case=case, with_whom="x" * 301, decision="Go on", by=by)) == {"with_whom"}
