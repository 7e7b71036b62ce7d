"""The clock of an urgent request."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from alongside.agency.organisation.rules import default_protocol
from alongside.record.intakes.rules.urgency import is_urgent, minutes_between, span, step_due, waiting, whom

CLOCK = default_protocol("family_support").urgent
TEN = datetime(2026, 3, 2, 10, 14, tzinfo=UTC)


def after(minutes: float) -> datetime:
    return TEN + timedelta(minutes=minutes)


def test_only_today_is_urgent() -> None:
    assert is_urgent("today")
    assert not is_urgent("this_week")


@pytest.mark.parametrize(("minutes", "step"), [(0, 0), (29.9, 0), (30, 1), (59, 1), (60, 2), (600, 2)])
def test_steps_fall_due_one_after_the_other(minutes: float, step: int) -> None:
    state = waiting(CLOCK, received_at=TEN, now=after(minutes))
    assert state.step == step
    assert step_due(CLOCK, int(minutes)) == step


def test_the_clock_is_told_in_words() -> None:
    early = waiting(CLOCK, received_at=TEN, now=after(12))
    assert (early.minutes, early.limit, early.over, early.next_at) == (12, 30, False, after(30))
    assert "12 minutes" in early.words
    late = waiting(CLOCK, received_at=TEN, now=after(31))
    assert late.over
    assert late.next_at == after(60)
    assert "the supervisor on duty is told" in late.words
    assert waiting(CLOCK, received_at=TEN, now=after(61)).next_at is None


def test_it_stops_when_somebody_takes_it() -> None:
    state = waiting(CLOCK, received_at=TEN, now=after(500), taken_at=after(8))
    assert (state.minutes, state.taken, state.step, state.over, state.next_at) == (8, True, 0, False, None)
    assert state.words == "Taken after 8 minutes."


def test_a_clock_that_runs_backwards_counts_as_nothing() -> None:
    assert minutes_between(after(5), TEN) == 0


def test_each_step_names_whom_it_tells() -> None:
    assert whom(CLOCK, 0) == whom(CLOCK, 1) == "the supervisor on duty"
    assert whom(CLOCK, 2) == whom(CLOCK, 9) == "the head of the programme"


@pytest.mark.parametrize(
    ("minutes", "words"), [(1, "1 minute"), (119, "119 minutes"), (120, "2 hours"), (4320, "3 days")]
)
def test_spans_are_said_as_people_say_them(minutes: int, words: str) -> None:
    assert span(minutes) == words
