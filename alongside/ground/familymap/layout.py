"""Where everything stands: what laying out hands to drawing. All lengths in px of the SVG, y downwards, x to the right.

Laying out decides rows, order, coordinates and the lines of unions; drawing adds outlines, bonds, signs and words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Point = tuple[float, float]
Rows = tuple[tuple[str, ...], ...]
"""Ids of people by row from the top, each row from left to right."""
LineKind = Literal["couple", "stem", "sib", "child", "long"]

LAYOUT_VERSION = "1"

SYMBOL = 40.0
"""The side of a square, the diameter of a circle."""
LABEL_WIDTH = 96.0
"""The widest a label may be; longer names are broken into lines."""
CELL = 112.0
"""From the middle of one person to the middle of the next in a row, where nothing pushes them apart."""
LABEL_GAP = 6.0
"""The least room between two label boxes."""
LABEL_SIZE = 11.0
"""The size of a label's letters. Ten people in a row of cells stay above 7 points on A4 across."""
LABEL_LINE = 14.0
"""From one line of a label to the next; the first letters stand on a line 11 below the top of the label's box."""
MARGIN = 32.0
"""Free on all sides of the drawing; above the first row stands nothing of a layout in its upper half."""


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle by its corners."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands: her row (0 at the top), the middle of her symbol, and the box of her label below it.

    ``words`` are the label's lines as they are broken; ``rank`` is her position in the row from the left.
    """

    person: str
    row: int
    rank: int
    x: float
    y: float
    label: Box
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a union: its bar (``couple``, ``long`` over rows), its ``stem``, its ``sib`` bar, one ``child`` line.

    ``points`` is a polyline of upright and level pieces. ``child`` is set on child lines, ``link`` says which kind.
    """

    union: str
    kind: LineKind
    points: tuple[Point, ...]
    child: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A laid-out family: every person once, every line, the size, and which hard rules were given up (``relaxed``)."""

    places: tuple[Place, ...]
    lines: tuple[Line, ...]
    width: float
    height: float
    relaxed: tuple[str, ...] = ()

    def order(self) -> Rows:
        """The rows from the top, each from left to right: the ``hint`` of the next drawing."""
        rows: dict[int, list[Place]] = {}
        for place in self.places:
            rows.setdefault(place.row, []).append(place)
        return tuple(tuple(one.person for one in sorted(rows[row], key=lambda one: one.rank)) for row in sorted(rows))


def remembered(order: Rows, hint: Rows) -> Rows:
    """The hint of the next drawing: the order of this one, and whoever the hint before had and this drawing has not.

    Each of those stays beside the nearest neighbour who is drawn, so that somebody taken in again stands as before.
    """
    rows = [list(row) for row in order]
    row_of = {one: row for row in rows for one in row}
    for told in hint:
        absent = [one for one in told if one not in row_of]
        if len(absent) == len(told):
            rows.append(absent)
            continue
        for place, one in enumerate(told):
            if one in row_of:
                continue
            left = next((other for other in reversed(told[:place]) if other in row_of), None)
            near = left or next(other for other in told[place:] if other in row_of)
            row = row_of[near]
            row.insert(row.index(near) + (1 if left else 0), one)
            row_of[one] = row
    return tuple(tuple(row) for row in rows)
