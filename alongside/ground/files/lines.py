"""Lines drawn with a finger, a pen or a mouse: as numbers, so that nothing but numbers can come in."""

from __future__ import annotations

import re

WIDE, HIGH = 600, 200
MOST_POINTS = 6000
FEWEST_POINTS = 8
STROKE = re.compile(r"\d{1,3},\d{1,3}(?: \d{1,3},\d{1,3})*")

Stroke = list[tuple[int, int]]


def strokes_of(said: str) -> list[Stroke] | None:
    """The strokes of ``x,y x,y;x,y …`` in a field of 600 by 200; None when it is anything else, or hardly a line."""
    if len(said) > MOST_POINTS * 8:
        return None
    strokes = []
    for part in said.split(";"):
        if not STROKE.fullmatch(part):
            return None
        points = [tuple(int(number) for number in pair.split(",")) for pair in part.split(" ")]
        if any(x > WIDE or y > HIGH for x, y in points):
            return None
        strokes.append([(x, y) for x, y in points])
    return strokes if FEWEST_POINTS <= sum(len(stroke) for stroke in strokes) <= MOST_POINTS else None
