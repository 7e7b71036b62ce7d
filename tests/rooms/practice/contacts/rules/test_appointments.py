"""When somebody may say what came of an appointment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from alongside.practice.contacts.rules.appointments import may_settle

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("present", "wanted", "hours", "allowed"),
    [
        ("", "came", -1, True),
        ("", "came", 0.5, True),
        ("", "came", 2, False),
        ("", "did_not_come", 2, False),
        ("", "moved", 2, True),
        ("", "cancelled", 48, True),
        ("came", "came", -1, True),
        ("came", "did_not_come", -1, False),
        ("", "", -1, False),
        ("", "perhaps", -1, False),
    ],
)
def test_who_came_is_said_once_and_in_time(present: str, wanted: str, hours: float, *, allowed: bool) -> None:
    decision = may_settle(present=present, wanted=wanted, starts_at=NOW + timedelta(hours=hours), now=NOW)
    assert bool(decision) is allowed
    assert decision.allowed or decision.reason
