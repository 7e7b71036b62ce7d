"""Strokes: what is done to a line before it is drawn: sampled, shifted aside, made to zigzag, its corners rounded.

A line is a sequence of points; lengths in px.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from alongside.ground.familymap.ink import number
from alongside.ground.familymap.layout import Box, Point

Stroke = list[Point]


def length_of(line: Sequence[Point]) -> float:
    """How long a line is."""
    return sum(math.dist(first, second) for first, second in pairwise(line))


def sampled(line: Sequence[Point], step: float) -> Stroke:
    """Points along a line, ``step`` apart or a little less, the ends among them."""
    total = length_of(line)
    count = max(1, math.ceil(total / step))
    marks = iter([total * one / count for one in range(1, count)])
    points, walked, mark = [line[0]], 0.0, next(marks, None)
    for first, second in pairwise(line):
        part = math.dist(first, second)
        while mark is not None and part and walked + part >= mark:
            share = (mark - walked) / part
            points.append((first[0] + share * (second[0] - first[0]), first[1] + share * (second[1] - first[1])))
            mark = next(marks, None)
        walked += part
    points.append(line[-1])
    return points


def at_share(line: Sequence[Point], share: float) -> tuple[Point, Point]:
    """The point at a share of a line's length, and the direction there as a vector of length 1."""
    goal = length_of(line) * share
    for first, second in pairwise(line):
        part = math.dist(first, second)
        if part and goal <= part + 1e-9:
            way = ((second[0] - first[0]) / part, (second[1] - first[1]) / part)
            return (first[0] + way[0] * goal, first[1] + way[1] * goal), way
        goal -= part
    return line[-1], (1.0, 0.0)


def _aside(line: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    for number_, point in enumerate(line):
        before, after = line[max(0, number_ - 1)], line[min(len(line) - 1, number_ + 1)]
        size = math.dist(before, after) or 1.0
        yield point, ((before[1] - after[1]) / size, (after[0] - before[0]) / size)


def shifted(line: Sequence[Point], aside: float) -> Stroke:
    """The line moved ``aside`` px to its right (to its left if negative)."""
    return [(x + nx * aside, y + ny * aside) for (x, y), (nx, ny) in _aside(line)]


def beside(points: Sequence[Point], aside: float) -> Stroke:
    """A line of upright and level pieces moved ``aside`` px to its right, its corners still square."""
    moved: Stroke = []
    for number_, (x, y) in enumerate(points):
        pieces = (points[max(0, number_ - 1) : number_ + 1], points[number_ : number_ + 2])
        normals = set()
        for piece in pieces:
            if len(piece) == 2 and piece[0] != piece[1]:
                size = math.dist(*piece)
                normals.add(((piece[0][1] - piece[1][1]) / size, (piece[1][0] - piece[0][0]) / size))
        moved.append((x + aside * sum(nx for nx, _ny in normals), y + aside * sum(ny for _nx, ny in normals)))
    return moved


def cut_out(points: Sequence[Point], boxes: Sequence[Box]) -> list[Stroke]:
    """What is left of a line outside boxes: upright pieces that run through a box are interrupted there."""
    strokes: list[Stroke] = [[points[0]]]
    for (ax, ay), (bx, by) in pairwise(points):
        if ax == bx:
            low, high = min(ay, by), max(ay, by)
            gaps = [
                (box.top, box.bottom)
                for box in boxes
                if box.left < ax < box.right and low < box.bottom and box.top < high
            ]
            for top, bottom in sorted(gaps, reverse=by < ay):
                first, second = (top, bottom) if by > ay else (bottom, top)
                strokes[-1].append((ax, first))
                strokes.append([(ax, second)])
        strokes[-1].append((bx, by))
    return [stroke for stroke in strokes if length_of(stroke) > 0.5]


def zigzag(line: Sequence[Point], step: float, height: float) -> Stroke:
    """The line as teeth ``step`` px wide and ``height`` px to each side; its ends stay where they are."""
    points = sampled(line, step)
    sides = list(_aside(points))
    return [
        point
        if number_ in (0, len(points) - 1)
        else (point[0] + way[0] * height * (-1) ** number_, point[1] + way[1] * height * (-1) ** number_)
        for number_, (point, way) in enumerate(sides)
    ]


def shortened(line: Sequence[Point], start: float, end: float) -> Stroke:
    """The line without its first ``start`` and its last ``end`` px."""
    total = length_of(line)
    if total <= start + end + 1:
        return list(line)
    kept: Stroke = [at_share(line, start / total)[0]]
    walked = 0.0
    for first, second in pairwise(line):
        walked += math.dist(first, second)
        if start < walked < total - end:
            kept.append(second)
    kept.append(at_share(line, 1 - end / total)[0])
    return kept


def bezier(first: Point, second: Point, third: Point, fourth: Point, steps: int = 24) -> Stroke:
    """A cubic curve as points."""
    line: Stroke = []
    for step in range(steps + 1):
        t = step / steps
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        line.append(
            (
                a * first[0] + b * second[0] + c * third[0] + d * fourth[0],
                a * first[1] + b * second[1] + c * third[1] + d * fourth[1],
            )
        )
    return line


def rounded(points: Sequence[Point], radius: float, *, closed: bool) -> str:
    """A path of upright and level pieces whose corners are arcs of ``radius``, or less where a piece is short."""
    count = len(points)
    corners = range(count) if closed else range(1, count - 1)
    parts: list[str] = [] if closed else [f"M{_told(points[0])}"]
    for here in corners:
        before, corner, after = points[here - 1], points[here], points[(here + 1) % count]
        reach = min(radius, math.dist(before, corner) / 2, math.dist(corner, after) / 2)
        parts.append(f"{'L' if parts else 'M'}{_told(_towards(corner, before, reach))}")
        parts.append(f"Q{_told(corner)} {_told(_towards(corner, after, reach))}")
    return "".join(parts) + ("Z" if closed else f"L{_told(points[-1])}")


def _told(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _towards(origin: Point, goal: Point, reach: float) -> Point:
    size = math.dist(origin, goal) or 1.0
    return origin[0] + (goal[0] - origin[0]) * reach / size, origin[1] + (goal[1] - origin[1]) * reach / size


def crosses(first: Point, second: Point, box: Box) -> bool:
    """Whether the straight piece between two points touches a box (Liang and Barsky 1984)."""
    low, high = 0.0, 1.0
    dx, dy = second[0] - first[0], second[1] - first[1]
    for way, room in (
        (-dx, first[0] - box.left),
        (dx, box.right - first[0]),
        (-dy, first[1] - box.top),
        (dy, box.bottom - first[1]),
    ):
        if way == 0:
            if room < 0:
                return False
            continue
        share = room / way
        if way < 0:
            low = max(low, share)
        else:
            high = min(high, share)
        if low > high:
            return False
    return True


def touches(line: Sequence[Point], box: Box) -> bool:
    """Whether a line touches a box."""
    left, top, right, bottom = box.left, box.top, box.right, box.bottom
    for first, second in pairwise(line):
        (ax, ay), (bx, by) = first, second
        if (ax < left and bx < left) or (ax > right and bx > right) or (ay < top and by < top):
            continue
        if (ay <= bottom or by <= bottom) and crosses(first, second, box):
            return True
    return False


def overlaps(first: Box, second: Box) -> bool:
    """Whether two boxes share an area."""
    return (
        first.left < second.right
        and second.left < first.right
        and first.top < second.bottom
        and second.top < first.bottom
    )


def grown(box: Box, by: float) -> Box:
    """A box with ``by`` px more on every side."""
    return Box(box.left - by, box.top - by, box.right + by, box.bottom + by)


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box around others."""
    return Box(
        min(one.left for one in boxes),
        min(one.top for one in boxes),
        max(one.right for one in boxes),
        max(one.bottom for one in boxes),
    )
