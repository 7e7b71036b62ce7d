"""Whose hidden address a text tells, also for a writer who does not see it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.record.people.actions import end_contact_point
from alongside.record.people.queries import contact_points
from alongside.record.people.queries.guarding import told_by
from alongside.record.people.rules.guarding import Hit
from tests.conftest import Become
from tests.factories.cases import a_circle
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
