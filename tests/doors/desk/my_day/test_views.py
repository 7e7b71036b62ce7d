"""My day: what needs whom, the same number of statements for one case and many, and each role's first page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.test import Client
from django.utils import timezone

from alongside.agency.access.models import Reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.oversight.overviews.my_day import my_day
from alongside.practice.contacts.models import Appointment
from alongside.practice.plans import actions as plans
from alongside.practice.plans.models import Goal, Progress
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.factories.cases import a_case

Visit = Callable[[str], Client]


def noon(days: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(clock.today() + timedelta(days=days), time(12)))


def an_appointment(case: Case, by: Reader, days: int = 0) -> Appointment:
    """Written as a fact, because the past cannot be booked."""
    return Appointment.objects.create(
        circle_id=case.circle_id,
        case=case,
        worker_id=by.worker_id or 0,
        starts_at=noon(days),
        ends_at=noon(days) + timedelta(minutes=45),
        about="Rent letters",
    )


def a_full_case(by: Reader, number: int) -> Case:
    case = a_case(by, people=[f"Person {number}"])
    an_appointment(case, by)
    goal = Goal.objects.create(circle_id=case.circle_id, case=case, title="Rent", starts_on=clock.today(), attained=0)
    for value in (-1, 0):
        Progress.objects.create(circle_id=case.circle_id, goal=goal, at=clock.now(), value=value, author_id=by.actor_id)
    plans.add_step(
        case=case, owner="worker", worker_id=by.worker_id, what="Ring the landlord", due_on=clock.today(), by=by
    )
    return case


def test_the_day_holds_what_needs_me_with_a_reason(become: Become, visit: Visit) -> None:
    by = become("worker")
    a_full_case(by, 1)
    page = visit("worker").get("/").content.decode()
    for words in ("Person 1", "Rent letters", "Ring the landlord", "Write it up", "Came", "1 of 1"):
        assert words in page


def test_an_earlier_time_stays_until_somebody_says_what_came_of_it(become: Become) -> None:
    by = become("worker")
    an_appointment(a_case(by), by, days=-9)
    day = my_day(by=by)
    assert day.appointments == ()
    assert len(day.unresolved) == 1


def test_nobody_sees_anothers_day(become: Become) -> None:
    a_full_case(become("worker"), 1)
    other = my_day(by=become("colleague"))
    assert (other.appointments, other.needs, other.cases) == ((), (), ())


def test_the_reading_is_logged_with_the_cases_shown(become: Become, visit: Visit) -> None:
    case = a_full_case(become("worker"), 1)
    visit("worker").get("/")
    become("worker")
    assert Reading.objects.filter(act="my day", object_ids__contains=[case.id]).exists()


def test_signed_out_visitors_are_asked_to_sign_in() -> None:
    answer = Client().get("/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in/")


def test_intake_sees_requests_first(visit: Visit) -> None:
    page = visit("intake").get("/").content.decode()
    assert "New intake" in page
    assert "Requests waiting" in page
