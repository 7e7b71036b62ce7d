"""The frame around the desk: the places that a role opens, and no others."""

from __future__ import annotations

import pytest

from alongside.doors.desk.shell import places
from tests.conftest import Become


def addresses(become: Become, username: str, path: str = "/") -> list[str]:
    return [str(link.url) for group in places(become(username), path) for link in group.items]


@pytest.mark.parametrize(
    ("username", "expected", "closed"),
    [
        ("worker", "/cases/", "/set-up/staff/"),
        ("supervisor", "/team/", "/privacy/"),
        ("intake", "/intakes/", "/cases/"),
        ("privacy", "/privacy/", "/people/"),
        ("admin", "/set-up/staff/", "/people/"),
    ],
)
def test_each_role_has_its_places(become: Become, username: str, expected: str, closed: str) -> None:
    found = addresses(become, username)
    assert expected in found
    assert closed not in found


def test_the_present_place_is_marked_once(become: Become) -> None:
    groups = places(become("worker"), "/cases/new/")
    assert [link.url for group in groups for link in group.items if link.current] == ["/cases/"]
