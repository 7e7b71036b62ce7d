"""In which order everybody stands in the rows: blocks are moved within their rows, and turned, while the cost falls.

Costs are whole numbers: a crossing costs 100, breaking birth order 2000. Every change counts only what it changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from alongside.ground.familymap.placing.blocks import CROSSING
from alongside.ground.familymap.placing.frame import HOUSEHOLD, TWINS, WISH, Frame, Pair
from alongside.ground.familymap.placing.tangles import Read, read_comb, tangles

HOPELESS = CROSSING * 3 // 2
"""A block that costs so much more on its way is not tried further that way."""
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


Kept = tuple[list[int], list[Read | None], list[Read | None], list[int]]
"""What a trial changes and what is put back after it: places, the combs read above and below, and shapes."""


class Sifter:
    """An order with what it costs. ``crossed`` are the crossings of each two combs of a gap, by their numbers."""

    def __init__(self, frame: Frame, order: Order) -> None:
        self.frame, self.scene, self.order = frame, frame.scene, order
        self.at = [0] * len(self.scene.row)
        self.known: list[list[Read | None]] = [[None] * len(combs) for combs in self.scene.gaps]
        self.crossed = [[[0] * len(combs) for _ in combs] for combs in self.scene.gaps]
        for row in range(self.scene.height):
            self.settle(row)
        self.shape = [self.shape_cost(number) for number in range(len(frame.shapes))]
        self.undo: list[tuple[list[list[int]], int, int, int]] = []
        self.total = sum(self.gap_cost(gap) for gap in range(self.scene.height + 1))
        self.total += sum(self.row_cost(row) for row in range(self.scene.height)) + sum(self.shape)

    def copy(self) -> Sifter:
        """The same state, to be changed apart."""
        other = Sifter.__new__(Sifter)
        other.frame, other.scene, other.order = self.frame, self.scene, self.order.copy()
        other.at, other.shape, other.undo, other.total = self.at[:], self.shape[:], [], self.total
        other.known = [combs[:] for combs in self.known]
        other.crossed = [[line[:] for line in lines] for lines in self.crossed]
        return other

    def settle(self, row: int) -> None:
        """Number the places of a row from the left."""
        place, at, options, pick = 0, self.at, self.frame.options, self.order.pick
        for block in self.order.rows[row]:
            for one in options[block][pick[block]][1]:
                at[one] = place
                place += 1

    def read(self, gap: int, comb: int) -> Read:
        """A comb by its places now, looked up once as long as nothing moves."""
        known = self.known[gap][comb]
        if known is None:
            known = self.known[gap][comb] = read_comb(self.scene.gaps[gap][comb], self.at)
        return known

    def gap_cost(self, gap: int) -> int:
        """The crossings in a gap, counted pair by pair, in cost."""
        lines, cost = self.crossed[gap], 0
        read = [self.read(gap, number) for number in range(len(lines))]
        for number, one in enumerate(read):
            for place, other in enumerate(read[:number]):
                lines[number][place] = lines[place][number] = found = tangles(other, one)
                cost += found
        return cost * CROSSING

    def row_cost(self, row: int) -> int:
        """What a row costs by itself: orders broken, changes since the last time, and how its blocks stand."""
        at = self.at
        cost = sum(weight for left, right, weight in self.frame.before[row] if at[left] > at[right])
        return cost + sum(self.frame.options[block][self.order.pick[block]][0] for block in self.order.rows[row])

    def broken(self) -> int:
        """How often birth order, or what the family wishes, is broken."""
        at = self.at
        return sum(
            weight >= WISH and at[left] > at[right] for pairs in self.frame.before for left, right, weight in pairs
        )

    def shape_cost(self, number: int) -> int:
        """What it costs that twins, or a household's people in a row, are torn apart."""
        shape = self.frame.shapes[number]
        places = sorted([self.at[one] for one in shape.people])
        if shape.twins:
            return TWINS * (places[-1] - places[0] + 1 - len(places))
        return HOUSEHOLD * sum([after > place + 1 for place, after in pairwise(places)])

    def foreseen(self) -> int:
        """How many crossings the cost tells of: between rows, and of bars within blocks."""
        options, pick = self.frame.options, self.order.pick
        between = sum([sum(line) for lines in self.crossed for line in lines]) // 2
        return between + sum([options[block][pick[block]][2] for block in range(len(pick))])

    def cost(self) -> int:
        """The whole cost."""
        return self.total

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
                before = self.total
                self.sift_row(row)
                if self.total < before:
                    dirty |= {near for near in (row - 1, row, row + 1) if 0 <= near < self.scene.height}
            down = not down
        return self.total

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
        frame, at, block_of = self.frame, self.at, self.scene.block_of
        found: set[int] = set()
        if any(self.shape[number] for number in frame.shapes_in[row]):
            found |= {block_of[one] for number in frame.shapes_in[row] for one in frame.shapes[number].people}
        for left, right, _ in frame.before[row]:
            if at[left] > at[right]:
                found |= {block_of[left], block_of[right]}
        for gap, blocks in ((row, frame.feet[row]), (row + 1, frame.heads[row + 1])):
            for comb, line in enumerate(self.crossed[gap]):
                if any(line):
                    found.update(blocks[comb])
        return found

    def crossing(self) -> list[Pair]:
        """The pairs of combs that cross, each after its gap."""
        return [
            (gap, one, other)
            for gap, lines in enumerate(self.crossed)
            for one, line in enumerate(lines)
            if any(line)
            for other in range(one)
            if line[other]
        ]

    def turn(self, row: int, block: int) -> None:
        """Try the other orders of a block, and keep the best."""
        begin = chosen = self.order.pick[block]
        delta = best = 0
        kept = self.keep(row)
        for option in range(len(self.frame.options[block])):
            if option != begin:
                delta += self.turn_to(block, option)
                if delta < best:
                    best, chosen = delta, option
        self.order.pick[block] = begin
        self.put_back(row, kept)
        if chosen != begin:
            self.stand(block, chosen)

    def turn_to(self, block: int, option: int) -> int:
        """Let a block stand in another order, in places only; by how much the cost grows."""
        at, members = self.at, self.frame.options[block][option][1]
        grown = -self.own_cost(block)
        self.order.pick[block] = option
        place = min([at[one] for one in members])
        for one in members:
            at[one] = place
            place += 1
        self.forget(self.frame.row_of[block], (block,))
        grown += self.own_cost(block) + CROSSING * self.count(self.frame.within[block])
        return grown + self.reshape(self.frame.shapes_of[block])

    def stand(self, block: int, option: int) -> None:
        """Let a block stand in another order, for good."""
        self.total += self.turn_to(block, option)
        self.undo.clear()

    def own_cost(self, block: int) -> int:
        """What the order within a block costs by itself."""
        at = self.at
        cost = self.frame.options[block][self.order.pick[block]][0]
        return cost + sum([weight for left, right, weight in self.frame.inner[block] if at[left] > at[right]])

    def move(self, row: int, block: int, many: int) -> None:
        """Try every place in the row for a block, together with so many that follow it, less one."""
        blocks = self.order.rows[row]
        start = blocks.index(block)
        moving = blocks[start : start + many]
        best, chosen = 0, start
        for step, others in ((-1, blocks[:start][::-1]), (1, blocks[start + many :])):
            if not others or self.forbidden(moving, others[0], step):
                continue
            kept = self.keep(row)
            delta, place = 0, start
            for passed in others:
                if self.forbidden(moving, passed, step):
                    break
                delta += self.pass_by(row, moving, passed, step)
                place += step
                if delta < best:
                    best, chosen = delta, place
                elif delta > HOPELESS:
                    break
            self.put_back(row, kept)
        if chosen != start:
            self.put(row, start, many, chosen)

    def put(self, row: int, start: int, many: int, to: int) -> None:
        """Move so many blocks of a row from a place to another, for good."""
        blocks = self.order.rows[row]
        moving, rest = blocks[start : start + many], blocks[:start] + blocks[start + many :]
        step = 1 if to > start else -1
        for passed in rest[start:to] if step > 0 else rest[to:start][::-1]:
            self.total += self.pass_by(row, moving, passed, step)
        self.undo.clear()
        blocks[:] = [*rest[:to], *moving, *rest[to:]]

    def keep(self, row: int) -> Kept:
        """What is put back after a trial."""
        return self.at[:], self.known[row][:], self.known[row + 1][:], self.shape[:]

    def put_back(self, row: int, kept: Kept) -> None:
        """Forget a trial."""
        self.at, self.known[row], self.known[row + 1], self.shape = kept
        for lines, one, other, before in reversed(self.undo):
            lines[one][other] = lines[other][one] = before
        self.undo.clear()

    def pass_by(self, row: int, moving: list[int], passed: int, step: int) -> int:
        """Exchange blocks with a neighbour, in places only; by how much the cost grows."""
        at, frame = self.at, self.frame
        over = frame.members[passed]
        wide = 0
        for block in moving:
            for one in frame.members[block]:
                at[one] += step * len(over)
                wide += 1
        for one in over:
            at[one] -= step * wide
        self.forget(row, (passed, *moving))
        grown = CROSSING * self.count(frame.meet(moving, passed))
        wants, shapes = frame.wants, frame.shapes_of[passed]
        for block in moving:
            grown += step * wants.get((block, passed), 0)
            shapes += frame.shapes_of[block]
        return grown + self.reshape(shapes) if shapes else grown

    def forget(self, row: int, blocks: tuple[int, ...]) -> None:
        """Combs that touch what moved have to be read anew."""
        for gap in (row, row + 1):
            known, touching = self.known[gap], self.frame.touching[gap]
            for block in blocks:
                for comb in touching.get(block, ()):
                    known[comb] = None

    def count(self, pairs: list[Pair]) -> int:
        """Count the crossings of pairs of combs anew; how many more there are."""
        grown, at, undo = 0, self.at, self.undo
        for gap, one, other in pairs:
            known, lines = self.known[gap], self.crossed[gap]
            first, second = known[one], known[other]
            if first is None:
                first = known[one] = read_comb(self.scene.gaps[gap][one], at)
            if second is None:
                second = known[other] = read_comb(self.scene.gaps[gap][other], at)
            now, before = tangles(first, second), lines[one][other]
            if now != before:
                undo.append((lines, one, other, before))
                lines[one][other] = lines[other][one] = now
                grown += now - before
        return grown

    def reshape(self, shapes: tuple[int, ...]) -> int:
        """Take anew what twins and households cost that moved; by how much it grows."""
        grown = 0
        for number in dict.fromkeys(shapes):
            now = self.shape_cost(number)
            grown += now - self.shape[number]
            self.shape[number] = now
        return grown

    def forbidden(self, moving: list[int], passed: int, step: int) -> bool:
        """Whether birth order forbids blocks to pass another, to the left (-1) or to the right."""
        firm = self.frame.firm
        if len(moving) == 1:
            return ((passed, moving[0]) if step < 0 else (moving[0], passed)) in firm
        return any(((passed, one) if step < 0 else (one, passed)) in firm for one in moving)

    def move_groups(self, row: int, wrong: set[int]) -> None:
        """Move the children of a union together, with their partners, where one of them may stand wrong."""
        blocks = self.order.rows[row]
        for group in self.frame.feet[row]:
            if wrong.isdisjoint(group):
                continue
            places = [place for place, block in enumerate(blocks) if block in group]
            if len(places) > 1 and places[-1] - places[0] + 1 < len(blocks):
                self.move(row, blocks[places[0]], places[-1] - places[0] + 1)
