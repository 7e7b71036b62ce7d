"""Looks for the order that costs least: from several beginnings, then by kicking the best one and sifting again."""

from __future__ import annotations

from alongside.ground.familymap.placing.blocks import CROSSING
from alongside.ground.familymap.placing.frame import Frame
from alongside.ground.familymap.placing.kicks import Kicker
from alongside.ground.familymap.placing.order import Sifter
from alongside.ground.familymap.placing.starts import hinted, swept, walked

KICKS = ((36, 20), (44, 64), (90, 100))
"""How often orders are kicked, in families of up to so many elements; larger ones are sifted only."""
LOOSE = 50
"""Kicking goes on from an order that costs up to so much more."""
LEFT_OUT, THE_SAME = 3, 2
"""So many crossings have to be saved before a drawing is turned round from which somebody was left out, or nobody."""
POOL = 3
"""So many of the best orders are drawn to choose from."""
KEPT = 12
"""So many orders are remembered."""


def find_orders(frame: Frame) -> list[Sifter]:
    """The best few orders, the cheapest first. The same family always gives the same."""
    search = Search(frame)
    search.begin()
    known = {one for row in frame.scene.kin.family.hint for one in row}
    drawn = frame.scene.kin.number.keys()
    if drawn < known:
        search.stay(LEFT_OUT)
        return search.best()
    sifted = search.found[0]
    search.kick_about()
    search.turn_about()
    if drawn == known:
        search.stay(THE_SAME, sifted)
    return search.best()


class Search:
    """Keeps the orders found, with their costs."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.found: list[Sifter] = []
        self.before: Sifter | None = None
        self.walk = walked(frame)
        self.least = sum(options[0][0] for options in frame.options)
        self.movable = [block for blocks in self.walk.rows if len(blocks) > 1 for block in blocks]

    def begin(self) -> None:
        """Sift from a walk, and from the walk combed; from the order before alone where there is one."""
        if self.frame.scene.kin.family.hint:
            self.before = self.as_before()
            self.sift(self.before.copy())
            return
        self.sift(Sifter(self.frame, self.walk.copy()))
        if self.crossed():
            self.sift(Sifter(self.frame, swept(self.frame, self.walk)))

    def stay(self, worth: int, sifted: Sifter | None = None) -> None:
        """Keep to an order, that of the drawing before where none is told, unless so many crossings less, or rules."""
        kept, best = sifted or self.before, self.found[0]
        if kept and kept.foreseen() - best.foreseen() < worth and kept.broken() <= best.broken():
            self.found = [kept]

    def as_before(self) -> Sifter:
        """The order of the drawing before; lines that pass a row, untold by it, stand where they cross least."""
        sifter = Sifter(self.frame, hinted(self.frame, self.walk))
        people = len(self.frame.scene.kin.people)
        for row, blocks in enumerate(sifter.order.rows):
            for block in [one for one in blocks if self.frame.scene.blocks[one][0] >= people]:
                sifter.move(row, block, 1)
        return sifter

    def sift(self, sifter: Sifter) -> int:
        """Sift an order and keep it if it is new."""
        sifter.sift()
        self.keep(sifter)
        return sifter.total

    def keep(self, sifter: Sifter) -> None:
        """Keep an order if it is new."""
        order = sifter.order
        if all(order.rows != other.order.rows or order.pick != other.order.pick for other in self.found):
            self.found.append(sifter)
            self.found.sort(key=lambda one: one.total)
            del self.found[KEPT:]

    def crossed(self) -> bool:
        """Whether the best order so far leaves a crossing that might be saved: blocks cost no less than their best."""
        return self.found[0].total >= CROSSING + self.least

    def kick_about(self) -> None:
        """Kick an order, sift, and go on from whatever is hardly worse."""
        many = len(self.frame.scene.row)
        kicks = next((kicks for most, kicks in KICKS if many <= most), 0)
        if not self.movable or not kicks:
            return
        best, kicker = self.found[0], Kicker(self.frame, self.movable)
        tangled, vain = best.crossing(), 0
        for number in range(kicks):
            if not self.crossed():
                return
            least = self.found[0].total
            tried = kicker.kick(best, tangled, number, vain)
            vain = 0 if self.sift(tried) < least else vain + 1
            if tried.total <= best.total + LOOSE:
                best, tangled = tried, tried.crossing()

    def turn_about(self) -> None:
        """Let blocks of the best order stand in a better order of their own, wherever the rest can give way to it."""
        best, last = self.found[0], self.frame.scene.height
        for block, row in enumerate(self.frame.row_of):
            for option in range(best.order.pick[block]):
                tried = best.copy()
                tried.stand(block, option)
                if tried.sift({near for near in (row - 1, row, row + 1) if 0 <= near < last}) < best.total:
                    self.keep(tried)
                    best = tried
                    break

    def best(self) -> list[Sifter]:
        """The cheapest orders, none much dearer than the first."""
        least = self.found[0].total
        return [one for one in self.found[:POOL] if one.total < least + 2 * CROSSING]
