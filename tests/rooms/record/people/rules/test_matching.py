"""Likeness: what is alike is called so with its reasons, and what speaks against is said too."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.record.people.rules.dates import UNKNOWN_BIRTH, Birth, birth_of
from alongside.record.people.rules.matching import (
    Alike,
    Candidate,
    Likeness,
    Sought,
    likeness,
    most_alike,
    sought_from,
)
from alongside.record.people.rules.names import Name, name_of

BORN = birth_of(date(1984, 3, 12))
SAME_NAME = (Name("María", "López"),)
births = st.one_of(
    st.just(UNKNOWN_BIRTH),
    st.builds(Birth, st.integers(1920, 2026), estimated=st.booleans()),
    st.dates(date(1920, 1, 1), date(2026, 1, 1)).map(birth_of),
)
some_names = st.sampled_from(
    [
        "Maria Lopez",
        "María Lopes García",
        "محمد علي",
        "Mohammed Ali",
        "Li",
        "O'Neill, Siobhán",
        "—",
        "Anne-Marie de la Cruz",
    ]
)
texts = st.one_of(some_names, st.text(max_size=30))


def alike(one: str, other: str, mine: Birth = UNKNOWN_BIRTH, theirs: Birth = UNKNOWN_BIRTH) -> Likeness:
    return likeness(Sought((name_of(one),), mine), Candidate(1, (name_of(other),), theirs))


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Maria Lopez", "maría LÓPEZ", "Same name"),
        ("Maria Lopez", "Maria Lopez Garcia", "Same name, as far as it is written"),
        ("Maria Lopez", "Maria Lopoz", "Same spelling but one letter"),
        ("Catalina Lopez", "Catarrina Lopez", "Same spelling but two letters"),
        ("Mohammed Khan", "محمد خان", "Name sounds the same"),
        ("Gamal Darwish", "Jamal Darwish", "Same spelling but one letter"),
        ("Derwish Ali", "درويش علي", "Name sounds nearly the same"),
        ("Bill Smith", "William Smith", "Another form of the same name"),
        ("J Smith", "John Smith", "Same initial"),
        ("Alex Petrov", "Alexandropoulos Petrov", "Name begins the same"),
        ("Lopez Maria", "Maria Lopez", "First and last name swapped"),
    ],
)
def test_what_speaks_for_a_name(one: str, other: str, reason: str) -> None:
    found = alike(one, other)
    assert reason in found.reasons_for
    assert found.alike in (Alike.SOME, Alike.VERY)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Abdul Rahman Mansour", "Abdulrahman Mansour"),
        ("Anne Marie Lefevre", "Annemarie Lefevre"),
        ("Juan de la Cruz", "Juan Delacruz"),
        ("Karim Al-Hassan", "كريم الحسن"),
    ],
)
def test_words_written_together_or_apart_are_the_same(one: str, other: str) -> None:
    assert alike(one, other).points >= 52


@pytest.mark.parametrize(
    ("one", "other"), [("Maria Lopez", "Ahmed Khan"), ("Li Wei", "Jo Ann Baker"), ("Mohammed Ali", "Mohammed Khan")]
)
def test_half_a_name_or_less_is_little_or_nothing(one: str, other: str) -> None:
    found = alike(one, other)
    assert found.alike in (Alike.A_LITTLE, Alike.NOT)
    assert found.reasons_against


@pytest.mark.parametrize(
    ("mine", "theirs", "speaks_for", "against", "class_"),
    [
        (BORN, BORN, "Same date of birth", "", Alike.VERY),
        (BORN, birth_of(date(1984, 12, 3)), "Day and month swapped", "", Alike.VERY),
        (BORN, birth_of(date(1984, 3, 13)), "Same date of birth but one digit", "", Alike.VERY),
        (BORN, birth_of(date(1934, 3, 12)), "Same date of birth but one digit", "", Alike.VERY),
        (BORN, birth_of(date(1984, 7, 30)), "Same year of birth", "Day or month of birth differs", Alike.SOME),
        (BORN, birth_of(date(1911, 5, 2)), "", "Born 73 years apart", Alike.A_LITTLE),
        (BORN, birth_of(date(1985, 7, 30)), "", "Born 1 year apart", Alike.SOME),
        (BORN, birth_of(date(1979, 7, 30)), "", "Born 5 years apart", Alike.A_LITTLE),
        (BORN, birth_of(date(1950, 3, 12)), "Same birthday", "Born 34 years apart", Alike.SOME),
        (Birth(1984), BORN, "Same year of birth", "", Alike.SOME),
        (Birth(1981, estimated=True), BORN, "Estimated age fits", "", Alike.SOME),
        (Birth(1971, estimated=True), BORN, "", "Born 13 years apart", Alike.A_LITTLE),
        (BORN, UNKNOWN_BIRTH, "", "Year not known", Alike.SOME),
    ],
)
def test_births(mine: Birth, theirs: Birth, speaks_for: str, against: str, class_: Alike) -> None:
    found = likeness(Sought(SAME_NAME, mine), Candidate(1, SAME_NAME, theirs))
    assert found.reasons_for == tuple(filter(None, ("Same name", speaks_for)))
    assert found.reasons_against == tuple(filter(None, (against,)))
    assert found.alike == class_


def test_nothing_is_said_of_a_birth_that_is_not_sought() -> None:
    assert likeness(Sought(SAME_NAME), Candidate(1, SAME_NAME, BORN)).reasons_against == ()


def test_a_phone_speaks_for_two_and_its_notation_does_not_matter() -> None:
    found = likeness(
        Sought(SAME_NAME, phones=("+44 20 7946 0958", "none")), Candidate(1, SAME_NAME, phones=("020-7946-0958",))
    )
    assert found.reasons_for == ("Same name", "Same phone")
    assert found.alike == Alike.VERY


def test_two_without_phones_share_none() -> None:
    found = likeness(Sought(SAME_NAME, phones=("none",)), Candidate(1, SAME_NAME, phones=("",)))
    assert "Same phone" not in found.reasons_for


@pytest.mark.parametrize(
    ("theirs", "reasons_for", "reasons_against"),
    [
        ({("passport", "X1")}, ("Same name", "Same number on file"), ()),
        ({("passport", "X2")}, ("Same name",), ("Different number on file",)),
        ({("school", "X1")}, ("Same name",), ()),
    ],
)
def test_numbers_on_file(
    theirs: set[tuple[str, str]], reasons_for: tuple[str, ...], reasons_against: tuple[str, ...]
) -> None:
    sought = Sought(SAME_NAME, ids=frozenset({("passport", "X1")}))
    found = likeness(sought, Candidate(1, SAME_NAME, ids=frozenset(theirs)))
    assert (found.reasons_for, found.reasons_against) == (reasons_for, reasons_against)


def test_the_best_of_several_names_counts() -> None:
    candidate = Candidate(1, (Name("Mary", "Smith"), Name("María", "López")))
    assert likeness(Sought(SAME_NAME), candidate).reasons_for == ("Same name",)


def test_the_most_alike_come_first_and_the_unlike_are_left_out() -> None:
    crowd = [
        Candidate("other", (Name("Ahmed", "Khan"),)),
        Candidate("sounds", (Name("Maria", "Lopes"),)),
        Candidate("same", SAME_NAME),
    ]
    found = most_alike(sought_from("Maria Lopez"), crowd)
    assert [candidate.ref for candidate, _ in found] == ["same", "sounds"]
    assert len(most_alike(sought_from("Maria Lopez"), crowd, count=1)) == 1
    assert most_alike(sought_from("  "), crowd) == []


@given(texts, texts, births, births)
def test_likeness_is_mutual_and_within_bounds(one: str, other: str, mine: Birth, theirs: Birth) -> None:
    there = alike(one, other, mine, theirs)
    back = alike(other, one, theirs, mine)
    assert there.points == pytest.approx(back.points)
    assert -45 <= there.points <= 95
    assert all(there.reasons_for)


@given(texts, births)
def test_nobody_is_more_alike_than_oneself(text: str, birth: Birth) -> None:
    own = alike(text, text, birth, birth).points
    assert own >= alike(text, "Maria Lopez", birth, BORN).points - 1e-9 or not name_of(text).parts
