"""Ways to reach a person, with what she says is safe; kept in a circle that concerns her and seen only there."""

from __future__ import annotations

from datetime import date, time

import pytest

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.record.people import actions, queries
from alongside.record.people.enums import Answer, ContactPointKind
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.people import a_person, a_phone


def test_a_phone_is_added_with_what_is_safe(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    person = a_person(circle, "Marta López", by)
    a_phone(
        person,
        circle,
        by,
        "+353 85 555 4471",
        text_ok=Answer.YES,
        voicemail_ok=Answer.NO,
        hours_from=time(18),
        say_as="LB",
        who_else="Andrés on Saturdays",
    )
    (point,) = queries.contact_points(person.id)
    assert point.words == "Text after 18:00. No voicemail. Say “LB”"
    assert (point.covered, point.value) == ("•••• 4471", "+353 85 555 4471")
    assert point.asked_on == clock.today()
    assert queries.reach_words(person.id) == point.words


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (ContactPointKind.PHONE, "", "Write the number"),
        (ContactPointKind.PHONE, "ring the neighbour", "at least five digits"),
        (ContactPointKind.EMAIL, "marta", "one @"),
        ("pigeon", "coo", "Choose what this is"),
    ],
)
def test_what_cannot_be_read_is_refused(become: Become, kind: str, value: str, words: str) -> None:
    by = become("worker")
    circle = a_circle(by)
    person = a_person(circle, "Marta López", by)
    with pytest.raises(Refused, match=words):
        actions.add_contact_point(person=person, circle=circle, kind=kind, value=value, by=by)
    with pytest.raises(Refused, match="still to come"):
        a_phone(person, circle, by, asked_on=date(2999, 1, 1))
    with pytest.raises(Refused, match="ordinary, or a safe location"):
        a_phone(person, circle, by, level=32)


def test_only_a_circle_that_concerns_her_keeps_it(become: Become) -> None:
    by = become("worker")
    person = a_person(a_circle(by), "Marta López", by)
    with pytest.raises(NotFound):
        a_phone(person, a_circle(by), by)
    with pytest.raises(Refused):
        a_phone(person, a_circle(by), become("evaluator"))


def test_a_change_is_versioned_and_a_new_answer_is_dated(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    person = a_person(circle, "Marta López", by)
    point = a_phone(person, circle, by, call_ok=Answer.YES, asked_on=date(2020, 1, 1))
    assert queries.contact_points(person.id)[0].stale
    changed = actions.change_contact_point(point=point, version=1, call_ok=Answer.NO, note="Only in writing", by=by)
    assert (changed.call_ok, changed.asked_on, changed.version) == (Answer.NO, clock.today(), 2)
    with pytest.raises(Stale) as caught:
        actions.change_contact_point(point=point, version=1, call_ok=Answer.YES, hours_from=None, by=by)
    assert caught.value.theirs == {"call_ok": "no", "hours_from": "", "version": "2"}
    with pytest.raises(TypeError):
        actions.change_contact_point(point=point, version=2, kind="email", by=by)
    with pytest.raises(NotFound):
        actions.change_contact_point(point=point, version=2, note="x", by=become("elsewhere"))


def test_an_ended_number_finds_nobody_and_stays_in_the_record(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    person = a_person(circle, "Marta López", by)
    point = a_phone(person, circle, by)
    with pytest.raises(Stale):
        actions.end_contact_point(point=point, version=7, by=by)
    actions.end_contact_point(point=point, version=1, why="She has a new number", by=by)
    assert queries.near_matches(full_name="", phones=[point.value], by=by).matches == ()
    assert queries.contact_points(person.id) == ()
    assert queries.contact_points(person.id, ended=True)[0].ended_on == clock.today()
    with pytest.raises(Refused, match="no longer in use"):
        actions.change_contact_point(point=point, version=2, note="x", by=by)
    with pytest.raises(Refused):
        actions.end_contact_point(point=point, version=2, by=by)
    other = a_phone(person, circle, by, "085 555 0199")
    with pytest.raises(Refused, match="still to come"):
        actions.end_contact_point(point=other, version=1, on=date(2999, 1, 1), by=by)
    actions.end_contact_point(point=other, version=1, on=date(2020, 1, 1), by=by)


def test_a_safe_location_is_seen_by_those_who_carry_the_case(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    person = a_person(circle, "Marta López", by)
    actions.add_contact_point(
        person=person, circle=circle, kind=ContactPointKind.ADDRESS, value="14 Quay Row", level=SAFE_LOCATION, by=by
    )
    assert [point.hidden for point in queries.contact_points(person.id)] == [True]
    assert queries.contact_points(person.id)[0].covered == "••••"
    for username, seen in [("supervisor", 1), ("colleague", 0), ("elsewhere", 0)]:
        become(username)
        assert len(queries.contact_points(person.id)) == seen, username
