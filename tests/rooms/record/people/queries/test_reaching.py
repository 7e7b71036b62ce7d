"""Ways to reach people, with what is safe on each."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import time, timedelta
from uuid import uuid4

import pytest

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import SAFE_LOCATION, Reader
from alongside.record.people import actions, queries
from alongside.record.people.enums import Answer, ContactPointKind
from alongside.record.people.models import ContactPoint, Person
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.people import a_person, a_phone

Collect = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def by(become: Become) -> Reader:
    return become("worker")


@pytest.fixture
def circle(by: Reader) -> int:
    return a_circle(by)


@pytest.fixture
def marta(circle: int, by: Reader) -> Person:
    return a_person(circle, "Marta López", by)


def test_phones_come_first_and_the_newest_of_a_kind(marta: Person, circle: int, by: Reader) -> None:
    for kind, value in (("email", "m@example.org"), ("phone", "085 555 0001"), ("phone", "085 555 0002")):
        actions.add_contact_point(person=marta, circle=circle, kind=kind, value=value, by=by)
    assert [one.value for one in queries.contact_points(marta.id)] == ["085 555 0002", "085 555 0001", "m@example.org"]


def test_a_number_is_covered_until_somebody_asks(marta: Person, circle: int, by: Reader) -> None:
    a_phone(
        marta, circle, by, "085 555 0171", label="own", hours_from=time(9), hours_until=time(17), note="After school"
    )
    (point,) = queries.contact_points(marta.id)
    assert (point.value, point.covered) == ("085 555 0171", "•••• 0171")
    assert (point.kind_words, point.label, point.note) == ("Phone", "own", "After school")
    assert (point.hours_from, point.hours_until, point.version, point.circle_id) == (time(9), time(17), 1, circle)


def test_what_has_ended_is_shown_only_when_asked_for(marta: Person, circle: int, by: Reader) -> None:
    point = a_phone(marta, circle, by)
    actions.end_contact_point(point=point, version=1, why="Lost the phone", by=by)
    assert queries.contact_points(marta.id) == ()
    (ended,) = queries.contact_points(marta.id, ended=True)
    assert ended.ended_on == clock.today()
    assert queries.reach_words(marta.id) == ""


def test_an_answer_of_long_ago_is_to_be_asked_again(marta: Person, circle: int, by: Reader) -> None:
    today = clock.today()
    asked = a_phone(marta, circle, by, call_ok=Answer.YES, asked_on=today, review_on=today + timedelta(days=30))
    assert [one.stale for one in queries.contact_points(marta.id)] == [False]
    ContactPoint.objects.filter(id=asked.id).update(review_on=today - timedelta(days=1))
    assert [one.stale for one in queries.contact_points(marta.id)] == [True]
    ContactPoint.objects.filter(id=asked.id).update(asked_on=None, review_on=None)
    assert [one.stale for one in queries.contact_points(marta.id)] == [False]


def test_the_words_are_those_of_the_best_way(marta: Person, circle: int, by: Reader) -> None:
    a_phone(marta, circle, by, call_ok=Answer.NO, text_ok=Answer.NO, asked_on=clock.today())
    a_phone(marta, circle, by, "085 555 0002", text_ok=Answer.YES, say_as="LB", asked_on=clock.today())
    assert queries.reach_words(marta.id) == "Text. Say “LB”"


def test_many_are_told_in_one_statement_and_strangers_left_out(
    marta: Person, circle: int, by: Reader, queries: Collect
) -> None:
    rosario, nobody = a_person(circle, "Rosario Vega", by), a_person(circle, "Ana Lima", by)
    a_phone(marta, circle, by, call_ok=Answer.NO)
    a_phone(rosario, circle, by, text_ok=Answer.YES)
    with queries() as seen:
        words = reach([marta.id, rosario.id, nobody.id])
    assert len(seen) == 1
    assert {number: text.split(".")[0] for number, text in words.items()} == {marta.id: "No calls", rosario.id: "Text"}


def reach(ids: list[int]) -> dict[int, str]:
    return queries.reach_words_of(ids)


def test_a_hidden_place_is_for_those_who_carry_the_case(marta: Person, circle: int, by: Reader, become: Become) -> None:
    actions.add_contact_point(
        person=marta, circle=circle, kind=ContactPointKind.ADDRESS, value="14 Quay Row", level=SAFE_LOCATION, by=by
    )
    (home,) = queries.contact_points(marta.id)
    assert home.hidden
    become("colleague")
    assert queries.contact_points(marta.id) == ()
    with pytest.raises(NotFound):
        queries.contact_point_row(home.public_id)


@pytest.mark.parametrize("who", ["elsewhere", "intake", "privacy", "admin", "client"])
def test_hidden_and_absent_are_the_same(marta: Person, circle: int, by: Reader, become: Become, who: str) -> None:
    point = a_phone(marta, circle, by)
    assert queries.contact_point_row(point.public_id).person == marta
    assert queries.point_of(marta.public_id, point.public_id) == point
    with pytest.raises(NotFound):
        queries.point_of(uuid4(), point.public_id)
    become(who)
    assert queries.contact_points(marta.id) == ()
    assert queries.reach_words_of([marta.id]) == {}
    for public_id in (point.public_id, uuid4()):
        with pytest.raises(NotFound):
            queries.contact_point_row(public_id)
