"""Births as they are said on the phone, and what was asked about safe contact."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from alongside.record.intakes.rules.asking import (
    NOTICE,
    check_birth,
    check_received,
    read_birth,
    safe_contact,
)
from alongside.record.people.rules.dates import UNKNOWN_BIRTH, Birth

TODAY = date(2026, 7, 9)


@pytest.mark.parametrize(
    ("words", "birth"),
    [
        ("", UNKNOWN_BIRTH),
        ("1992", Birth(1992)),
        ("1992-05-03", Birth(1992, 5, 3)),
        ("1992-05", Birth(1992, 5)),
        ("23/5/1992", Birth(1992, 5, 23)),
        ("5/23/1992", Birth(1992, 5, 23)),
        ("5.5.1992", Birth(1992, 5, 5)),
        ("3/4/1992", Birth(1992)),
        ("5/1992", Birth(1992, 5)),
        ("3 May 1992", Birth(1992, 5, 3)),
        ("May 3rd, 1992", Birth(1992, 5, 3)),
        ("sept 1992", Birth(1992, 9)),
        ("about 1992", Birth(1992, estimated=True)),
        ("about 40", Birth(1986, estimated=True)),
        ("34 years old", Birth(1992, estimated=True)),
        ("she would not say", None),
    ],
)
def test_a_birth_is_read_as_it_was_said(words: str, birth: Birth | None) -> None:
    assert read_birth(words, today=TODAY) == birth


def test_months_are_read_in_the_language_of_the_page() -> None:
    with translation.override("en"):
        assert read_birth("3 mar 1992", today=TODAY) == Birth(1992, 3, 3)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("31 February 1992", "people.birth.no_such_day"),
        ("1992-13-01", "people.birth.no_such_day"),
        ("2031", "people.birth.in_future"),
        ("1820", "people.birth.too_long_ago"),
        ("about 140", "people.birth.too_long_ago"),
        ("1992", ""),
        ("no idea", ""),
    ],
)
def test_an_impossible_birth_is_explained(words: str, code: str) -> None:
    decision = check_birth(words, today=TODAY)
    assert decision.code == code
    assert bool(decision.reason) is bool(code)


@given(st.text(max_size=40))
def test_whatever_is_typed_gets_an_answer(words: str) -> None:
    check_birth(words, today=TODAY)


def test_a_request_cannot_come_from_tomorrow() -> None:
    now = datetime(2026, 7, 9, 10, tzinfo=UTC)
    assert check_received(now + timedelta(minutes=1), now=now)
    assert check_received(now + timedelta(hours=1), now=now).code == "intake.received.future"


def test_what_was_not_asked_is_listed_as_missing() -> None:
    nothing = safe_contact({})
    assert nothing.nothing_asked
    assert nothing.missing == ("Call", "Text", "Voicemail", "Letter")
    some = safe_contact({"safe_text": "yes", "safe_voicemail": "no", "safe_letter": "not_asked"})
    assert some.words == ("Text: yes", "Voicemail: no")
    assert some.missing == ("Call", "Letter")
    assert not some.nothing_asked


def test_the_text_that_is_read_aloud_names_its_limits() -> None:
    assert any("limits" in str(sentence) for sentence in NOTICE)
