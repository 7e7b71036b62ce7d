"""Bars between partners: U-shaped below the labels, so that the room between symbols stays free for bonds."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.ground.familymap.scene import Scene

FEET_APART, FOOT_ROOM = 8.0, 32.0
"""Between the bars that leave one symbol; how much of its width they share."""
STUB = 22.0
"""How far a bar reaches that ends beside somebody unknown."""
NEAR = 3.0
"""Bars nearer than this to each other do not share a depth."""
INSIDE = 6.0
"""How far from a bar's end a stem stays."""


@dataclass(slots=True)
class Bar:
    """A union's bar: from where to where, how deep (0 the nearest to the labels), and whether to somebody unknown.

    ``ends`` are the elements it joins, the left one first; ``feet`` where it leaves them. ``arm`` is where the bar of
    partners in different rows leaves the upper one.
    """

    union: int
    ends: tuple[int, int]
    feet: list[float]
    depth: int = 0
    stub: bool = False
    arm: float = 0.0

    def reach(self) -> tuple[float, float]:
        """From left to right."""
        return min(self.feet), max(self.feet)

    def stems(self) -> tuple[float, float]:
        """Where stems may leave it."""
        left, right = self.reach()
        if self.stub:
            return left, right
        room = min(INSIDE, (right - left) / 3)
        return left + room, right - room


def find_bars(scene: Scene, x: list[float]) -> dict[int, Bar]:
    """All bars by union, none lying upon another."""
    bars: dict[int, Bar] = {}
    sides = _sides(scene, x)
    for union, span in enumerate(scene.bar):
        if span is None:
            continue
        left, right = sorted(span, key=lambda one: (x[one], one))
        if left == right:
            bars[union] = Bar(union, (left, left), [x[left], x[left] + sides[union] * STUB], stub=True)
        else:
            bars[union] = Bar(union, (left, right), [x[left], x[right]])
    _spread_feet(scene, bars, x)
    by_row: dict[int, list[Bar]] = {}
    for bar in bars.values():
        by_row.setdefault(scene.row[bar.ends[0]], []).append(bar)
    for row in by_row.values():
        _stack(row)
    return bars


def _sides(scene: Scene, x: list[float]) -> dict[int, int]:
    """To which side the bar of somebody with an unknown partner reaches: where no other partner stands."""
    taken: dict[int, list[int]] = {}
    for span in scene.bar:
        if span is not None and span[0] != span[1]:
            for one, other in (span, span[::-1]):
                taken.setdefault(one, []).append(1 if x[other] > x[one] else -1)
    sides = {}
    for union, span in enumerate(scene.bar):
        if span is not None and span[0] == span[1]:
            used = taken.setdefault(span[0], [])
            sides[union] = 1 if used.count(1) <= used.count(-1) else -1
            used.append(sides[union])
    return sides


def _spread_feet(scene: Scene, bars: dict[int, Bar], x: list[float]) -> None:
    """Let bars that leave one person do so beside each other; those that reach furthest in the middle."""
    leaving: dict[int, list[tuple[int, float, int, int]]] = {}
    ends = [(one, bar.feet[1 - bar.ends.index(one)], bar.union) for bar in bars.values() for one in set(bar.ends)]
    arms = [comb for gap in scene.gaps for comb in gap if comb.arm]
    ends += [(arm.tops[0][0], x[arm.bottoms[0]], arm.union) for arm in arms]
    for one, far, union in ends:
        if scene.owner[one] < 0:
            side = 1 if far > x[one] else -1
            leaving.setdefault(one, []).append((side, x[one] - far, -side * union, union))
    for one, feet in leaving.items():
        feet.sort()
        step = min(FEET_APART, FOOT_ROOM / max(len(feet) - 1, 1))
        for place, (side, _, _, union) in enumerate(feet):
            at = x[one] + (place - (len(feet) - 1) / 2) * step
            bar = bars[union]
            if bar.stub:
                bar.feet = [at, at + side * STUB]
            elif one in bar.ends:
                bar.feet[bar.ends.index(one)] = at
            else:
                bar.arm = at


def _stack(row: list[Bar]) -> None:
    """Give each bar a depth: below all shorter ones that it reaches over. Bars that meet at one person share theirs."""
    placed: list[Bar] = []
    for bar in sorted(row, key=lambda one: (one.reach()[1] - one.reach()[0], one.union)):
        left, right = bar.reach()
        over = [other.depth for other in placed if other.reach()[0] < right + NEAR and left < other.reach()[1] + NEAR]
        bar.depth = max(over, default=-1) + 1
        placed.append(bar)
