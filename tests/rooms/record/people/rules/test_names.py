"""The keys of names: few, short, and enough to find the right person however her name is written."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.ground.foundation.text import SOUNDS, fold
from alongside.record.people.rules.matching import Sought, sought_from
from alongside.record.people.rules.names import (
    MOST_KEYS,
    MOST_SOUGHT,
    Name,
    name_keys,
    name_of,
    near_sounds,
    read_query,
    search_keys,
    sought_keys,
    wider_keys,
)
from tests.rooms.record.people.rules.register import QUERIES, TARGETS, Register, crowd

BORN = date(1984, 3, 12)
REGISTER = Register([*TARGETS, *crowd()])
latin_names = st.text("abcdefghijklmnoprstuvz", min_size=3, max_size=10)
any_names = st.builds(Name, st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))


def test_the_kinds_of_key() -> None:
    keys = name_keys([Name("María", "García")], born_on=BORN, phones=["+1 415 555 0134", "none"])
    assert keys == {
        "#155550134",
        "@1984-03-12",
        "GRS+MR",
        "gar+mar",
        "GRS+mar",
        "MR+gar",
        "garcia",
        "maria",
        "~GRS",
        "~MR",
        "GRS@1984",
        "MR@1984",
        "mar",
        "mari",
        "gar",
        "garc",
    }


def test_a_year_alone_gives_no_day() -> None:
    keys = name_keys([Name("Ana", "Li")], born_year=1984)
    assert "L@1984" in keys
    assert not any(key.startswith("@") for key in keys)


def test_little_words_identify_nobody_unless_there_is_nothing_else() -> None:
    keys = name_keys([Name("Juan", "de la Cruz")])
    assert {"cruz", "delacruz"} <= keys
    assert not {"de", "la"} & keys
    assert "le" in name_keys([Name("Minh", "Lê")])


def test_without_a_name_there_are_only_the_other_keys() -> None:
    assert name_keys([], phones=["020 7946 0958"]) == {"#079460958"}
    assert name_keys([Name("—", " ")]) == frozenset()


@given(st.lists(any_names, max_size=6), st.none() | st.dates(), st.lists(st.text(max_size=20), max_size=4))
def test_keys_are_few_and_short_whatever_the_name(names: list[Name], born_on: date | None, phones: list[str]) -> None:
    keys = name_keys(names, born_on=born_on, phones=phones)
    assert len(keys) <= MOST_KEYS
    assert all(0 < len(key) <= 60 and key.isascii() for key in keys)


@given(st.text(max_size=80))
def test_any_query_can_be_read(query: str) -> None:
    for keys in (search_keys(query), wider_keys(query)):
        assert len(keys) == len(set(keys)) <= MOST_SOUGHT
        assert all(keys)


@given(latin_names, latin_names, st.booleans())
def test_whoever_is_typed_in_full_is_found_in_either_order(given_name: str, family: str, reverse: bool) -> None:
    stored = name_keys([Name(given_name, family)])
    query = f"{family} {given_name}" if reverse else f"{given_name} {family}"
    assert search_keys(query)[0] in stored or set(search_keys(query)[:4]) & stored


@given(latin_names, latin_names, st.data())
def test_one_slip_anywhere_still_meets_a_key(given_name: str, family: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(family)))
    kind = data.draw(st.sampled_from(["lost", "more", "other"]))
    letter = data.draw(st.sampled_from("abdfglmnprt"))
    slipped = {
        "lost": family[: at - 1] + family[at:],
        "more": family[:at] + letter + family[at:],
        "other": family[: at - 1] + letter + family[at:],
    }[kind]
    keys = set(search_keys(f"{given_name} {slipped}")) | set(wider_keys(f"{given_name} {slipped}"))
    assert keys & name_keys([Name(given_name, family)])


@pytest.mark.parametrize(
    ("query", "words", "years", "phones", "dates"),
    [
        ("Maria Garcia 1984", ["maria", "garcia"], [1984], [], []),
        ("garcia 12/03/1984", ["garcia"], [1984], [], [date(1984, 12, 3), date(1984, 3, 12)]),
        ("1984-03-12", [], [1984], [], [BORN]),
        ("31.12.1984", [], [1984], [], [date(1984, 12, 31)]),
        ("+1 415 555 0134", [], [], ["155550134"], []),
        ("Ana 020 7946 0958", ["ana"], [], ["079460958"], []),
        ("", [], [], [], []),
        ("99/99/1984", [], [1984], [], []),
    ],
)
def test_a_query_is_told_apart(
    query: str, words: list[str], years: list[int], phones: list[str], dates: list[date]
) -> None:
    typed = read_query(query)
    assert (typed.words, typed.years, typed.phones) == (words, years, phones)
    assert sorted(typed.dates) == sorted(dates)


def test_a_phone_or_a_day_comes_before_names() -> None:
    assert search_keys("020 7946 0958 Maria Garcia")[0] == "#079460958"
    assert search_keys("Maria Garcia 1984-03-12")[0] == "@1984-03-12"


def test_a_form_looks_for_all_names_and_for_transposed_days() -> None:
    keys = sought_keys([Name("Maria", "Garcia"), Name("Mary", "Smith")], born_on=BORN, phones=["020 7946 0958"])
    assert {"#079460958", "@1984-03-12", "@1984-12-03", "GRS+MR", "MR+SMT"} <= set(keys)
    assert sought_keys([], born_on=date(1984, 5, 31)) == ["@1984-05-31"]
    assert sought_keys([], born_year=1984) == []


def test_parts_of_words_still_being_typed_are_found() -> None:
    assert {"gar+mar"} <= set(search_keys("mar gar")) & name_keys([Name("Maria", "Garcia")])
    assert "garc" in search_keys("garc")
    assert "papado" in search_keys("papadop")


def test_another_form_of_a_given_name_is_looked_up() -> None:
    assert set(search_keys("Bill Smith")) & name_keys([Name("William", "Smith")])
    assert "william" in wider_keys("bill")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ana Maria Lopez", Name("Ana Maria", "Lopez")),
        ("Lopez, Ana Maria", Name("Ana Maria", "Lopez")),
        ("Cher", Name("", "Cher")),
        ("", Name()),
    ],
)
def test_one_line_as_a_name(text: str, name: Name) -> None:
    assert name_of(text) == name
    assert str(Name(" Ana ", " Lopez")) == "Ana Lopez"


@given(st.text(SOUNDS[1:], min_size=1, max_size=6))
def test_near_sounds_are_near_and_mutual(key: str) -> None:
    near = near_sounds(key)
    assert key not in near
    assert all(key in near_sounds(other) for other in near if not other.startswith("A"))


@pytest.mark.parametrize(("person", "query"), QUERIES, ids=[query for _, query in QUERIES])
def test_the_right_person_is_among_the_first_ten(person: object, query: str) -> None:
    keys = [*search_keys(query), *wider_keys(query)]
    found = [candidate.ref for candidate, _likeness in REGISTER.find(sought_from(query), keys)]
    assert getattr(person, "number", None) in found


def test_most_are_found_by_the_telling_keys_and_stand_first() -> None:
    answers = [
        (person.number, [candidate.ref for candidate, _ in REGISTER.find(sought_from(query), search_keys(query))])
        for person, query in QUERIES
    ]
    assert sum(number in found for number, found in answers) / len(answers) >= 0.95
    assert sum(found[:1] == [number] for number, found in answers) / len(answers) >= 0.9


def test_a_name_that_nobody_bears_finds_nobody_very_alike() -> None:
    for query in ("Zebulon Quackenbush", "Ximena Oyarzabal"):
        sought = Sought((name_of(query),))
        assert all(likeness.points < 50 for _, likeness in REGISTER.find(sought, search_keys(query)))


def test_folding_is_shared_by_keys_and_queries() -> None:
    for person in TARGETS:
        assert set(search_keys(fold(str(person.name)))) & person.keys
