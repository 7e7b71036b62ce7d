"""Kicks: ways to shake an order that sifting left where it cannot get better by one step."""

from __future__ import annotations

from random import Random

from alongside.ground.familymap.placing.frame import Frame, Pair
from alongside.ground.familymap.placing.order import Order, Sifter
from alongside.ground.familymap.placing.starts import swept

TWO_WAYS = 2
"""A chain of partners stands one way or the other."""
PATIENCE = 8
"""After so many kicks in vain one branch more is flung at a time."""
TURNED_ROUND, ANYWHERE = 0.3, 0.2
"""How often a block is turned instead of moved; how often any block is kicked, not one whose lines cross."""


class Kicker:
    """Shakes orders of one family; the same seed shakes the same way."""

    def __init__(self, frame: Frame, movable: list[int], seed: int = 1) -> None:
        self.frame, self.movable = frame, movable
        self.chance = Random(seed)  # noqa: S311 - the same kicks each time
        self.near = _neighbours(frame)

    def kick(self, best: Sifter, tangled: list[Pair], number: int, vain: int) -> Sifter:
        """A shaken order: a branch is flung aside, or turned round, or blocks are scattered.

        After many kicks in vain several branches are, to come away from an order that nothing small betters.
        """
        if number % 4 < 3 or vain >= PATIENCE:
            order = best.order.copy()
            for _ in range(1 + vain // PATIENCE):
                (self.mirror if number % 4 == 1 else self.fling)(order, self.branch(tangled))
            return Sifter(self.frame, order)
        tried = best.copy()
        self.scatter(tried, tangled)
        return Sifter(self.frame, swept(self.frame, tried.order, sweeps=2))

    def branch(self, tangled: list[Pair]) -> set[int]:
        """Blocks that hang together over several rows, grown about one whose lines cross."""
        begin = self.choose(tangled)
        size = self.chance.randint(2, max(2, len(self.near) // 2))
        region, edge = {begin}, [begin]
        while edge and len(region) < size:
            for block in self.near[edge.pop(self.chance.randrange(len(edge)))]:
                if block not in region and len(region) < size:
                    region.add(block)
                    edge.append(block)
        return region

    def fling(self, order: Order, region: set[int]) -> None:
        """Put blocks to the left or to the right end of their rows, as far as birth order lets them."""
        step = self.chance.choice((-1, 1))
        firm = self.frame.firm
        for row in order.rows:
            inside = [block for block in row if block in region]
            if not inside or len(inside) == len(row):
                continue
            ahead = row[::-1] if step > 0 else row
            new = [block for block in ahead if block not in region]
            least = 0
            for block in inside[::-1] if step > 0 else inside:
                bound = [((block, one) if step > 0 else (one, block)) in firm for one in new]
                place = max([least, *(at + 1 for at, held in enumerate(bound) if held)])
                new.insert(place, block)
                least = place + 1
            row[:] = new[::-1] if step > 0 else new

    def mirror(self, order: Order, region: set[int]) -> None:
        """Turn blocks round in the places that they have, in each row where birth order lets them."""
        elder = self.frame.elder
        for row in order.rows:
            places = [place for place, block in enumerate(row) if block in region]
            new = list(row)
            for place, other in zip(places, places[::-1], strict=True):
                new[place] = row[other]
            at = {block: place for place, block in enumerate(new)}
            if all(at.get(left, 0) <= at[block] for block in new for left in elder[block]):
                row[:] = new
        for block in region:
            if len(self.frame.options[block]) == TWO_WAYS:
                order.pick[block] = 1 - order.pick[block]

    def scatter(self, sifter: Sifter, tangled: list[Pair]) -> None:
        """Put a few blocks elsewhere in their rows, or turn them round, most of them such whose lines cross."""
        for _ in range(self.chance.choice((1, 2, 3))):
            block = self.choose(tangled)
            row = self.frame.row_of[block]
            if len(self.frame.options[block]) > 1 and self.chance.random() < TURNED_ROUND:
                sifter.stand(block, self.chance.randrange(len(self.frame.options[block])))
            else:
                self.throw(sifter, row, block)

    def throw(self, sifter: Sifter, row: int, block: int) -> None:
        """Put a block anywhere in its row that birth order allows."""
        firm, blocks = self.frame.firm, sifter.order.rows[row]
        start = blocks.index(block)
        rest = blocks[:start] + blocks[start + 1 :]
        low = max((place + 1 for place, one in enumerate(rest) if (one, block) in firm), default=0)
        high = min((place for place, one in enumerate(rest) if (block, one) in firm), default=len(rest))
        sifter.put(row, start, 1, self.chance.randint(low, max(low, high)))

    def choose(self, tangled: list[Pair]) -> int:
        """A block that a crossing line touches, now and then any."""
        if not tangled or self.chance.random() < ANYWHERE:
            return self.chance.choice(self.movable)
        gap, one, other = self.chance.choice(tangled)
        comb = self.frame.scene.gaps[gap][self.chance.choice((one, other))]
        ends = [one for top in comb.tops for one in top] + list(comb.bottoms)
        return self.frame.scene.block_of[self.chance.choice(ends)]


def _neighbours(frame: Frame) -> list[list[int]]:
    """The blocks that hang on one comb with a block."""
    near: list[set[int]] = [set() for _ in frame.scene.blocks]
    for feet, heads in zip(frame.feet, frame.heads, strict=True):
        for lower, upper in zip(feet, heads, strict=True):
            for block in (*lower, *upper):
                near[block].update(other for other in (*lower, *upper) if other != block)
    return [sorted(blocks) for blocks in near]
