"""Cells that a spreadsheet would take for a formula, made plain text on the way out (and taken back on the way in)."""

from __future__ import annotations

import unicodedata

DANGEROUS = "=+-@|%"


def inert(value: str) -> str:
    """``value`` with an apostrophe before it where a spreadsheet would run it.

    What counts is the first sign after blanks and control characters, full-width forms included.
    """
    first = next((letter for letter in value if letter > " " and unicodedata.category(letter)[0] != "C"), "")
    start = unicodedata.normalize("NFKC", first)[:1]
    return f"'{value}" if (start and start in DANGEROUS) or value[:1] in ("\t", "\r", "\n") else value
