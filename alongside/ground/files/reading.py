"""Reads what a PDF says in letters. Runs as a process apart, with no key, no database and no way to write a file.

Reads the bytes from standard input, writes the words of its pages to standard output, one page after the other, in
UTF-8. What is drawn, in pictures or as lines, is no letter and is not read.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject

from alongside.ground.files.bounds import confine

ASIDE = re.compile(rb"/(?:ActualText|Alt|E)\s*(\((?:\\.|[^\\)])*\)|<[0-9A-Fa-f\s]*>)")
MOST_LETTERS = 4_000_000
"""A longer text than this is read no further."""


def pages_of(content: bytes) -> Iterator[str]:
    """What each page says; nothing from the first page on that cannot be read."""
    try:
        for page in PdfReader(BytesIO(content)).pages:
            yield page.extract_text()
            yield from asides_of(page)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError):
        return  # a reader of PDFs may break in any way


def asides_of(page: PageObject) -> Iterator[str]:
    """What stands for the letters or pictures of a page, for whoever copies or listens: no eye sees it."""
    drawn = page.get_contents()
    for said in ASIDE.findall(drawn.get_data() if drawn is not None else b""):
        yield _written(said)
    kept: Any = page.get("/Resources", DictionaryObject()).get_object()
    for one in kept.get("/Properties", DictionaryObject()).get_object().values():
        yield from (str(words) for key, words in one.get_object().items() if key in ("/ActualText", "/Alt", "/E"))


def _written(said: bytes) -> str:
    """A string of a PDF as text, in either of its writings."""
    if said[:1] == b"<":
        bare = bytes.fromhex(re.sub(rb"[^0-9A-Fa-f]", b"", said).decode())
    else:
        bare = re.sub(rb"\\([()\\])", rb"\1", said[1:-1])
    wide = bare[:2] == b"\xfe\xff"
    return bare.decode("utf-16-be" if wide else "latin-1", "replace").lstrip("\ufeff")


def main() -> None:
    """Answer the words."""
    confine()
    left = MOST_LETTERS
    for words in pages_of(sys.stdin.buffer.read()):
        sys.stdout.buffer.write(words[:left].encode("utf-8", "replace") + b"\n")
        left -= len(words)
        if left <= 0:
            break


if __name__ == "__main__":
    main()
