"""Days as exactly as they are known: what surely overlaps, how an order stands, what may not be written."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.ground.foundation.reader import CARRIES, ORDINARY, RESTRICTED, SAFE_LOCATION
from alongside.record.people.enums import OrderPart
from alongside.record.people.rules.happenings import (
    EVENT_LEVELS,
    PLACEMENT_LEVELS,
    UNKNOWN,
    EventText,
    OrderText,
    PlacementText,
    Stay,
    When,
    event_faults,
    may_keep_at,
    order_faults,
    order_state,
    order_words,
    overlap,
    placement_faults,
)
from tests.factories.happenings import a_stay, day

TODAY = date(2026, 11, 22)
ORDER = OrderText(kind="care", terms="Lives with the Keanes", authority="District Court", from_on=date(2026, 1, 1))
ABOUT = [(1, OrderPart.CONCERNED.value)]


@pytest.mark.parametrize(
    ("when", "first", "last", "words"),
    [
        (day(2024, 2, 5), date(2024, 2, 5), date(2024, 2, 5), "5 February 2024"),
        (day(2024, 2), date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        (day(2023), date(2023, 1, 1), date(2023, 12, 31), "2023"),
        (When(date(2023, 1, 1), "estimated"), date(2023, 1, 1), date(2023, 12, 31), "about 2023"),
        (UNKNOWN, None, None, ""),
        (When(date(2023, 1, 1), "unknown"), None, None, ""),
    ],
)
def test_a_day_stands_for_all_that_it_may_be(when: When, first: date | None, last: date | None, words: str) -> None:
    assert (when.first, when.last, when.words) == (first, last, words)


@pytest.mark.parametrize(
    ("one", "other", "over"),
    [
        (Stay(day(2024, 1, 1), day(2024, 6, 1)), Stay(day(2024, 6, 1)), False),
        (Stay(day(2024, 1, 1), day(2024, 6, 2)), Stay(day(2024, 6, 1)), True),
        (Stay(day(2024, 1, 1)), Stay(day(2025, 1, 1)), True),
        (Stay(day(2023), day(2024, 6)), Stay(day(2024)), False),
        (Stay(day(2023), day(2024, 6)), Stay(day(2024, 5, 31)), True),
        (Stay(UNKNOWN, day(2024, 6, 1)), Stay(day(2024, 1, 1), day(2024, 12, 1)), True),
        (Stay(UNKNOWN, UNKNOWN), Stay(day(2024, 1, 1)), False),
        (Stay(day(2024, 3, 1), UNKNOWN), Stay(day(2024, 1, 1), day(2024, 5, 1)), True),
        (Stay(UNKNOWN), Stay(day(2020, 1, 1)), True),
    ],
)
def test_only_what_surely_overlaps_does(one: Stay, other: Stay, over: bool) -> None:
    assert overlap(one, other, TODAY) is over
    assert overlap(other, one, TODAY) is over


days = st.dates(date(1990, 1, 1), TODAY)
whens = st.builds(When, days, st.just("exact"))


@given(whens, whens, whens, whens)
def test_exact_times_overlap_when_a_day_lies_in_both(a: When, b: When, c: When, d: When) -> None:
    assert all(one.on for one in (a, b, c, d))
    here, there = sorted([a.on or TODAY, b.on or TODAY]), sorted([c.on or TODAY, d.on or TODAY])
    shared = max(here[0], there[0]) < min(here[1], there[1])
    one = Stay(When(here[0], "exact"), When(here[1], "exact"))
    other = Stay(When(there[0], "exact"), When(there[1], "exact"))
    assert overlap(one, other, TODAY) is shared


@pytest.mark.parametrize(
    ("facts", "state", "words"),
    [
        ({}, "in_force", "In force"),
        ({"from_on": TODAY + timedelta(1)}, "to_come", "Begins later"),
        ({"until_on": TODAY}, "ends_soon", "Ends today"),
        ({"until_on": TODAY + timedelta(1)}, "ends_soon", "Ends on 23 November 2026, in 1 day"),
        ({"until_on": TODAY + timedelta(30)}, "ends_soon", "Ends on 22 December 2026, in 30 days"),
        ({"until_on": TODAY + timedelta(31)}, "in_force", "In force"),
        ({"until_on": TODAY - timedelta(1)}, "expired", "Expired on 21 November 2026"),
        ({"ended_on": TODAY}, "over", "Ended on 22 November 2026"),
        ({"superseded": True, "until_on": TODAY}, "replaced", "Replaced by another order"),
    ],
)
def test_how_an_order_stands(facts: dict[str, object], state: str, words: str) -> None:
    whole = {"from_on": date(2026, 1, 1), "until_on": None, "ended_on": None, "superseded": False, **facts}
    assert order_state(**whole, today=TODAY) == state  # type: ignore[arg-type]
    until, ended = whole["until_on"], whole["ended_on"]
    assert order_words(state, until_on=until, ended_on=ended, today=TODAY) == words  # type: ignore[arg-type]


def test_who_may_write_at_which_level() -> None:
    assert may_keep_at(ORDINARY, allowed=EVENT_LEVELS, held=ORDINARY)
    assert may_keep_at(SAFE_LOCATION, allowed=PLACEMENT_LEVELS, held=CARRIES)
    assert "named worker" in may_keep_at(RESTRICTED, allowed=EVENT_LEVELS, held=ORDINARY).reason
    assert "Choose who" in may_keep_at(SAFE_LOCATION, allowed=EVENT_LEVELS, held=CARRIES).reason


def test_what_no_placement_may_say() -> None:
    def faults(text: PlacementText) -> set[str]:
        return set(placement_faults(text, today=TODAY))

    tomorrow = When(TODAY + timedelta(1), "exact")
    assert faults(a_stay(day(2024, 1, 1), day(2024, 2, 1), ended_why="Went home")) == set()
    assert faults(a_stay(UNKNOWN, UNKNOWN)) == set()
    assert faults(a_stay(tomorrow, kind="tent")) == {"kind", "begin"}
    assert faults(a_stay(day(2024, 1, 1), tomorrow)) == {"until"}
    assert faults(a_stay(day(2024, 2, 2), day(2024, 2, 1))) == {"until"}
    assert faults(a_stay(day(2024, 2, 2), day(2024, 2))) == set()
    assert faults(a_stay(day(2024, 2, 2), ended_why="Went home")) == {"until"}


def test_what_no_order_may_say() -> None:
    def faults(parts: list[tuple[int, str]] = ABOUT, **facts: object) -> set[str]:
        whole = {name: getattr(ORDER, name) for name in ("kind", "terms", "authority", "from_on")}
        return set(order_faults(OrderText(**{**whole, **facts}), parts, today=TODAY))

    assert faults() == set()
    assert faults(until_on=date(2025, 12, 31)) == {"until_on"}
    assert faults(until_on=date(2026, 1, 1)) == set()
    assert faults(from_on=None, terms=" ", authority="", kind="wish") == {"from_on", "terms", "authority", "kind"}
    assert faults(made_on=TODAY + timedelta(1)) == {"made_on"}
    assert faults(seen_on=TODAY + timedelta(1)) == {"seen_on"}
    assert faults(made_on=date(2026, 1, 1), seen_on=date(2025, 12, 31)) == {"seen_on"}
    assert faults([(2, "restrained")]) == {"concerned"}
    assert faults([*ABOUT, (1, "restrained")]) == {"restrained"}


def test_what_no_event_may_say() -> None:
    tomorrow = When(TODAY + timedelta(1), "exact")
    assert event_faults(EventText("move", "To the town"), [1], today=TODAY) == {}
    assert set(event_faults(EventText("party", " ", tomorrow), [], today=TODAY)) == {"kind", "words", "people", "on"}
