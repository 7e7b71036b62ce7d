"""The dates of a life: ages in words, and what cannot be or needs a reason."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.record.people.enums import BirthPrecision
from alongside.record.people.rules.dates import (
    OLDEST,
    UNKNOWN_BIRTH,
    Birth,
    age_on,
    age_words,
    birth_from_age,
    birth_of,
    birth_words,
    check_dates,
    check_relationship,
    stored_birth,
)

TODAY = date(2026, 5, 20)
BORN = date(1992, 5, 21)
births = st.one_of(
    st.just(UNKNOWN_BIRTH),
    st.builds(Birth, st.integers(1910, 2026), estimated=st.booleans()),
    st.builds(Birth, st.integers(1910, 2026), st.integers(1, 12)),
    st.dates(date(1910, 1, 1), TODAY).map(birth_of),
)


@pytest.mark.parametrize(
    ("birth", "age", "words"),
    [
        (birth_of(BORN), 33, "33"),
        (birth_of(date(1992, 5, 20)), 34, "34"),
        (birth_of(date(2025, 10, 21)), 0, "6 months"),
        (birth_of(date(2026, 4, 20)), 0, "1 month"),
        (birth_of(date(2026, 5, 19)), 0, "0 months"),
        (Birth(1992), 34, "33 or 34"),
        (Birth(2026), 0, "0"),
        (Birth(1992, estimated=True), 34, "about 34"),
        (UNKNOWN_BIRTH, None, ""),
        (Birth(2027), -1, ""),
    ],
)
def test_ages(birth: Birth, age: int | None, words: str) -> None:
    assert (age_on(birth, TODAY), age_words(birth, TODAY)) == (age, words)


def test_someone_born_on_a_leap_day_is_older_in_march() -> None:
    leap = birth_of(date(2000, 2, 29))
    assert age_on(leap, date(2025, 2, 28)) == 24
    assert age_on(leap, date(2025, 3, 1)) == 25


@pytest.mark.parametrize(
    ("precision", "birth"),
    [
        (BirthPrecision.EXACT, Birth(1992, 5, 21)),
        (BirthPrecision.MONTH, Birth(1992, 5)),
        (BirthPrecision.YEAR, Birth(1992)),
        (BirthPrecision.ESTIMATED, Birth(1992, estimated=True)),
        (BirthPrecision.UNKNOWN, UNKNOWN_BIRTH),
    ],
)
def test_a_stored_date_stands_for_what_is_known(precision: str, birth: Birth) -> None:
    assert birth_of(BORN, precision) == birth
    assert birth_of(*stored_birth(birth)) == birth


def test_only_a_full_date_that_is_no_estimate_is_exact() -> None:
    assert birth_of(BORN).on == BORN
    assert Birth(1992, 5, 21, estimated=True).on is None
    assert Birth(1992, 5).on is None


@pytest.mark.parametrize(
    ("birth", "words"),
    [
        (Birth(1992, 5), "May 1992"),
        (Birth(1992), "1992"),
        (Birth(1992, estimated=True), "about 1992"),
        (UNKNOWN_BIRTH, ""),
    ],
)
def test_a_birth_in_words_is_as_exact_as_it_is_known(birth: Birth, words: str) -> None:
    assert birth_words(birth) == words


def test_an_exact_birth_is_a_full_date_in_words() -> None:
    words = birth_words(birth_of(BORN))
    assert "21" in words
    assert "1992" in words


@given(births)
def test_what_is_stored_is_read_back_the_same(birth: Birth) -> None:
    assert birth_of(*stored_birth(birth)) == birth


@given(st.integers(0, 110))
def test_an_age_that_is_said_is_the_age_that_is_shown(age: int) -> None:
    assert age_words(birth_from_age(age, TODAY), TODAY) == f"about {age}"


@pytest.mark.parametrize(
    ("birth", "died_on", "code"),
    [
        (birth_of(BORN), None, ""),
        (birth_of(BORN), TODAY, ""),
        (birth_of(TODAY), None, ""),
        (UNKNOWN_BIRTH, date(1990, 1, 1), ""),
        (birth_of(date(2026, 5, 21)), None, "people.birth.in_future"),
        (Birth(2027), None, "people.birth.in_future"),
        (Birth(2026), None, ""),
        (Birth(TODAY.year - OLDEST), None, ""),
        (Birth(TODAY.year - OLDEST - 1), None, "people.birth.too_long_ago"),
        (birth_of(BORN), date(2026, 5, 21), "people.death.in_future"),
        (birth_of(BORN), date(1992, 5, 20), "people.death.before_birth"),
        (Birth(1992), date(1991, 12, 31), "people.death.before_birth"),
        (Birth(1992, estimated=True), date(1991, 12, 31), ""),
        (Birth(2001, 2, 30), None, "people.birth.no_such_day"),
    ],
)
def test_dates_of_one_life(birth: Birth, died_on: date | None, code: str) -> None:
    decision = check_dates(birth, died_on, today=TODAY)
    assert (decision.code, bool(decision)) == (code, not code)
    assert bool(str(decision.reason)) == bool(code)


@pytest.mark.parametrize(
    ("kind", "person", "other", "sentence"),
    [
        ("parent", 1990, 2015, ""),
        ("child", 2015, 1990, ""),
        ("parent", 2015, 1990, "The older generation would not be older."),
        ("child", 1990, 1990, "The older generation would not be older."),
        ("parent", 2005, 2015, "There would be 10 years between the two."),
        ("child", 2014, 2013, "There would be 1 year between the two."),
        ("parent", 1920, 2015, "There would be 95 years between the two."),
        ("grandparent", 1990, 2010, "There would be 20 years between the two."),
        ("grandchild", 2015, 1955, ""),
        ("step_parent", 2014, 2015, ""),
        ("sibling", 1950, 2015, ""),
        ("parent", None, 2015, ""),
    ],
)
def test_ages_of_relatives(kind: str, person: int | None, other: int, sentence: str) -> None:
    decision = check_relationship(kind, Birth(person), Birth(other))
    assert str(decision.reason).startswith(sentence)
    assert bool(decision) == (not sentence)


def test_a_reason_passes_unlikely_ages() -> None:
    assert check_relationship("parent", Birth(2008), Birth(2015), "adopted by her sister")
    assert not check_relationship("parent", Birth(2008), Birth(2015), "  ")


@given(births, births)
def test_a_fact_and_its_reverse_are_judged_alike(one: Birth, other: Birth) -> None:
    assert check_relationship("parent", one, other) == check_relationship("child", other, one)
    assert check_relationship("grandparent", one, other) == check_relationship("grandchild", other, one)
