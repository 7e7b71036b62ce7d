"""The rows behind a timeline come in two statements, and only those that the reader sees."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from alongside.oversight.overviews.timeline_rows import case_rows
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact


def test_two_statements_however_many(become: Become, queries: Callable[[], AbstractContextManager[list[str]]]) -> None:
    by = become("worker")
    case = a_case(by)
    counts = []
    for _time in range(3):
        a_contact(case, by)
        with queries() as seen:
            rows = case_rows(case.id)
        counts.append(len(seen))
    assert counts == [2, 2, 2]
    assert len(rows.contacts) == 3
    assert all(one.people_found is not None and one.shared_found is True for one in rows.contacts)
    become("elsewhere")
    assert case_rows(case.id).contacts == []
