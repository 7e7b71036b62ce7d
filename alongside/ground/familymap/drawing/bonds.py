"""Ways of bonds: from one person's symbol to another's, clear of everybody else's.

Straight first, then curves, then a search on a grid (A*, Hart, Nilsson and Raphael 1968). Where even that would be a
detour, there is no way: the bond is then listed under the drawing, with a number at both people.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from alongside.ground.familymap.layout import SYMBOL, Box, Point
from alongside.ground.familymap.strokes import Stroke, around, bezier, crosses, grown, length_of, overlaps, touches

CLEARANCE = 12.0
"""How far a bond keeps from a third person's symbol."""
DETOUR = 2.5
"""A way so many times longer than straight is no way."""
GRID, FINE, SHORT = 12.0, 7.0, 330.0
"""The grid of a search, a finer one for short ways, and how short these are, in px."""
SEARCH, REFUSED = 45.0, 230.0
"""From what cost on a way is searched for on the grid, and from what cost on it is refused."""
FAR = 560.0
"""Beyond this many px no way is searched for: a line across a whole family is read by nobody."""
ROUND = 18.0
"""How far from its corner a way begins to turn."""
NEAR = 7.0
"""How close two lines may run side by side before they are taken for one."""


Cell = tuple[int, int]


@dataclass(slots=True)
class Ground:
    """What bonds find on the page: symbols by person, words, lines of unions, bonds drawn before, outlines of homes."""

    symbols: dict[str, Box]
    round: set[str]
    words: list[Box]
    lines: list[Stroke]
    bonds: list[Stroke]
    edges: list[Stroke] = field(default_factory=list)


def way_between(origin: str, target: str, ground: Ground, half: float = 3.0) -> Stroke | None:
    """The way of a bond from symbol to symbol, or None where it would mislead or be too long.

    ``half`` is how far the drawn line reaches to each side of its way.
    """
    first, second = (End(ground.symbols[one], one in ground.round) for one in (origin, target))
    walls = [grown(box, CLEARANCE) for person, box in ground.symbols.items() if person not in (origin, target)]
    words = [grown(box, half) for box in ground.words]
    straight = max(math.dist(first.middle, second.middle) - SYMBOL, 60.0)
    best, least = [first.middle, second.middle], math.inf
    for bend, line in _curves(first, second):
        price = bend + 60.0 * max(0.0, length_of(line) / straight - 1.25)
        if price >= least:
            continue
        cost = price + _cost(line, walls, words, ground, least - price)
        if cost < least:
            best, least = line, cost
        if cost <= bend + 1:
            break
    if least > SEARCH and straight <= FAR:
        found = _searched(first, second, walls + [grown(box, 3.5) for box in words], [*ground.lines, *ground.bonds])
        if found is not None:
            near = [grown(box, -4) for box in walls]  # corners were cut
            cost = 20.0 + 60.0 * max(0.0, length_of(found) / straight - 1.25) + _cost(found, near, words, ground)
            best, least = min((best, least), (found, cost), key=lambda one: one[1])
    return best if least < REFUSED and length_of(best) <= DETOUR * straight else None


@dataclass(frozen=True, slots=True)
class End:
    """A person's symbol as an end of a bond: its box, and whether it is round."""

    box: Box
    round: bool

    @property
    def middle(self) -> Point:
        """The middle of the symbol."""
        return (self.box.left + self.box.right) / 2, (self.box.top + self.box.bottom) / 2

    def port(self, way: Point) -> Point:
        """The point just outside the symbol in a direction."""
        x, y = self.middle
        radius = (self.box.right - self.box.left) / 2 + 2
        size = math.hypot(*way) or 1.0
        reach = radius if self.round else radius / max(abs(way[0]), abs(way[1])) * size
        return x + way[0] / size * reach, y + way[1] / size * reach


def _curves(first: End, second: End) -> Iterator[tuple[float, Stroke]]:
    """Candidates with what their bending costs, the cheapest first."""
    (ax, ay), (bx, by) = first.middle, second.middle
    dx, dy = bx - ax, by - ay
    size = math.hypot(dx, dy) or 1.0
    ux, uy = dx / size, dy / size
    yield 0.0, [first.port((dx, dy)), second.port((-dx, -dy))]
    aside = (-uy, ux)
    half = (first.box.right - first.box.left) / 2 + 2
    for shift in (10.0, -10.0, 17.0, -17.0):
        ox, oy = aside[0] * shift, aside[1] * shift
        start = ax + ux * half + ox, ay + uy * half + oy
        yield 2.0 + abs(shift) / 10, [start, (bx - ux * half + ox, by - uy * half + oy)]
    for turn in (0.35, 0.6, 0.9, 1.25, 1.6):
        for side in (1, -1):
            yield 8 * turn, _bent(first, second, turn * side, -turn * side, size * (0.36 + turn * 0.12))
    for turn in (0.4, 0.8, 1.2):
        for side in (1, -1):
            yield 14 * turn, _bent(first, second, turn * side, turn * side, size * 0.4)
            yield 14 * turn, _bent(first, second, turn * side, 0.0, size * 0.42)
            yield 14 * turn, _bent(first, second, 0.0, turn * side, size * 0.42)


def _bent(first: End, second: End, out: float, back: float, reach: float) -> Stroke:
    """A curve that leaves at an angle ``out`` from straight and comes in at an angle ``back``, in radians."""
    (ax, ay), (bx, by) = first.middle, second.middle
    heading = math.atan2(by - ay, bx - ax)
    leave = math.cos(heading + out), math.sin(heading + out)
    arrive = math.cos(heading + math.pi + back), math.sin(heading + math.pi + back)
    start, end = first.port(leave), second.port(arrive)
    return bezier(
        start,
        (start[0] + leave[0] * reach, start[1] + leave[1] * reach),
        (end[0] + arrive[0] * reach, end[1] + arrive[1] * reach),
        end,
    )


def _cost(line: Stroke, walls: Sequence[Box], words: Sequence[Box], ground: Ground, most: float = math.inf) -> float:
    """What a way costs by what it touches; not worked out to the end once it is past ``most``."""
    reach = around([Box(x, y, x, y) for x, y in line])
    reach = grown(reach, 1)
    if any(overlaps(box, reach) and touches(line, box) for box in walls):
        return 10_000.0
    cost = 260.0 * sum(1 for box in words if overlaps(box, reach) and touches(line, box))
    if cost > most:
        return cost
    for other in ground.lines:
        cost += _along(line, other, reach) * 0.6
    for other in ground.edges:
        cost += _along(line, other, reach) * 0.2
    for other in ground.bonds:
        cost += 12.0 * _meetings(line, other, reach)
        cost += _along(line, other, reach) * 2.0
    return cost


def _along(line: Stroke, other: Stroke, reach: Box) -> float:
    """How many px of ``line`` run side by side with another line, close enough to be taken for it."""
    total = 0.0
    for (ax, ay), (bx, by) in pairwise(other):
        box = Box(min(ax, bx) - NEAR, min(ay, by) - NEAR, max(ax, bx) + NEAR, max(ay, by) + NEAR)
        if not overlaps(box, reach):
            continue
        size = math.hypot(bx - ax, by - ay) or 1.0
        for first, second in pairwise(line):
            piece = math.dist(first, second)
            lean = abs((second[0] - first[0]) * (bx - ax) + (second[1] - first[1]) * (by - ay)) / (size * (piece or 1))
            if lean > 0.9 and crosses(first, second, box):
                total += min(piece, size)
    return total


def _meetings(line: Stroke, other: Stroke, reach: Box) -> int:
    """How often two lines cross."""
    near = [
        two
        for two in pairwise(other)
        if max(two[0][0], two[1][0]) >= reach.left
        and min(two[0][0], two[1][0]) <= reach.right
        and max(two[0][1], two[1][1]) >= reach.top
        and min(two[0][1], two[1][1]) <= reach.bottom
    ]
    return sum(_meet(one, two) for two in near for one in pairwise(line)) if near else 0


def _meet(one: tuple[Point, Point], two: tuple[Point, Point]) -> bool:
    """Whether two straight pieces cross."""
    return _parted(one, two) and _parted(two, one)


def _parted(line: tuple[Point, Point], points: tuple[Point, Point]) -> bool:
    """Whether two points lie on different sides of a line."""
    (ax, ay), (bx, by) = line
    first, second = ((bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0 for x, y in points)
    return first != second


def _searched(first: End, second: End, walls: Sequence[Box], lines: Sequence[Stroke]) -> Stroke | None:
    """A way on a grid, off lines where it can be, its corners smoothed; None where there is none within reach."""
    field = grown(around([first.box, second.box]), 150)
    walls = [box for box in walls if overlaps(box, field)]
    grid = FINE if math.dist(first.middle, second.middle) < SHORT else GRID
    start, goal = (_on_grid(end.middle, grid) for end in (first, second))
    home, away = grown(first.box, 4), grown(second.box, 4)
    seen: dict[tuple[int, int], bool] = {}

    def free(x: int, y: int) -> bool:
        known = seen.get((x, y))
        if known is None:
            px, py = x * grid, y * grid
            ends = any(box.left <= px <= box.right and box.top <= py <= box.bottom for box in (home, away))
            known = field.left <= px <= field.right and field.top <= py <= field.bottom
            known = known and (
                ends or not any(box.left <= px <= box.right and box.top <= py <= box.bottom for box in walls)
            )
            seen[x, y] = known
        return known

    cells = _shortest(start, goal, free, _beside(lines, field, grid))
    if cells is None:
        return None
    line = [point for point in ((x * grid, y * grid) for x, y in cells) if not _within(point, home, away)]
    if len(line) < 2:
        return None
    ends = first.port(_way(first, line[0])), second.port(_way(second, line[-1]))
    smooth = _smoothed([ends[0], *line, ends[1]])
    return smooth if not any(touches(smooth, grown(box, -3)) for box in walls) else None


def _way(end: End, point: Point) -> Point:
    x, y = end.middle
    return point[0] - x, point[1] - y


def _within(point: Point, *boxes: Box) -> bool:
    return any(box.left <= point[0] <= box.right and box.top <= point[1] <= box.bottom for box in boxes)


def _on_grid(point: Point, grid: float) -> tuple[int, int]:
    return round(point[0] / grid), round(point[1] / grid)


def _beside(lines: Sequence[Stroke], field: Box, grid: float) -> set[Cell]:
    """The points of the grid at which a way would run into a line, or along it."""
    found: set[Cell] = set()
    for line in lines:
        for (ax, ay), (bx, by) in pairwise(line):
            left, right = max(min(ax, bx) - NEAR, field.left), min(max(ax, bx) + NEAR, field.right)
            top, foot = max(min(ay, by) - NEAR, field.top), min(max(ay, by) + NEAR, field.bottom)
            rows = range(math.ceil(top / grid), math.floor(foot / grid) + 1)
            found |= {(x, y) for x in range(math.ceil(left / grid), math.floor(right / grid) + 1) for y in rows}
    return found


def _shortest(
    start: Cell, goal: Cell, free: Callable[[int, int], bool], slow: set[Cell]
) -> list[tuple[int, int]] | None:
    """The shortest way in eight directions; a turn costs as much as half a step."""
    queue: list[tuple[float, float, tuple[int, int], tuple[int, int]]] = [(0.0, 0.0, start, (0, 0))]
    came: dict[tuple[int, int], tuple[int, int]] = {}
    done: dict[tuple[int, int], float] = {start: 0.0}
    while queue:
        _guess, cost, here, way = heapq.heappop(queue)
        if here == goal:
            path = [here]
            while path[-1] != start:
                path.append(came[path[-1]])
            return path[::-1]
        if cost > done[here]:
            continue
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                there = here[0] + dx, here[1] + dy
                if (dx, dy) == (0, 0) or not free(*there):
                    continue
                price = (
                    cost
                    + math.hypot(dx, dy) * (1.8 if there in slow else 1.0)
                    + (0.5 if way not in ((0, 0), (dx, dy)) else 0.0)
                )
                if price < done.get(there, math.inf):
                    done[there], came[there] = price, here
                    ahead = price + math.dist(there, goal)
                    heapq.heappush(queue, (ahead, price, there, (dx, dy)))
    return None


def _smoothed(line: Stroke) -> Stroke:
    """The line without points on straight pieces, its corners rounded; the ends stay."""
    bends = [line[0]]
    for before, point, after in zip(line, line[1:], line[2:], strict=False):
        across = (point[0] - before[0]) * (after[1] - point[1]) - (point[1] - before[1]) * (after[0] - point[0])
        if abs(across) > 1e-6:
            bends.append(point)
    bends.append(line[-1])
    smooth: Stroke = [bends[0]]
    for before, corner, after in zip(bends, bends[1:], bends[2:], strict=False):
        smooth += _rounded_corner(before, corner, after)
    return [*smooth, bends[-1]]


def _rounded_corner(before: Point, corner: Point, after: Point) -> Stroke:
    ends = []
    for other in (before, after):
        size = math.dist(corner, other) or 1.0
        reach = min(ROUND, size / 2) / size
        ends.append((corner[0] + (other[0] - corner[0]) * reach, corner[1] + (other[1] - corner[1]) * reach))
    (ax, ay), (bx, by) = ends
    shares = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    return [
        (
            (1 - t) ** 2 * ax + 2 * t * (1 - t) * corner[0] + t * t * bx,
            (1 - t) ** 2 * ay + 2 * t * (1 - t) * corner[1] + t * t * by,
        )
        for t in shares
    ]
