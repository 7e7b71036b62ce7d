"""Cells that a spreadsheet would take for a formula, made plain text on the way out and taken back on the way in."""

from __future__ import annotations

import unicodedata

DANGEROUS = "=+-@|%"
GUARD = "'"


def inert(value: str) -> str:
    """``value`` with an apostrophe before it where a spreadsheet would run it; ``taken_back`` undoes exactly this.

    What counts is the first sign after blanks and control characters, full-width forms included.
    """
    return f"{GUARD}{value}" if runs(value.lstrip(GUARD)) else value


def taken_back(cell: str) -> str:
    """The text of a cell that ``inert`` may have guarded."""
    return cell[1:] if cell.startswith(GUARD) and runs(cell.lstrip(GUARD)) else cell


def runs(value: str) -> bool:
    """Whether a spreadsheet would take a cell with this text for a formula, or for the beginning of another cell."""
    if not value:
        return False
    if value[0] in "\t\r\n":
        return True
    first = next((letter for letter in value if letter > " " and unicodedata.category(letter)[0] != "C"), "")
    start = unicodedata.normalize("NFKC", first)[:1]
    return bool(start) and start in DANGEROUS
