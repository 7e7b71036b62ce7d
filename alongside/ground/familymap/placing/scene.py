"""What has to be placed: people, bends where a line passes a row, blocks of partners, and the combs that join rows.

A comb is what one union draws in the gap between two rows: its bar or trunk above, children and trunks below.
Gap ``g`` lies above row ``g``.
"""

from __future__ import annotations

from dataclasses import dataclass

from alongside.ground.familymap.placing.kin import Kin
from alongside.ground.familymap.placing.rows import Rows


@dataclass(slots=True)
class Comb:
    """The lines of a union in one gap. ``tops`` are pairs of elements that a bar spans, or one element twice.

    ``bar`` tells that the first top is the bar of the union itself; ``arm`` that the comb is the long arm of a bar.
    """

    union: int
    tops: tuple[tuple[int, int], ...]
    bottoms: tuple[int, ...]
    bar: bool = False
    arm: bool = False


@dataclass(slots=True)
class Scene:
    """Elements by number: people first, then bends. ``row`` goes by element, ``gaps`` by gap, ``blocks`` by block.

    ``bar`` is what a union's bar spans, by union; ``owner`` the union of a bend, -1 for people.
    """

    kin: Kin
    rows: Rows
    row: list[int]
    owner: list[int]
    height: int
    gaps: list[list[Comb]]
    bar: list[tuple[int, int] | None]
    blocks: list[list[int]]
    block_of: list[int]


class Setting:
    """Puts a scene together, union by union."""

    def __init__(self, kin: Kin, rows: Rows) -> None:
        self.kin, self.rows = kin, rows
        self.row = list(rows.of)
        self.owner = [-1] * len(rows.of)
        self.height = max(rows.of, default=0) + 1
        self.gaps: list[list[Comb]] = [[] for _ in range(self.height + 1)]
        self.bar: list[tuple[int, int] | None] = []
        self.tied: list[tuple[int, int]] = []

    def bend(self, union: int, row: int) -> int:
        """A new place where a line of the union passes a row."""
        self.row.append(row)
        self.owner.append(union)
        return len(self.row) - 1

    def span(self, union: int) -> tuple[int, int] | None:
        """What the union's bar spans in its lower row; the long arm of a bar over rows is laid out with it."""
        couple, low = self.kin.partners[union], self.rows.union[union]
        if not couple:
            return None
        if len(couple) == 1:
            return couple[0], couple[0]
        upper, lower = sorted(couple, key=lambda one: (self.row[one], one))
        if self.row[upper] == low:
            self.tied.append((upper, lower))
            return upper, lower
        above = upper
        for row in range(self.row[upper] + 1, low + 1):
            arm = self.bend(union, row)
            self.gaps[row].append(Comb(union, ((above, above),), (arm,), arm=True))
            above = arm
        self.tied.append((lower, above))
        return lower, above

    def hang(self, union: int) -> None:
        """The combs of a union: below its bar, through rows to children further down, and up to children above."""
        span, low = self.span(union), self.rows.union[union]
        self.bar.append(span)
        at: dict[int, list[int]] = {}
        for child in self.kin.children[union]:
            at.setdefault(self.row[child], []).append(child)
        tops: tuple[tuple[int, int], ...] = () if span is None else (span,)
        upper = [row for row in at if row <= low]
        if upper:
            riser = self.climb(union, low, min(upper), at)
            tops = (*tops, (riser, riser))
        row, last = low + 1, max(at, default=low)
        bar = span is not None
        while row <= last or (upper and row == low + 1):
            bottoms = at.get(row, [])
            trunk = [self.bend(union, row)] if row < last else []
            self.gaps[row].append(Comb(union, tops, (*bottoms, *trunk), bar=bar))
            tops, bar = tuple((one, one) for one in trunk), False
            row += 1

    def climb(self, union: int, low: int, high: int, at: dict[int, list[int]]) -> int:
        """Bends from the union's row up to the highest child beside or above it; gives the lowest of them."""
        risers = {row: self.bend(union, row) for row in range(high, low + 1)}
        for row in range(high, low + 1):
            above = ((risers[row - 1], risers[row - 1]),) if row > high else ()
            if above or row in at:
                self.gaps[row].append(Comb(union, above, (*at.get(row, []), risers[row])))
        return risers[low]


def set_scene(kin: Kin, rows: Rows) -> Scene:
    """Everything that has to be placed."""
    setting = Setting(kin, rows)
    for union in range(len(kin.unions)):
        setting.hang(union)
    blocks = _blocks(len(setting.row), setting.tied)
    block_of = [0] * len(setting.row)
    for number, block in enumerate(blocks):
        for one in block:
            block_of[one] = number
    return Scene(kin, rows, setting.row, setting.owner, setting.height, setting.gaps, setting.bar, blocks, block_of)


def _blocks(many: int, tied: list[tuple[int, int]]) -> list[list[int]]:
    """Elements by what is tied together on a row, by the lowest number."""
    boss = list(range(many))

    def find(one: int) -> int:
        while boss[one] != one:
            one = boss[one]
        return one

    for left, right in tied:
        low, high = sorted((find(left), find(right)))
        boss[high] = low
    found: dict[int, list[int]] = {}
    for one in range(many):
        found.setdefault(find(one), []).append(one)
    return [found[head] for head in sorted(found)]
