"""Working days: counted right over weekends, holidays and closed days; faults refused with what would be right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.ground.foundation.calendar import (
    LONGEST,
    NO_HOLIDAYS,
    Unit,
    WorkingCalendar,
    add_days,
    business_days_between,
    calendar_for,
    due_on,
    period_words,
)
from alongside.ground.foundation.errors import Refused

ENGLAND = calendar_for("GB", "ENG")
FRIDAY = date(2026, 5, 15)
days = st.dates(date(2020, 1, 1), date(2029, 12, 31))
counts = st.integers(0, 60)
calendars = st.sampled_from([NO_HOLIDAYS, ENGLAND, calendar_for("US", "CA"), calendar_for("AE", weekdays=range(4))])


@pytest.mark.parametrize(
    ("n", "unit", "day"),
    [
        (0, "business", FRIDAY),
        (1, "business", date(2026, 5, 18)),
        (5, "business", date(2026, 5, 22)),
        (6, "business", date(2026, 5, 26)),
        (3, "calendar", date(2026, 5, 18)),
        (0, "calendar", FRIDAY),
    ],
)
def test_counting_from_a_friday_before_a_bank_holiday(n: int, unit: Unit, day: date) -> None:
    assert add_days(FRIDAY, n, unit, ENGLAND) == day
    assert due_on(FRIDAY, n, unit, ENGLAND) == day


def test_without_a_country_no_holiday_is_known() -> None:
    assert add_days(FRIDAY, 6, "business") == date(2026, 5, 25)


def test_what_begins_on_a_day_of_rest_is_counted_from_it() -> None:
    saturday = date(2026, 5, 16)
    assert add_days(saturday, 0, "business") == date(2026, 5, 18)
    assert add_days(saturday, 1, "business") == date(2026, 5, 18)


def test_holidays_have_names_and_differ_by_region() -> None:
    assert "Andrew" in calendar_for("gb", "sct").holiday_name(date(2026, 11, 30))
    assert ENGLAND.holiday_name(date(2026, 11, 30)) == ""
    assert NO_HOLIDAYS.holiday_name(date(2026, 12, 25)) == ""


def test_the_agency_has_its_own_days_of_rest_and_its_own_week() -> None:
    closed = calendar_for(closed_days=[date(2026, 5, 18)])
    assert add_days(FRIDAY, 1, "business", closed) == date(2026, 5, 19)
    sunday_to_thursday = calendar_for("AE", weekdays=[6, 0, 1, 2, 3])
    assert add_days(date(2026, 9, 10), 1, "business", sunday_to_thursday) == date(2026, 9, 13)


@pytest.mark.parametrize(
    ("country", "subdivision", "weekdays", "field"),
    [
        ("XX", "", range(5), "country"),
        ("GB", "TX", range(5), "subdivision"),
        ("", "ENG", range(5), "subdivision"),
        ("GB", "", [], "weekdays"),
        ("GB", "", [7], "weekdays"),
    ],
)
def test_a_calendar_that_does_not_exist_is_refused(
    country: str, subdivision: str, weekdays: Iterable[int], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        calendar_for(country, subdivision, weekdays=weekdays)
    assert list(refusal.value.fields) == [field]


def test_the_refusal_names_the_parts_that_are_known() -> None:
    with pytest.raises(Refused, match="ENG, NIR, SCT, WLS"):
        calendar_for("GB", "TX")


@pytest.mark.parametrize(("n", "unit"), [(-1, "business"), (LONGEST + 1, "calendar"), (5, "working"), (5, "")])
def test_amounts_and_units_that_cannot_be_are_refused(n: int, unit: str) -> None:
    with pytest.raises(Refused):
        add_days(FRIDAY, n, cast("Unit", unit))


def test_a_span_of_more_than_ten_years_is_refused() -> None:
    with pytest.raises(Refused):
        business_days_between(FRIDAY, FRIDAY + timedelta(days=LONGEST + 1))


@given(days, st.integers(1, 60), calendars)
def test_a_deadline_falls_on_a_working_day_and_counts_back(start: date, n: int, calendar: WorkingCalendar) -> None:
    end = add_days(start, n, "business", calendar)
    assert calendar.is_business_day(end)
    assert business_days_between(start, end, calendar) == n
    assert business_days_between(end, start, calendar) == -n


@given(days, counts, counts, calendars)
def test_more_days_never_end_earlier(start: date, n: int, more: int, calendar: WorkingCalendar) -> None:
    earlier = add_days(start, n, "business", calendar)
    assert add_days(start, n + more, "business", calendar) >= earlier


@given(days, days, days)
def test_spans_add_up(one: date, two: date, three: date) -> None:
    first, second, third = sorted((one, two, three))
    parts = business_days_between(first, second, ENGLAND) + business_days_between(second, third, ENGLAND)
    assert business_days_between(first, third, ENGLAND) == parts


@pytest.mark.parametrize(
    ("period", "said"),
    [("P7Y", "7 years"), ("P1Y6M", "1 year 6 months"), ("P90D", "90 days"), ("P0D", "0 days"), ("", ""), ("7Y", "7Y")],
)
def test_a_length_of_time_is_said_in_words(period: str, said: str) -> None:
    assert period_words(period) == said
