"""A worker's appointments for her calendar."""

from __future__ import annotations

from datetime import timedelta

from alongside.ground.foundation import clock
from alongside.practice.contacts import actions
from alongside.practice.contacts.queries.calendar import calendar_of
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case


def test_only_her_own_between_two_times_and_who_may_not_see_the_case_sees_none(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Marta López"])
    marta = Person.objects.get(display_name="Marta López")
    now = clock.now()
    for days in (2, 20, 200):
        start = now + timedelta(days=days)
        end = start + timedelta(hours=1)
        actions.book_appointment(
            case=case, worker_id=by.worker_id or 0, starts_at=start, ends_at=end, people=[marta.id], by=by
        )
    since, until = now, now + timedelta(days=100)
    found = calendar_of(by.worker_id or 0, since=since, until=until, words=True, by=by)
    assert [(one.starts_at - now).days for one in found] == [2, 20]
    assert all(one.words.endswith("ML") and not one.cancelled for one in found)
    assert {one.words for one in calendar_of(by.worker_id or 0, since=since, until=until, words=False, by=by)} == {""}
    other = become("colleague")
    assert calendar_of(other.worker_id or 0, since=since, until=until, words=True, by=other) == []
    outside = become("elsewhere")
    assert calendar_of(by.worker_id or 0, since=since, until=until, words=True, by=outside) == []
