"""The places of set-up."""

from __future__ import annotations

from alongside.doors.console.places import places


def test_one_place_is_the_present_one() -> None:
    assert [link.label for link in places("teams") if link.current] == ["Teams"]
    assert all(link.url.startswith("/set-up/") for link in places("teams"))
