"""Events in the order in which they happened: what counts, what is set aside, and with which words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest

from alongside.record.cases.rules.events import SpineEvent, day_words, in_order, local_day
from tests.rooms.record.cases.rules.spines import START, event, reached

LATER = date(2026, 12, 31)


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        SpineEvent("opened", START.replace(tzinfo=None))


def test_a_day_is_the_day_where_the_agency_is() -> None:
    late = datetime(2026, 5, 1, 23, 30, tzinfo=UTC)
    assert local_day(late, ZoneInfo("Europe/Dublin")) == date(2026, 5, 2)
    assert local_day(late, ZoneInfo("America/Chicago")) == date(2026, 5, 1)


def test_the_year_is_said_only_when_it_is_another() -> None:
    assert day_words(date(2026, 5, 3), date(2026, 12, 1)) == "3 May"
    assert day_words(date(2023, 5, 3), date(2026, 12, 1)) == "3 May 2023"


def test_events_of_one_moment_stand_in_one_order_however_they_were_written() -> None:
    closed, opened = event("closed"), event("opened")
    asked, decided = reached("safe_contact_asked", "intake_decided")
    orders = {tuple(in_order(order, LATER)[0]) for order in permutations((closed, asked, opened, decided))}
    assert orders == {(opened, asked, decided, closed)}


def test_what_is_still_to_come_neither_counts_nor_is_set_aside() -> None:
    today, tomorrow = event("opened"), event("closed", day=1)
    assert in_order([tomorrow, today], START.date()) == ([today], [])


def test_midnight_is_the_agency_s() -> None:
    evening = SpineEvent("opened", datetime(2026, 5, 1, 23, 30, tzinfo=UTC))
    assert in_order([evening], date(2026, 5, 1), ZoneInfo("Europe/Dublin")) == ([], [])
    assert in_order([evening], date(2026, 5, 1), ZoneInfo("America/Chicago")) == ([evening], [])


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (event("burned"), "This kind of event is not known."),
        (event("milestone", milestone="enlightened"), "This milestone is not known."),
        (event("milestone"), "This milestone is not known."),
        (event("taken_back", milestone="enlightened", why="x"), "This milestone is not known."),
        (event("opened", stage="limbo"), "This stage is not known."),
        (event("moved", why="x"), "It does not say to which stage."),
        (event("taken_back", milestone="plan_agreed", why=" "), "Taking a step back out of the record needs a reason."),
        (event("taken_back", milestone="plan_agreed", why="x"), "There is no such step to take back."),
    ],
)
def test_what_is_not_known_is_set_aside_with_words(wrong: SpineEvent, words: str) -> None:
    kept, aside = in_order([wrong, *reached("notice_given")], LATER)
    assert [(line.event, line.why) for line in aside] == [(wrong, words)]
    assert kept == reached("notice_given")


def test_the_latest_of_a_step_is_taken_back_and_the_earlier_stays() -> None:
    first, second, other = *reached("review_held"), *reached("review_held", day=5), *reached("plan_agreed", day=6)
    undone = event("taken_back", 9, milestone="review_held", why="the wrong family")
    assert in_order([undone, other, second, first], LATER) == ([first, other], [])
    twice = SpineEvent("taken_back", undone.at + timedelta(days=1), milestone="review_held", why="both were wrong")
    assert in_order([undone, other, second, first, twice], LATER) == ([other], [])
