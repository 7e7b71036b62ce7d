"""In which encoding a text file is written, and which sign parts its cells. What is guessed is shown to the person.

A byte order mark and valid UTF-8 are proof. Everything else is a guess: Western European (cp1252) when the text then
looks like words, else what charset-normalizer thinks.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from alongside.ground.foundation.errors import Refused

ENCODINGS = {
    "utf-8-sig": "UTF-8",
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1253": "Windows-1253",
    "cp1254": "Windows-1254",
    "cp1255": "Windows-1255",
    "cp1256": "Windows-1256",
    "cp1257": "Windows-1257",
    "mac_roman": "Mac Roman",
    "shift_jis": "Shift JIS",
    "gb18030": "GB 18030",
    "big5": "Big5",
    "euc_kr": "EUC-KR",
}
"""The encodings that are read, each with its usual name."""

CHOICES = tuple(name for name in ENCODINGS if name not in {"utf-8-sig", "utf-16-le", "utf-16-be"})
SEPARATORS = (",", ";", "\t", "|")
SAMPLE = 1 << 16
CHUNK = 1 << 20
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
TYPOGRAPHY = set("’‘“”–—…€£§°«»·´©®™º ª\xa0")
FOREIGN_BYTES = re.compile("[\udc80-\udcff]")
BEYOND_ASCII = re.compile("[^\x00-\x7f\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding by its Python name; ``certain`` when it is no guess, ``mixed`` when some bytes are of another."""

    name: str
    certain: bool = True
    mixed: bool = False


def encoding_of(source: BinaryIO) -> Encoding:
    """The encoding of a text. Refused when the bytes are no text at all."""
    source.seek(0)
    sample = source.read(SAMPLE)
    for mark, name in BOMS:
        if sample.startswith(mark):
            return Encoding(name)
    if (wide := _wide(sample)) is not None:
        return wide
    valid, foreign = _utf8(source)
    if not foreign:
        return Encoding("utf-8")
    if valid >= foreign:
        return Encoding("utf-8", mixed=True)
    return Encoding(_guess(source), certain=False)


def _wide(sample: bytes) -> Encoding | None:
    """UTF-16 without a mark shows itself by its many NUL bytes, at even or odd places; other NULs are no text."""
    zeros = sample.count(0)
    if zeros < max(8, len(sample) // 50):
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 4 * (even + 1):
        return Encoding("utf-16-le", certain=False)
    if even > 4 * (odd + 1):
        return Encoding("utf-16-be", certain=False)
    raise Refused("import.not_text", _("This is no table: a CSV file (text) or an Excel workbook (.xlsx) is wanted."))


def _utf8(source: BinaryIO) -> tuple[int, int]:
    """How many letters beyond ASCII are valid UTF-8, and how many bytes are not."""
    source.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")(errors="surrogateescape")
    valid = foreign = 0
    while chunk := source.read(CHUNK):
        text = decoder.decode(chunk)
        if not text.isascii():
            valid += len(BEYOND_ASCII.findall(text))
            foreign += len(FOREIGN_BYTES.findall(text))
    return valid, foreign


def _guess(source: BinaryIO) -> str:
    source.seek(0)
    lines = [line for line in source.read(CHUNK).splitlines() if not line.isascii()]
    sample = b"\n".join(lines)[:SAMPLE]
    try:
        if _is_western(sample.decode("cp1252")):
            return "cp1252"
    except UnicodeDecodeError:
        pass
    likely = from_bytes(sample, cp_isolation=[name for name in CHOICES if not name.startswith("utf")])
    return next((one.encoding for one in likely if one.encoding != "cp1252"), "cp1252")


def _is_western(text: str) -> bool:
    """Whether a text reads like a Western European language: its letters beyond ASCII stand in words like letters."""
    plain = foreign = 0
    before = " "
    for letter in text:
        if letter.isascii():
            plain += letter.isalpha()
        elif letter.isalpha():
            foreign += 1
            if letter.isupper() and before.islower():
                return False
        elif letter not in TYPOGRAPHY:
            return False
        before = letter
    return foreign <= plain


def separator_of(source: BinaryIO, encoding: str) -> str:
    """The sign that parts the cells: the one by which the first lines fall into most columns, alike in most lines."""
    source.seek(0)
    lines = io.StringIO(source.read(SAMPLE).decode(encoding, errors="replace"), newline="")
    text = lines.read()
    return max(SEPARATORS, key=lambda sign: (_columns(text, sign), -SEPARATORS.index(sign)))


def _columns(text: str, sign: str) -> int:
    """How many columns most of the first lines have, when they are parted by ``sign``."""
    rows = [row for row in islice(csv.reader(io.StringIO(text, newline=""), delimiter=sign), 50) if row]
    widths = [len(row) for row in rows[:-1] or rows]
    return max(set(widths), key=lambda width: (widths.count(width), width), default=0)
