"""In each gap, how high the level pieces run: ordered so that they cross least, stacked only where they overlap."""

from __future__ import annotations

from dataclasses import dataclass, field

from alongside.ground.familymap.bars import Bar
from alongside.ground.familymap.scene import Comb, Scene

TIES_APART = 9.0
"""Between lines of several unions that end at one child."""
CLEAR = 6.0
"""The least distance between upright lines of different unions; level lines share a lane only beyond it."""
TRIED = (0.0, 7.0, -7.0, 14.0, -14.0, 21.0, -21.0, 28.0, -28.0, 36.0, -36.0)
CROSSED, UPON = 1, 60
"""What an order of lanes pays for a crossing, and for upright lines that lie upon each other."""


@dataclass(slots=True)
class Tooth:
    """One upright line from a comb's lane down: to a child by one link, or into the bend of a trunk."""

    element: int
    x: float
    tie: int = -1
    drop: float | None = None


@dataclass(slots=True)
class Run:
    """A comb with places: ``ups`` are upright lines above its lane, ``teeth`` those below; ``lane`` from the top."""

    comb: Comb
    ups: list[float]
    teeth: list[Tooth]
    lane: int = 0
    drops: list[float] = field(default_factory=list)

    def reach(self) -> tuple[float, float]:
        """From its leftmost to its rightmost point."""
        points = [*self.ups, *self.drops]
        return min(points), max(points)

    def straight(self) -> bool:
        """Whether it is one upright line."""
        left, right = self.reach()
        return right - left < 0.5


def run_gap(scene: Scene, gap: int, x: list[float], bars: dict[int, Bar], entries: dict[int, float]) -> list[Run]:
    """The combs of a gap with their places and lanes. ``entries`` say where each tie meets its child, by tie."""
    runs = []
    for comb in scene.gaps[gap]:
        teeth = []
        for one in comb.bottoms:
            if scene.owner[one] >= 0:
                teeth.append(Tooth(one, x[one]))
                continue
            ties = [tie for tie, (union, child, _) in enumerate(scene.kin.ties) if (union, child) == (comb.union, one)]
            teeth += [Tooth(one, entries[tie], tie) for tie in ties]
        runs.append(Run(comb, [], teeth))
    _join_twins(scene, runs, x)
    for run in runs:
        run.drops = sorted({tooth.x if tooth.drop is None else tooth.drop for tooth in run.teeth})
    for run in sorted(runs, key=lambda one: len(one.drops)):
        _rise(scene, run, runs, x, bars)
    order_lanes(runs)
    return runs


def enter(scene: Scene, x: list[float]) -> dict[int, float]:
    """Where the line of each tie meets its child: beside each other where several come, in the order they come from."""
    coming: dict[int, list[tuple[float, int]]] = {}
    source: dict[tuple[int, int], float] = {}
    for comb in (comb for gap in scene.gaps for comb in gap):
        ends = [one for top in comb.tops for one in top] or list(comb.bottoms)
        for one in comb.bottoms:
            source[comb.union, one] = sum(x[end] for end in ends) / len(ends)
    for tie, (union, child, _) in enumerate(scene.kin.ties):
        coming.setdefault(child, []).append((source[union, child], tie))
    entries = {}
    for child, ties in coming.items():
        ties.sort()
        step = min(TIES_APART, 30.0 / max(len(ties) - 1, 1))
        for place, (_, tie) in enumerate(ties):
            entries[tie] = x[child] + (place - (len(ties) - 1) / 2) * step
    return entries


def _join_twins(scene: Scene, runs: list[Run], x: list[float]) -> None:
    """Let the lines of twins who stand side by side leave the lane at one point: under their parents by birth."""
    for twins in scene.kin.twins:
        row = sorted(x[one] for one in twins)
        between = [
            one for one in range(len(scene.kin.people)) if one not in twins and scene.row[one] == scene.row[twins[0]]
        ]
        if len({scene.row[one] for one in twins}) > 1 or any(row[0] < x[one] < row[-1] for one in between):
            continue
        for run in sorted(runs, key=lambda one: (not _by_birth(scene, one, twins), one.comb.union)):
            teeth = [tooth for tooth in run.teeth if tooth.element in twins and tooth.tie >= 0]
            if {tooth.element for tooth in teeth} == set(twins):
                for tooth in teeth:
                    tooth.drop = sum(one.x for one in teeth) / len(teeth)
                break


def _by_birth(scene: Scene, run: Run, twins: list[int]) -> bool:
    """Whether all the twins are children by birth of the union."""
    return all(
        any(
            tooth.element == one and scene.kin.ties[tooth.tie][2].kind == "birth"
            for tooth in run.teeth
            if tooth.tie >= 0
        )
        for one in twins
    )


def _rise(scene: Scene, run: Run, runs: list[Run], x: list[float], bars: dict[int, Bar]) -> None:
    """Choose where the stem leaves the bar: straight above a single child, else over the middle, clear of others."""
    for place, (one, _) in enumerate(run.comb.tops):
        if run.comb.arm and scene.owner[one] < 0:
            run.ups.append(bars[run.comb.union].arm)
        elif run.comb.bar and place == 0:
            run.ups.append(_stem(run, runs, bars[run.comb.union]))
        else:
            run.ups.append(x[one])


def _stem(run: Run, runs: list[Run], bar: Bar) -> float:
    """A place on the bar that is near the wanted one and not upon an upright line of another union."""
    low, high = bar.stems()
    wanted = (
        run.drops[0] if len(run.drops) == 1 else (run.drops[0] + run.drops[-1]) / 2 if run.drops else (low + high) / 2
    )
    if len(run.drops) > 1 and not bar.stub:
        middle, reach = (low + high) / 2, (high - low) * 0.3
        wanted = min(max(wanted, middle - reach), middle + reach)
    wanted = min(max(wanted, low), high)
    others = [place for other in runs if other.comb.union != run.comb.union for place in (*other.drops, *other.ups)]
    tried = [min(max(wanted + step, low), high) for step in TRIED]
    return min(tried, key=lambda place: (any(abs(place - other) < CLEAR for other in others), abs(place - wanted)))


def order_lanes(runs: list[Run]) -> None:
    """Give every comb a lane."""
    order = sorted(runs, key=lambda run: (run.reach()[1] - run.reach()[0], run.comb.union))
    best, least = order, _cost(order)
    for begin in (order, order[::-1], sorted(runs, key=lambda run: run.reach())):
        tried = list(begin)
        cost = _improve(tried)
        if cost < least:
            best, least = tried, cost
    placed: list[Run] = []
    for run in best:
        left, right = run.reach()
        above = [other.lane for other in placed if other.reach()[0] < right + CLEAR and left < other.reach()[1] + CLEAR]
        run.lane = max(above, default=-1) + 1
        placed.append(run)


def _pair(upper: Run, lower: Run) -> int:
    """What it costs that one comb runs above another."""
    left, right = upper.reach()
    low, high = lower.reach()
    if upper.comb.union == lower.comb.union or right < low - CLEAR or high < left - CLEAR:
        return 0
    cost = sum(left < place < right for place in lower.ups) + sum(low < place < high for place in upper.drops)
    upon = sum(abs(place - other) < CLEAR / 2 for place in lower.ups for other in upper.drops)
    return cost * CROSSED + upon * UPON


def _cost(order: list[Run]) -> int:
    """What an order of lanes costs, from the top."""
    return sum(_pair(upper, lower) for place, lower in enumerate(order) for upper in order[:place])


def _improve(order: list[Run]) -> int:
    """Move combs up and down as long as the cost falls; gives the cost."""
    best, moved = _cost(order), True
    while moved and best:
        moved = False
        for place in range(len(order)):
            run = order.pop(place)
            costs = []
            for to in range(len(order) + 1):
                order.insert(to, run)
                costs.append((_cost(order), to != place, to))
                order.pop(to)
            cost, _, to = min(costs)
            order.insert(to, run)
            if cost < best:
                best, moved = cost, True
    return best
