"""Booking appointments and saying what came of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import Reader
from alongside.practice.contacts import actions as contacts
from alongside.practice.contacts.models import Appointment, AppointmentPerson
from alongside.record.cases.models import Case
from tests.factories.assessments import lead
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact, a_past_appointment, an_appointment

Become = Callable[[str], Reader]


def faults(case: Case, by: Reader, **more: Any) -> set[str]:
    with pytest.raises(Refused) as refusal:
        an_appointment(case, by, **more)
    assert not Appointment.objects.exists()
    return set(refusal.value.fields)


def test_a_time_is_agreed(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    row = an_appointment(case, by, language="Spanish")
    assert (row.case_id, row.worker_id, row.outcome, row.language) == (case.id, by.worker_id, "", "Spanish")
    assert list(AppointmentPerson.objects.values_list("person_id", flat=True)) == [lead(case)]


def test_a_regular_meeting_repeats(become: Become) -> None:
    by = become("worker")
    first = an_appointment(a_case(by), by, every_weeks=2, times=3)
    starts = list(Appointment.objects.order_by("starts_at").values_list("starts_at", flat=True))
    assert starts == [first.starts_at + timedelta(weeks=2 * number) for number in range(3)]
    assert AppointmentPerson.objects.count() == 3


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"starts_at": clock.now() - timedelta(hours=1)}, "starts_at"),
        ({"minutes": -5}, "ends_at"),
        ({"minutes": 60 * 25}, "ends_at"),
        ({"mode": "missed"}, "mode"),
        ({"people": [10_000]}, "people"),
        ({"every_weeks": 1, "times": 99}, "times"),
        ({"every_weeks": -1}, "times"),
    ],
)
def test_what_does_not_fit_is_named(become: Become, more: dict[str, Any], field: str) -> None:
    by = become("worker")
    assert faults(a_case(by), by, **more) == {field}


def test_only_someone_who_works_here_is_booked(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    start = clock.now() + timedelta(hours=1)
    with pytest.raises(Refused) as refusal:
        contacts.book_appointment(case=case, worker_id=10_000, starts_at=start, ends_at=start, by=by)
    assert set(refusal.value.fields) == {"worker"}


@pytest.mark.parametrize("outcome", ["came", "did_not_come", "moved", "cancelled"])
def test_one_press_says_what_came_of_it(become: Become, outcome: str) -> None:
    by = become("worker")
    row = a_past_appointment(a_case(by), by)
    settled = contacts.settle_appointment(appointment=row, outcome=outcome, words="The bus was late", by=by)
    assert (settled.outcome, settled.outcome_words) == (outcome, "The bus was late")
    again = contacts.settle_appointment(appointment=row, outcome=outcome, by=by)
    assert again.outcome_words == "The bus was late"


def test_a_second_answer_wants_the_first_taken_back(become: Become) -> None:
    by = become("worker")
    row = a_past_appointment(a_case(by), by)
    contacts.settle_appointment(appointment=row, outcome="came", by=by)
    with pytest.raises(Refused) as refusal:
        contacts.settle_appointment(appointment=row, outcome="did_not_come", by=by)
    assert refusal.value.code == "appointment.settled"
    assert contacts.unsettle_appointment(appointment=row, by=by).outcome == ""
    assert contacts.settle_appointment(appointment=row, outcome="did_not_come", by=by).outcome == "did_not_come"


def test_nobody_came_yet_to_a_time_that_is_still_to_come(become: Become) -> None:
    by = become("worker")
    row = an_appointment(a_case(by), by)
    with pytest.raises(Refused) as refusal:
        contacts.settle_appointment(appointment=row, outcome="came", by=by)
    assert refusal.value.code == "appointment.to_come"
    assert contacts.settle_appointment(appointment=row, outcome="cancelled", by=by)
    with pytest.raises(Refused):
        contacts.settle_appointment(appointment=row, outcome="perhaps", by=by)


def test_a_moved_one_points_to_its_new_time(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    old = a_past_appointment(case, by)
    new = an_appointment(case, by, moved_from=old)
    old.refresh_from_db()
    assert (old.outcome, old.moved_to_id) == ("moved", new.id)
    with pytest.raises(Refused) as refusal:
        contacts.unsettle_appointment(appointment=old, by=by)
    assert refusal.value.code == "appointment.moved"
    elsewhere = a_past_appointment(a_case(by, people=["Yusuf Abdi"]), by)
    with pytest.raises(NotFound):
        an_appointment(case, by, moved_from=elsewhere)


def test_what_was_written_up_stays_settled(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    row = a_past_appointment(case, by)
    a_contact(case, by, appointment=row)
    with pytest.raises(Refused) as refusal:
        contacts.unsettle_appointment(appointment=row, by=by)
    assert refusal.value.code == "appointment.written"


@pytest.mark.parametrize("who", ["elsewhere", "intake", "evaluator", "privacy", "admin", "client"])
def test_nobody_outside_the_team(become: Become, who: str) -> None:
    by = become("worker")
    case = a_case(by)
    row = a_past_appointment(case, by)
    other = become(who)
    with pytest.raises(NotFound):
        contacts.settle_appointment(appointment=row, outcome="came", by=other)
    start = clock.now() + timedelta(hours=1)
    with pytest.raises(NotFound):
        contacts.book_appointment(case=case, worker_id=1, starts_at=start, ends_at=start, by=other)
