"""Partners in a row form a block that never breaks: in which orders its people may stand, the best first."""

from __future__ import annotations

from itertools import permutations

from alongside.ground.familymap.placing.kin import surely_before
from alongside.ground.familymap.placing.scene import Scene

CROSSING, BREAK, APART, NESTING, CHRONOLOGY, MAN_LEFT = 100, 2000, 3000, 30, 60, 3
"""What the ways of standing cost, against each other; the design's numbers times ten."""
SMALL = 5
"""Up to this many people every order is tried."""
KEPT = 6
"""So many orders of a block are handed on."""

Option = tuple[int, tuple[int, ...], int]
"""An order of a block after what it costs, and how many crossings are in that."""


def options_of(scene: Scene, block: list[int]) -> list[Option]:
    """The orders in which a block may stand, each with its cost, the cheapest first."""
    if len(block) == 1:
        return [(0, (block[0],), 0)]
    judge = Judge(scene, block)
    path = _as_path(block, judge.couples)
    if path:
        found = [tuple(path), tuple(reversed(path))]
    elif len(block) <= SMALL:
        found = list(permutations(block))
    else:
        found = _climbed(judge, block)
    costed = sorted((judge.cost(order), order) for order in found)[:KEPT]
    before = _as_before(scene, block)
    if before and all(order != before for _, order in costed):
        costed.append((judge.cost(before), before))
    return [(cost, order, judge.tangles(places(order))) for cost, order in costed]


def _as_before(scene: Scene, block: list[int]) -> tuple[int, ...]:
    """A block in the order of the drawing before, if its people stood in one row of it and nothing else is in it."""
    if block[-1] >= len(scene.kin.people):
        return ()
    number = scene.kin.number
    for told in scene.kin.family.hint:
        order = tuple(number[one] for one in told if number.get(one) in block)
        if len(order) == len(block):
            return order
    return ()


class Judge:
    """What an inner order costs: whatever is decided by the order within the block alone."""

    def __init__(self, scene: Scene, block: list[int]) -> None:
        kin, inside = scene.kin, set(block)
        self.block = block
        self.spans = [
            (union, span[0], span[1], bool(kin.children[union]))
            for union, span in enumerate(scene.bar)
            if span is not None and span[0] in inside
        ]
        self.couples = sorted({(left, right) for _, left, right, _ in self.spans if left != right})
        partners = {one: sum(one in couple for couple in self.couples) for one in block}
        self.close = {couple for couple in self.couples if max(partners[one] for one in couple) <= 2}
        self.older = [(left, right) for left, right, _ in kin.older if left in inside and right in inside]
        many = len(kin.people)
        self.man_left = [
            (left, right) if kin.people[left].gender == "m" else (right, left)
            for left, right in self.couples
            if right < many and {kin.people[left].gender, kin.people[right].gender} == {"m", "f"}
        ]
        self.earlier = _partners_in_time(scene, block)

    def cost(self, order: tuple[int, ...]) -> int:
        """The cost of one order, the lower the better."""
        at = places(order)
        cost = sum(BREAK for left, right in self.older if at[left] > at[right])
        cost += sum(CHRONOLOGY for left, right in self.earlier if at[left] > at[right])
        cost += sum(MAN_LEFT for man, woman in self.man_left if at[man] > at[woman])
        for couple in self.couples:
            gap = abs(at[couple[0]] - at[couple[1]]) - 1
            cost += gap * NESTING + (APART if gap and couple in self.close else 0)
        return cost + CROSSING * self.tangles(at)

    def tangles(self, at: dict[int, int]) -> int:
        """How many bars cross bars, or stems the bars around them."""
        found = 0
        spans = [(*sorted((at[left], at[right])), children) for _, left, right, children in self.spans]
        for number, (left, right, children) in enumerate(spans):
            for low, high, others in spans[:number]:
                if left < low < right < high or low < left < high < right:
                    found += 1
                elif left <= low and high <= right and right - left > high - low:
                    found += others and left < high and low < right
                elif low <= left and right <= high and high - low > right - left:
                    found += children and low < right and left < high
                elif (left, right) == (low, high) and left < right:
                    found += children and others
        return found


def places(order: tuple[int, ...]) -> dict[int, int]:
    """The place of each element of an order."""
    return {one: place for place, one in enumerate(order)}


def _partners_in_time(scene: Scene, block: list[int]) -> list[tuple[int, int]]:
    """Pairs of partners of one person, the earlier first."""
    kin, found = scene.kin, []
    for one in block:
        if one >= len(kin.people):
            continue
        unions = [union for union in kin.beside[one] if len(kin.partners[union]) == 2]
        for number, early in enumerate(unions):
            for late in unions[number + 1 :]:
                left, right = (_other(scene, union, one) for union in (early, late))
                if left != right and surely_before(kin.unions[early].since, kin.unions[late].since):
                    found.append((left, right))
    return [(left, right) for left, right in found if left in block and right in block]


def _other(scene: Scene, union: int, one: int) -> int:
    """The other end of a union's bar: the partner, or the bend of a bar over rows."""
    span = scene.bar[union]
    if span is None or one not in span:
        return -1
    return span[1] if span[0] == one else span[0]


def _as_path(block: list[int], couples: list[tuple[int, int]]) -> list[int]:
    """The block from end to end if it is a chain, otherwise nothing."""
    beside: dict[int, list[int]] = {one: [] for one in block}
    for left, right in couples:
        beside[left].append(right)
        beside[right].append(left)
    ends = [one for one in block if len(beside[one]) == 1]
    if len(ends) != 2 or any(len(others) > 2 for others in beside.values()):
        return []
    path, before = [ends[0]], -1
    while len(path) < len(block):
        step = next(one for one in beside[path[-1]] if one != before)
        before = path[-1]
        path.append(step)
    return path


def _climbed(judge: Judge, block: list[int]) -> list[tuple[int, ...]]:
    """Good orders of a large block: from several beginnings, people are moved while that helps."""
    found = set()
    for begin in (_walked(judge, block, block[0]), _walked(judge, block, block[-1]), tuple(block)):
        order, best, moved = begin, judge.cost(begin), True
        while moved:
            moved = False
            for place in range(len(order)):
                rest = order[:place] + order[place + 1 :]
                for to in range(len(order)):
                    tried = (*rest[:to], order[place], *rest[to:])
                    cost = judge.cost(tried)
                    if cost < best:
                        order, best, moved = tried, cost, True
                        break
                if moved:
                    break
        found |= {order, order[::-1]}
    return sorted(found)


def _walked(judge: Judge, block: list[int], begin: int) -> tuple[int, ...]:
    """The block in the order in which a walk from partner to partner comes by."""
    order, todo = [], [begin]
    while todo:
        one = todo.pop()
        if one not in order:
            order.append(one)
            todo += [other for couple in judge.couples if one in couple for other in couple if other not in order]
    return tuple(order)
