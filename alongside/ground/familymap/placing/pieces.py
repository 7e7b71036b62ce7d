"""Lines as level, upright and slanting pieces: where they cross, lie upon each other, or enter a box."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from alongside.ground.familymap.layout import Box, Line

Piece = tuple[float, float, float, float]
"""From a point to a point: x, y, x, y."""
STRETCH = 1.0
"""Longer than this in px, lines upon each other cannot be told apart."""


def pieces_of(line: Line) -> list[Piece]:
    """The straight pieces of a line."""
    return [(x1, y1, x2, y2) for (x1, y1), (x2, y2) in pairwise(line.points)]


def crossings_of(lines: Sequence[Line]) -> int:
    """At how many points lines of two unions cross; twice the same point of the same two counts once."""
    pieces = [(line.union, piece) for line in lines for piece in dict.fromkeys(pieces_of(line))]
    pieces.sort(key=lambda one: min(one[1][0], one[1][2]))
    found = set()
    for number, (union, piece) in enumerate(pieces):
        right = max(piece[0], piece[2])
        for other, under in pieces[number + 1 :]:
            if min(under[0], under[2]) > right:
                break
            point = None if union == other else _crossing(piece, under)
            if point:
                found.add((*sorted((union, other)), point))
    return len(found)


def _crossing(one: Piece, other: Piece) -> tuple[int, int] | None:
    """Where two pieces cross, to the px; touching with an end is no crossing."""
    ax, ay, bx, by = one
    cx, cy, dx, dy = other
    level = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx)
    if not level:
        return None
    along = ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / level
    across = ((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / level
    if not (0.0 < along < 1.0 and 0.0 < across < 1.0):
        return None
    return round(ax + along * (bx - ax)), round(ay + along * (by - ay))


def upon_each_other(lines: Sequence[Line]) -> list[str]:
    """Unions whose level or upright pieces share more than a px of way."""
    found = set()
    for upright in (True, False):
        shared: dict[float, list[tuple[float, float, str]]] = {}
        for line in lines:
            for x1, y1, x2, y2 in pieces_of(line):
                if upright and x1 == x2:
                    shared.setdefault(round(x1), []).append((min(y1, y2), max(y1, y2), line.union))
                elif not upright and y1 == y2:
                    shared.setdefault(round(y1), []).append((min(x1, x2), max(x1, x2), line.union))
        for pieces in shared.values():
            pieces.sort()
            for number, (_, end, union) in enumerate(pieces):
                for begin, stop, other in pieces[number + 1 :]:
                    if begin >= end - STRETCH:
                        break
                    if union != other and min(end, stop) - begin > STRETCH:
                        found.add(tuple(sorted((union, other))))
    return [f"Lines of “{one}” and “{other}” lie upon each other." for one, other in sorted(found)]


def enters(piece: Piece, box: Box) -> bool:
    """Whether a piece comes into a box (Liang and Barsky's way of cutting a line with a rectangle)."""
    x1, y1, x2, y2 = piece
    begin, end = 0.0, 1.0
    for step, room in (
        (x1 - x2, x1 - box.left),
        (x2 - x1, box.right - x1),
        (y1 - y2, y1 - box.top),
        (y2 - y1, box.bottom - y1),
    ):
        if step == 0:
            if room <= 0:
                return False
        elif step < 0:
            begin = max(begin, room / step)
        else:
            end = min(end, room / step)
    return begin < end
