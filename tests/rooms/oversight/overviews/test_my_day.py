"""My day: what needs whom, with a reason and by when, in the order in which it becomes late."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from alongside.agency.access.models import Reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.oversight.overviews.my_day import MyDay, my_day
from alongside.practice.contacts.models import Appointment, Contact
from alongside.practice.plans.models import Goal, Plan, Progress, Step
from alongside.record.cases import actions as cases
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.factories.assessments import a_ready_case
from tests.factories.cases import a_case
from tests.factories.contacts import TEXT, a_contact
from tests.factories.intakes import an_intake
from tests.factories.people import a_phone
from tests.factories.plans import a_goal, a_step, an_agreed_plan

Collect = Callable[[], AbstractContextManager[list[str]]]


def at(hour: int, days: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(clock.today() + timedelta(days=days), time(hour)))


def booked(case: Case, by: Reader, start: datetime, **more: object) -> Appointment:
    """Written as a fact, because the past cannot be booked."""
    return Appointment.objects.create(
        circle_id=case.circle_id,
        case=case,
        worker_id=by.worker_id or 0,
        starts_at=start,
        ends_at=start + timedelta(minutes=45),
        **more,
    )


def needs(day: MyDay) -> list[tuple[str, bool]]:
    return [(line.title, line.overdue) for line in day.needs]


def due(step: Step, days: int) -> None:
    Step.objects.filter(id=step.id).update(due_on=clock.today() + timedelta(days=days))


def test_todays_appointments_in_their_order_and_the_one_that_comes_next(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    a_phone(case.participants.get().person, case.circle_id, by, text_ok="yes")
    late, early = booked(case, by, at(15), about="Rent letters"), booked(case, by, at(9))
    booked(case, by, at(9, days=1))
    Contact.objects.create(
        circle_id=case.circle_id,
        case=case,
        mode="visit",
        at=early.starts_at,
        recorded_at=early.starts_at,
        appointment=early,
        author_id=by.actor_id,
    )
    with clock.standing_at(at(12)):
        first, second = my_day(by=by).appointments
    assert (first.id, first.written_up, first.is_next) == (early.public_id, True, False)
    assert (second.id, second.written_up, second.is_next) == (late.public_id, False, True)
    assert (second.about, second.reach, second.waiting_since) == ("Rent letters", "Text", None)


def test_of_an_earlier_one_somebody_has_to_say_what_came(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    booked(case, by, at(9, days=-9))
    booked(case, by, at(9, days=-8), outcome="came")
    day = my_day(by=by)
    assert day.appointments == ()
    assert [one.waiting_since for one in day.unresolved] == [clock.today() - timedelta(days=9)]


def test_my_lines_of_the_week_and_what_others_are_late_with(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    person = case.participants.get().person_id
    goal = a_goal(case, by)
    due(a_step(case, by, goal=goal, what="calls the landlord"), -1)
    due(a_step(case, by, goal=goal, what="writes to the school"), 7)
    due(a_step(case, by, goal=goal, what="much later"), 8)
    hers = {"owner": "person", "worker_id": None, "person_id": person}
    due(a_step(case, by, goal=goal, what="asks her sister", **hers), -2)
    due(a_step(case, by, goal=goal, what="looks for the papers", **hers), 3)
    day = my_day(by=by)
    assert needs(day) == [
        ("Marta asks her sister", True),
        ("Calls the landlord", True),
        ("Writes to the school", False),
    ]
    assert {line.role for line in day.needs} == {"sun", "leaf"}
    assert day.cases[0].next_step == "asks her sister"


def test_what_others_are_late_with_stands_in_one_row_for_a_case(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    person = case.participants.get().person_id
    goal = a_goal(case, by)
    hers = {"owner": "person", "worker_id": None, "person_id": person}
    due(a_step(case, by, goal=goal, what="asks her sister", **hers), -2)
    due(a_step(case, by, goal=goal, what="looks for the papers", **hers), -9)
    due(a_step(case, by, goal=goal, what="calls the landlord"), -1)
    day = my_day(by=by)
    assert needs(day) == [(f"{case.title}: 2 lines were due", True), ("Calls the landlord", True)]
    assert "Marta, looks for the papers" in day.needs[0].why


def test_what_is_done_needs_nobody(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    step = a_step(case, by, goal=a_goal(case, by))
    Step.objects.filter(id=step.id).update(state="done", done_on=clock.today())
    day = my_day(by=by)
    assert day.needs == ()
    assert (day.cases[0].next_step, day.cases[0].next_due) == ("", None)


@pytest.mark.parametrize(("days", "told"), [(-3, "Was due"), (0, "Due"), (7, "Due"), (8, "")])
def test_a_review_is_due_a_week_ahead(become: Become, days: int, told: str) -> None:
    by = become("worker")
    case = a_ready_case(by)
    plan = an_agreed_plan(case, by)
    Plan.objects.filter(id=plan.id).update(review_on=clock.today() + timedelta(days=days))
    reviews = [line for line in my_day(by=by).needs if line.title.startswith("Review due")]
    assert [line.why.startswith(told) for line in reviews] == [True] * bool(told)
    assert [line.overdue for line in reviews] == [days < 0] * bool(told)


def test_after_care_that_i_promised(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    closing = cases.write_closing(case=case, reasons=["goals_met"], summary="Done.", by=by)
    for what, days in (("Ring once", 3), ("Write a card", 30)):
        day = clock.today() + timedelta(days=days)
        cases.add_after_care(closing=closing, what=what, due_on=day, worker_id=by.worker_id, by=by)
    line = next(line for line in my_day(by=by).needs if line.icon == "heart-handshake")
    assert (line.title, line.overdue) == ("Ring once", False)
    assert case.title in line.why
    assert [one.title for one in my_day(by=become("colleague")).needs] == []


def test_notes_that_i_have_not_signed(become: Become) -> None:
    case = a_ready_case(become("worker"))
    a_contact(case, become("colleague"), sign=False)
    by = become("worker")
    goal = a_goal(case, by)
    a_contact(case, by, sign=False, not_about_a_goal=False)
    a_contact(case, by, sign=False, goals=[(goal.id, None)])
    a_contact(case, by)
    day = my_day(by=by)
    assert [line.about_a_goal for line in day.unsigned] == [False, True]
    assert (day.to_sign, day.unsigned[0].begins) == (2, TEXT[:120])


def test_a_case_in_one_line(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by, family=True)
    titles = ("Rent", "Sleep")
    goals = [
        Goal.objects.create(circle_id=case.circle_id, case=case, title=title, starts_on=clock.today(), attained=level)
        for title, level in zip(titles, (0, -1), strict=True)
    ]
    for value in (-1, 0):
        Progress.objects.create(
            circle_id=case.circle_id, goal=goals[0], at=clock.now(), value=value, author_id=by.actor_id
        )
    (line,) = my_day(by=by).cases
    assert (line.title, line.people, line.stage, line.goals, line.reached) == (case.title, 3, "assessment", 2, 1)
    assert line.trend == (-1, 0)
    assert line.last_contact_at is None


def test_a_goal_of_one_point_shows_no_movement(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    a_goal(case, by)
    day = my_day(by=by)
    assert day.cases[0].trend == ()
    assert day.open_goals == 1


def test_requests_wait_for_whoever_takes_them_in(become: Become) -> None:
    an_intake(become("intake"))
    assert len(my_day(by=become("intake")).intakes) == 1
    assert my_day(by=become("worker")).intakes == ()


def test_whoever_works_with_no_case_has_an_empty_day(become: Become) -> None:
    a_case(become("worker"))
    for who in ("colleague", "evaluator", "privacy", "admin", "client"):
        day = my_day(by=become(who))
        assert (day.appointments, day.unresolved, day.needs, day.unsigned, day.cases) == ((), (), (), (), ()), who


def test_the_same_number_of_statements_for_one_case_and_many(become: Become, queries: Collect) -> None:
    by = become("worker")
    counts = []
    for more in (1, 9):
        for number in range(more):
            case = a_case(by, people=[f"Person {number}"])
            booked(case, by, at(12))
            Goal.objects.create(circle_id=case.circle_id, case=case, title="Rent", starts_on=clock.today(), attained=0)
            a_step(case, by, what="rings the landlord")
        with queries() as seen:
            day = my_day(by=by)
        counts.append(len(seen))
    assert len(day.cases) == len(day.appointments) == len(day.needs) == 10
    assert counts[0] == counts[1]


def test_the_reading_is_logged_with_the_cases_shown(become: Become) -> None:
    by = become("worker")
    ids = {a_case(by).id, a_case(by).id}
    my_day(by=by)
    assert set(Reading.objects.filter(act="my day").latest("id").object_ids) == ids
