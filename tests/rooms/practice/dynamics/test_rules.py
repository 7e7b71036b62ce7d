"""Every view counts once, what is told of somebody is not their view, and strengths come first (S-171, S-174)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from alongside.ground.foundation.decision import Decision
from alongside.practice.dynamics.enums import FamilyArea
from alongside.practice.dynamics.rules import WORKER, end_faults, entry_faults, for_whom, may_keep, missing, teller

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({}, []),
        ({"area": "weather"}, ["area"]),
        ({"words": " "}, ["words"]),
        ({"words": "x" * 4001}, ["words"]),
        ({"said_on": TODAY + timedelta(days=1)}, ["said_on"]),
        ({"person_id": 9}, ["person"]),
        ({"reported_by_id": 9}, ["reported_by"]),
        ({"person_id": None, "reported_by_id": 2}, ["reported_by"]),
        ({"reported_by_id": 2}, []),
    ],
)
def test_what_an_entry_must_say(changed: dict[str, Any], fields: list[str]) -> None:
    facts: dict[str, Any] = {"area": "roles", "words": "Dani cooks.", "said_on": TODAY, "person_id": 1}
    facts |= {"reported_by_id": None, "members": (1, 2), "today": TODAY}
    assert list(entry_faults(**{**facts, **changed})) == fields


def test_what_others_tell_is_nobodys_own_view() -> None:
    assert FamilyArea.values[0] == "strengths"
    assert teller(1, 1) is None
    assert teller(1, 2) == 2
    assert missing((1, 2, 3), [(1, None), (2, 1)]) == (2, 3, WORKER)
    assert missing((1, 2), [(1, None), (2, None), (None, None)]) == ()


def test_an_end_says_why_and_from_a_day_that_was() -> None:
    said = TODAY - timedelta(days=3)
    assert end_faults(why="We talked", on=TODAY, said_on=said, today=TODAY) == {}
    assert list(end_faults(why=" ", on=said - timedelta(days=1), said_on=said, today=TODAY)) == ["why", "on"]
    assert list(end_faults(why="x", on=TODAY + timedelta(days=1), said_on=said, today=TODAY)) == ["on"]


def test_nobodys_own_words_are_kept_from_them() -> None:
    assert for_whom((), 1, ())
    assert for_whom((1,), 1, ())
    assert for_whom((None,), 2, (2,))
    assert not for_whom((2,), 1, (3,))
    assert not for_whom((None,), 1, ())


def test_who_it_can_be_kept_to() -> None:
    assert may_keep(people=[1, 2], members=[1, 2]) == Decision.yes()
    assert may_keep(people=[None], members=[]).allowed
    assert may_keep(people=[None, 1], members=[1]).code == "kept.both"
    assert may_keep(people=[3], members=[1]).code == "kept.stranger"
