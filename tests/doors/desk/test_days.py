"""The days that an address names, for pages that look back."""

from __future__ import annotations

from datetime import date

from django.test import RequestFactory
from django.utils import timezone

from alongside.doors.desk.days import days_of, evening
from alongside.ground.foundation import clock


def test_an_address_names_one_day_or_two_and_today_when_it_names_none() -> None:
    asked = RequestFactory().get
    assert (days_of(asked("/")).on, days_of(asked("/")).until) == (clock.today(), None)
    found = days_of(asked("/?on=2026-05-01&until=2026-06-01"))
    assert (found.on, found.until) == (date(2026, 5, 1), date(2026, 6, 1))
    wrong = days_of(asked("/?on=never"))
    assert (wrong.on, wrong.until, "on" in wrong.form.errors) == (clock.today(), None, True)


def test_a_day_ends_with_its_last_moment() -> None:
    last = timezone.localtime(evening(date(2026, 3, 29)))
    assert (last.date(), last.hour, last.minute) == (date(2026, 3, 29), 23, 59)
