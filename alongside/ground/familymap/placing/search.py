"""Looks for the order that costs least: from several beginnings, then by kicking the best one and sifting again."""

from __future__ import annotations

from random import Random

from alongside.ground.familymap.placing.blocks import CROSSING
from alongside.ground.familymap.placing.frame import Frame, Pair
from alongside.ground.familymap.placing.order import Order, Sifter
from alongside.ground.familymap.placing.starts import hinted, swept, walked

KICKS, KICKS_MANY, KICKED = 16, 32, 90
"""How often the best order is kicked: up to ``MANY`` elements, and in larger families up to ``KICKED`` of them."""
MANY = 36
POOL = 3
"""So many of the best orders are drawn to choose from."""
KEPT = 12
"""So many orders are remembered."""


def find_orders(frame: Frame) -> list[Order]:
    """The best few orders, the cheapest first. The same family always gives the same."""
    search = Search(frame)
    search.begin()
    search.kick_about()
    return search.best()


class Search:
    """Keeps the orders found, with their costs."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.chance = Random(7)  # noqa: S311 - the same kicks each time
        self.found: list[Sifter] = []
        self.walk = walked(frame)
        self.movable = [block for blocks in self.walk.rows if len(blocks) > 1 for block in blocks]

    def begin(self) -> None:
        """Sift from a walk, and from the walk combed; from the order before alone where there is one."""
        if self.frame.scene.kin.family.hint:
            self.sift(Sifter(self.frame, hinted(self.frame, self.walk)))
            return
        self.sift(Sifter(self.frame, self.walk.copy()))
        if self.crossed():
            self.sift(Sifter(self.frame, swept(self.frame, self.walk, self.chance, noise=0.0)))

    def sift(self, sifter: Sifter, rows: set[int] | None = None) -> int:
        """Sift an order and keep it if it is new."""
        cost, order = sifter.sift(rows), sifter.order
        if all(order.rows != other.order.rows or order.pick != other.order.pick for other in self.found):
            self.found.append(sifter)
            self.found.sort(key=lambda one: one.total)
            del self.found[KEPT:]
        return cost

    def crossed(self) -> bool:
        """Whether the best order so far leaves a crossing that might be saved."""
        return self.found[0].total >= CROSSING

    def kick_about(self) -> None:
        """Kick the best order, sift, and go on from whatever is no worse."""
        many = len(self.frame.scene.row)
        if not self.movable or many > KICKED:
            return
        best = self.found[0]
        tangled = best.crossing()
        for number in range(KICKS if many <= MANY else KICKS_MANY):
            if not self.crossed():
                return
            tried = best.copy()
            rows: set[int] | None = self.kick(tried, tangled)
            if number % 2 == 0:
                tried, rows = Sifter(self.frame, swept(self.frame, tried.order, self.chance, 0.0, sweeps=2)), None
            if self.sift(tried, rows) <= best.total:
                best, tangled = tried, tried.crossing()

    def kick(self, sifter: Sifter, tangled: list[Pair]) -> set[int]:
        """Put a few blocks elsewhere in their rows, or turn them round, most of them such whose lines cross.

        Gives the rows to be sifted again.
        """
        rows = set()
        for _ in range(self.chance.choice((1, 2, 3))):
            block = self.choose(tangled)
            row = self.frame.row_of[block]
            rows |= {near for near in (row - 1, row, row + 1) if 0 <= near < self.frame.scene.height}
            if len(self.frame.options[block]) > 1 and self.chance.random() < 0.3:
                sifter.stand(block, self.chance.randrange(len(self.frame.options[block])))
            else:
                self.throw(sifter, row, block)
        return rows

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
        if not tangled or self.chance.random() < 0.2:
            return self.chance.choice(self.movable)
        gap, one, other = self.chance.choice(tangled)
        comb = self.frame.scene.gaps[gap][self.chance.choice((one, other))]
        ends = [one for top in comb.tops for one in top] + list(comb.bottoms)
        return self.frame.scene.block_of[self.chance.choice(ends)]

    def best(self) -> list[Order]:
        """The cheapest orders, none much dearer than the first."""
        least = self.found[0].total
        return [one.order for one in self.found[:POOL] if one.total < least + 2 * CROSSING]
