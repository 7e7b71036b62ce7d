"""Reads what a PDF says in letters. Runs as a process apart, with no key, no database and no way to write a file.

Reads the bytes from standard input, writes the words of its pages to standard output, one page after the other, in
UTF-8. What is drawn, in pictures or as lines, is no letter and is not read.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from alongside.ground.files.bounds import confine

MOST_LETTERS = 4_000_000
"""A longer text than this is read no further."""


def pages_of(content: bytes) -> Iterator[str]:
    """What each page says; nothing from the first page on that cannot be read."""
    try:
        for page in PdfReader(BytesIO(content)).pages:
            yield page.extract_text()
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError):
        return  # a reader of PDFs may break in any way


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
