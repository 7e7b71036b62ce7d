"""Rows a page at a time: each once, newest first, whatever is added meanwhile."""

from __future__ import annotations

from uuid import uuid4

import pytest

from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.series import rows_after
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.people import a_person


def test_every_row_comes_once_while_others_are_added(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["A One"])
    for name in ("B Two", "C Three", "D Four"):
        a_person(case.circle_id, name, by)
    first = rows_after(Person.objects.all(), after=None, size=3)
    a_person(case.circle_id, "E Five", by)
    second = rows_after(Person.objects.all(), after=first.after, size=3)
    assert [row.display_name for row in (*first.items, *second.items)] == ["D Four", "C Three", "B Two", "A One"]
    assert second.after is None
    assert rows_after(Person.objects.all(), after=None, size=5).after is None


def test_a_place_that_is_not_seen_is_no_place(become: Become) -> None:
    by = become("worker")
    a_case(by, people=["A One"])
    hidden = Person.objects.get(display_name="A One").public_id
    become("elsewhere")
    for place in (uuid4(), hidden):
        with pytest.raises(Refused, match="names nothing") as refusal:
            rows_after(Person.objects.all(), after=place, size=3)
        assert list(refusal.value.fields) == ["after"]
