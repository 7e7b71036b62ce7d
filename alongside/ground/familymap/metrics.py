"""How wide words stand in the drawing, and how a label is broken into lines. No font is opened for it."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from alongside.ground.familymap.advances import ADVANCES
from alongside.ground.familymap.layout import LABEL_SIZE, LABEL_WIDTH
from alongside.ground.familymap.model import Person

WIDE, USUAL = 1000, 620
"""Of letters that the table lacks: of East Asian ones, which fill a square, and of other scripts on average."""
JOINERS = {"Mn", "Me", "Cf", "Cc"}
"""Kinds of signs that take no room of their own."""


@lru_cache(maxsize=4096)
def advance(letter: str) -> int:
    """How far one letter pushes the next, in thousandths of the size."""
    if letter in ADVANCES:
        return ADVANCES[letter]
    bare = unicodedata.normalize("NFD", letter)[0]
    if bare in ADVANCES:
        return ADVANCES[bare]
    if unicodedata.category(letter) in JOINERS:
        return 0
    return WIDE if unicodedata.east_asian_width(letter) in "WF" else USUAL


def width_of(words: str, size: float = LABEL_SIZE) -> float:
    """How wide words stand at a size, in the size's unit."""
    return sum(map(advance, words)) * size / 1000


def break_words(words: str, room: float = LABEL_WIDTH, size: float = LABEL_SIZE) -> tuple[str, ...]:
    """Words in as few lines as the room allows, of about one length; nothing is left out.

    A single word wider than the room is cut between letters, never before a mark that belongs to the letter.
    """
    pieces = [piece for word in words.split() for piece in _cut(word, room, size)]
    widths = [width_of(piece, size) for piece in pieces]
    lines = _filled(pieces, widths, room, size)
    for tighter in range(int(max(widths, default=0)), int(room), 6):
        if len(even := _filled(pieces, widths, float(tighter), size)) == len(lines):
            return even
    return lines


def break_label(person: Person) -> tuple[tuple[str, ...], float]:
    """The lines below a person's symbol, name first, and how wide the widest stands in px."""
    words = tuple(line for text in (person.name, *person.lines) for line in break_words(text))
    return words, max((width_of(line) for line in words), default=0.0)


def _filled(pieces: list[str], widths: list[float], room: float, size: float) -> tuple[str, ...]:
    """Pieces put on lines as long as they fit."""
    blank, used = width_of(" ", size), 0.0
    lines: list[str] = []
    for piece, width in zip(pieces, widths, strict=True):
        if lines and used + blank + width <= room:
            lines[-1] += " " + piece
            used += blank + width
        else:
            lines.append(piece)
            used = width
    return tuple(lines)


def _cut(word: str, room: float, size: float) -> list[str]:
    """A word as it is, or in pieces that fit the room; after a hyphen where there is one."""
    if width_of(word, size) <= room:
        return [word]
    parts, piece, used = [], "", 0.0
    for letter in word:
        width = width_of(letter, size)
        if piece and width and used + width > room:
            cut = piece.rfind("-") + 1
            parts.append(piece[: cut or None])
            piece = piece[cut:] if cut else ""
            used = width_of(piece, size)
        piece += letter
        used += width
    return [*parts, piece]
