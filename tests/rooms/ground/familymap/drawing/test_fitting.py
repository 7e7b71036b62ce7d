"""Paper by computed letters: A4 as long as they can be read, then A3, then sheets to be put together."""

from __future__ import annotations

import pytest

from alongside.ground.familymap.drawing.fitting import A4, EDGE, LEAST, NATURAL, paper_for
from alongside.ground.familymap.ink import WORD_SIZE
from alongside.ground.familymap.layout import CELL, MARGIN


def test_small_families_are_not_blown_up() -> None:
    paper = paper_for(500, 300)
    assert (paper.format, paper.scale, paper.columns, paper.rows) == ("a4", NATURAL, 1, 1)


def test_ten_in_a_row_go_on_one_sheet_of_a4() -> None:
    """G15: A4 if the widest row is at most ten."""
    paper = paper_for(10 * CELL + 2 * MARGIN + 28, 640)
    assert (paper.format, paper.across) == ("a4", True)
    assert paper.letters >= LEAST


@pytest.mark.parametrize("width", range(300, 6000, 190))
@pytest.mark.parametrize("height", [250, 700, 1300, 3000])
def test_letters_are_never_smaller_than_seven_points_and_all_of_it_fits(width: int, height: int) -> None:
    paper = paper_for(width, height)
    assert paper.letters >= LEAST
    assert paper.letters == pytest.approx(paper.scale * WORD_SIZE)
    short, long = (side * (2**0.5 if paper.format == "a3" else 1) for side in A4)
    breadth, tall = (long, short) if paper.across else (short, long)
    assert paper.columns * (breadth - 2 * EDGE) >= width * paper.scale * 0.97
    assert paper.rows * (tall - 2 * EDGE) >= height * paper.scale * 0.97
    assert (paper.format == "tiles") == (paper.columns * paper.rows > 1)
