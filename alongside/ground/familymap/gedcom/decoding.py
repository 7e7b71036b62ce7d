"""From the bytes of a GEDCOM file to its text: byte order marks, what the header says, and what the bytes are."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

HEAD_BYTES = 8192
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CHAR = re.compile(rb"^[ \t]*1[ \t]+CHAR(?:ACTER)?[ \t]+([^\r\n]{1,40})", re.IGNORECASE | re.MULTILINE)
DECLARED = {
    "ASCII": "cp1252",
    "ANSI": "cp1252",
    "LATIN1": "cp1252",
    "ISO-8859-1": "cp1252",
    "ISO8859-1": "cp1252",
    "IBM WINDOWS": "cp1252",
    "IBMPC": "cp437",
    "IBM": "cp437",
    "MACINTOSH": "mac_roman",
    "MACROMAN": "mac_roman",
    **{f"{word}{page}": f"cp{page}" for word in ("CP", "WINDOWS-", "WINDOWS ") for page in range(1250, 1259)},
    **{f"ISO-8859-{part}": f"iso8859-{part}" for part in (2, 5, 7, 8, 9, 15)},
}
# ANSI/NISO Z39.47, with the sharp s of the GEDCOM standard beside that of MARC.
LETTERS = dict(
    zip(
        (*range(0xA1, 0xAF), *range(0xB0, 0xBB), 0xBC, 0xBD, *range(0xC0, 0xC8), 0xCF),
        "ŁØĐÞÆŒʹ·♭®±ƠƯʼʻłøđþæœʺı£ðơư°ℓ℗©♯¿¡ßß",
        strict=True,
    )
)
MARKS = dict(
    zip(
        range(0xE0, 0xFF),
        "\u0309\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030c\u030a\ufe20\ufe21\u0315\u030b\u0310"
        "\u0327\u0328\u0323\u0324\u0325\u0333\u0332\u0326\u031c\u032e\ufe22\ufe23\u0338\u0338\u0313",
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, the name of its encoding, and what went against what the header says (empty: nothing)."""

    text: str
    encoding: str
    remark: str = ""


def decode(data: bytes) -> Decoded:
    """The text that ``data`` holds. Never refuses: bytes that mean nothing become the replacement character."""
    for bom, name in BOMS:
        if data.startswith(bom):
            return Decoded(data[len(bom) :].decode(name, errors="replace"), name)
    if wide := _without_mark(data):
        return Decoded(data.decode(wide, errors="replace"), wide)
    found = CHAR.search(data[:HEAD_BYTES])
    declared = found.group(1).decode("ascii", errors="replace").strip().upper() if found else ""
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if declared == "ANSEL":
        return Decoded(from_ansel(data), "ansel")
    name = DECLARED.get(declared, "cp1252")
    remark = "" if declared in DECLARED else f"The header says {declared or 'nothing'}; the letters are read as {name}."
    return Decoded(data.decode(name, errors="replace"), name, remark)


def _without_mark(data: bytes) -> str:
    """UTF-16 without its mark, told by the zero bytes of the first letters; "" when it is not."""
    head = data[:64]
    if head[1::2].count(0) > len(head) // 3:
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) > len(head) // 3 else ""


def from_ansel(data: bytes) -> str:
    """ANSEL as Unicode, composed: there the marks stand before their letter, here after it."""
    out: list[str] = []
    marks: list[str] = []
    for byte in data:
        if byte in MARKS:
            marks.append(MARKS[byte])
            continue
        out.append(chr(byte) if byte < 0x80 else LETTERS.get(byte, "\ufffd"))
        out += marks
        marks.clear()
    return unicodedata.normalize("NFC", "".join([*out, *marks]))
