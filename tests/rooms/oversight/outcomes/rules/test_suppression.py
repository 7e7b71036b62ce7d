"""No hidden count can be worked out: an attacker who tries every table that fits never finds one answer only (R-34)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.oversight.outcomes.rules.suppression import Shown, Table, shown, with_sums

REACH = 6
"""So far from the truth the attacker of the tests tries; enough to see that there is another answer."""


def fitting(table: Shown, truth: list[list[int]]) -> Iterator[dict[tuple[int, int], int]]:
    """Every table near the truth that fits what is shown, as its hidden counts, those of sums too."""
    height, width = len(table) - 1, len(table[0]) - 1
    inner = [(i, j) for i in range(height) for j in range(width) if table[i][j] is None]

    def choose(place: int, found: dict[tuple[int, int], int]) -> Iterator[dict[tuple[int, int], int]]:
        if place == len(inner):
            whole = {(i, j): found.get((i, j), table[i][j] or 0) for i in range(height) for j in range(width)}
            sums = with_sums([[whole[i, j] for j in range(width)] for i in range(height)])
            if all(table[i][j] in (None, sums[i][j]) for i in range(height + 1) for j in range(width + 1)):
                yield {(i, j): sums[i][j] for i in range(height + 1) for j in range(width + 1) if table[i][j] is None}
            return
        i, j = inner[place]
        for step in sorted(range(-REACH, REACH + 1), key=abs, reverse=True):
            if truth[i][j] + step >= min(1, truth[i][j]):
                yield from choose(place + 1, {**found, (i, j): truth[i][j] + step})

    return choose(0, {})


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 25), min_size=2, max_size=2), min_size=1, max_size=2), st.sampled_from([5, 11]))
def test_no_small_count_has_one_answer_only(counts: list[list[int]], below: int) -> None:
    table, sums = shown(counts, below=below), with_sums(counts)
    small = {(i, j) for i, line in enumerate(sums) for j, value in enumerate(line) if 0 < value < below}
    assert all(table[i][j] is None for i, j in small)
    assert all(value in (None, sums[i][j]) for i, line in enumerate(table) for j, value in enumerate(line))
    few_lines, few_columns = {i for i, j in small if j == len(sums[0]) - 1}, {j for i, j in small if i == len(sums) - 1}
    for i, line in enumerate(sums):
        for j, value in enumerate(line):
            few = i in few_lines or j in few_columns
            assert table[i][j] is None or not few, "what the few are like is not told either"
            assert value or table[i][j] == (None if few else 0)
    open_yet = set(small)
    for answer in fitting(table, counts):
        open_yet -= {cell for cell in open_yet if answer[cell] != sums[cell[0]][cell[1]]}
        if not open_yet:
            break
    assert open_yet == set()


@given(st.lists(st.lists(st.integers(0, 60), min_size=4, max_size=4), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_each_small_count_keeps_its_room_in_larger_tables(counts: list[list[int]]) -> None:
    found = shown(counts)
    table = Table(with_sums(counts))
    table.hidden = {(i, j) for i, line in enumerate(found) for j, value in enumerate(line) if value is None}
    for cell in table.hidden:
        if 0 < table.values[cell] < 11:
            assert table.room(cell) >= 5, cell


def test_the_worked_example_is_hidden_as_the_book_says() -> None:
    assert shown([[14, 3, 22], [31, 12, 7], [18, 25, 16]]) == (
        (14, None, None, 39),
        (31, None, None, 50),
        (18, 25, 16, 59),
        (63, 40, 45, 148),
    )


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ([[0, 0]], ((0, 0, 0), (0, 0, 0))),
        ([[3]], ((None, None), (None, None))),
        ([[40, 50]], ((40, 50, 90), (40, 50, 90))),
        ([[3, 0, 50]], ((None, 0, None, 53), (None, 0, None, 53))),
        ([[3, 0, 0], [40, 30, 0]], ((None, None, None, None), (None, 30, 0, None), (43, 30, 0, 73))),
        ([[10, 11]], ((None, None, 21), (None, None, 21))),
    ],
)
def test_small_tables(counts: list[list[int]], found: Shown) -> None:
    assert shown(counts) == found


def test_hiding_the_small_ones_alone_would_tell_them() -> None:
    """The trial can fail: with nothing hidden besides, there is one answer, and no room is seen."""
    table = Table(with_sums([[14, 3, 22], [31, 12, 7], [18, 25, 16]]), {(0, 1), (1, 2)})
    assert [table.room(cell) for cell in ((0, 1), (1, 2))] == [0, 0]
