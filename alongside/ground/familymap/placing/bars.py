"""Bars between partners: U-shaped below the labels, so that the room between symbols stays free for bonds."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.ground.familymap.placing.scene import Scene

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
    partners in different rows leaves the upper one; ``between`` tells of a stub that leaves between two other bars.
    """

    union: int
    ends: tuple[int, int]
    row: int
    feet: list[float]
    depth: int = 0
    stub: bool = False
    arm: float = 0.0
    between: bool = False

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
    for union, span in enumerate(scene.bar):
        if span is not None:
            left, right = sorted(span, key=lambda one: (x[one], one))
            bars[union] = Bar(union, (left, right), scene.row[left], [x[left], x[right]], stub=left == right)
    _spread_feet(scene, bars, x)
    by_row: dict[int, list[Bar]] = {}
    for bar in bars.values():
        by_row.setdefault(bar.row, []).append(bar)
    for row in by_row.values():
        _stack(row)
    return bars


def _spread_feet(scene: Scene, bars: dict[int, Bar], x: list[float]) -> None:
    """Let bars that leave one person do so beside each other.

    Those to partners at the left leave left, the nearest outermost, and so to the right; in between those to somebody
    unknown and over rows, in the order of their children.
    """
    leaving: dict[int, list[tuple[int, float, int, int]]] = {}
    for bar in bars.values():
        for end, one in enumerate(bar.ends[:1] if bar.stub else bar.ends):
            far = bar.feet[1 - end] - x[one]
            side = 0 if bar.stub else 1 if far > 0 else -1
            place = _middle(scene, bar.union, x) if bar.stub else -far
            leaving.setdefault(one, []).append((side, place, -side * bar.union, bar.union))
    for arm in (comb for gap in scene.gaps for comb in gap if comb.arm):
        leaving.setdefault(arm.tops[0][0], []).append((0, x[arm.bottoms[0]], arm.union, arm.union))
    for one, feet in leaving.items():
        if scene.owner[one] >= 0:
            continue
        feet.sort()
        sides = [side for side, _, _, _ in feet]
        loose = [union for side, _, _, union in feet if side == 0 and bars[union].stub]
        step = min(FEET_APART, FOOT_ROOM / max(len(feet) - 1, 1))
        for place, (_, _, _, union) in enumerate(feet):
            at, bar = x[one] + (place - (len(feet) - 1) / 2) * step, bars[union]
            if bar.stub:
                bar.between = -1 in sides and 1 in sides
                left = 1 in sides or (-1 not in sides and loose.index(union) < len(loose) // 2)
                reach = (STUB / 2 if bar.between else STUB) * (-1 if left and not bar.between else 1)
                bar.feet = [at, at + reach]
            elif one in bar.ends:
                bar.feet[bar.ends.index(one)] = at
            else:
                bar.arm = at


def _middle(scene: Scene, union: int, x: list[float]) -> float:
    """The middle of a union's children."""
    children = scene.kin.children[union]
    return sum(x[child] for child in children) / len(children) if children else 0.0


def _stack(row: list[Bar]) -> None:
    """Give each bar a depth: below all shorter ones that it reaches over, those between others' feet the deepest."""
    placed: list[Bar] = []
    for bar in sorted(row, key=_depth_key):
        left, right = bar.reach()
        over = [other.depth for other in placed if other.reach()[0] < right + NEAR and left < other.reach()[1] + NEAR]
        bar.depth = max(over, default=-1) + 1
        placed.append(bar)


def _depth_key(bar: Bar) -> tuple[bool, float, float, int]:
    """Short bars come first; of those that end beside somebody unknown, the outermost."""
    left, right = bar.reach()
    outward = bar.feet[0] if bar.feet[1] < bar.feet[0] else -bar.feet[0]
    return bar.between, right - left, outward if bar.stub else 0.0, bar.union
