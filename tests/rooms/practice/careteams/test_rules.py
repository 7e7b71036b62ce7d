"""What a place in a care team needs, where it stands, and how a link is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from alongside.practice.careteams.enums import MemberState
from alongside.practice.careteams.rules.links import SECRET_BYTES, code_digest, code_in, secret_in, token_of
from alongside.practice.careteams.rules.members import Proposed, may_end_on, member_faults, state_of

TODAY = date(2026, 5, 4)
NEW = Proposed(
    name="Rosa Lindqvist",
    organisation="City housing office",
    role="Finds a flat",
    known_as="M. L.",
    ground="consent",
    has_consent=True,
    ground_words="",
    told=True,
    not_told_why="",
    until_on=TODAY + timedelta(days=30),
    consent_until=TODAY + timedelta(days=30),
    victim_service=False,
)
LAW = replace(NEW, ground="law", has_consent=False, consent_until=None, ground_words="Child Act, section 4")


def test_what_is_complete_is_let_through() -> None:
    assert member_faults(NEW, today=TODAY) == {}
    assert member_faults(LAW, today=TODAY) == {}
    assert member_faults(replace(LAW, told=False, not_told_why="It would put the child in danger"), today=TODAY) == {}


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"name": " "}, "name", "Name the professional"),
        ({"role": "x" * 301}, "role", "300 letters or fewer"),
        ({"ground": ""}, "ground", "a court order, or a duty by law"),
        ({"has_consent": False}, "consent", "Without one nobody is let in"),
        ({"ground": "order", "ground_words": "  "}, "ground_words", "Name the law"),
        ({"ground": "law", "ground_words": "Act 4", "told": False}, "not_told_why", "or why not"),
        ({"ground": "law", "ground_words": "Act 4", "victim_service": True}, "ground", "survivor's release alone"),
        ({"until_on": None}, "until_on", "Nobody is let in without an end"),
        ({"until_on": TODAY - timedelta(days=1)}, "until_on", "has passed"),
        ({"until_on": TODAY + timedelta(days=31)}, "until_on", "The consent ends on 3 June 2026"),
        ({"until_on": TODAY + timedelta(days=400), "consent_until": None}, "until_on", "within a year"),
    ],
)
def test_each_fault_stands_at_its_field_with_what_would_be_right(
    change: dict[str, object], field: str, words: str
) -> None:
    faults = member_faults(replace(NEW, **change), today=TODAY)  # type: ignore[arg-type]
    assert set(faults) == {field}
    assert words in faults[field]


def test_an_end_may_move_to_today_and_not_before() -> None:
    assert may_end_on(TODAY, today=TODAY, consent_until=TODAY)
    assert not may_end_on(TODAY - timedelta(days=1), today=TODAY, consent_until=None)


def test_where_a_place_stands_is_told_by_what_ended_it_first() -> None:
    now = datetime(2026, 5, 4, 12, tzinfo=UTC)
    far, near = now + timedelta(days=15, seconds=1), now + timedelta(days=15)
    assert state_of(ended=False, consent_stands=True, ends_at=far, now=now) == MemberState.IN_TEAM
    assert state_of(ended=False, consent_stands=True, ends_at=near, now=now) == MemberState.ENDING
    assert state_of(ended=False, consent_stands=True, ends_at=now, now=now) == MemberState.ENDED
    assert state_of(ended=False, consent_stands=False, ends_at=far, now=now) == MemberState.TAKEN_BACK
    assert state_of(ended=True, consent_stands=False, ends_at=far, now=now) == MemberState.ENDED


def test_a_link_is_read_back_and_nothing_else_is_taken_for_one() -> None:
    secret = bytes(range(SECRET_BYTES))
    assert secret_in(token_of(secret)) == secret
    for odd in ("", "é", token_of(secret) + "=", token_of(secret)[:-1], token_of(secret)[:-1] + "!", "A" * 42 + "B"):
        assert secret_in(odd) is None, odd
    assert code_in(" 123 456\u0663") == "123456"
    assert code_digest(secret, "") == b""
    assert code_digest(secret, "123456") != code_digest(secret, "123457")
