"""How far right everybody stands: parents over the middle of their children, nobody nearer to another than a cell.

Each row is settled in turn by isotonic regression (pool adjacent violators), again and again.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from alongside.ground.familymap.layout import CELL, SYMBOL
from alongside.ground.familymap.placing.frame import Frame
from alongside.ground.familymap.placing.order import Order

BEND_ROOM, BENDS_APART, HOMES_APART = 14.0, 14.0, 14.0
"""Between a label and a line that passes the row; between two such lines; more between people of different homes."""
SLACK = 0.3
"""How far from the middle of a bar a stem may leave it, in parts of the bar."""
CENTRED, GATHERED = 0.4, 0.4
"""How strongly children on both sides of a bar want to be centred below it; how strongly all want to be together."""
SWEEPS = 20


@dataclass(slots=True)
class Unit:
    """A block as it stands: its elements, how far each is from the first, and the room it needs before it."""

    members: tuple[int, ...]
    offsets: list[float]
    ahead: float = 0.0


@dataclass(slots=True)
class Pull:
    """A comb as coordinates see it: pairs of elements above, elements below, and how strongly it holds together."""

    tops: tuple[tuple[int, int], ...]
    bottoms: tuple[int, ...]
    weight: float


def settle_x(frame: Frame, order: Order, widths: list[float], sweeps: int = SWEEPS) -> list[float]:
    """The middle of every element in px; the leftmost label begins at 0. ``widths`` are those of the labels."""
    scene = frame.scene
    rows = [_units(frame, order, row, widths) for row in range(scene.height)]
    x = [0.0] * len(scene.row)
    for units in rows:
        _pack(units, x)
    gaps = [
        [
            Pull(comb.tops, comb.bottoms, 3.0 if len(comb.bottoms) == 1 else 1.0 + 0.5 * len(comb.bottoms))
            for comb in gap
            if comb.tops and comb.bottoms
        ]
        for gap in scene.gaps
    ]
    for sweep in range(sweeps):
        down = sweep % 2 == 0
        for row in range(scene.height) if down else range(scene.height - 1, -1, -1):
            wants: dict[int, list[tuple[float, float]]] = {}
            strong, weak = (1.0, 0.35) if down else (0.35, 1.0)
            if sweep >= sweeps - 4:
                strong = weak = 1.0
            _from_above(gaps[row], x, strong, wants)
            _from_below(gaps[row + 1], x, weak, wants)
            _regress(rows[row], x, wants)
    for row in (*range(1, scene.height), *range(scene.height - 2, -1, -1)):
        _straighten(rows[row], x, gaps[row])
    least = min((x[one] - max(SYMBOL, widths[one]) / 2 for one in range(len(widths))), default=0.0)
    least = min([least, *x[len(widths) :]])
    return [one - least for one in x]


def _units(frame: Frame, order: Order, row: int, widths: list[float]) -> list[Unit]:
    """A row's blocks with the room between their elements."""
    homes = frame.homes[row]
    units, last = [], -1
    for block in order.rows[row]:
        members = frame.options[block][order.pick[block]][1]
        offsets, reach = [0.0], 0.0
        for left, right in pairwise(members):
            reach += _room(left, right, widths, homes)
            offsets.append(reach)
        ahead = _room(last, members[0], widths, homes) if last >= 0 else 0.0
        units.append(Unit(members, offsets, ahead))
        last = members[-1]
    return units


def _room(left: int, right: int, widths: list[float], homes: list[set[int]]) -> float:
    """From the middle of one element to the middle of the next."""
    many = len(widths)
    if left < many and right < many:
        apart = any((left in home) != (right in home) for home in homes)
        return CELL + (HOMES_APART if apart else 0.0)
    if left >= many and right >= many:
        return BENDS_APART
    person = left if left < many else right
    return max(SYMBOL, widths[person]) / 2 + BEND_ROOM


def _pack(units: list[Unit], x: list[float]) -> None:
    """A row as tight as it may be, about 0."""
    at = 0.0
    for unit in units:
        at += unit.ahead
        for one, offset in zip(unit.members, unit.offsets, strict=True):
            x[one] = at + offset
        at += unit.offsets[-1]
    for unit in units:
        for one in unit.members:
            x[one] -= at / 2


def bar_range(tops: tuple[tuple[int, int], ...], x: list[float]) -> tuple[float, float]:
    """Where a stem may leave what is above."""
    left = min(x[one] for top in tops for one in top)
    right = max(x[one] for top in tops for one in top)
    middle, reach = (left + right) / 2, (right - left) * SLACK
    return middle - reach, middle + reach


def _from_above(pulls: list[Pull], x: list[float], weight: float, wants: dict[int, list[tuple[float, float]]]) -> None:
    """Children want to stand below the bar and near each other; their very middle below it they want less."""
    for pull in pulls:
        low, high = bar_range(pull.tops, x)
        places = [x[one] for one in pull.bottoms]
        middle = sum(places) / len(places)
        shift = min(max(middle, low), high) - middle
        if min(places) <= high and max(places) >= low:
            shift *= CENTRED
        for one in pull.bottoms:
            near = x[one] + (middle - x[one]) * GATHERED
            wants.setdefault(one, []).append((near + shift, weight * pull.weight / len(pull.bottoms)))


def _from_below(pulls: list[Pull], x: list[float], weight: float, wants: dict[int, list[tuple[float, float]]]) -> None:
    """A bar wants to stand above the middle of its children."""
    for pull in pulls:
        low, high = bar_range(pull.tops, x)
        middle = (min(x[one] for one in pull.bottoms) + max(x[one] for one in pull.bottoms)) / 2
        shift = middle - min(max(middle, low), high)
        ends = dict.fromkeys(one for top in pull.tops for one in top)
        for one in ends:
            wants.setdefault(one, []).append((x[one] + shift, weight * pull.weight / len(ends)))


def _regress(units: list[Unit], x: list[float], wants: dict[int, list[tuple[float, float]]]) -> None:
    """Put a row's blocks as near as possible to where they want to be, in order and with room between them."""
    pools: list[tuple[float, float, int]] = []
    starts: list[float] = []
    reach = 0.0
    for unit in units:
        reach += unit.ahead
        starts.append(reach)
        total, weights = x[unit.members[0]] * 0.05, 0.05
        for one, offset in zip(unit.members, unit.offsets, strict=True):
            for place, weight in wants.get(one, ()):
                total += (place - offset) * weight
                weights += weight
        mean, many = total / weights - reach, 1
        while pools and pools[-1][0] > mean:
            before, heavy, more = pools.pop()
            mean = (mean * weights + before * heavy) / (weights + heavy)
            weights, many = weights + heavy, many + more
        pools.append((mean, weights, many))
        reach += unit.offsets[-1]
    place = 0
    for mean, _, many in pools:
        for _ in range(many):
            unit = units[place]
            for one, offset in zip(unit.members, unit.offsets, strict=True):
                x[one] = mean + starts[place] + offset
            place += 1


def _straighten(units: list[Unit], x: list[float], pulls: list[Pull]) -> None:
    """Move whoever hangs alone on a bar, and is nearly below it, to right below it, as far as neighbours leave room."""
    shift: dict[int, float] = {}
    for pull in pulls:
        if len(pull.bottoms) == 1:
            low, high = bar_range(pull.tops, x)
            only = x[pull.bottoms[0]]
            shift[pull.bottoms[0]] = min(max(only, low), high) - only
    for place, unit in enumerate(units):
        wanted = [shift[one] for one in unit.members if one in shift]
        if len(wanted) != 1 or not 0.2 < abs(wanted[0]) < CELL:
            continue
        step = wanted[0]
        if step < 0 and place:
            before = units[place - 1]
            step = max(step, min(0.0, x[before.members[-1]] + unit.ahead - x[unit.members[0]]))
        elif step > 0 and place + 1 < len(units):
            after = units[place + 1]
            step = min(step, max(0.0, x[after.members[0]] - after.ahead - x[unit.members[-1]]))
        for one in unit.members:
            x[one] += step
