"""Where a consent stands, and its last moment in the agency's own time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from alongside.practice.consents.enums import ConsentState
from alongside.practice.consents.rules.standing import begin_of, digest_of, end_of, state_of

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, ConsentState.IN_FORCE),
        ({"signed": False}, ConsentState.ASKED),
        ({"begins_at": NOW + DAY}, ConsentState.LATER),
        ({"ends_at": NOW + 14 * DAY}, ConsentState.ENDING),
        ({"ends_at": NOW}, ConsentState.ENDED),
        ({"ends_at": None}, ConsentState.IN_FORCE),
        ({"withdrawn": True, "ends_at": NOW}, ConsentState.WITHDRAWN),
        ({"replaced": True}, ConsentState.REPLACED),
        ({"refused": True, "signed": False}, ConsentState.REFUSED),
    ],
)
def test_what_ended_it_comes_first(facts: dict[str, Any], state: ConsentState) -> None:
    usual = {"signed": True, "refused": False, "withdrawn": False, "replaced": False, "begins_at": NOW - DAY}
    assert state_of(**{**usual, "ends_at": NOW + 60 * DAY, "now": NOW, **facts}) == state


def test_the_last_day_ends_where_the_agency_is() -> None:
    with timezone.override("Pacific/Auckland"):
        end = end_of(date(2026, 9, 27))
        assert end == datetime(2026, 9, 27, 11, tzinfo=UTC), "on the day the clocks go forward"
        assert begin_of(date(2026, 9, 27)) == datetime(2026, 9, 26, 12, tzinfo=UTC)
    assert end_of(None) is None


def test_a_digest_does_not_hang_on_the_order() -> None:
    assert digest_of({"a": "1", "b": "2"}) == digest_of({"b": "2", "a": "1"})
    assert digest_of({"a": "1"}) != digest_of({"a": "2"})
