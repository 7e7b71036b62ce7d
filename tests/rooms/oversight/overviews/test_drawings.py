"""Drawings on paper: the smallest on which their letters can be read."""

from __future__ import annotations

import pytest

from alongside.oversight.overviews.drawings import laid_for


@pytest.mark.parametrize(
    ("width", "height", "form", "sheets"), [(500, 400, "a4", 1), (1400, 700, "a3", 1), (3000, 700, "a4", 3)]
)
def test_a_drawing_takes_the_smallest_paper_on_which_it_can_be_read(
    width: float, height: float, form: str, sheets: int
) -> None:
    laid = laid_for(width, height)
    assert (laid.format, laid.columns * laid.rows) == (form, sheets)
    assert laid.scale * 11 >= 7
