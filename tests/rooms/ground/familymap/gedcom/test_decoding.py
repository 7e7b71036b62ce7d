"""Letters: by mark, by what the bytes are, and by what the header says."""

from __future__ import annotations

import pytest

from alongside.ground.familymap.gedcom.decoding import decode, from_ansel
from alongside.ground.familymap.gedcom.reader import read_gedcom
from tests.rooms.ground.familymap.gedcom.files import LATIN

WESTERN = LATIN.replace("\u0141", "L"), "Bj\u00f6rn \u00c5ke Luk\u00e9"
CENTRAL = LATIN.replace("\u00c5", "A"), "Bj\u00f6rn Ake \u0141uk\u00e9"


@pytest.mark.parametrize(
    ("char", "encoding", "found"),
    [
        ("UTF-8", "utf-8", "utf-8"),
        ("ANSI", "utf-8", "utf-8"),
        ("UNICODE", "utf-16", "utf-16-le"),
        ("UNICODE", "utf-16-be", "utf-16-be"),
        ("UNICODE", "utf-16-le", "utf-16-le"),
        ("ANSI", "cp1252", "cp1252"),
        ("IBMPC", "cp437", "cp437"),
        ("MACINTOSH", "mac_roman", "mac_roman"),
        ("WINDOWS-1250", "cp1250", "cp1250"),
    ],
)
def test_a_name_arrives_in_every_encoding(char: str, encoding: str, found: str) -> None:
    text, name = CENTRAL if encoding == "cp1250" else WESTERN
    document = read_gedcom(text.format(char=char).encode(encoding))
    assert (document.encoding, document.people["I1"].name) == (found, name)


def test_ansel_puts_marks_before_letters_and_may_put_two() -> None:
    assert from_ansel(b"Bj\xe8orn \xeaAke \xa1uk\xe2e \xf2\xe3a") == "Bj\u00f6rn \u00c5ke \u0141uk\u00e9 \u1ead"
    data = LATIN.format(char="ANSEL").replace("Bj\u00f6rn \u00c5ke /\u0141uk\u00e9/", "J\x00orn").encode()
    found = decode(data.replace(b"\x00", b"\xe8"))
    assert (found.encoding, found.remark) == ("ansel", "")
    assert "J\u00f6rn" in found.text


def test_letters_that_fit_nothing_are_read_all_the_same_and_it_is_said() -> None:
    found = decode(b"0 HEAD\n1 CHAR MARTIAN\n0 @I@ INDI\n1 NAME Ren\xe9\n")
    assert "Ren\u00e9" in found.text
    assert "MARTIAN" in found.remark
