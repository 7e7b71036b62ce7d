"""A person's page: everything of her that the reader may see, in the same number of queries for little and much."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from uuid import uuid4

import pytest

from alongside.agency.access.models import Reading
from alongside.ground.foundation.errors import NotFound
from alongside.record.people import actions, queries
from alongside.record.people.actions import NewName
from alongside.record.people.enums import Answer
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.people import a_person, a_phone

Collect = Callable[[], AbstractContextManager[list[str]]]


def test_the_page_says_what_everyone_must_know(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    person = a_person(
        circle,
        "Marta López",
        by,
        born=date(1992, 3, 1),
        preferred="Marta",
        pronouns="she/her",
        languages=["Spanish"],
        interpreter=Answer.YES,
        interpreter_language="Spanish",
    )
    a_phone(person, circle, by, text_ok=Answer.YES)
    page = queries.person_page(person.public_id, by=by)
    assert (page.person.name, page.liked, page.person.pronouns) == ("Marta López", "Marta", "she/her")
    assert page.person.interpreter_words == "Needs an interpreter: Spanish"
    assert page.person.birth == "1 March 1992"
    assert page.circles == (circle,)
    last = Reading.objects.order_by("-id")[0]
    assert (last.act, last.circle_id, last.person_ids) == ("person page", circle, [person.id])


def test_hidden_and_absent_are_the_same(become: Become) -> None:
    by = become("worker")
    person = a_person(a_circle(by), "Marta López", by)
    for username in ("elsewhere", "intake", "evaluator", "privacy", "admin", "client"):
        reader = become(username)
        for public_id in (person.public_id, uuid4()):
            with pytest.raises(NotFound):
                queries.person_page(public_id, by=reader)
            with pytest.raises(NotFound):
                queries.person_row(public_id)
    with pytest.raises(NotFound):
        queries.name_row(uuid4())
    with pytest.raises(NotFound):
        queries.contact_point_row(uuid4())
    with pytest.raises(NotFound):
        queries.relationship_row(uuid4())
    with pytest.raises(NotFound):
        queries.membership_row(uuid4())


def test_cards_come_with_how_each_may_be_reached(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    one, two = a_person(circle, "Marta López", by), a_person(circle, "Rosario Vega", by)
    a_phone(one, circle, by, call_ok=Answer.NO)
    cards = queries.person_cards([two.id, one.id, 999_999], by=by)
    assert [(card.name, card.reach) for card in cards.values()] == [("Rosario Vega", ""), ("Marta López", "No calls")]


def test_the_number_of_queries_does_not_grow(become: Become, queries_seen: list[int]) -> None:
    assert len(set(queries_seen)) == 1
    assert queries_seen[0] <= 8


@pytest.fixture
def queries_seen(become: Become, queries: Collect) -> list[int]:
    """How many queries the page takes with 1 and 10 of everything."""
    counts = []
    for wanted in (1, 10):
        by = become("worker")
        circle = a_circle(by)
        person = a_person(circle, "Marta López", by)
        home = actions.start_household(circle=circle, label="Home", by=by)
        actions.join_household(household=home, person=person, by=by)
        for number in range(wanted):
            other = a_person(circle, f"Child {number}", by)
            actions.relate(circle=circle, person=person, other=other, kind="relative", by=by)
            actions.join_household(household=home, person=other, by=by)
            a_phone(person, circle, by, f"085 555 {1000 + number}")
            actions.add_name(person=person, name=NewName(f"Alias {number}"), by=by)
        with queries() as seen:
            _page(person.public_id, by)
        counts.append(len([sql for sql in seen if "note_reading" not in sql]))
    return counts


def _page(public_id, by) -> None:  # type: ignore[no-untyped-def]
    page = queries.person_page(public_id, by=by)
    assert len(page.relations) == len(page.points)
