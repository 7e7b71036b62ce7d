"""Cases and parts a page at a time, the same statements for few and many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from alongside.ground.foundation.errors import NotFound
from alongside.record.cases.models import Participant
from alongside.record.cases.queries import series
from tests.conftest import Become
from tests.factories.cases import a_case


def test_pages_of_cases_take_the_same_statements_for_one_and_thirty(become: Become, queries: Callable[[], Any]) -> None:
    by = become("worker")
    cases: list[Any] = []
    counts = []
    for many in (1, 30):
        while len(cases) < many:
            cases.append(a_case(by, people=[f"Person {len(cases)}"]))
        with queries() as seen:
            page = series.cases_after(size=50, by=by)
        counts.append(len(seen))
        assert [line.id for line in page.items] == [case.id for case in reversed(cases)]
        with queries() as seen:
            parts = series.participants_after(size=50, by=by)
        counts.append(len(seen))
        assert len(parts.items) == many
    assert counts[:2] == counts[2:]
    assert max(counts) <= 3


def test_parts_are_narrowed_by_case_and_hidden_with_it(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Marta López", "Rosa López"])
    a_case(by, people=["Adam Kowalczyk"])
    found = series.participants_after(case=case.public_id, by=by).items
    assert [one.person_name for one in found] == ["Rosa López", "Marta López"]
    assert series.participant(found[0].public_id, by=by) == found[0]
    assert series.cases_after(person=found[0].person, by=by).items[0].id == case.id
    assert series.cases_after(state="closed", by=by).items == ()
    assert Participant.objects.count() == 3
    become("elsewhere")
    with pytest.raises(NotFound):
        series.participant(found[0].public_id, by=by)
    with pytest.raises(NotFound):
        series.participants_after(case=case.public_id, by=by)
