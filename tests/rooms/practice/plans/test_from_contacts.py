"""What a contact brings to the plan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.practice.plans.actions.from_contacts import (
    add_next_step,
    level_faults,
    next_step_faults,
    note_levels,
)
from alongside.practice.plans.enums import StepOwner
from alongside.practice.plans.models import Plan, Progress
from alongside.practice.plans.rules.lines import LineText
from tests.factories.assessments import a_ready_case, lead
from tests.factories.plans import a_goal, a_step

Become = Callable[[str], Reader]


def line(**more: object) -> LineText:
    given = {
        "owner": StepOwner.WORKER,
        "worker_id": 1,
        "person_id": None,
        "owner_name": "",
        "what": "Ring the nursery",
        "due_on": clock.today(),
        "help": "",
        "how_known": "",
    }
    return LineText(**{**given, **more})  # type: ignore[arg-type]


def test_several_levels_take_two_statements(become: Become, queries) -> None:  # type: ignore[no-untyped-def]
    by = become("worker")
    case = a_ready_case(by)
    goals = [a_goal(case, by, title=f"Goal {number}", start_level=-1) for number in range(4)]
    at = clock.now() + timedelta(seconds=1)
    with queries() as seen:
        rows = note_levels(case=case, levels={goal.id: 0 for goal in goals}, at=at, by=by)
    assert len(seen) == 2
    assert set(rows) == {goal.id for goal in goals}
    for goal in goals:
        goal.refresh_from_db()
        assert goal.attained == 0


def test_an_earlier_moment_does_not_undo_a_later_one(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    goal = a_goal(case, by, start_level=1)
    note_levels(case=case, levels={goal.id: -1}, at=clock.now() - timedelta(days=1), by=by)
    goal.refresh_from_db()
    assert goal.attained == 1
    assert Progress.objects.filter(goal=goal).count() == 2


def test_nothing_noted_asks_nothing(become: Become, queries) -> None:  # type: ignore[no-untyped-def]
    by = become("worker")
    case = a_ready_case(by)
    with queries() as seen:
        assert note_levels(case=case, levels={}, at=clock.now(), by=by) == {}
    assert seen == []


@pytest.mark.parametrize(
    ("wanted", "confirmed", "wrong"),
    [(1, False, False), (2, False, True), (2, True, False), (3, True, True), (-3, True, True)],
)
def test_levels_are_judged(wanted: int, *, confirmed: bool, wrong: bool) -> None:
    assert bool(level_faults({7: wanted}, {7: 0}, confirmed=confirmed)) is wrong


def test_the_next_step_gets_the_next_number(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    goal = a_goal(case, by)
    before = a_step(case, by, goal=goal)
    step = add_next_step(case=case, goal_id=goal.id, text=line(worker_id=by.worker_id), subjects=[], by=by)
    step.refresh_from_db()
    assert (step.number, step.goal_id) == (before.number + 1, goal.id)


def test_what_a_person_does_asks_for_her_answer(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    add_next_step(case=case, goal_id=None, text=line(worker_id=by.worker_id), subjects=[], by=by)
    assert not Plan.objects.exists()
    hers = line(owner=StepOwner.PERSON, worker_id=None, person_id=lead(case))
    add_next_step(case=case, goal_id=None, text=hers, subjects=[lead(case)], by=by)
    assert Plan.objects.filter(case=case, state="draft").exists()


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"due_on": None}, "due_on"),
        ({"due_on": clock.today() - timedelta(days=1)}, "due_on"),
        ({"what": " "}, "what"),
        ({"worker_id": None}, "worker"),
        ({"owner": StepOwner.PERSON, "person_id": 99}, "person"),
    ],
)
def test_a_step_that_does_not_fit_is_refused(become: Become, more: dict[str, object], field: str) -> None:
    assert field in next_step_faults(line(**more), subjects=[1])
    by = become("worker")
    case = a_ready_case(by)
    with pytest.raises(Refused):
        add_next_step(case=case, goal_id=None, text=line(**more), subjects=[1], by=by)
