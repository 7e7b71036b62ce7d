"""Outlines of households: the union of members' cells and corridors, cut away from everybody who does not live there.

An outline that runs through a non-member would be a false statement about who lives where. So the cells of non-members
are cut out last; what falls apart becomes several pieces, each with its own label.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from alongside.ground.familymap.layout import Box, Place, Point
from alongside.ground.familymap.strokes import around, grown, overlaps

PAD = 12.0
CLEAR = 3.0
"""How far an outline keeps from the cell of somebody who does not live there."""
CORRIDOR = 34.0
NOTCH = 48.0
"""Notches in an outline narrower than this are filled."""
BEND = 40.0
"""What a turn of a corridor costs, in px of way."""
NEAR = 3.0
"""How close to a level line no level edge of an outline runs."""
JOG = 30.0
"""Steps in an outline smaller than this are straightened."""
FAR = 2.5
"""A corridor so many times longer than the way is as the crow flies is not cut; there are two pieces then."""
LONG = 700.0


@dataclass(frozen=True, slots=True)
class Row:
    """One row of people: from where to where it reaches down the page, and the cells of all who stand in it."""

    top: float
    foot: float
    cells: tuple[tuple[str, Box], ...]


@dataclass(frozen=True, slots=True)
class Level:
    """A level piece of a line of the family."""

    y: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Piece:
    """One closed piece of an outline: its loops (the first is the outer one) and the people inside."""

    loops: tuple[tuple[Point, ...], ...]
    people: tuple[str, ...]


def rows_of(places: Iterable[Place], cells: dict[str, Box]) -> list[Row]:
    """The rows of a layout from the top, each with the cells of its people from left to right."""
    found: dict[int, list[Place]] = {}
    for place in places:
        found.setdefault(place.row, []).append(place)
    rows = []
    for _number, group in sorted(found.items()):
        boxes = [(one.person, cells[one.person]) for one in sorted(group, key=lambda one: one.x)]
        rows.append(Row(min(box.top for _p, box in boxes), max(box.bottom for _p, box in boxes), tuple(boxes)))
    return rows


def pieces_of(
    members: frozenset[str], rows: Sequence[Row], pad: float = PAD, levels: Sequence[Level] = ()
) -> tuple[Piece, ...]:
    """The pieces of the outline round ``members``, from the top left; its level edges keep off level lines."""
    inside = [(person, box) for row in rows for person, box in row.cells if person in members]
    others = [grown(box, CLEAR) for row in rows for person, box in row.cells if person not in members]
    if not inside:
        return ()
    boxes = _aligned([_off(box, levels) for row in rows for box in _row_boxes(row, members, pad)], others)
    corridors = _corridors(boxes, rows, members, levels)
    return _traced(boxes + corridors, others, inside)


def _row_boxes(row: Row, members: frozenset[str], pad: float) -> list[Box]:
    """One box for each run of members who stand side by side in a row."""
    runs: list[list[Box]] = []
    before = ""
    for person, box in row.cells:
        if person not in members:
            before = ""
            continue
        if before and box.left - runs[-1][-1].right < 2 * LONG / 3:
            runs[-1].append(box)
        else:
            runs.append([box])
        before = person
    foot = max((box.bottom for run in runs for box in run), default=0)
    top = min((box.top for run in runs for box in run), default=0)
    return [Box(run[0].left - pad, top - pad, run[-1].right + pad, foot + pad) for run in runs]


def _aligned(boxes: list[Box], others: Sequence[Box]) -> list[Box]:
    """Boxes whose sides nearly line up, widened so that they do, where nobody stands in the way."""
    for _round in range(2):
        for number, box in enumerate(boxes):
            left = min(one.left for one in boxes if abs(one.left - box.left) < JOG)
            right = max(one.right for one in boxes if abs(one.right - box.right) < JOG)
            wider = Box(left, box.top, right, box.bottom)
            if wider != box and not any(overlaps(wider, other) and not overlaps(box, other) for other in others):
                boxes[number] = wider
    return boxes


def _off(box: Box, levels: Sequence[Level]) -> Box:
    """A box whose top and foot are moved a little where they would run along a level line of the family."""

    def clear(y: float, moves: Sequence[float]) -> float:
        near = [one.y for one in levels if one.left < box.right and box.left < one.right]
        return next((y + move for move in moves if all(abs(y + move - one) > NEAR for one in near)), y)

    return Box(box.left, clear(box.top, (0, -4, 4, -8, 6)), box.right, clear(box.bottom, (0, -4, 4, -6, 8, 12)))


def _corridors(boxes: list[Box], rows: Sequence[Row], members: frozenset[str], levels: Sequence[Level]) -> list[Box]:
    """The cheapest corridors that join the boxes, nearest pairs first; none where the way round is too long."""
    ways = []
    for (first, one), (second, two) in combinations(enumerate(boxes), 2):
        cost, way = _way(one, two, rows, members)
        straight = _apart(one, two)
        if cost <= max(LONG, FAR * straight):
            ways.append((cost, first, second, way))
    group = list(range(len(boxes)))
    cut: list[Box] = []
    for _cost, first, second, way in sorted(ways, key=lambda one: one[:3]):
        if group[first] != group[second]:
            cut += [
                _off(box, levels) if box.bottom - box.top < CORRIDOR + 1 < box.right - box.left else box for box in way
            ]
            group = [group[first] if one == group[second] else one for one in group]
    return cut


def _apart(one: Box, two: Box) -> float:
    across = max(one.left - two.right, two.left - one.right, 0.0)
    down = max(one.top - two.bottom, two.top - one.bottom, 0.0)
    return across + down


def _way(one: Box, two: Box, rows: Sequence[Row], members: frozenset[str]) -> tuple[float, list[Box]]:
    """What a corridor between two boxes costs in px, and the boxes it is made of."""
    upper, lower = (one, two) if one.top <= two.top else (two, one)
    start = next(number for number, row in enumerate(rows) if row.foot > upper.top + PAD)
    end = next(number for number, row in enumerate(rows) if row.foot > lower.top + PAD)
    if end == start + 1:
        left, right = max(upper.left, lower.left), min(upper.right, lower.right)
        if right - left >= CORRIDOR:
            return max(0.0, lower.top - upper.bottom), [Box(left, upper.bottom - 10, right, lower.top + 10)]
    return _round_about(upper, lower, (start, end), rows, members)


def _slots(row: Row, members: frozenset[str], wanted: Sequence[float]) -> list[float]:
    """Where a corridor may pass a row from top to foot: x of its middle."""
    half = CORRIDOR / 2
    edges = [-1e6]
    for person, box in row.cells:
        if person not in members:
            edges += [box.left - CLEAR, box.right + CLEAR]
    edges.append(1e6)
    found: set[float] = set()
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        if right - left < 2 * half:
            continue
        for x in (*wanted, left + half, right - half):
            found.add(min(max(x, left + half), right - half))
    return sorted(x for x in found if abs(x) < 1e5)


def _round_about(
    upper: Box, lower: Box, span: tuple[int, int], rows: Sequence[Row], members: frozenset[str]
) -> tuple[float, list[Box]]:
    """The cheapest way from below ``upper`` to above ``lower``, through the gaps between rows (Dijkstra 1959)."""
    gaps = [(first.foot + second.top) / 2 for first, second in pairwise(rows)]
    gaps = [rows[0].top - CORRIDOR, *gaps, rows[-1].foot + CORRIDOR]
    half = CORRIDOR / 2
    start, end = span
    first_gap, last_gap = start + 1, (end if end > start else start + 1)
    edges = [edge for box in (upper, lower) for edge in (box.left + half, (box.left + box.right) / 2, box.right - half)]
    slots = [_slots(row, members, edges) for row in rows]
    begins = {_held(x, upper) for x in (*edges, *(slot for row in slots for slot in row))}
    queue: list[tuple[float, int, float, tuple[tuple[int, float], ...]]] = [
        (0.0, first_gap, begin, ()) for begin in sorted(begins)
    ]
    heapq.heapify(queue)
    seen: set[tuple[int, float]] = set()
    best: tuple[float, tuple[tuple[int, float], ...]] = (float("inf"), ((first_gap, min(begins)),))
    while queue:
        cost, gap, x, path = heapq.heappop(queue)
        if cost >= best[0] or (gap, x) in seen:
            continue
        seen.add((gap, x))
        here = (*path, (gap, x))
        finish = _held(x, lower)
        turn = 0.0 if finish == x else BEND
        if gap == last_gap and cost + abs(x - finish) + turn < best[0]:
            best = (cost + abs(x - finish) + turn, (*here, (gap, finish)))
        for row, other in ((gap, gap + 1), (gap - 1, gap - 1)):
            if 0 <= row < len(rows):
                height = rows[row].foot - rows[row].top
                for slot in slots[row]:
                    heapq.heappush(
                        queue, (cost + abs(slot - x) + (0.0 if slot == x else BEND) + height, other, slot, here)
                    )
    return _laid(best[0], best[1], gaps, upper, lower)


def _held(x: float, box: Box) -> float:
    """``x``, or the next x at which the middle of a corridor can join a box."""
    return min(max(x, box.left + CORRIDOR / 2), box.right - CORRIDOR / 2)


def _laid(
    cost: float, path: tuple[tuple[int, float], ...], gaps: list[float], upper: Box, lower: Box
) -> tuple[float, list[Box]]:
    corners: list[Point] = [(path[0][1], upper.bottom - 10)]
    for (gap, x), (_next, after) in zip(path, [*path[1:], path[-1]], strict=True):
        corners += [(x, gaps[gap]), (after, gaps[gap])]
    last = lower.top + 10 if lower.top > corners[-1][1] else lower.bottom - 10
    corners.append((path[-1][1], last))
    half = CORRIDOR / 2
    boxes = []
    for (ax, ay), (bx, by) in pairwise(corners):
        if ax == bx:
            boxes.append(Box(ax - half, min(ay, by), ax + half, max(ay, by)))
        else:
            boxes.append(Box(min(ax, bx) - half, ay - half, max(ax, bx) + half, ay + half))
    return cost + abs(corners[0][1] - gaps[path[0][0]]) + abs(last - gaps[path[-1][0]]), boxes


def _traced(boxes: list[Box], others: list[Box], inside: list[tuple[str, Box]]) -> tuple[Piece, ...]:
    """The union of boxes without the others, as closed loops (on a grid of all their edges)."""
    reach = around(boxes)
    near = [box for box in others if overlaps(box, reach)]
    xs = sorted({edge for box in boxes + near for edge in (box.left, box.right)})
    ys = sorted({edge for box in boxes + near for edge in (box.top, box.bottom)})
    full: set[tuple[int, int]] = set()
    for box in boxes:
        full |= _covered(box, xs, ys)
    walls: set[tuple[int, int]] = set()
    for box in near:
        walls |= _covered(box, xs, ys)
    full = _closed(full - walls, walls, xs, ys)
    pieces = []
    for group in _groups(full):
        people = tuple(
            person
            for person, box in inside
            if (bisect_left(xs, (box.left + box.right) / 2) - 1, bisect_left(ys, (box.top + box.bottom) / 2) - 1)
            in group
        )
        if people:
            pieces.append(Piece(tuple(tuple((xs[x], ys[y]) for x, y in loop) for loop in _loops(group)), people))
    return tuple(sorted(pieces, key=lambda one: (min(y for _x, y in one.loops[0]), min(one.loops[0]))))


def _closed(
    full: set[tuple[int, int]], walls: set[tuple[int, int]], xs: list[float], ys: list[float]
) -> set[tuple[int, int]]:
    """The cells and whatever lies in notches narrower than ``NOTCH`` between them, where nobody else stands."""
    for axis, edges in ((0, xs), (1, ys)):
        lines: dict[int, list[int]] = {}
        for cell in full:
            lines.setdefault(cell[1 - axis], []).append(cell[axis])
        for line, found in lines.items():
            found.sort()
            for before, after in pairwise(found):
                notch = {(at, line) if axis == 0 else (line, at) for at in range(before + 1, after)}
                if notch and edges[after] - edges[before + 1] < NOTCH and not notch & walls:
                    full = full | notch
    return full


def _covered(box: Box, xs: list[float], ys: list[float]) -> set[tuple[int, int]]:
    columns = range(bisect_left(xs, box.left), bisect_left(xs, box.right))
    lines = range(bisect_left(ys, box.top), bisect_left(ys, box.bottom))
    return {(column, line) for column in columns for line in lines}


def _groups(cells: set[tuple[int, int]]) -> list[set[tuple[int, int]]]:
    left, groups = set(cells), []
    while left:
        seed = min(left)
        group, edge = {seed}, [seed]
        left.discard(seed)
        while edge:
            x, y = edge.pop()
            for near in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
                if near in left:
                    left.discard(near)
                    group.add(near)
                    edge.append(near)
        groups.append(group)
    return groups


def _loops(group: set[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The boundary of a set of grid cells as loops, the longest round first, without points on straight pieces."""
    after: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for x, y in sorted(group):
        sides = (
            ((x, y - 1), (x, y), (x + 1, y)),
            ((x + 1, y), (x + 1, y), (x + 1, y + 1)),
            ((x, y + 1), (x + 1, y + 1), (x, y + 1)),
            ((x - 1, y), (x, y + 1), (x, y)),
        )
        for neighbour, start, end in sides:
            if neighbour not in group:
                after.setdefault(start, []).append(end)
    loops = []
    while after:
        start = min(after)
        loop, here, before = [start], after[start].pop(), start
        while here != start:
            loop.append(here)
            here, before = _turn(before, here, after[here]), here
        after = {point: ends for point, ends in after.items() if ends}
        loops.append(_corners(loop))
    return sorted(loops, key=lambda one: (min(one), -len(one)))


def _turn(before: tuple[int, int], here: tuple[int, int], ends: list[tuple[int, int]]) -> tuple[int, int]:
    """The next point; where two loops meet at a point, the one that turns right, so that they stay apart."""
    way = here[0] - before[0], here[1] - before[1]
    ends.sort(key=lambda end: way[0] * (end[1] - here[1]) - way[1] * (end[0] - here[0]))
    return ends.pop()


def _corners(loop: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept = []
    for number, point in enumerate(loop):
        before, after = loop[number - 1], loop[(number + 1) % len(loop)]
        if not (before[0] == point[0] == after[0] or before[1] == point[1] == after[1]):
            kept.append(point)
    return kept
