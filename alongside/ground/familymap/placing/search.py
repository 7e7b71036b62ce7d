"""Looks for the order that costs least: from several beginnings, then by kicking the best one and sifting again."""

from __future__ import annotations

from random import Random

from alongside.ground.familymap.placing.order import CROSSING, Frame, Order, Sifter
from alongside.ground.familymap.placing.scene import Comb
from alongside.ground.familymap.placing.starts import hinted, swept, walked

KICKS, KICKS_MANY, KICKED = 16, 32, 90
"""How often the best order is kicked: up to ``MANY`` elements, and in larger families up to ``KICKED`` of them."""
MANY = 36
POOL = 3
"""So many of the best orders are drawn to choose from."""


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
        self.found: list[tuple[int, Order]] = []
        self.movable = [block for blocks in walked(frame).rows if len(blocks) > 1 for block in blocks]

    def begin(self) -> None:
        """Sift from a walk, and from the walk combed; from the order before alone where there is one."""
        base = walked(self.frame)
        if self.frame.scene.kin.family.hint:
            self.sift(hinted(self.frame, base))
            return
        self.sift(base.copy())
        if self.crossed():
            self.sift(swept(self.frame, base, self.chance, noise=0.0))

    def sift(self, order: Order, rows: set[int] | None = None) -> int:
        """Sift an order and keep it if it is new."""
        sifter = Sifter(self.frame, order)
        cost = sifter.sift(rows)
        if all(order.rows != other.rows or order.pick != other.pick for _, other in self.found):
            self.found.append((cost, order))
            self.found.sort(key=lambda one: one[0])
        return cost

    def crossed(self) -> bool:
        """Whether the best order so far leaves a crossing that might be saved."""
        return self.found[0][0] >= CROSSING

    def kick_about(self) -> None:
        """Kick the best order, sift, and go on from whatever is no worse."""
        many = len(self.frame.scene.row)
        if not self.movable or many > KICKED:
            return
        cost, order = self.found[0]
        tangled = self.tangled(order)
        for number in range(KICKS if many <= MANY else KICKS_MANY):
            if not self.crossed():
                return
            tried = order.copy()
            rows: set[int] | None = self.kick(tried, tangled)
            if number % 2 == 0:
                tried, rows = swept(self.frame, tried, self.chance, noise=0.0, sweeps=2), None
            if (after := self.sift(tried, rows)) <= cost:
                cost, order = after, tried
                tangled = self.tangled(order)

    def tangled(self, order: Order) -> list[tuple[Comb, Comb]]:
        """The pairs of combs that cross in an order."""
        sifter = Sifter(self.frame, order)
        return [pair for gap, cost in enumerate(sifter.gap) if cost for pair in sifter.crossing(gap)]

    def kick(self, order: Order, tangled: list[tuple[Comb, Comb]]) -> set[int]:
        """Put a few blocks elsewhere in their rows, or turn them round, most of them such whose lines cross.

        Gives the rows to be sifted again.
        """
        rows = set()
        for _ in range(self.chance.choice((1, 2, 3))):
            block = self.choose(tangled)
            row = self.frame.row_of[block]
            rows |= {near for near in (row - 1, row, row + 1) if 0 <= near < self.frame.scene.height}
            if len(self.frame.options[block]) > 1 and self.chance.random() < 0.3:
                order.pick[block] = self.chance.randrange(len(self.frame.options[block]))
                continue
            blocks = order.rows[row]
            blocks.remove(block)
            low = max((place + 1 for place, one in enumerate(blocks) if (one, block) in self.frame.firm), default=0)
            high = min(
                (place for place, one in enumerate(blocks) if (block, one) in self.frame.firm), default=len(blocks)
            )
            blocks.insert(self.chance.randint(low, max(low, high)), block)
        return rows

    def choose(self, tangled: list[tuple[Comb, Comb]]) -> int:
        """A block that a crossing line touches, now and then any."""
        if not tangled or self.chance.random() < 0.2:
            return self.chance.choice(self.movable)
        comb = self.chance.choice(self.chance.choice(tangled))
        ends = [one for top in comb.tops for one in top] + list(comb.bottoms)
        return self.frame.scene.block_of[self.chance.choice(ends)]

    def best(self) -> list[Order]:
        """The cheapest orders, none much dearer than the first."""
        least = self.found[0][0]
        return [order for cost, order in self.found[:POOL] if cost < least + 2 * CROSSING]
