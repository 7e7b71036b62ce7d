"""The one clock of the house."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from alongside.ground.foundation import clock

LEAP_NIGHT = datetime(2024, 2, 29, 23, 30, tzinfo=UTC)


def test_the_clock_stands_only_inside_its_block() -> None:
    with clock.standing_at(LEAP_NIGHT):
        assert clock.now() == LEAP_NIGHT
        with pytest.raises(ZeroDivisionError), clock.standing_at(datetime(2020, 1, 1, tzinfo=UTC)):
            raise ZeroDivisionError
        assert clock.now() == LEAP_NIGHT
    assert abs(clock.now() - timezone.now()) < timedelta(minutes=1)


@pytest.mark.parametrize(("zone", "day"), [("Asia/Tokyo", date(2024, 3, 1)), ("America/New_York", date(2024, 2, 29))])
def test_today_is_the_day_where_the_agency_is(zone: str, day: date) -> None:
    with timezone.override(ZoneInfo(zone)), clock.standing_at(LEAP_NIGHT):
        assert clock.today() == day


def test_it_stands_for_nobody_else() -> None:
    seen: list[datetime] = []
    with clock.standing_at(LEAP_NIGHT):
        other = Thread(target=lambda: seen.append(clock.now()))
        other.start()
        other.join()
    assert seen[0] > LEAP_NIGHT
