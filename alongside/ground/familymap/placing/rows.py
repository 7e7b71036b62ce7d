"""Which row everybody stands in: parents above children, partners and full siblings side by side where possible.

Partners and siblings who cannot share a row, such as an uncle and his niece who have a child, are declared.
"""

from __future__ import annotations

from dataclasses import dataclass

from alongside.ground.familymap.model import NotDrawable
from alongside.ground.familymap.placing.kin import Kin, name_of

Edge = tuple[int, int, int]


@dataclass(slots=True)
class Rows:
    """The row of each person and each union (that of its lower partner), and what had to be given up."""

    of: list[int]
    union: list[int]
    relaxed: list[str]


class Groups:
    """People who share a row, joined one by one as long as nobody comes to stand above herself."""

    def __init__(self, many: int) -> None:
        self.boss = list(range(many))
        self.below: list[set[int]] = [set() for _ in range(many)]

    def find(self, one: int) -> int:
        """Who stands for the group."""
        while self.boss[one] != one:
            self.boss[one] = self.boss[self.boss[one]]
            one = self.boss[one]
        return one

    def under(self, one: int) -> set[int]:
        """All groups below a group, near and far; itself only if it is its own ancestor."""
        seen: set[int] = set()
        todo = [self.find(one)]
        while todo:
            for lower in {self.find(other) for other in self.below[todo.pop()]} - seen:
                seen.add(lower)
                todo.append(lower)
        return seen

    def join(self, one: int, other: int) -> bool:
        """Put two groups on one row; refused when one stands below the other."""
        one, other = self.find(one), self.find(other)
        if one == other:
            return True
        if other in self.under(one) or one in self.under(other):
            return False
        self.boss[other] = one
        self.below[one] |= self.below[other]
        return True

    def put_below(self, upper: int, lower: int) -> bool:
        """Put one group below another; refused when it stands above or beside it."""
        upper, lower = self.find(upper), self.find(lower)
        if upper == lower or upper in self.under(lower):
            return False
        self.below[upper].add(lower)
        return True


def find_rows(kin: Kin) -> Rows:
    """Rows from 0 at the top. Somebody who is her own ancestor by birth is named and refused."""
    groups = Groups(len(kin.people))
    _put_children_below(kin, groups)
    relaxed = [f"cross-row:{kin.unions[union].id}" for union in sorted(_join_rows(kin, groups))]
    for union, child, link in kin.ties:
        if link.kind != "birth":
            for parent in kin.partners[union]:
                groups.put_below(parent, child)
    rows = _pull_together(kin, groups, _longest_paths(kin, groups))
    low = [max((rows[one] for one in couple), default=0) for couple in kin.partners]
    for union, children in enumerate(kin.children):
        if children and not kin.partners[union]:
            low[union] = min(rows[child] for child in children) - 1
    upward = sorted({union for union, child, _ in kin.ties if rows[child] <= low[union]})
    return Rows(rows, low, [*relaxed, *(f"upward:{kin.unions[union].id}" for union in upward)])


def _put_children_below(kin: Kin, groups: Groups) -> None:
    """Children by birth below their parents."""
    for union, child, link in kin.ties:
        for parent in kin.partners[union] if link.kind == "birth" else ():
            if not groups.put_below(parent, child):
                raise NotDrawable(f"{name_of(kin, child)} would be their own ancestor.")


def _join_rows(kin: Kin, groups: Groups) -> list[int]:
    """Put full siblings, then partners on one row each; the unions for which that is impossible."""
    for union in range(len(kin.unions)):
        full = [child for group, child, link in kin.ties if group == union and link.kind == "birth"]
        for other in full[1:]:
            groups.join(full[0], other)
    couples = [union for union, couple in enumerate(kin.partners) if len(couple) == 2]
    return [
        union for union in sorted(couples, key=lambda one: _firmness(kin, one)) if not groups.join(*kin.partners[union])
    ]


def _firmness(kin: Kin, union: int) -> tuple[int, int]:
    """Which couples come first to a row of their own where not all can: the married, then those who live together."""
    return {"marriage": 0, "cohabiting": 1, "other": 2, "liaison": 3}[kin.unions[union].kind], union


def _longest_paths(kin: Kin, groups: Groups) -> list[int]:
    """The highest row possible for each group, by person."""
    heads = sorted({groups.find(one) for one in range(len(kin.people))})
    row = dict.fromkeys(heads, 0)
    for _ in heads:
        moved = False
        for upper in heads:
            for lower in groups.below[upper]:
                if row[groups.find(lower)] <= row[upper]:
                    row[groups.find(lower)] = row[upper] + 1
                    moved = True
        if not moved:
            break
    return [row[groups.find(one)] for one in range(len(kin.people))]


def _edges(kin: Kin, groups: Groups) -> tuple[list[Edge], list[Edge]]:
    """Pairs of groups ``(upper, lower, weight)``: those that must keep apart, and those that should be near."""
    firm, near = set(), []
    for union, child, link in kin.ties:
        lower = groups.find(child)
        for parent in kin.partners[union]:
            upper = groups.find(parent)
            if lower in groups.under(upper):
                firm.add((upper, lower, 1))
                near.append((upper, lower, 3 if link.kind == "birth" else 2))
    for couple in kin.partners:
        if len(couple) == 2 and groups.find(couple[0]) != groups.find(couple[1]):
            ends = (groups.find(couple[0]), groups.find(couple[1]))
            upper, lower = ends if ends[1] in groups.under(ends[0]) else ends[::-1]
            near.append((upper, lower, 1))
    return sorted(firm), near


def _pull_together(kin: Kin, groups: Groups, start: list[int]) -> list[int]:
    """Shift groups, with all that hangs tightly on them, up or down while the links become shorter on the whole."""
    firm, near = _edges(kin, groups)
    heads = sorted({groups.find(one) for one in range(len(kin.people))})
    row = {head: start[head] for head in heads}

    def length() -> int:
        return sum(weight * (row[lower] - row[upper]) for upper, lower, weight in near)

    best, moved = length(), True
    while moved:
        moved = False
        for head in heads:
            for step in (1, -1):
                shifted = _tight(head, step, firm, row)
                for one in shifted:
                    row[one] += step
                if length() < best:
                    best, moved = length(), True
                    continue
                for one in shifted:
                    row[one] -= step
    return _from_zero(kin, [row[groups.find(one)] for one in range(len(kin.people))])


def _tight(head: int, step: int, firm: list[Edge], row: dict[int, int]) -> set[int]:
    """A group and all groups that have to move with it by one row."""
    moving, todo = {head}, [head]
    while todo:
        one = todo.pop()
        for upper, lower, _ in firm:
            if row[lower] - row[upper] > 1:
                continue
            pushed = lower if step > 0 and upper == one else upper if step < 0 and lower == one else None
            if pushed is not None and pushed not in moving:
                moving.add(pushed)
                todo.append(pushed)
    return moving


def _from_zero(kin: Kin, rows: list[int]) -> list[int]:
    """Families without any link between them each begin where the days of birth fit best; the top row is 0."""
    parts = _parts(kin)
    years = [one.born.year if one.born else None for one in kin.people]
    main = max(parts, key=lambda part: (len(part), -part[0])) if parts else []
    settled = list(main)
    for part in parts:
        if part is main:
            continue
        shift = _best_shift(part, settled, rows, years)
        for one in part:
            rows[one] += shift
    lowest = min(rows, default=0)
    return [row - lowest for row in rows]


def _parts(kin: Kin) -> list[list[int]]:
    """People by what holds together through unions and links."""
    boss = Groups(len(kin.people))
    for union, couple in enumerate(kin.partners):
        group = [*couple, *kin.children[union]]
        for other in group[1:]:
            boss.boss[boss.find(other)] = boss.find(group[0])
    found: dict[int, list[int]] = {}
    for one in range(len(kin.people)):
        found.setdefault(boss.find(one), []).append(one)
    return sorted(found.values(), key=lambda part: part[0])


def _best_shift(part: list[int], main: list[int], rows: list[int], years: list[int | None]) -> int:
    """By how many rows a part of its own is shifted so that its people stand among those of about their age."""
    known = [(years[one], rows[one]) for one in main]
    top, end = min(rows[one] for one in main), max(rows[one] for one in main)
    high, low = min(rows[one] for one in part), max(rows[one] for one in part)

    def strangeness(shift: int) -> int:
        apart = 0
        for one in part:
            year = years[one]
            near = [abs(year - other) for other, row in known if year and other and row == rows[one] + shift]
            apart += min(near, default=25)
        return apart

    shifts = range(top - high, max(end - low, top - high) + 1)
    return min(shifts, key=lambda shift: (strangeness(shift), shift))
