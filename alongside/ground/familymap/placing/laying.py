"""Lays a family out: rows, blocks, order, coordinates, lanes. The same family is laid out the same each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from alongside.ground.familymap.layout import CELL, LABEL_LINE, MARGIN, SYMBOL, Box, Layout, Place
from alongside.ground.familymap.metrics import break_label
from alongside.ground.familymap.model import Family, NotDrawable
from alongside.ground.familymap.placing.bars import Bar, find_bars
from alongside.ground.familymap.placing.blocks import CROSSING, options_of
from alongside.ground.familymap.placing.check import refuse_false
from alongside.ground.familymap.placing.coords import settle_x
from alongside.ground.familymap.placing.frame import Frame, frame_of
from alongside.ground.familymap.placing.kin import Kin, read_kin
from alongside.ground.familymap.placing.lanes import Run, enter, run_gap
from alongside.ground.familymap.placing.lines import LABEL_DROP, Drawn, find_heights
from alongside.ground.familymap.placing.order import Sifter
from alongside.ground.familymap.placing.pieces import crossings_of
from alongside.ground.familymap.placing.rows import find_rows
from alongside.ground.familymap.placing.scene import set_scene
from alongside.ground.familymap.placing.search import find_orders

WIDEST, SPARE = 1.15, 60.0
"""A drawing may be so many cells wide for each person of its widest row, and so many px more."""
WIDE, HELD = 40, 2
"""What it costs to be wider; how often a drawing that is wider is held in that width."""

Label = tuple[tuple[str, ...], float]
"""The lines of a label, and how wide it is."""


def lay_out(family: Family) -> Layout:
    """Where everybody stands and how the lines run. Raises ``NotDrawable``, with a name, where nothing would be true.

    Rules given up stand in ``relaxed``: ``cross-row:U`` (partners in different rows), ``partners-apart:U``,
    ``birth-order:U``, ``upward:U`` (somebody cares for an elder), ``twins-apart:a,b``, ``wish:a,b``.
    """
    kin = read_kin(family)
    if not kin.people:
        return Layout((), (), 2 * MARGIN, 2 * MARGIN)
    scene = set_scene(kin, find_rows(kin))
    frame = frame_of(scene, [options_of(scene, block) for block in scene.blocks])
    untrue = NotDrawable("No order of this family could be drawn.")
    for layout in best_first(frame, find_orders(frame)):
        try:
            refuse_false(family, layout)
        except NotDrawable as found:
            untrue = found
            continue
        return layout
    raise untrue


def best_first(frame: Frame, found: list[Sifter]) -> Iterator[Layout]:
    """The orders found with true geometry, the best first; those after one that is as good as foreseen come last."""
    labels = [break_label(person) for person in frame.scene.kin.people]
    drawn: list[tuple[tuple[float, float], Layout]] = []
    later = list(found)
    while later and (not drawn or drawn[0][0][0] >= later[0].cost()):
        drawn += _drawn(later.pop(0), labels)
        drawn.sort(key=lambda one: one[0])
    yield from (layout for _, layout in drawn)
    for sifter in later:
        yield from (layout for _, layout in _drawn(sifter, labels))


def _drawn(sifter: Sifter, labels: list[Label]) -> list[tuple[tuple[float, float], Layout]]:
    """An order with true geometry and what it costs, and once more held in the width that its people ask for."""
    draft = Draft(sifter, labels)
    layout = draft.layout()
    found = [(draft.score(layout), layout)]
    most = draft.widest()
    room = most
    for _ in range(HELD):
        if layout.width <= most:
            break
        draft = Draft(sifter, labels, room - 2 * MARGIN)
        layout = draft.layout()
        found.append((draft.score(layout), layout))
        room -= max(layout.width - most, 0.0)
    return found


class Draft:
    """One order with true geometry, held in a width where one is told."""

    def __init__(self, sifter: Sifter, labels: list[Label], room: float = 0.0) -> None:
        self.sifter, self.scene, self.labels = sifter, sifter.scene, labels
        self.x = settle_x(sifter.frame, sifter.order, [width for _, width in labels], room)
        self.bars: dict[int, Bar] = find_bars(self.scene, self.x)
        entries = enter(self.scene, self.x)
        self.gaps: list[list[Run]] = [
            run_gap(self.scene, gap, self.x, self.bars, entries) for gap in range(self.scene.height + 1)
        ]

    def widest(self) -> float:
        """How wide the people of the widest row ask the drawing to be."""
        return int(WIDEST * CELL * max(Counter(self.scene.row[: len(self.labels)]).values()) + SPARE)

    def score(self, layout: Layout) -> tuple[float, float]:
        """The lower the better: crossings as drawn, broken rules and too great a width, then length."""
        length = sum(run.reach()[1] - run.reach()[0] for runs in self.gaps for run in runs)
        cost = self.sifter.cost() + CROSSING * (crossings_of(layout.lines) - self.sifter.foreseen())
        too_wide = WIDE if layout.width > self.widest() else 0
        return cost + too_wide, length + layout.width

    def layout(self) -> Layout:
        """The finished layout."""
        kin, scene = self.scene.kin, self.scene
        tall = [len(words) * LABEL_LINE for words, _ in self.labels]
        heights = find_heights(scene, tall, self.bars, self.gaps)
        self.x = [round(one + MARGIN, 2) for one in self.x]
        for bar in self.bars.values():
            bar.feet = [foot + MARGIN for foot in bar.feet]
        for run in (run for runs in self.gaps for run in runs):
            run.ups = [up + MARGIN for up in run.ups]
            run.drops = [drop + MARGIN for drop in run.drops]
            for tooth in run.teeth:
                tooth.x += MARGIN
                tooth.drop = None if tooth.drop is None else tooth.drop + MARGIN
        places = []
        at = self.sifter.at
        for row in range(scene.height):
            members = sorted((one for one in range(len(kin.people)) if scene.row[one] == row), key=lambda one: at[one])
            for rank, one in enumerate(members):
                x, y = self.x[one], round(heights.row[row], 2)
                words, width = self.labels[one]
                top = y + SYMBOL / 2 + LABEL_DROP
                box = Box(round(x - width / 2, 2), top, round(x + width / 2, 2), round(top + tall[one], 2))
                places.append(Place(kin.people[one].id, row, rank, x, y, box, words))
        lines = Drawn(scene, self.x, self.bars, self.gaps, heights).draw()
        right = max([place.label.right for place in places] + [place.x + SYMBOL / 2 for place in places])
        right = max([right] + [point[0] for line in lines for point in line.points])
        return Layout(
            tuple(places),
            lines,
            round(right + MARGIN, 2),
            round(heights.bottom, 2),
            relaxed_of(kin, scene.rows.relaxed, places),
        )


def relaxed_of(kin: Kin, rows: list[str], places: list[Place]) -> tuple[str, ...]:
    """The rules given up, in codes: those that rows cost, and those that the order broke."""
    where = {kin.number[place.person]: place for place in places}
    found = set(rows)
    for left, right, union in kin.older:
        if where[left].row == where[right].row and where[left].rank > where[right].rank:
            found.add(f"birth-order:{kin.unions[union].id}")
    for left, right in kin.wished:
        if where[left].row != where[right].row or where[left].rank > where[right].rank:
            found.add(f"wish:{kin.people[left].id},{kin.people[right].id}")
    for twins in kin.twins:
        ranks = sorted(where[one].rank for one in twins)
        if len({where[one].row for one in twins}) > 1 or ranks[-1] - ranks[0] >= len(twins):
            found.add("twins-apart:" + ",".join(kin.people[one].id for one in twins))
    return tuple(sorted(found | _partners_apart(kin, where)))


def _partners_apart(kin: Kin, where: dict[int, Place]) -> set[str]:
    """Couples in one row, with no more than two partners each in it, between whom somebody stands."""
    couples = {couple for couple in kin.partners if len(couple) == 2 and where[couple[0]].row == where[couple[1]].row}
    many = Counter(one for couple in couples for one in couple)
    return {
        f"partners-apart:{union.id}"
        for union, couple in zip(kin.unions, kin.partners, strict=True)
        if couple in couples
        and max(many[one] for one in couple) <= 2
        and abs(where[couple[0]].rank - where[couple[1]].rank) > 1
    }
