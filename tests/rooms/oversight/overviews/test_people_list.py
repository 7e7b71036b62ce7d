"""The list of people: one's own, by name or newest, a page at a time, in few queries."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest

from alongside.oversight.overviews.people_list import PeopleList, people_list
from alongside.record.cases import actions as cases
from tests.conftest import Become
from tests.factories.cases import a_case, a_circle
from tests.factories.people import a_person

Collect = Callable[[], AbstractContextManager[list[str]]]


def names(page: PeopleList) -> list[str]:
    return [line.card.name for line in page.lines]


def test_by_name_newest_and_page_by_page(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    for name in ("Öztürk Deniz", "Zed Young", "Ōno Aiko", "ana lima"):
        a_person(circle, name, by)
    assert names(people_list(by=by)) == ["ana lima", "Ōno Aiko", "Öztürk Deniz", "Zed Young"]
    assert names(people_list(by_name=False, by=by)) == ["ana lima", "Ōno Aiko", "Zed Young", "Öztürk Deniz"]
    for by_name in (True, False):
        first = people_list(by_name=by_name, size=3, by=by)
        second = people_list(by_name=by_name, size=3, after=first.more, by=by)
        assert [*names(first), *names(second)] == names(people_list(by_name=by_name, by=by))
        assert second.more is None
    assert people_list(after=uuid4(), by=by).lines == ()


def test_each_person_comes_with_her_cases(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Marta López"])
    (line,) = people_list(by=by).lines
    assert [hit.number for hit in line.cases] == [case.number]
    assert cases


@pytest.mark.parametrize(
    ("username", "sees"),
    [
        (name, name in ("worker", "colleague", "supervisor"))
        for name in (
            "worker",
            "colleague",
            "supervisor",
            "elsewhere",
            "intake",
            "evaluator",
            "privacy",
            "admin",
            "client",
        )
    ],
)
def test_nobody_hidden_is_in_the_list(become: Become, username: str, sees: bool) -> None:
    by = become("worker")
    a_person(a_circle(by), "Marta López", by)
    assert bool(people_list(by=become(username)).lines) is sees


def test_few_queries_and_the_same_for_many(become: Become, queries: Collect) -> None:
    counts = []
    for wanted in (1, 10):
        by = become("worker")
        circle = a_circle(by)
        for number in range(wanted):
            a_person(circle, f"Person {number}", by)
        with queries() as seen:
            people_list(by=by)
        counts.append(len(seen))
    assert len(set(counts)) == 1
    assert counts[0] <= 6
