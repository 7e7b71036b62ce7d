"""The list of people, a page at a time: those of the reader's teams and circles, and nobody else."""

from __future__ import annotations

from uuid import uuid4

import pytest

from alongside.agency.access import actions as access
from alongside.agency.access.models import Reading
from alongside.ground.foundation.reader import Reader
from alongside.record.people.queries import people_page
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.people import a_person

FIVE = ("Ewa", "Ana", "Dani", "Bo", "Cem")


@pytest.fixture
def by(become: Become) -> Reader:
    """The worker, with five people of one circle."""
    by = become("worker")
    circle = a_circle(by)
    for name in FIVE:
        a_person(circle, name, by)
    return by


def pages(by: Reader, *, by_name: bool) -> list[list[str]]:
    found, after = [], None
    while True:
        page = people_page(by_name=by_name, after=after, size=2, by=by)
        found.append([card.name for card in page.cards])
        if page.more is None:
            return found
        after = page.more


def test_by_name_and_newest_first_nobody_is_left_out_or_repeated(by: Reader) -> None:
    assert pages(by, by_name=True) == [["Ana", "Bo"], ["Cem", "Dani"], ["Ewa"]]
    assert pages(by, by_name=False) == [["Cem", "Bo"], ["Dani", "Ana"], ["Ewa"]]


def test_a_full_last_page_is_the_last(by: Reader) -> None:
    assert people_page(size=5, by=by).more is None
    assert people_page(size=4, by=by).more is not None


def test_of_two_of_one_name_neither_is_lost(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    ids = {a_person(circle, "Same Name", by).id for _ in range(3)}
    first = people_page(size=2, by=by)
    rest = people_page(size=2, after=first.more, by=by)
    assert {card.id for card in (*first.cards, *rest.cards)} == ids


def test_after_somebody_who_is_not_there_comes_nothing(by: Reader) -> None:
    page = people_page(after=uuid4(), by=by)
    assert (page.cards, page.more) == ((), None)


def test_whoever_reads_the_list_has_read_those_on_it(by: Reader) -> None:
    page = people_page(size=2, by=by)
    noted = Reading.objects.order_by("-id")[0]
    assert sorted(noted.person_ids) == sorted(card.id for card in page.cards)


@pytest.mark.parametrize(
    ("who", "sees"),
    [("colleague", 5), ("supervisor", 5), ("elsewhere", 0), ("intake", 0), ("privacy", 0), ("admin", 0), ("client", 0)],
)
def test_who_sees_them(by: Reader, become: Become, who: str, sees: int) -> None:
    assert len(people_page(by=become(who)).cards) == sees


def test_somebody_kept_out_of_the_circle_sees_nobody_of_it(become: Become) -> None:
    excluded = become("excluded")
    by = become("worker")
    circle = a_circle(by)
    a_person(circle, "Ana", by)
    assert len(people_page(by=become("excluded")).cards) == 1
    access.exclude(circle=circle, actor_id=excluded.actor_id, why="His sister", by=become("worker"))
    assert people_page(by=become("excluded")).cards == ()
