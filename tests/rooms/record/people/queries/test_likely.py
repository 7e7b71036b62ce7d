"""The list of pairs, a page at a time."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from alongside.record.people import actions
from alongside.record.people.queries.likely import likely_pairs, said_apart
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.people import a_person
from tests.factories.twins import compared, twins


def test_a_page_goes_on_where_the_last_one_ended(become: Become, queries: Any) -> None:
    by = become("worker")
    circle = a_circle(by)
    for _turn in range(4):
        a_person(circle, "Ines Ruiz", by, born=date(2001, 2, 3))
    compared(become)
    by = become("worker")
    with queries() as few:
        first = likely_pairs(size=1, by=by)
    with queries() as many:
        rest = likely_pairs(after=first.more, size=10, by=by)
    assert (len(first.pairs), len(rest.pairs), rest.more) == (1, 5, None)
    assert first.pairs[0].public_id not in {pair.public_id for pair in rest.pairs}
    assert len(many) <= len(few) + 1  # the pair from which it goes on
    assert likely_pairs(after=uuid4(), by=by).pairs == ()


def test_who_is_said_to_be_two_is_listed_for_those_who_see_both(become: Become) -> None:
    by = become("worker")
    keep, lose = twins(by)
    actions.remember_not_same(person=keep, other_id=lose.id, why="Cousins", by=by)
    assert [(pair.one.id, pair.two.id, pair.why) for pair in said_apart(by=by)] == [(keep.id, lose.id, "Cousins")]
    assert said_apart(by=become("elsewhere")) == ()
