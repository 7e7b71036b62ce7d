"""What every input shares: nothing unknown, days of our time, times with their zone."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from alongside.doors.exchange.shapes import Day, Given, Line, Moment


class Asked(Given):
    """A small input."""

    on: Day | None = None
    at: Moment | None = None
    name: Line = ""


def test_only_what_was_said_is_handed_on() -> None:
    assert Asked.model_validate({"name": "  Ana "}).said() == {"name": "Ana"}
    assert Asked.model_validate({"on": None}).said() == {"on": None}
    assert Asked.model_validate({"on": "2026-03-01"}).on == date(2026, 3, 1)
    assert Asked.model_validate({"at": "2026-03-01T09:00:00Z"}).at == datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "said",
    [
        {"nickname": "x"},
        {"on": "0001-01-01"},
        {"on": "2200-01-01"},
        {"on": "2026-02-30"},
        {"on": "tomorrow"},
        {"at": "2026-03-01T09:00:00"},
        {"at": "9999-12-31T23:59:59Z"},
        {"name": "x" * 201},
        {"name": 3},
    ],
)
def test_what_cannot_be_is_refused(said: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Asked.model_validate(said)
