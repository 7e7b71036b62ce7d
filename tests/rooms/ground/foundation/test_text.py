"""Folding, sound keys, phone keys and how hard a text is to read."""

from __future__ import annotations

import doctest
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.ground.foundation import text as module
from alongside.ground.foundation.text import (
    PHONE_DIGITS,
    SOUNDS,
    fold,
    initials,
    joined,
    longest_sentences,
    name_words,
    phone_key,
    phonetic_keys,
    reading_grade,
    sentences,
    shortened,
    sort_key,
    sound,
    syllables,
    trigrams,
)

any_text = st.text(max_size=60)


def test_the_examples_of_the_module_hold() -> None:
    result = doctest.testmod(module)
    assert result.attempted >= 5
    assert result.failed == 0


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("  María-José  O’Brien ", "maria jose obrien"),
        ("O'Neill", "oneill"),
        ("STRAẞE", "strasse"),
        ("Łódź", "lodz"),
        ("Đặng Thị Hoa", "dang thi hoa"),
        ("Оксана Щербакова", "oksana shcherbakova"),
        ("علي", "ali"),
        ("Γιάννης", "giannis"),
        ("ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
        ("ﬁne", "fine"),
        ("Smith, J. (née Li)", "smith j nee li"),
        ("٣ rue", "3 rue"),
        ("", ""),
        ("—…!", ""),
    ],
)
def test_folding(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(any_text)
def test_folding_twice_changes_nothing_and_leaves_only_plain_words(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert once == " ".join(once.split())
    assert all(letter in "abcdefghijklmnopqrstuvwxyz0123456789 " for letter in once)


@given(any_text)
def test_the_form_of_unicode_does_not_matter(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_names_sort_alike_whatever_their_accents_and_case() -> None:
    names = ["Zoë", "öztürk", "Ozan", "Ångström", "anders", "de la Cruz", "Żak"]
    assert sorted(names, key=sort_key) == ["anders", "Ångström", "de la Cruz", "Ozan", "öztürk", "Żak", "Zoë"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("王小明", ["wang", "xiaoming"]),
        ("김민준", ["gim", "minjun"]),
        ("Maria da Silva", ["maria", "da", "silva"]),
        ("كريم الحسن", ["krim", "al", "hsn"]),
        ("小明", ["xiaoming"]),
    ],
)
def test_the_words_of_a_name(name: str, words: list[str]) -> None:
    assert name_words(name) == words


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ana Maria da Silva", "AS"),
        ("Cher", "C"),
        ("王小明", "王"),
        ("мария петрова", "МП"),
        ("(Bob) Ray", "BR"),
        ("  ", ""),
        ("4 you", "Y"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    "variants",
    [
        ["Lopez", "Lopes", "López", "Loppez"],
        ["Mohammed", "Muhammad", "Mohamed", "Mohamad", "محمد"],
        ["Oksana", "Oxana", "Оксана"],
        ["Nguyen", "Nguyễn", "Nguyển"],
        ["Smith", "Smyth"],
        ["Hernandez", "Ernandez", "Hernández"],
        ["Yusuf", "Youssef", "Yousef", "يوسف"],
        ["Hussein", "Hüseyin", "Husain", "حسين"],
        ["Khalid", "Khaled", "خالد", "Халид"],
        ["Sanchez", "Sánchez", "Sanches"],
        ["Kowalski", "Kovalsky", "Ковальский"],
        ["Catherine", "Katherine"],
        ["Philip", "Filip", "Φίλιπ"],
        ["Wright", "Rite"],
        ["McDonald", "MacDonald"],
        ["Zhang", "张"],
    ],
)
def test_spellings_of_one_name_sound_the_same(variants: list[str]) -> None:
    assert len({phonetic_keys(name) for name in variants}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Lopez", "Gomez"), ("Maria", "Marta"), ("Nguyen", "Pham"), ("Ali", "Eric")]
)
def test_different_names_sound_different(one: str, other: str) -> None:
    assert not phonetic_keys(one) & phonetic_keys(other)


@given(any_text)
def test_a_sound_key_is_made_of_its_letters_only(text: str) -> None:
    for word in name_words(text):
        key = sound(word)
        assert set(key) <= set(SOUNDS)
        assert "A" not in key[1:]
        assert key or word.isdigit() or not any(letter.isalpha() for letter in word)


def test_trigrams_are_cut_word_by_word() -> None:
    assert trigrams("Lí") == {"  l", " li", "li "}
    assert trigrams("") == frozenset()


@pytest.mark.parametrize(
    ("number", "key"),
    [
        ("+44 20 7946 0958", "079460958"),
        ("020 7946 0958", "079460958"),
        ("(415) 555-0134 ext. 22", "155550134"),
        ("415.555.0134 x22", "155550134"),
        ("٠٢٠ ٧٩٤٦ ٠٩٥٨", "079460958"),
        ("12345", "12345"),
        ("1234", ""),
        ("ask Ana", ""),
        ("", ""),
    ],
)
def test_phone_keys(number: str, key: str) -> None:
    assert phone_key(number) == key


@given(st.text(max_size=30))
def test_a_phone_key_is_short_and_of_digits(text: str) -> None:
    key = phone_key(text)
    assert key == "" or (5 <= len(key) <= PHONE_DIGITS and key.isascii() and key.isdigit())


@pytest.mark.parametrize(
    ("word", "count"), [("cat", 1), ("table", 2), ("money", 2), ("worked", 1), ("wanted", 2), ("housing", 2), ("a", 1)]
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_grade_follows_the_formula() -> None:
    assert reading_grade("We will call you on Monday.") == pytest.approx(0.39 * 6 + 11.8 * 7 / 6 - 15.59, abs=0.05)


def test_plain_text_reads_more_easily_than_office_text() -> None:
    plain = reading_grade("Anna looks for a flat. Ben helps her to write. They meet again on Friday.")
    office = reading_grade(
        "Comprehensive multidisciplinary intervention necessitates interorganisational collaboration "
        "regarding accommodation sustainability."
    )
    assert plain is not None
    assert office is not None
    assert plain <= 6
    assert office > 12


@pytest.mark.parametrize("text", ["", " \n", "123 456", "王小明"])
def test_no_english_words_no_grade(text: str) -> None:
    assert reading_grade(text) is None


def test_list_lines_count_as_sentences() -> None:
    assert sentences("Call Ben\nFind a flat. Rest!") == ["Call Ben", "Find a flat", "Rest"]


def test_the_longest_sentences_come_first() -> None:
    assert longest_sentences("One two. One two three four. One.", 2) == ["One two three four", "One two"]


@given(st.text(max_size=400))
def test_a_grade_is_never_negative(text: str) -> None:
    grade = reading_grade(text)
    assert grade is None or grade >= 0


@pytest.mark.parametrize(
    ("parts", "phrase"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_joining(parts: list[str], phrase: str) -> None:
    assert joined(parts, last="and") == phrase


@given(st.text(max_size=200), st.integers(2, 80))
def test_shortening_keeps_to_the_limit(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert len(short) <= limit
    assert "\n" not in short
    assert short.endswith("…") or short == " ".join(text.split())


def test_shortening_cuts_at_a_word() -> None:
    assert shortened("Ana asked for help with rent", 20) == "Ana asked for help…"
