"""In each gap, how high the level pieces run: ordered so that they cross least, stacked only where they overlap."""

from __future__ import annotations

from dataclasses import dataclass, field

from alongside.ground.familymap.placing.bars import Bar
from alongside.ground.familymap.placing.scene import Comb, Scene

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

    def settle(self, bars: dict[int, Bar]) -> None:
        """Take anew where the upright lines leave the lane; a stem above a single one follows it."""
        self.drops = sorted({tooth.x if tooth.drop is None else tooth.drop for tooth in self.teeth})
        bar = bars.get(self.comb.union)
        if self.comb.bar and bar and len(self.drops) == 1:
            low, high = bar.stems()
            self.ups[0] = min(max(self.drops[0], low), high)

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
    if order_lanes(runs) or any(tooth.drop is not None for tooth in teeth_of(runs)):
        _polish(runs, bars)
        order_lanes(runs)
    return runs


def teeth_of(runs: list[Run]) -> list[Tooth]:
    """All upright lines below the lanes of a gap."""
    return [tooth for run in runs for tooth in run.teeth]


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


def _polish(runs: list[Run], bars: dict[int, Bar]) -> None:
    """Let lines to one child exchange places, and stems leave their bars elsewhere, while that saves crossings."""
    tries: list[tuple[Run, Tooth, Run, Tooth]] = []
    pairs = [(run, tooth) for run in runs for tooth in run.teeth if tooth.tie >= 0]
    for place, (one, tooth) in enumerate(pairs):
        tries += [(one, tooth, other, teeth) for other, teeth in pairs[:place] if tooth.element == teeth.element]
    best, moved = _tangled(runs, bars), True
    while moved and best:
        moved = False
        for one, tooth, other, teeth in tries:
            tooth.x, teeth.x = teeth.x, tooth.x
            kept = one.ups[:], other.ups[:]
            for run in (one, other):
                run.settle(bars)
            if (cost := _tangled(runs, bars)) < best:
                best, moved = cost, True
                continue
            tooth.x, teeth.x = teeth.x, tooth.x
            for run, ups in zip((one, other), kept, strict=True):
                run.settle(bars)
                run.ups = ups
        for run in runs:
            if run.comb.bar and (bar := bars.get(run.comb.union)) and not run.straight():
                low, high = bar.stems()
                kept_at = run.ups[0]
                for place_at in (low, high, (low + high) / 2):
                    run.ups[0] = place_at
                    if (cost := _tangled(runs, bars)) < best:
                        best, moved, kept_at = cost, True, place_at
                run.ups[0] = kept_at


def _tangled(runs: list[Run], bars: dict[int, Bar]) -> int:
    """What the lanes of a gap cost at best, with the slanting lines of twins and the bars that stems run through."""
    cost = order_lanes(runs, quickly=True)
    straight = [(tooth.x, run.comb.union) for run in runs for tooth in run.teeth if tooth.drop is None]
    for run in runs:
        for tooth in run.teeth:
            if tooth.drop is not None:
                low, high = sorted((tooth.drop, tooth.x))
                cost += sum(low < place < high and union != run.comb.union for place, union in straight)
        bar = bars.get(run.comb.union)
        if run.comb.bar and bar:
            deeper = [other.reach() for other in bars.values() if other.depth > bar.depth and other.row == bar.row]
            cost += sum(left < run.ups[0] < right for left, right in deeper)
    return cost


def order_lanes(runs: list[Run], *, quickly: bool = False) -> int:
    """Give every comb a lane; gives what the lanes cost. ``quickly`` asks for the cost only."""
    many = range(len(runs))
    reach = [run.reach() for run in runs]
    dear = [[_pair(runs[upper], reach[upper], runs[lower], reach[lower]) for lower in many] for upper in many]
    by_width = sorted(many, key=lambda one: (reach[one][1] - reach[one][0], runs[one].comb.union))
    begins = [by_width] if quickly else [by_width, by_width[::-1], sorted(many, key=lambda one: reach[one])]
    tried = [_improved(list(begin), dear) for begin in begins]
    cost, order = min(tried, key=lambda one: one[0])
    placed: list[int] = []
    for one in order if not quickly else ():
        left, right = reach[one]
        above = [
            runs[other].lane for other in placed if reach[other][0] < right + CLEAR and left < reach[other][1] + CLEAR
        ]
        runs[one].lane = max(above, default=-1) + 1
        placed.append(one)
    return cost


def _pair(upper: Run, over: tuple[float, float], lower: Run, under: tuple[float, float]) -> int:
    """What it costs that one comb runs above another."""
    left, right = over
    low, high = under
    if upper.comb.union == lower.comb.union or right < low - CLEAR or high < left - CLEAR:
        return 0
    cost = sum([left < place < right for place in lower.ups]) + sum([low < place < high for place in upper.drops])
    upon = sum([abs(place - other) < CLEAR / 2 for place in lower.ups for other in (*upper.drops, *upper.ups)])
    return cost * CROSSED + upon * UPON


def _improved(order: list[int], dear: list[list[int]]) -> tuple[int, list[int]]:
    """Move combs up and down as long as the cost falls; gives the cost and the order."""
    moved = True
    while moved:
        moved = False
        for place, one in enumerate(order):
            best, to, cost = 0, place, 0
            for higher in range(place - 1, -1, -1):
                cost += dear[one][order[higher]] - dear[order[higher]][one]
                if cost < best:
                    best, to = cost, higher
            cost = 0
            for lower in range(place + 1, len(order)):
                cost += dear[order[lower]][one] - dear[one][order[lower]]
                if cost < best:
                    best, to = cost, lower
            if to != place:
                order.insert(to, order.pop(place))
                moved = True
                break
    return sum(dear[order[high]][order[low]] for low in range(len(order)) for high in range(low)), order
