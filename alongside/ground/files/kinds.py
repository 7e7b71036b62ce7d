"""What a file really is, found from its bytes: never from its name, never from what the sender says it is.

Kinds are an allowlist. Everything else is ``Unfit`` with a code that says what it is, as far as we can tell, so that
the person who sent it can be told what would be right.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from alongside.ground.files.offices import office_kind
from alongside.ground.files.scanning import EICAR
from alongside.ground.files.unfit import Unfit

LARGEST = 20_000_000
"""Bytes of one file."""


class FileKind(StrEnum):
    """A kind of file that may be kept. Drawn lines are a kind of their own: they come from our own page alone."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"
    TEXT = "text"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    LINES = "lines"


MEDIA_TYPES = {
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
    FileKind.PDF: "application/pdf",
    FileKind.TEXT: "text/plain; charset=utf-8",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
}
ENDINGS = {
    FileKind.JPEG: "jpg",
    FileKind.PNG: "png",
    FileKind.WEBP: "webp",
    FileKind.PDF: "pdf",
    FileKind.TEXT: "txt",
    FileKind.DOCX: "docx",
    FileKind.XLSX: "xlsx",
    FileKind.ODT: "odt",
}
PICTURES = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.WEBP})

STARTS = (
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"%PDF-", FileKind.PDF),
)
STRANGERS = (
    (b"GIF8", "gif"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"BM", "picture"),
    (b"\x00\x00\x01\x00", "picture"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_office"),
    (b"{\\rtf", "old_office"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
)
HEIF = frozenset({b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis", b"avif"})
MARKUP = re.compile(rb"\A\s*<[a-zA-Z!?/]|<(?:html|svg|script|!doctype|iframe)\b", re.IGNORECASE)


def kind_of(content: bytes) -> FileKind:
    """What ``content`` is. Raises ``Unfit`` for everything that is not on the list, nothing and too much as well."""
    if not content:
        raise Unfit("empty")
    if len(content) > LARGEST:
        raise Unfit("too_large")
    if EICAR in content:
        raise Unfit("virus")
    found = next((kind for start, kind in STARTS if content.startswith(start)), None)
    if found is None and content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        found = FileKind.WEBP
    if found is None and content.startswith(b"PK\x03\x04"):
        found = _office(content)
    return found or _text(content)


def _office(content: bytes) -> FileKind:
    kind = office_kind(content)
    if kind is None:
        raise Unfit("archive")
    return FileKind(kind)


def _text(content: bytes) -> FileKind:
    stranger = next((code for start, code in STRANGERS if content.startswith(start)), None)
    if stranger is None and content[4:8] == b"ftyp":
        stranger = "heic" if content[8:12] in HEIF else "film"
    if stranger:
        raise Unfit(stranger)
    words = text_of(content)
    if words is None:
        raise Unfit("unknown")
    if MARKUP.search(words.encode()[:4096].lstrip()):
        raise Unfit("page")
    return FileKind.TEXT


def text_of(content: bytes) -> str | None:
    """``content`` as the text it is (UTF-8, UTF-16 with its mark, or Windows' Latin letters); None when it is none."""
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            words = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return words if all(_belongs(letter) for letter in set(words)) else None
    return None


def _belongs(letter: str) -> bool:
    return letter in "\t\n\r\f" or unicodedata.category(letter) not in ("Cc", "Cs", "Cn")
