"""Households and relationships a page at a time, the same statements for few and many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from alongside.ground.foundation.errors import NotFound
from alongside.record.people import actions
from alongside.record.people.models import Person
from alongside.record.people.queries import series
from tests.conftest import Become
from tests.factories.cases import a_case


def test_pages_of_households_take_the_same_statements_for_one_and_thirty(
    become: Become, queries: Callable[[], Any]
) -> None:
    by = become("worker")
    case = a_case(by, people=["Marta López", "Rosa López"])
    marta, rosa = Person.objects.order_by("display_name")
    homes: list[Any] = []
    counts = []
    for many in (1, 30):
        while len(homes) < many:
            home = actions.start_household(circle=case.circle_id, label=f"House {len(homes)}", by=by)
            actions.join_household(household=home, person=marta, by=by)
            homes.append(home)
        with queries() as seen:
            page = series.households_after(size=50, by=by)
        counts.append(len(seen))
        assert [home.id for home in page.items] == [home.id for home in reversed(homes)]
    assert counts[0] == counts[1] <= 3
    assert series.households_after(person=rosa.public_id, by=by).items == ()
    assert series.household(homes[0].public_id, by=by).members[0].name == "Marta López"
    empty = actions.start_household(circle=case.circle_id, label="Nobody yet", by=by)
    assert series.household(empty.public_id, by=by).members == ()
    become("elsewhere")
    assert series.households_after(by=by).items == ()
    with pytest.raises(NotFound):
        series.household(homes[0].public_id, by=by)


def test_a_relationship_is_read_as_it_was_written_down(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Marta López", "Rosa López"])
    marta, rosa = Person.objects.order_by("display_name")
    row = actions.relate(circle=case.circle_id, person=marta, other=rosa, kind="parent", source="Marta", by=by)
    fact = series.relationship(row.public_id, by=by)
    assert (fact.person_name, fact.kind, fact.other_name) == ("Marta López", "parent", "Rosa López")
    assert series.relationships_after(person=rosa.public_id, by=by).items == (fact,)
    assert series.relationships_after(by=by).items == (fact,)
    with pytest.raises(NotFound):
        series.relationships_after(person=uuid4(), by=by)
    become("elsewhere")
    with pytest.raises(NotFound):
        series.relationship(row.public_id, by=by)
