"""How often a caller may ask."""

from __future__ import annotations

from alongside.doors.exchange.pace import Pace


def test_a_caller_waits_until_the_minute_is_over() -> None:
    counted = Pace(2)
    assert [counted.wait("one", now=30.0) for _call in range(3)] == [0, 0, 30]
    assert counted.wait("another", now=30.0) == 0
    assert counted.wait("one", now=59.9) == 1
    assert counted.wait("one", now=60.0) == 0


def test_only_so_many_callers_are_remembered() -> None:
    counted = Pace(1, callers=3)
    for caller in "abcd":
        assert counted.wait(caller, now=61.0) == 0
    assert counted.wait("d", now=61.0) > 0
    assert counted.wait("a", now=61.0) == 0
