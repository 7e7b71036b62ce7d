"""In which order everybody stands in the rows: good beginnings, then blocks are moved while lines cross less.

Costs are whole numbers: a crossing costs 100, breaking birth order 2000.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from alongside.ground.familymap.placing.blocks import Option
from alongside.ground.familymap.placing.scene import Comb, Scene
from alongside.ground.familymap.placing.tangles import Read, read_comb, tangles

CROSSING, BREAK, WISH, TWINS, HOUSEHOLD, TURNED = 100, 2000, 600, 80, 60, 4
PASSES = 8
"""How often the rows are gone through at most, down and up."""


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

    ``before``, ``births`` and ``homes`` go by row; ``firm``: blocks that have an order of birth. ``wants`` is what
    it costs that one block stands right of another; ``touching`` are the combs that touch a block, by gap;
    ``shaped`` the blocks of twins and households, by row.
    """

    scene: Scene
    options: list[list[Option]]
    row_of: list[int]
    before: list[list[tuple[int, int, int]]]
    births: list[list[list[int]]]
    homes: list[list[set[int]]]
    firm: set[tuple[int, int]]
    members: list[tuple[int, ...]]
    wants: dict[tuple[int, int], int]
    touching: list[dict[int, tuple[int, ...]]]
    shaped: list[set[int]]


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
    for row_number, pairs in enumerate(_hints(scene)):
        before[row_number] += [(left, right, TURNED) for left, right in pairs]
    births = [[[one for one in twins if row[one] == level] for twins in kin.twins] for level in levels]
    births = [[twins for twins in births[level] if len(twins) > 1] for level in levels]
    stays = [
        {kin.number[stay.person] for stay in home.stays if stay.person in kin.number} for home in kin.family.households
    ]
    homes = [[{one for one in inside if row[one] == level} for inside in stays] for level in levels]
    homes = [[home for home in homes[level] if len(home) > 1] for level in levels]
    wants: dict[tuple[int, int], int] = {}
    for left, right, weight in (pair for pairs in before for pair in pairs):
        blocks = scene.block_of[left], scene.block_of[right]
        if blocks[0] != blocks[1]:
            wants[blocks] = wants.get(blocks, 0) + weight
    row_of = [row[block[0]] for block in scene.blocks]
    members = [option[0][1] for option in options]
    shaped = [{scene.block_of[one] for group in (*births[level], *homes[level]) for one in group} for level in levels]
    return Frame(scene, options, row_of, before, births, homes, firm, members, wants, _touching(scene), shaped)


def _touching(scene: Scene) -> list[dict[int, tuple[int, ...]]]:
    """The combs of each gap that touch a block, by their place in the gap."""
    found = []
    for combs in scene.gaps:
        touching: dict[int, list[int]] = {}
        for number, comb in enumerate(combs):
            ends = [one for top in comb.tops for one in top]
            for block in dict.fromkeys(scene.block_of[one] for one in (*ends, *comb.bottoms)):
                touching.setdefault(block, []).append(number)
        found.append({block: tuple(numbers) for block, numbers in touching.items()})
    return found


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
        self.known: list[list[Read | None]] = [[None] * len(combs) for combs in self.scene.gaps]
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
        for gap in (row, row + 1):
            self.known[gap] = [None] * len(self.known[gap])

    def gap_cost(self, gap: int) -> int:
        """The crossings in a gap, in cost."""
        combs = self.scene.gaps[gap]
        if len(combs) < 2:
            return 0
        cost = 0
        read = [self.read(gap, number) for number in range(len(combs))]
        for number, one in enumerate(read):
            for other in read[:number]:
                cost += tangles(other, one)
        return cost * CROSSING

    def row_cost(self, row: int) -> int:
        """What a row costs by itself: orders broken, twins and households torn apart, changes since the last time."""
        at, frame = self.at, self.frame
        cost = self.shape_cost(row)
        for left, right, weight in frame.before[row]:
            if at[left] > at[right]:
                cost += weight
        for block in self.order.rows[row]:
            cost += frame.options[block][self.order.pick[block]][0]
        return cost

    def shape_cost(self, row: int) -> int:
        """What it costs that twins and households are torn apart."""
        at, frame, cost = self.at, self.frame, 0
        for twins in frame.births[row]:
            places = [at[one] for one in twins]
            cost += TWINS * (max(places) - min(places) + 1 - len(places))
        for home in frame.homes[row]:
            places = sorted([at[one] for one in home])
            cost += HOUSEHOLD * sum([after > place + 1 for place, after in pairwise(places)])
        return cost

    def cost(self) -> int:
        """The whole cost."""
        return sum(self.gap) + sum(self.soft)

    def refresh(self, row: int) -> None:
        """Take anew all costs that depend on a row."""
        self.settle(row)
        self.gap[row], self.gap[row + 1], self.soft[row] = (
            self.gap_cost(row),
            self.gap_cost(row + 1),
            self.row_cost(row),
        )

    def sift(self, rows: set[int] | None = None) -> int:
        """Move and turn every block to where it costs least, until nothing gets better; gives the cost.

        Only the rows told are looked at, and those beside a row that changed.
        """
        dirty = set(range(self.scene.height)) if rows is None else set(rows)
        down = True
        for _ in range(PASSES):
            if not dirty:
                break
            for row in sorted(dirty, reverse=not down):
                dirty.discard(row)
                before = self.gap[row] + self.gap[row + 1] + self.soft[row]
                self.sift_row(row)
                if self.gap[row] + self.gap[row + 1] + self.soft[row] < before:
                    dirty |= {near for near in (row - 1, row, row + 1) if 0 <= near < self.scene.height}
            down = not down
        return self.cost()

    def sift_row(self, row: int) -> None:
        """Move and turn the blocks of a row that may stand wrong, one by one and with their siblings."""
        wrong = self.wrong(row)
        for block in list(self.order.rows[row]):
            if len(self.frame.options[block]) > 1 and (block in wrong or self.order.pick[block]):
                self.turn(row, block)
            if block in wrong:
                self.move(row, block, 1)
        if wrong:
            self.move_groups(row, wrong)

    def wrong(self, row: int) -> set[int]:
        """The blocks of a row by whose moving something can be won: nothing of theirs costs elsewhere."""
        scene, at, block_of = self.scene, self.at, self.scene.block_of
        found = set(self.frame.shaped[row]) if self.frame.shaped[row] and self.shape_cost(row) else set()
        for left, right, _ in self.frame.before[row]:
            if at[left] > at[right]:
                found |= {block_of[left], block_of[right]}
        for gap in (row, row + 1):
            if self.gap[gap]:
                for one, other in self.crossing(gap):
                    for comb in (one, other):
                        ends = comb.bottoms if gap == row else [one for top in comb.tops for one in top]
                        found |= {block_of[one] for one in ends if scene.row[one] == row}
        return found

    def crossing(self, gap: int) -> list[tuple[Comb, Comb]]:
        """The pairs of combs that cross in a gap."""
        combs = self.scene.gaps[gap]
        read = [self.read(gap, number) for number in range(len(combs))]
        return [
            (combs[one], combs[other])
            for one in range(len(combs))
            for other in range(one)
            if tangles(read[other], read[one])
        ]

    def turn(self, row: int, block: int) -> None:
        """Try the other orders of a block."""
        best, chosen = self.gap[row] + self.gap[row + 1] + self.soft[row], self.order.pick[block]
        begin = chosen
        for option in range(len(self.frame.options[block])):
            if option == begin:
                continue
            self.order.pick[block] = option
            self.settle(row)
            cost = self.gap_cost(row) + self.gap_cost(row + 1) + self.row_cost(row)
            if cost < best:
                best, chosen = cost, option
        self.order.pick[block] = chosen
        if chosen == begin:
            self.settle(row)
        else:
            self.refresh(row)

    def move(self, row: int, block: int, many: int) -> None:
        """Try every place in the row for a block, together with so many that follow it, less one."""
        blocks = self.order.rows[row]
        start = blocks.index(block)
        moving = blocks[start : start + many]
        best, chosen = 0, start
        for step, others in ((-1, blocks[:start][::-1]), (1, blocks[start + many :])):
            delta, place = 0, start
            for passed in others:
                if self.forbidden(moving, passed, step):
                    break
                delta += self.pass_by(row, moving, passed, step)
                place += step
                if delta < best:
                    best, chosen = delta, place
            if place != start:
                self.settle(row)
        if chosen != start:
            rest = blocks[:start] + blocks[start + many :]
            blocks[:] = [*rest[:chosen], *moving, *rest[chosen:]]
            self.refresh(row)

    def pass_by(self, row: int, moving: list[int], passed: int, step: int) -> int:
        """Exchange blocks with a neighbour, in places only; by how much the cost grows."""
        at, frame = self.at, self.frame
        shaped = not frame.shaped[row].isdisjoint((passed, *moving))
        grown = -self.shape_cost(row) if shaped else 0
        pairs = self._pairs(row, moving, passed)
        crossed = -sum([tangles(self.read(gap, one), self.read(gap, other)) for gap, one, other in pairs])
        over = frame.members[passed]
        own = [one for block in moving for one in frame.members[block]]
        for one in own:
            at[one] += step * len(over)
        for one in over:
            at[one] -= step * len(own)
        for gap in (row, row + 1):
            known, touching = self.known[gap], frame.touching[gap]
            for block in (passed, *moving):
                for comb in touching.get(block, ()):
                    known[comb] = None
        crossed += sum([tangles(self.read(gap, one), self.read(gap, other)) for gap, one, other in pairs])
        grown += self.shape_cost(row) if shaped else 0
        for block in moving:
            grown += step * (frame.wants.get((block, passed), 0) - frame.wants.get((passed, block), 0))
        return grown + CROSSING * crossed

    def read(self, gap: int, comb: int) -> Read:
        """A comb by its places now, looked up once as long as nothing moves."""
        known = self.known[gap][comb]
        if known is None:
            known = self.known[gap][comb] = read_comb(self.scene.gaps[gap][comb], self.at)
        return known

    def _pairs(self, row: int, moving: list[int], passed: int) -> list[tuple[int, int, int]]:
        """Pairs of combs whose crossings change when blocks pass another, each after its gap."""
        found: list[tuple[int, int, int]] = []
        for gap in (row, row + 1):
            touching = self.frame.touching[gap]
            others = touching.get(passed)
            if not others:
                continue
            own = touching.get(moving[0], ())
            if len(moving) > 1:
                own = tuple({one for block in moving for one in touching.get(block, ())})
            if len(own) == 1 and len(others) == 1:
                if own != others:
                    found.append((gap, own[0], others[0]))
            else:
                pairs = {(one, other) if one < other else (other, one) for one in own for other in others}
                found += [(gap, one, other) for one, other in pairs if one != other]
        return found

    def forbidden(self, moving: list[int], passed: int, step: int) -> bool:
        """Whether birth order forbids blocks to pass another, to the left (-1) or to the right."""
        firm = self.frame.firm
        return any(((passed, one) if step < 0 else (one, passed)) in firm for one in moving)

    def move_groups(self, row: int, wrong: set[int]) -> None:
        """Move the children of a union together, with their partners, where one of them may stand wrong."""
        for comb in self.scene.gaps[row]:
            group = {self.scene.block_of[one] for one in comb.bottoms}
            if group.isdisjoint(wrong):
                continue
            places = [place for place, block in enumerate(self.order.rows[row]) if block in group]
            if len(places) > 1 and places[-1] - places[0] + 1 < len(self.order.rows[row]):
                self.move(row, self.order.rows[row][places[0]], places[-1] - places[0] + 1)
