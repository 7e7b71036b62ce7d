"""The fewest crossings a family can be drawn with, proved by OR-tools' CP-SAT: what our own ordering is measured by.

The rows, blocks of partners and birth order are hard, as in the layout; only the order is the solver's.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations, product
from typing import Any

from ortools.sat.python import cp_model

from alongside.ground.familymap.model import Family
from alongside.ground.familymap.placing.blocks import Judge, options_of
from alongside.ground.familymap.placing.kin import read_kin
from alongside.ground.familymap.placing.rows import find_rows
from alongside.ground.familymap.placing.scene import Comb, Scene, set_scene

Term = Any
"""A literal or a sum of the solver, whose own types differ between releases."""
ALL_ORDERS = 6
"""Blocks up to this size stand in whatever order the solver likes; larger ones in those that the layout knows."""


@dataclass(frozen=True, slots=True)
class Least:
    """The best found, the bound proved, and whether they are the same."""

    crossings: int
    bound: int
    proved: bool


def least_crossings(family: Family, seconds: float = 10.0) -> Least:
    """The fewest crossings of a family, or the best bound within the seconds."""
    kin = read_kin(family)
    scene = set_scene(kin, find_rows(kin))
    riddle = Riddle(scene)
    for gap in scene.gaps:
        for number, one in enumerate(gap):
            for other in gap[:number]:
                if one.union != other.union:
                    riddle.pair(other, one)
    return riddle.solve(seconds)


class Riddle:
    """The model: one literal for each pair of a row, one for each order of a block."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.model = scene, cp_model.CpModel()
        self.before: dict[tuple[int, int], Term] = {}
        self.orders: list[list[tuple[tuple[int, ...], Term]]] = []
        self.costs: list[Term] = []
        for row in range(scene.height):
            self._row([number for number, block in enumerate(scene.blocks) if scene.row[block[0]] == row])
        for number, block in enumerate(scene.blocks):
            self._block(number, block)
        for left, right, _ in scene.kin.older:
            if scene.row[left] == scene.row[right] and scene.block_of[left] != scene.block_of[right]:
                self._prefer(left, right)

    def _prefer(self, left: int, right: int) -> None:
        """Birth order is hard where it can be: a break costs more than any crossing."""
        blocks = self.scene.block_of[left], self.scene.block_of[right]
        self.costs.append(1000 * self._literal(blocks[1], blocks[0]))

    def _literal(self, left: int, right: int) -> Term:
        """Whether one block stands left of another."""
        return self.before[left, right]

    def _row(self, blocks: list[int]) -> None:
        """An order of the blocks of a row."""
        for one in blocks:
            for other in blocks:
                if one < other:
                    literal = self.model.new_bool_var(f"b{one}_{other}")
                    self.before[one, other], self.before[other, one] = literal, literal.negated()
        for one, other, third in permutations(blocks, 3):
            if one < other and one < third:
                self.model.add_bool_or(self.before[other, one], self.before[third, other], self.before[one, third])

    def _block(self, number: int, block: list[int]) -> None:
        """The orders of a block, and what its bars cross among themselves."""
        judge = Judge(self.scene, block)
        known = [order for _, order, _ in options_of(self.scene, block)]
        path = len(known) == 2 and len(block) != 2
        found = known if path or len(block) > ALL_ORDERS else list(permutations(block))
        literals = [(order, self.model.new_bool_var(f"o{number}_{place}")) for place, order in enumerate(found)]
        self.orders.append(literals)
        self.model.add_exactly_one(literal for _, literal in literals)
        for order, literal in literals:
            at = {one: place for place, one in enumerate(order)}
            apart = sum(abs(at[left] - at[right]) > 1 for left, right in judge.close)
            broken = sum(at[left] > at[right] for left, right in judge.older)
            self.costs.append((judge.tangles(at) + 1000 * (apart + broken)) * literal)

    def left_of(self, one: int, other: int) -> Term:
        """Whether an element stands left of another in its row: a sum of literals that is 0 or 1."""
        blocks = self.scene.block_of[one], self.scene.block_of[other]
        if one == other:
            return 0
        if blocks[0] != blocks[1]:
            return self._literal(*blocks)
        return sum(literal for order, literal in self.orders[blocks[0]] if order.index(one) < order.index(other))

    def source(self, one: Comb, other: Comb) -> Term:
        """Whether a comb may be taken to come from the left of another."""
        if not one.tops or not other.tops or len(one.tops) > 1 or len(other.tops) > 1:
            return 1
        blocks = self.scene.block_of[one.tops[0][0]], self.scene.block_of[other.tops[0][0]]
        if blocks[0] != blocks[1]:
            return self._literal(*blocks)
        fitting = []
        for order, literal in self.orders[blocks[0]]:
            spans = [sorted(order.index(end) for end in comb.tops[0]) for comb in (one, other)]
            if spans[0][1] <= spans[1][0] or not spans[1][1] <= spans[0][0]:
                fitting.append(literal)
        return sum(fitting)

    def pair(self, one: Comb, other: Comb) -> None:
        """The crossings of two combs: the cheapest of the ways in which they may pass each other."""
        if len(one.tops) > 1 or len(other.tops) > 1 or not one.bottoms or not other.bottoms:
            return
        model = self.model
        a, b = one.bottoms, other.bottoms
        beyond_a = [self._any([self.left_of(y, x) for y in b]) for x in a]
        short_b = [self._any([self.left_of(y, x) for x in a]) for y in b]
        beyond_b = [self._any([self.left_of(x, y) for x in a]) for y in b]
        short_a = [self._any([self.left_of(x, y) for y in b]) for x in a]
        within_a = [self._both(x, b) for x in a]
        within_b = [self._both(y, a) for y in b]
        ways = [(sum(beyond_a), 0), (sum(short_b), 0), (sum(beyond_b), 1), (sum(short_a), 1)]
        ways += [(1 + sum(within_a), 2), (1 + sum(within_b), 2)]
        cost = model.new_int_var(0, max(len(a), len(b)) + 1, "")
        chosen = [model.new_bool_var("") for _ in ways]
        model.add_exactly_one(chosen)
        for (count, side), literal in zip(ways, chosen, strict=True):
            model.add(cost >= count).only_enforce_if(literal)
            if side == 0:
                model.add(self.source(one, other) >= 1).only_enforce_if(literal)
            elif side == 1:
                model.add(self.source(other, one) >= 1).only_enforce_if(literal)
        self.costs.append(cost)

    def _any(self, literals: list[Term]) -> Term:
        """A literal at least as large as each."""
        found = self.model.new_bool_var("")
        for literal in literals:
            self.model.add(found >= literal)
        return found

    def _both(self, one: int, group: tuple[int, ...]) -> Term:
        """Whether an element stands between two of a group."""
        found = self.model.new_bool_var("")
        for left, right in product(group, group):
            if left != right and one not in (left, right):
                self.model.add(found >= self.left_of(left, one) + self.left_of(one, right) - 1)
        return found

    def solve(self, seconds: float) -> Least:
        """The answer."""
        self.model.minimize(sum(self.costs))
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        status = solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Least(-1, 0, proved=False)
        best = round(solver.objective_value)
        return Least(best, round(solver.best_objective_bound), proved=status == cp_model.OPTIMAL)
