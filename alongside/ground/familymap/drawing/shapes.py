"""Shapes: the outlines of symbols as points, halves of them, and the lines that hatch them. Lengths in px."""

from __future__ import annotations

import math

from alongside.ground.familymap.drawing.notation import Shape
from alongside.ground.familymap.ink import number
from alongside.ground.familymap.layout import Point

ROUND = 24
"""How many points stand for half a circle."""


def _arc(middle: Point, radius: float, start: float, end: float) -> list[Point]:
    x, y = middle
    steps = round(ROUND * (end - start) / math.pi)
    return [
        (x + radius * math.cos(turn), y + radius * math.sin(turn))
        for turn in (start + (end - start) * step / steps for step in range(steps + 1))
    ]


def points_of(shape: Shape, x: float, y: float, side: float) -> list[Point]:
    """The convex outline of a shape about its middle, within a square of ``side``, as points in order."""
    half = side / 2
    if shape == "square":
        return [(x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)]
    if shape == "circle":
        return _arc((x, y), half, 0, 2 * math.pi)[:-1]
    if shape == "dome":
        return [*_arc((x, y), half, math.pi, 2 * math.pi), (x + half, y + half), (x - half, y + half)]
    if shape == "diamond":
        return [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
    if shape == "triangle":
        return [(x, y - half), (x + half, y + half), (x - half, y + half)]
    return [
        (x - half * 0.52, y - half),
        (x + half * 0.52, y - half),
        (x + half, y),
        (x + half * 0.52, y + half),
        (x - half * 0.52, y + half),
        (x - half, y),
    ]


def polygon(points: list[Point]) -> str:
    """Points as the path of a closed outline."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "Z"


def polyline(points: list[Point] | tuple[Point, ...]) -> str:
    """Points as the path of an open line."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def path_of(shape: Shape, x: float, y: float, side: float) -> str:
    """The outline of a shape as a path, with true arcs."""
    half = side / 2
    left, right, top, foot = (number(one) for one in (x - half, x + half, y - half, y + half))
    radius, middle = number(half), number(y)
    if shape == "circle":
        turn = f"A{radius} {radius} 0 1 1 "
        return f"M{left} {middle}{turn}{right} {middle}{turn}{left} {middle}Z"
    if shape == "dome":
        return f"M{left} {foot}L{left} {middle}A{radius} {radius} 0 0 1 {right} {middle}L{right} {foot}Z"
    if shape == "square":
        return f"M{left} {top}L{right} {top}L{right} {foot}L{left} {foot}Z"
    return polygon(points_of(shape, x, y, side))


def clipped(points: list[Point], axis: int, bound: float, *, below: bool) -> list[Point]:
    """The part of a convex outline whose x (``axis`` 0) or y (1) lies below, or else above, ``bound``."""

    def inside(point: Point) -> bool:
        return point[axis] <= bound if below else point[axis] >= bound

    kept: list[Point] = []
    for before, after in zip(points[-1:] + points[:-1], points, strict=True):
        if inside(before) != inside(after):
            part = (bound - before[axis]) / (after[axis] - before[axis])
            kept.append((before[0] + part * (after[0] - before[0]), before[1] + part * (after[1] - before[1])))
        if inside(after):
            kept.append(after)
    return kept


def hatching(points: list[Point], gap: float = 5.0) -> list[tuple[Point, Point]]:
    """Slanted lines that fill a convex outline, ``gap`` px apart."""
    if not points:
        return []
    sums = [x + y for x, y in points]
    step = gap * math.sqrt(2)
    lines: list[tuple[Point, Point]] = []
    level = math.ceil(min(sums) / step) * step
    while level < max(sums):
        cuts: list[Point] = []
        for (ax, ay), (bx, by) in zip(points[-1:] + points[:-1], points, strict=True):
            first, second = ax + ay - level, bx + by - level
            if (first < 0) != (second < 0):
                part = first / (first - second)
                cuts.append((ax + part * (bx - ax), ay + part * (by - ay)))
        if len(cuts) == 2 and math.dist(*cuts) > 1:
            lines.append((cuts[0], cuts[1]))
        level += step
    return lines


def edge_towards(shape: Shape, x: float, y: float, side: float, towards: Point) -> Point:
    """Where the line from the middle of a shape to ``towards`` leaves its outline."""
    points = points_of(shape, x, y, side)
    dx, dy = towards[0] - x, towards[1] - y
    for (ax, ay), (bx, by) in zip(points[-1:] + points[:-1], points, strict=True):
        ex, ey = bx - ax, by - ay
        across = dx * ey - dy * ex
        if abs(across) < 1e-9:
            continue
        along = ((ax - x) * ey - (ay - y) * ex) / across
        part = ((ax - x) * dy - (ay - y) * dx) / across
        if along > 0 and -1e-9 <= part <= 1 + 1e-9:
            return x + along * dx, y + along * dy
    return x, y
