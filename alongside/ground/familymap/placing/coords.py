"""How far right everybody stands: parents over the middle of their children, nobody nearer to another than a cell.

Each row is settled in turn by isotonic regression (pool adjacent violators), again and again.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import inf

from alongside.ground.familymap.layout import CELL, SYMBOL
from alongside.ground.familymap.placing.frame import Frame
from alongside.ground.familymap.placing.order import Order

BEND_ROOM, BENDS_APART, HOMES_APART = 14.0, 14.0, 14.0
"""Between a label and a line that passes the row; between two such lines; more between people of different homes."""
SLACK = 0.3
"""How far from the middle of a bar a stem may leave it, in parts of the bar."""
CENTRED, GATHERED = 0.4, 0.4
"""How strongly children on both sides of a bar want to be centred below it; how strongly all want to be together."""
SWEEPS, SQUEEZED = 16, 8
"""How often rows are settled; how often again when they are held within a width."""


@dataclass(slots=True)
class Unit:
    """A block as it stands: its elements, how far each is from the first, and the room it needs before it."""

    members: tuple[int, ...]
    offsets: list[float]
    ahead: float = 0.0


@dataclass(slots=True)
class Row:
    """The units of a row from the left, and how far its first element may go: as far as it likes, or within a width."""

    units: list[Unit]
    least: float = -inf
    most: float = inf

    def length(self) -> float:
        """From its first element to its last, as tight as it may be."""
        return sum([unit.ahead + unit.offsets[-1] for unit in self.units])


@dataclass(slots=True)
class Pull:
    """A comb as coordinates see it: elements above and below, each once, and how strongly it holds together."""

    ends: tuple[int, ...]
    bottoms: tuple[int, ...]
    weight: float


Wants = list[list[tuple[float, float]]]
"""Where each element wants to stand, and how strongly, by element."""


def settle_x(frame: Frame, order: Order, widths: list[float], room: float = 0.0) -> list[float]:
    """The middle of every element in px; the leftmost label begins at 0. ``widths`` are those of the labels.

    Where ``room`` is told, nothing stands further right than that unless a row is longer by itself.
    """
    scene = frame.scene
    rows = [Row(_units(frame, order, row, widths)) for row in range(scene.height)]
    x = [0.0] * len(scene.row)
    for line in rows:
        _pack(line.units, x)
    gaps = [
        [
            Pull(
                tuple(dict.fromkeys(one for top in comb.tops for one in top)),
                comb.bottoms,
                3.0 if len(comb.bottoms) == 1 else 1.0 + 0.5 * len(comb.bottoms),
            )
            for comb in gap
            if comb.tops and comb.bottoms
        ]
        for gap in scene.gaps
    ]
    _sweep(rows, gaps, x, SWEEPS)
    if room:
        _hold(rows, x, widths, room)
        _sweep(rows, gaps, x, SQUEEZED)
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


def _sweep(rows: list[Row], gaps: list[list[Pull]], x: list[float], sweeps: int) -> None:
    """Settle each row in turn, down and up again and again; the last few times both sides pull as strongly."""
    for sweep in range(sweeps):
        down = sweep % 2 == 0
        strong, weak = (1.0, 0.35) if down else (0.35, 1.0)
        if sweep >= sweeps - 4:
            strong = weak = 1.0
        for row in range(len(rows)) if down else range(len(rows) - 1, -1, -1):
            wants: Wants = [[] for _ in x]
            for pull in gaps[row]:
                _from_above(pull, x, strong, wants)
            for pull in gaps[row + 1]:
                _from_below(pull, x, weak, wants)
            _regress(rows[row], x, wants)


def _hold(rows: list[Row], x: list[float], widths: list[float], room: float) -> None:
    """Hold every row within a width, about the middle of them all."""
    half = [max(SYMBOL, width) / 2 for width in widths] + [0.0] * (len(x) - len(widths))
    ends = [(line.units[0].members[0], line.units[-1].members[-1]) for line in rows if line.units]
    left = min(x[first] - half[first] for first, _ in ends)
    right = max(x[last] + half[last] for _, last in ends)
    begin = (left + right - room) / 2
    for line in rows:
        if line.units:
            first, last = line.units[0].members[0], line.units[-1].members[-1]
            line.least = begin + half[first]
            line.most = begin + room - half[last] - line.length()
            if line.most < line.least:
                line.least = line.most = (line.least + line.most) / 2


def bar_range(ends: tuple[int, ...], x: list[float]) -> tuple[float, float]:
    """Where a stem may leave what is above."""
    left = right = x[ends[0]]
    for one in ends[1:]:
        at = x[one]
        if at < left:
            left = at
        elif at > right:
            right = at
    middle, reach = (left + right) / 2, (right - left) * SLACK
    return middle - reach, middle + reach


def _from_above(pull: Pull, x: list[float], weight: float, wants: Wants) -> None:
    """Children want to stand below the bar and near each other; their very middle below it they want less."""
    low, high = bar_range(pull.ends, x)
    bottoms = pull.bottoms
    if len(bottoms) == 1:
        at = x[bottoms[0]]
        near = low if at < low else high if at > high else at
        wants[bottoms[0]].append((near, weight * pull.weight))
        return
    places = [x[one] for one in bottoms]
    middle = sum(places) / len(places)
    shift = low - middle if middle < low else high - middle if middle > high else 0.0
    if shift and min(places) <= high and max(places) >= low:
        shift *= CENTRED
    share = weight * pull.weight / len(bottoms)
    for one, at in zip(bottoms, places, strict=True):
        wants[one].append((at + (middle - at) * GATHERED + shift, share))


def _from_below(pull: Pull, x: list[float], weight: float, wants: Wants) -> None:
    """A bar wants to stand above the middle of its children."""
    low, high = bar_range(pull.ends, x)
    bottoms = pull.bottoms
    if len(bottoms) == 1:
        middle = x[bottoms[0]]
    else:
        places = [x[one] for one in bottoms]
        middle = (min(places) + max(places)) / 2
    shift = middle - low if middle < low else middle - high if middle > high else 0.0
    share = weight * pull.weight / len(pull.ends)
    for one in pull.ends:
        wants[one].append((x[one] + shift, share))


def _regress(row: Row, x: list[float], wants: Wants) -> None:
    """Put a row's blocks as near as possible to where they want to be, in order and with room between them."""
    pools: list[tuple[float, float, int]] = []
    starts: list[float] = []
    reach, units = 0.0, row.units
    for unit in units:
        reach += unit.ahead
        starts.append(reach)
        total, weights = x[unit.members[0]] * 0.05, 0.05
        for one, offset in zip(unit.members, unit.offsets, strict=True):
            for place, weight in wants[one]:
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
    for wanted, _, many in pools:
        mean = min(max(wanted, row.least), row.most)
        for _ in range(many):
            unit = units[place]
            for one, offset in zip(unit.members, unit.offsets, strict=True):
                x[one] = mean + starts[place] + offset
            place += 1


def _straighten(row: Row, x: list[float], pulls: list[Pull]) -> None:
    """Move whoever hangs alone on a bar, and is nearly below it, to right below it, as far as neighbours leave room."""
    shift: dict[int, float] = {}
    units = row.units
    for pull in pulls:
        if len(pull.bottoms) == 1:
            low, high = bar_range(pull.ends, x)
            only = x[pull.bottoms[0]]
            shift[pull.bottoms[0]] = min(max(only, low), high) - only
    for place, unit in enumerate(units):
        wanted = [shift[one] for one in unit.members if one in shift]
        if len(wanted) != 1 or not 0.2 < abs(wanted[0]) < CELL:
            continue
        step = wanted[0]
        first, last = x[unit.members[0]], x[unit.members[-1]]
        if step < 0 and not place:
            step = max(step, min(0.0, row.least - first))
        elif step > 0 and place + 1 == len(units):
            step = min(step, max(0.0, row.most + row.length() - last))
        elif step < 0:
            before = units[place - 1]
            step = max(step, min(0.0, x[before.members[-1]] + unit.ahead - first))
        else:
            after = units[place + 1]
            step = min(step, max(0.0, x[after.members[0]] - after.ahead - last))
        for one in unit.members:
            x[one] += step
