"""Small counts are hidden, and enough besides that nobody works them out from the sums (Practice B14, R-34).

A table with its sums is a network: every line and every column is a place, every count flows between them, and the sums
close the round. What is hidden can be anything that keeps each place in balance. So what a reader can still work out of
a hidden count is how far it can move while all others that are hidden move with it, which is a greatest flow.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Cell = tuple[int, int]
Node = tuple[str, int]
Counts = Sequence[Sequence[int]]
Shown = tuple[tuple[int | None, ...], ...]
HIDE_BELOW = 11
"""Counts from 1 to 10 are hidden; what is nought is shown."""


def shown(counts: Counts, *, below: int = HIDE_BELOW) -> Shown:
    """The table with a line and a column of sums, None where a count is hidden.

    Hidden is every count from 1 to ``below`` - 1, and whatever else must be so that each of these can still be one of
    at least ``below`` // 2 + 1 numbers for whoever knows all that is shown and that what is hidden is not nought. A
    line or a column with a small sum is hidden whole: its noughts would tell what its few are like.
    """
    table = Table(with_sums(counts))
    small = sorted(cell for cell, value in table.values.items() if 0 < value < below)
    table.hidden.update(small)
    width = below // 2
    for cell in small:
        while table.room(cell) < width:
            more = table.cheapest_round(cell, width)
            if not more - table.hidden:
                table.hidden.update(one for one, value in table.values.items() if value)
                break
            table.hidden |= more
    table.hidden |= table.beside(small)
    lines, columns = table.size
    return tuple(
        tuple(None if (line, column) in table.hidden else table.values[line, column] for column in range(columns))
        for line in range(lines)
    )


def with_sums(counts: Counts) -> list[list[int]]:
    """The counts with the sum of each line at its end, and a last line of the sums of each column."""
    lines = [[*line, sum(line)] for line in counts]
    return [*lines, [sum(column) for column in zip(*lines, strict=True)]]


@dataclass
class Table:
    """A table with its sums, and which of its cells are hidden."""

    rows: Counts
    hidden: set[Cell] = field(default_factory=set)

    @property
    def size(self) -> tuple[int, int]:
        """How many lines and columns, those of sums included."""
        return len(self.rows), len(self.rows[0])

    @property
    def values(self) -> Mapping[Cell, int]:
        """Every cell with its count."""
        return {(i, j): value for i, line in enumerate(self.rows) for j, value in enumerate(line)}

    def ends(self, cell: Cell) -> tuple[Node, Node]:
        """From which place to which a count flows: from its line to its column, and sums the other way."""
        lines, columns = self.size
        line, column = ("line", cell[0]), ("column", cell[1])
        is_sum = (cell[0] == lines - 1) != (cell[1] == columns - 1)
        return (column, line) if is_sum else (line, column)

    def beside(self, small: Iterable[Cell]) -> set[Cell]:
        """Every cell of a line or a column whose sum is one of the small."""
        last_line, last_column = (number - 1 for number in self.size)
        lines = {line for line, column in small if column == last_column}
        columns = {column for line, column in small if line == last_line}
        return {cell for cell in self.values if cell[0] in lines or cell[1] in columns}

    def room(self, cell: Cell) -> int:
        """How far a hidden count can move, up and down together, as far as whoever reads the table can tell."""
        begin, end = self.ends(cell)
        most = 10 * sum(abs(value) for value in self.values.values()) + 10
        down = min(self.values[cell] - 1, self._flow(begin, end, cell, most))
        return down + self._flow(end, begin, cell, most)

    def _flow(self, begin: Node, end: Node, without: Cell, most: int) -> int:
        """The greatest flow from one place to another over hidden cells: up without end, down until one is left."""
        left: dict[Node, dict[Node, int]] = {}
        for cell in self.hidden - {without}:
            one, other = self.ends(cell)
            ways, back = left.setdefault(one, {}), left.setdefault(other, {})
            ways[other] = ways.get(other, 0) + most
            back[one] = back.get(one, 0) + self.values[cell] - 1
        total = 0
        while total < most and (path := _way(left, begin, end)):
            push = min(left[one][other] for one, other in path)
            for one, other in path:
                left[one][other] -= push
                left[other][one] = left[other].get(one, 0) + push
            total += push
        return min(total, most)

    def cheapest_round(self, cell: Cell, width: int) -> set[Cell]:
        """Cells that, hidden with this one, let it move up by ``width``: the fewest counts lost; empty if none.

        A round leads from where the count ends back to where it begins; a cell that is walked backwards must be able
        to fall by ``width``.
        """
        end, begin = self.ends(cell)
        found: dict[Node, tuple[int, set[Cell]]] = {begin: (0, set())}
        queue: list[tuple[int, Node]] = [(0, begin)]
        while queue:
            cost, here = heapq.heappop(queue)
            if here == end:
                return found[here][1] | {cell}
            for other, value in self.values.items():
                one, two = self.ends(other)
                falls = here == two and value - 1 >= width
                if other == cell or value == 0 or not (here == one or falls):
                    continue
                there = two if here == one else one
                so_far = cost + (0 if other in self.hidden else value)
                if there not in found or so_far < found[there][0]:
                    found[there] = (so_far, found[here][1] | {other})
                    heapq.heappush(queue, (so_far, there))
        return set()


def _way(left: Mapping[Node, Mapping[Node, int]], begin: Node, end: Node) -> list[tuple[Node, Node]]:
    """A way from one place to another over what is left, as its steps; empty when there is none."""
    came: dict[Node, Node] = {begin: begin}
    queue = deque([begin])
    while queue:
        here = queue.popleft()
        if here == end:
            break
        for there, room in left.get(here, {}).items():
            if room > 0 and there not in came:
                came[there] = here
                queue.append(there)
    path: list[tuple[Node, Node]] = []
    here = end
    while here in came and here != begin:
        path.append((came[here], here))
        here = came[here]
    return path[::-1]
