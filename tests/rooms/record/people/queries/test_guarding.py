"""Whose hidden address a text tells, also for a writer who does not see it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.record.people.actions import end_contact_point, end_placement
from alongside.record.people.queries import contact_points
from alongside.record.people.queries.guarding import told_by, told_where
from alongside.record.people.rules.guarding import Hit
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.happenings import a_placement, a_stay, day
from tests.factories.people import a_person, a_phone

TEXT = "Ring her on 085-555 4471."


def test_it_is_looked_for_on_behalf_of_who_does_not_see_it(
    become: Become, queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    by = become("worker")
    circle = a_circle(by)
    person = a_person(circle, "Marta López", by)
    point = a_phone(person, circle, by, "085 555 4471", level=SAFE_LOCATION)
    become("colleague")
    assert contact_points(person.id) == ()
    with queries() as seen:
        assert told_by(["Nothing.", TEXT], circle=circle) == (Hit(person.id, "phone"),)
    assert len(seen) == 1
    assert told_by(["Nothing."], circle=circle) == ()
    become("elsewhere")
    assert told_by([TEXT], circle=circle) == ()
    by = become("worker")
    end_contact_point(point=point, version=1, by=by)
    assert told_by([TEXT], circle=circle) == ()


def test_a_hidden_place_is_looked_for_as_long_as_somebody_lives_there(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    person = a_person(circle, "Dani Prado", by)
    stay = a_stay(day(2024, 5, 3), kind="residential", place="Weirside House")
    row = a_placement(person, circle, by, stay, level=SAFE_LOCATION)
    text = "Dani may be visited at Weirside House."
    become("colleague")
    assert told_by([text], circle=circle) == (Hit(person.id, "place"),)
    assert told_where({"a": "Nothing.", "b": text}, circle=None)[0].where == ("b",)
    by = become("worker")
    end_placement(placement=row, version=1, until=day(2025, 5, 3), why="Moved", by=by)
    assert told_by([text], circle=circle) == ()
