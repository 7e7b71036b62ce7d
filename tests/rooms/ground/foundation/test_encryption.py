"""An encrypted value opens with its key at its place, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.ground.foundation.encryption import (
    MARK,
    Key,
    Place,
    Unopened,
    blind,
    decrypt,
    encrypt,
    is_encrypted,
    key_number,
    new_secret,
    unwrap,
    wrap,
)

KEY = Key(7, new_secret())
HERE = Place("people_contactpoint", "value", "a1")


@given(st.text())
def test_what_is_sealed_opens_again_and_tells_nothing(text: str) -> None:
    encrypted = encrypt(text, key=KEY, place=HERE)
    assert is_encrypted(encrypted)
    assert key_number(encrypted) == 7
    assert len(text) < 8 or text not in encrypted
    assert decrypt(encrypted, key=KEY, place=HERE) == text
    assert encrypt(text, key=KEY, place=HERE) != encrypted


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (Key(7, new_secret()), HERE),
        (Key(8, KEY.secret), HERE),
        (KEY, Place("people_contactpoint", "value", "a2")),
        (KEY, Place("people_contactpoint", "note", "a1")),
        (KEY, Place("intakes_intake", "value", "a1")),
    ],
)
def test_it_opens_with_no_other_key_and_at_no_other_place(key: Key, place: Place) -> None:
    with pytest.raises(Unopened):
        decrypt(encrypt("12 Harbour Street", key=KEY, place=HERE), key=key, place=place)


@given(st.integers(min_value=0, max_value=400), st.characters(categories=["Ll", "Lu", "Nd"]))
def test_no_changed_letter_is_overlooked(at: int, letter: str) -> None:
    encrypted = encrypt("12 Harbour Street", key=KEY, place=HERE)
    at %= len(encrypted.rstrip("=")) - 1
    changed = encrypted[:at] + letter + encrypted[at + 1 :]
    if changed != encrypted:
        with pytest.raises(Unopened):
            decrypt(changed, key=KEY, place=HERE)


@pytest.mark.parametrize(
    "text", ["", "12 Harbour Street", MARK, MARK + "1.x.y", MARK + "1.7", MARK + "1.7.?", "1.7.AAAA"]
)
def test_what_was_never_sealed_does_not_open(text: str) -> None:
    with pytest.raises(Unopened):
        decrypt(text, key=KEY, place=HERE)


def test_a_key_is_unwrapped_by_its_master_for_its_circle_alone() -> None:
    master, secret = new_secret(), new_secret()
    box = wrap(secret, master=master, about="3")
    assert unwrap(box, master=master, about="3") == secret
    assert secret not in box
    for other, about in ((new_secret(), "3"), (master, "4")):
        with pytest.raises(Unopened):
            unwrap(box, master=other, about=about)


def test_a_key_does_not_print_its_secret() -> None:
    assert repr(KEY) == "Key(7)"


@given(st.text(min_size=1), st.text(min_size=1))
def test_blind_digests_are_equal_for_equal_words_alone(one: str, two: str) -> None:
    assert (blind(one, secret=KEY.secret) == blind(two, secret=KEY.secret)) == (one == two)
    assert blind(one, secret=KEY.secret) != blind(one, secret=b"another")
    assert len(blind(one, secret=KEY.secret)) == 12


def test_an_empty_word_has_no_digest() -> None:
    assert blind("", secret=KEY.secret) == ""
