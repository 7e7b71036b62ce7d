"""Which paper a drawing goes on: the smallest on which its letters can still be read."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from alongside.ground.familymap.ink import WORD_SIZE

LEAST = 7.0
"""Letters in points: never smaller on any paper (G15)."""
NATURAL = 0.75
"""Points in a px where nothing is scaled: a drawing is never blown up beyond this."""
EDGE = 12.0
"""Free at each edge of a sheet, in points: 4.2 mm, the least that printers of offices leave white."""
A4, A3 = (595.28, 841.89), (841.89, 1190.55)
"""Breadth and height of upright sheets in points."""

Format = Literal["a4", "a3", "tiles"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A choice of paper: its format, whether it lies across, points per px, and the size of letters in points.

    ``tiles`` are sheets of A4 to be put together, so many side by side and so many below each other.
    """

    format: Format
    across: bool
    scale: float
    letters: float
    columns: int = 1
    rows: int = 1


def paper_for(width: float, height: float) -> Paper:
    """The paper for a drawing of a size in px: A4, else A3, else sheets of A4 put together."""
    for name, (short, long) in (("a4", A4), ("a3", A3)):
        found = max((_on(short, long, width, height), False), (_on(long, short, width, height), True))
        if found[0] * WORD_SIZE >= LEAST:
            return Paper("a4" if name == "a4" else "a3", found[1], found[0], found[0] * WORD_SIZE)
    scale = (LEAST + 0.5) / WORD_SIZE
    choices = []
    for across, (breadth, tall) in ((True, A4[::-1]), (False, A4)):
        columns = math.ceil(width * scale / (breadth - 2 * EDGE))
        rows = math.ceil(height * scale / (tall - 2 * EDGE))
        choices.append((columns * rows, not across, Paper("tiles", across, scale, LEAST + 0.5, columns, rows)))
    return min(choices, key=lambda one: one[:2])[2]


def _on(breadth: float, tall: float, width: float, height: float) -> float:
    return min(NATURAL, (breadth - 2 * EDGE) / width, (tall - 2 * EDGE) / height)
