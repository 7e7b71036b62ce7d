"""How many statements it takes to read what happened: the same for one and for many."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from alongside.ground.foundation.reader import CARRIES, ORDINARY, RESTRICTED, SAFE_LOCATION
from alongside.record.people.queries.happenings import happenings_of, levels_held
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.happenings import a_life_event, a_placement, a_stay, an_order, day
from tests.factories.people import a_person


def test_the_same_statements_for_one_and_for_many(
    become: Become, queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    by = become("worker")
    circle = a_circle(by)
    dani, nora = a_person(circle, "Dani Prado", by), a_person(circle, "Nora Keane", by)
    counts = []
    for year in (2010, 2012, 2014):
        stay = a_stay(day(year, 1, 1), day(year + 1, 1, 1), place="Keanes")
        a_placement(dani, circle, by, stay, carers=[nora.id], level=SAFE_LOCATION)
        an_order(circle, by, about=[dani, nora])
        a_life_event(circle, by, dani, nora, on=day(year))
        with queries() as seen:
            read = happenings_of([circle])
        counts.append(len(seen))
    assert [len(part) for part in (read.placements, read.orders, read.events)] == [3, 3, 3]
    assert counts == [2, 2, 2]


def test_which_levels_somebody_holds(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    assert levels_held(circle, by) & CARRIES == CARRIES
    assert levels_held(circle, become("colleague")) & (RESTRICTED | SAFE_LOCATION) == 0
    assert levels_held(circle, become("elsewhere")) == ORDINARY
