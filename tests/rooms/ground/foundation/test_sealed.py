"""A sealed stream opens whole with its own key, and any change to it is named."""

from __future__ import annotations

import io

import pytest

from alongside.ground.foundation import sealed
from alongside.ground.foundation.sealed import Damaged

MAGIC = b"Trial 1\n"
TEXT = bytes(range(256)) * 12_000  # three pieces


def stream(key: bytes, text: bytes = TEXT) -> bytes:
    out = io.BytesIO()
    sealer = sealed.Sealer(out, key, sealed.write_header(out, MAGIC, {"about": "a trial"}))
    for at in range(0, len(text), 100_000):
        sealer.write(text[at : at + 100_000])
    sealer.close()
    return out.getvalue()


def read(whole: bytes, key: bytes) -> bytes:
    source = io.BytesIO(whole)
    header, bound = sealed.read_header(source, MAGIC)
    assert header == {"about": "a trial"}
    return b"".join(sealed.opened(source, key, bound))


def test_what_was_sealed_comes_back_and_nothing_of_it_shows() -> None:
    key = sealed.new_key()
    whole = stream(key)
    assert read(whole, key) == TEXT
    assert TEXT[:64] not in whole
    assert read(stream(key, b""), key) == b""
    assert sealed.name_of(key) != sealed.name_of(sealed.new_key())


def test_every_change_is_named() -> None:
    key = sealed.new_key()
    whole = stream(key)
    first = whole.index(b"\n", len(MAGIC)) + 66
    piece = sealed.PIECE + sealed.TAG + 4
    for changed, words in (
        (whole[:-1], "cut short in part 3"),
        (whole[: first + piece], "cut short after part 1"),
        (whole[: first + 2], "cut short in part 1"),
        (whole[:first], "cut short in part 1"),
        (whole[: first + 100] + bytes([whole[first + 100] ^ 1]) + whole[first + 101 :], "changed in part 1"),
        (whole[:-20] + bytes([whole[-20] ^ 128]) + whole[-19:], "changed in part 3"),
        (whole[:first] + whole[first + piece :], "changed in part 1"),
        (whole + b"more", "changed in part 3"),
        (whole.replace(b"a trial", b"a trick"), "first lines"),
        (b"Something else", "begin"),
    ):
        with pytest.raises(Damaged, match=words):
            read(changed, key)
    with pytest.raises(Damaged, match="changed in part 1"):
        read(whole, sealed.new_key())


def test_a_passphrase_opens_what_it_sealed_and_no_other_does() -> None:
    box = sealed.sealed_by_passphrase(b"the keys", "five words by chance here")
    assert b"the keys" not in str(box).encode()
    assert sealed.opened_by_passphrase(box, "five words by chance here") == b"the keys"
    with pytest.raises(Damaged, match="passphrase"):
        sealed.opened_by_passphrase(box, "five words by chance there")
