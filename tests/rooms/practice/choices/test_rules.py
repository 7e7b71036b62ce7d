"""No ground or no end, no limit; a choice says what was offered (S-194)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from alongside.practice.choices.rules import choice_faults, limit_faults, review_faults, stands, waits
from tests.factories.choices import proposed

TODAY = date(2026, 11, 22)
LIMIT = proposed(TODAY)


def test_a_whole_limit_has_no_fault() -> None:
    assert limit_faults(LIMIT, today=TODAY) == {}
    asked = replace(LIMIT, told=False, not_told_why="She cannot be reached; told at the next visit")
    assert limit_faults(asked, today=TODAY) == {}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("what", " "),
        ("ground", "habit"),
        ("basis", ""),
        ("why", ""),
        ("decided_by", " "),
        ("until_on", None),
        ("until_on", TODAY - timedelta(days=1)),
        ("until_on", TODAY + timedelta(days=367)),
        ("from_on", TODAY + timedelta(days=1)),
        ("review_on", None),
        ("review_on", TODAY),
        ("review_on", TODAY + timedelta(days=91)),
        ("review_on", TODAY + timedelta(days=181)),
    ],
)
def test_every_part_of_a_limit_is_needed(field: str, value: Any) -> None:
    assert list(limit_faults(replace(LIMIT, **{field: value}), today=TODAY)) == [field]


def test_the_person_is_told_or_it_says_why_not() -> None:
    assert list(limit_faults(replace(LIMIT, told=False), today=TODAY)) == ["not_told_why"]


def test_a_limit_of_one_day_is_looked_at_on_that_day() -> None:
    assert limit_faults(replace(LIMIT, until_on=TODAY, review_on=TODAY), today=TODAY) == {}


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({}, []),
        ({"what": ""}, ["what"]),
        ({"answer": "maybe"}, ["answer"]),
        ({"answer": "other"}, ["words"]),
        ({"answer": "other", "words": "She asks her sister first"}, []),
        ({"offered_on": TODAY + timedelta(days=1), "answered_on": None}, ["offered_on"]),
        ({"answered_on": TODAY - timedelta(days=9)}, ["answered_on"]),
        ({"answered_on": TODAY + timedelta(days=1)}, ["answered_on"]),
    ],
)
def test_what_a_choice_must_say(changed: dict[str, Any], fields: list[str]) -> None:
    facts: dict[str, Any] = {
        "what": "Parents' group",
        "answer": "yes",
        "words": "",
        "offered_on": TODAY - timedelta(days=3),
        "answered_on": TODAY,
        "today": TODAY,
    }
    assert list(choice_faults(**{**facts, **changed})) == fields


def test_a_look_says_why_and_when_the_next_one_is() -> None:
    until = TODAY + timedelta(days=30)
    assert list(review_faults(outcome="", words="", review_on=None, until_on=until, today=TODAY)) == [
        "outcome",
        "words",
    ]
    assert list(review_faults(outcome="kept", words="x", review_on=None, until_on=until, today=TODAY)) == ["review_on"]
    late = until + timedelta(days=1)
    assert list(review_faults(outcome="eased", words="x", review_on=late, until_on=until, today=TODAY)) == ["review_on"]
    assert review_faults(outcome="kept", words="x", review_on=until, until_on=until, today=TODAY) == {}
    assert review_faults(outcome="ended", words="x", review_on=None, until_on=until, today=TODAY) == {}


def test_a_limit_stands_until_its_last_day_and_waits_for_its_look() -> None:
    assert stands(until_on=TODAY, ended_on=None, today=TODAY)
    assert not stands(until_on=TODAY, ended_on=TODAY, today=TODAY)
    assert not stands(until_on=TODAY - timedelta(days=1), ended_on=None, today=TODAY)
    assert waits(review_on=TODAY, until_on=TODAY, ended_on=None, today=TODAY)
    assert not waits(
        review_on=TODAY + timedelta(days=1), until_on=TODAY + timedelta(days=2), ended_on=None, today=TODAY
    )
    assert not waits(review_on=TODAY, until_on=TODAY, ended_on=TODAY, today=TODAY)
