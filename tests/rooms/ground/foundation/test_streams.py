"""An encrypted stream opens whole with its own key, and any change to it is named."""

from __future__ import annotations

import io

import pytest

from alongside.ground.foundation import streams
from alongside.ground.foundation.streams import Damaged

MAGIC = b"Trial 1\n"
TEXT = bytes(range(256)) * 12_000  # three pieces


def stream(key: bytes, text: bytes = TEXT) -> bytes:
    out = io.BytesIO()
    encrypter = streams.Encrypter(out, key, streams.write_header(out, MAGIC, {"about": "a trial"}))
    for at in range(0, len(text), 100_000):
        encrypter.write(text[at : at + 100_000])
    encrypter.close()
    return out.getvalue()


def read(whole: bytes, key: bytes) -> bytes:
    source = io.BytesIO(whole)
    header, bound = streams.read_header(source, MAGIC)
    assert header == {"about": "a trial"}
    return b"".join(streams.opened(source, key, bound))


def test_what_was_sealed_comes_back_and_nothing_of_it_shows() -> None:
    key = streams.new_key()
    whole = stream(key)
    assert read(whole, key) == TEXT
    assert TEXT[:64] not in whole
    assert read(stream(key, b""), key) == b""
    assert streams.name_of(key) != streams.name_of(streams.new_key())


def test_every_change_is_named() -> None:
    key = streams.new_key()
    whole = stream(key)
    first = whole.index(b"\n", len(MAGIC)) + 66
    piece = streams.PIECE + streams.TAG + 4
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
        read(whole, streams.new_key())


def test_a_passphrase_opens_what_it_sealed_and_no_other_does() -> None:
    box = streams.encrypted_by_passphrase(b"the keys", "five words by chance here")
    assert b"the keys" not in str(box).encode()
    assert streams.opened_by_passphrase(box, "five words by chance here") == b"the keys"
    with pytest.raises(Damaged, match="passphrase"):
        streams.opened_by_passphrase(box, "five words by chance there")
