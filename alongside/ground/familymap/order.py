"""In which order everybody stands in the rows: good beginnings, then blocks are moved while lines cross less.

Costs are whole numbers: a crossing costs 100, breaking birth order 2000.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from alongside.ground.familymap.blocks import Option
from alongside.ground.familymap.scene import Scene
from alongside.ground.familymap.tangles import read_comb, tangles

CROSSING, BREAK, WISH, TWINS, HOUSEHOLD, TURNED = 100, 2000, 600, 80, 60, 4


@dataclass(slots=True)
class Order:
    """Blocks by row, and which of its orders each block stands in."""

    rows: list[list[int]]
    pick: list[int]

    def copy(self) -> Order:
        """The same order, to be changed apart."""
        return Order([list(row) for row in self.rows], list(self.pick))


@dataclass(slots=True)
class Frame:
    """What ordering asks for again and again, by number: computed once for a scene.

    ``before``, ``births``, ``homes`` and ``hints`` go by row; ``firm``: blocks that have an order of birth.
    """

    scene: Scene
    options: list[list[Option]]
    row_of: list[int]
    before: list[list[tuple[int, int, int]]]
    births: list[list[list[int]]]
    homes: list[list[set[int]]]
    firm: set[tuple[int, int]]
    hints: list[list[tuple[int, int]]]


def frame_of(scene: Scene, options: list[list[Option]]) -> Frame:
    """Pairs that have an order, twins and households, each by row."""
    kin, row, levels = scene.kin, scene.row, range(scene.height)
    before: list[list[tuple[int, int, int]]] = [[] for _ in levels]
    firm = set()
    for left, right in sorted({(left, right) for left, right, _ in kin.older}):
        if row[left] == row[right]:
            before[row[left]].append((left, right, BREAK))
            firm.add((scene.block_of[left], scene.block_of[right]))
    for left, right in kin.wished:
        if row[left] == row[right]:
            before[row[left]].append((left, right, WISH))
    births = [[[one for one in twins if row[one] == level] for twins in kin.twins] for level in levels]
    stays = [
        {kin.number[stay.person] for stay in home.stays if stay.person in kin.number} for home in kin.family.households
    ]
    homes = [[{one for one in inside if row[one] == level} for inside in stays] for level in levels]
    row_of = [row[block[0]] for block in scene.blocks]
    return Frame(scene, options, row_of, before, births, homes, firm, _hints(scene))


def _hints(scene: Scene) -> list[list[tuple[int, int]]]:
    """Pairs from left to right in the drawing before, by row."""
    hints: list[list[tuple[int, int]]] = [[] for _ in range(scene.height)]
    for told in scene.kin.family.hint:
        known = [scene.kin.number[one] for one in told if one in scene.kin.number]
        for place, left in enumerate(known):
            for right in known[place + 1 :]:
                if scene.row[left] == scene.row[right]:
                    hints[scene.row[left]].append((left, right))
    return hints


class Sifter:
    """Moves blocks within their rows, and turns them, as long as the cost falls."""

    def __init__(self, frame: Frame, order: Order) -> None:
        self.frame, self.scene, self.order = frame, frame.scene, order
        self.at = [0] * len(self.scene.row)
        for row in range(self.scene.height):
            self.settle(row)
        self.gap = [self.gap_cost(gap) for gap in range(self.scene.height + 1)]
        self.soft = [self.row_cost(row) for row in range(self.scene.height)]

    def settle(self, row: int) -> None:
        """Number the places of a row from the left."""
        place, at, options, pick = 0, self.at, self.frame.options, self.order.pick
        for block in self.order.rows[row]:
            for one in options[block][pick[block]][1]:
                at[one] = place
                place += 1

    def gap_cost(self, gap: int) -> int:
        """The crossings in a gap, in cost."""
        combs = self.scene.gaps[gap]
        if len(combs) < 2:
            return 0
        at, cost = self.at, 0
        read = [read_comb(comb, at) for comb in combs]
        for number, one in enumerate(read):
            for other in read[:number]:
                cost += tangles(other, one)
        return cost * CROSSING

    def row_cost(self, row: int) -> int:
        """What a row costs by itself: orders broken, twins and households torn apart, changes since the last time."""
        at, frame = self.at, self.frame
        cost = 0
        for left, right, weight in frame.before[row]:
            if at[left] > at[right]:
                cost += weight
        for left, right in frame.hints[row]:
            if at[left] > at[right]:
                cost += TURNED
        for twins in frame.births[row]:
            if len(twins) < 2:
                continue
            places = [at[one] for one in twins]
            cost += TWINS * (max(places) - min(places) + 1 - len(places))
        for home in frame.homes[row]:
            places = sorted(at[one] for one in home)
            cost += HOUSEHOLD * sum(after > place + 1 for place, after in pairwise(places))
        for block in self.order.rows[row]:
            cost += frame.options[block][self.order.pick[block]][0]
        return cost

    def cost(self) -> int:
        """The whole cost."""
        return sum(self.gap) + sum(self.soft)

    def crossings(self) -> int:
        """Crossings between rows; those within blocks are part of the blocks' own cost."""
        return sum(self.gap) // CROSSING

    def measure(self, row: int) -> tuple[int, int, int]:
        """The costs that depend on a row, after its places are numbered anew."""
        self.settle(row)
        return self.gap_cost(row), self.gap_cost(row + 1), self.row_cost(row)

    def keep(self, row: int, costs: tuple[int, int, int]) -> None:
        """Take a row's costs for those of the order now."""
        self.gap[row], self.gap[row + 1], self.soft[row] = costs

    def sift(self, passes: int = 6) -> None:
        """Move and turn every block to where it costs least, again and again until nothing gets better."""
        rows = list(range(self.scene.height))
        for turn in range(passes):
            before = self.cost()
            for row in rows if turn % 2 == 0 else rows[::-1]:
                for block in list(self.order.rows[row]):
                    self.turn(row, block)
                    self.move(row, block, 1)
                self.move_groups(row)
            if self.cost() >= before:
                return

    def turn(self, row: int, block: int) -> None:
        """Try the other orders of a block."""
        best = self.gap[row], self.gap[row + 1], self.soft[row]
        chosen = self.order.pick[block]
        for option in range(len(self.frame.options[block])):
            if option != chosen:
                self.order.pick[block] = option
                costs = self.measure(row)
                if sum(costs) < sum(best):
                    best, chosen = costs, option
        self.order.pick[block] = chosen
        self.settle(row)
        self.keep(row, best)

    def move(self, row: int, block: int, many: int) -> None:
        """Try every place in the row for a block, together with so many that follow it, less one."""
        blocks = self.order.rows[row]
        start = blocks.index(block)
        moving = blocks[start : start + many]
        rest = blocks[:start] + blocks[start + many :]
        best, chosen = (self.gap[row], self.gap[row + 1], self.soft[row]), start
        for step in (-1, 1):
            place = start + step
            while 0 <= place <= len(rest) and not self.forbidden(moving, rest[place if step < 0 else place - 1], step):
                blocks[:] = [*rest[:place], *moving, *rest[place:]]
                costs = self.measure(row)
                if sum(costs) < sum(best):
                    best, chosen = costs, place
                place += step
        blocks[:] = [*rest[:chosen], *moving, *rest[chosen:]]
        self.settle(row)
        self.keep(row, best)

    def forbidden(self, moving: list[int], passed: int, step: int) -> bool:
        """Whether birth order forbids blocks to pass another, to the left (-1) or to the right."""
        firm = self.frame.firm
        return any(((passed, one) if step < 0 else (one, passed)) in firm for one in moving)

    def move_groups(self, row: int) -> None:
        """Move the children of a union together, with their partners."""
        for comb in self.scene.gaps[row]:
            group = {self.scene.block_of[one] for one in comb.bottoms}
            places = [place for place, block in enumerate(self.order.rows[row]) if block in group]
            if len(places) > 1 and places[-1] - places[0] + 1 < len(self.order.rows[row]):
                self.move(row, self.order.rows[row][places[0]], places[-1] - places[0] + 1)
