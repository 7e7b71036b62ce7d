"""Heights and lines: how far down rows, bars and lanes lie, and the polylines that this makes of every union."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.ground.familymap.layout import MARGIN, SYMBOL, Line, Point
from alongside.ground.familymap.placing.bars import Bar
from alongside.ground.familymap.placing.lanes import Run, Tooth
from alongside.ground.familymap.placing.scene import Scene

LABEL_DROP = 5.0
"""From a symbol down to its label."""
BAR_DROP, BARS_APART = 12.0, 18.0
"""From the lowest label of a row to its first bar; from bar to bar, with room for a date."""
LANE_DROP, LANES_APART = 16.0, 12.0
"""From the last bar (or label) to the first lane; from lane to lane."""
ENTRY = 30.0
"""From the last lane to the symbols, with room for a year above them; more where lines of twins slant."""
TWIN_ENTRY = 44.0
LOOSE = 12.0
"""How far a line of siblings whose parents are unknown stands up."""


@dataclass(slots=True)
class Heights:
    """The middle of the symbols by row, and by gap the first bar's and the first lane's height."""

    row: list[float]
    bar: list[float]
    lane: list[float]
    sky: list[float]
    bottom: float


def find_heights(scene: Scene, labels: list[float], bars: dict[int, Bar], gaps: list[list[Run]]) -> Heights:
    """How far down everything lies. ``labels`` are the heights of the labels; ``sky`` is the last lane of each gap."""
    found = Heights([], [], [], [], 0.0)
    at = MARGIN
    for gap, runs in enumerate(gaps):
        depths = [bar.depth for bar in bars.values() if bar.row == gap - 1]
        if depths:
            at += BAR_DROP
        found.bar.append(at)
        at += BARS_APART * max(depths, default=0)
        if runs:
            at += LANE_DROP if gap else LOOSE
        found.lane.append(at)
        at += LANES_APART * max((run.lane for run in runs), default=0)
        found.sky.append(at)
        if gap == scene.height:
            break
        twins = any(tooth.drop is not None for run in runs for tooth in run.teeth)
        at += (TWIN_ENTRY if twins else ENTRY) if gap or runs else 0.0
        found.row.append(at + SYMBOL / 2)
        tallest = max((labels[one] for one in range(len(labels)) if scene.row[one] == gap), default=0.0)
        at += SYMBOL + LABEL_DROP + tallest
    found.bottom = at + MARGIN
    return found


class Drawn:
    """Makes the lines of all unions."""

    def __init__(
        self, scene: Scene, x: list[float], bars: dict[int, Bar], gaps: list[list[Run]], heights: Heights
    ) -> None:
        self.scene, self.x, self.bars, self.gaps, self.heights = scene, x, bars, gaps, heights
        self.runs = {(run.comb.union, gap): run for gap, runs in enumerate(gaps) for run in runs if not run.comb.arm}
        self.lines: list[Line] = []

    def draw(self) -> tuple[Line, ...]:
        """All lines, union by union."""
        for union in range(len(self.scene.kin.unions)):
            if union in self.bars:
                self.draw_bar(self.bars[union])
            self.draw_combs(union)
        return tuple(self.lines)

    def add(self, union: int, kind: str, points: list[Point], tie: int = -1) -> None:
        """Keep a line without its superfluous points."""
        kin = self.scene.kin
        child, link = ("", "") if tie < 0 else (kin.people[kin.ties[tie][1]].id, kin.ties[tie][2].kind)
        self.lines.append(Line(kin.unions[union].id, kind, _tidied(points), child, link))  # type: ignore[arg-type]

    def bar_height(self, bar: Bar) -> float:
        """How far down a bar lies."""
        return self.heights.bar[bar.row + 1] + BARS_APART * bar.depth

    def lane_height(self, run: Run, gap: int) -> float:
        """How far down a comb's level piece lies."""
        return self.heights.lane[gap] + LANES_APART * run.lane

    def foot(self, one: int, at: float) -> Point:
        """Where a line leaves a symbol below: at its very edge."""
        middle = self.heights.row[self.scene.row[one]]
        aside = at - self.x[one]
        square = self.scene.kin.people[one].gender == "m"
        half = SYMBOL / 2
        return at, middle + (half if square else round(max(half**2 - aside**2, 0.0) ** 0.5, 2))

    def draw_bar(self, bar: Bar) -> None:
        """The U between two partners, the short bar of one, or the long one over rows."""
        level = self.bar_height(bar)
        if bar.stub:
            foot = self.foot(bar.ends[0], bar.feet[0])
            self.add(bar.union, "couple", [foot, (foot[0], level), (bar.feet[1], level)])
            return
        arms = [self.arm(bar, end) for end in (0, 1)]
        long = any(self.scene.owner[one] >= 0 for one in bar.ends)
        points = [*arms[0], (bar.feet[0], level), (bar.feet[1], level), *reversed(arms[1])]
        self.add(bar.union, "long" if long else "couple", points)

    def arm(self, bar: Bar, end: int) -> list[Point]:
        """From a partner down towards the bar; over rows where she stands higher."""
        one = bar.ends[end]
        if self.scene.owner[one] < 0:
            return [self.foot(one, bar.feet[end])]
        points: list[Point] = []
        for gap, runs in enumerate(self.gaps):
            for run in runs:
                if run.comb.arm and run.comb.union == bar.union:
                    if not points:
                        points.append(self.foot(run.comb.tops[0][0], run.ups[0]))
                    lane = self.lane_height(run, gap)
                    points += [(run.ups[0], lane), (run.teeth[0].x, lane)]
        return points

    def draw_combs(self, union: int) -> None:
        """Stem, sibling bar and the lines of the children."""
        low = self.scene.rows.union[union]
        run = self.runs.get((union, low + 1))
        if run is None:
            return
        lane = self.lane_height(run, low + 1)
        left, right = run.reach()
        if union in self.bars:
            self.add(union, "stem", [(run.ups[0], self.bar_height(self.bars[union])), (run.ups[0], lane)])
        else:
            middle = (left + right) / 2
            self.add(union, "stem", [(middle, lane - LOOSE), (middle, lane)])
        if right - left >= 0.5:
            self.add(union, "sib", [(left, lane), (right, lane)])
        for tie, points in self.ways(union, run, low + 1):
            self.add(union, "child", points, tie)

    def ways(self, union: int, run: Run, gap: int) -> list[tuple[int, list[Point]]]:
        """The line to each child, by tie, from the sibling bar on."""
        lane = self.lane_height(run, gap)
        found: list[tuple[int, list[Point]]] = []
        for tooth in run.teeth:
            if tooth.tie >= 0:
                found.append((tooth.tie, self.entry(tooth, lane, gap)))
            elif below := self.runs.get((union, gap + 1)):
                ahead: list[Point] = [(tooth.x, lane), (tooth.x, self.lane_height(below, gap + 1))]
                found += [(tie, ahead + points) for tie, points in self.ways(union, below, gap + 1)]
        if gap == self.scene.rows.union[union] + 1 and len(run.ups) > 1:
            found += self.climbing(union, run.ups[1], lane, gap - 1)
        return found

    def climbing(self, union: int, at: float, lane: float, gap: int) -> list[tuple[int, list[Point]]]:
        """The lines to children who stand beside or above the union: up past the row, then down to them."""
        run = self.runs.get((union, gap))
        if run is None:
            return []
        level = self.lane_height(run, gap)
        ahead: list[Point] = [(at, lane), (at, level)]
        found = [(tooth.tie, ahead + self.entry(tooth, level, gap)) for tooth in run.teeth if tooth.tie >= 0]
        if run.ups:
            found += [(tie, [*ahead, *points]) for tie, points in self.climbing(union, run.ups[0], level, gap - 1)]
        return found

    def entry(self, tooth: Tooth, lane: float, gap: int) -> list[Point]:
        """From the lane down to a child; aslant from one point for twins."""
        top = self.heights.row[gap] - SYMBOL / 2
        if tooth.drop is None:
            return [(tooth.x, lane), (tooth.x, top)]
        return [(tooth.drop, lane), (tooth.drop, self.heights.sky[gap] + LANES_APART / 2), (tooth.x, top)]


def _tidied(points: list[Point]) -> tuple[Point, ...]:
    """Points to a hundredth, without repetitions and without those on a straight way."""
    kept: list[Point] = []
    for x, y in points:
        point = (round(x, 2), round(y, 2))
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            between = sorted((kept[-2], point))
            if between[0] <= kept[-1] <= between[1]:
                kept.pop()
        kept.append(point)
    return tuple(kept)
