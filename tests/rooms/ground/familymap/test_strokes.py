"""Lines as points: their length, what lies beside them, and what they touch."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.ground.familymap.layout import Box
from alongside.ground.familymap.strokes import (
    at_share,
    beside,
    cut_out,
    length_of,
    overlaps,
    sampled,
    shifted,
    shortened,
    touches,
    zigzag,
)

ANGLE = [(0.0, 0.0), (30.0, 0.0), (30.0, 40.0)]
BOX = Box(10, -5, 20, 5)


def test_places_along_a_line() -> None:
    assert length_of(ANGLE) == 70
    assert at_share(ANGLE, 0.5) == ((30.0, 5.0), (0.0, 1.0))
    assert shortened(ANGLE, 10, 10)[0] == (10.0, 0.0)
    assert shortened(ANGLE, 10, 10)[-1] == pytest.approx((30.0, 30.0))
    assert shortened(ANGLE, 40, 40) == ANGLE


@given(st.floats(min_value=3, max_value=60))
def test_points_along_a_line_are_no_further_apart_than_asked_and_keep_its_ends(step: float) -> None:
    points = sampled(ANGLE, step)
    assert (points[0], points[-1]) == (ANGLE[0], ANGLE[-1])
    assert all(length_of(pair) <= step + 1e-6 for pair in pairwise(points))


def test_a_line_moved_aside_keeps_its_distance_and_its_corners_square() -> None:
    assert shifted([(0.0, 0.0), (10.0, 0.0)], 4) == [(0.0, 4.0), (10.0, 4.0)]
    (ax, ay), (bx, by), (cx, cy) = beside(ANGLE, 4)
    assert (ay, bx) == (by, cx)
    assert (abs(ay), abs(bx - 30), cy) == (4, 4, 40)
    assert ax == 0


def test_upright_pieces_are_cut_where_words_stand() -> None:
    upright = [(15.0, -20.0), (15.0, 20.0)]
    above, below = cut_out(upright, [BOX])
    assert (above[0][1], above[-1][1], below[0][1], below[-1][1]) == (-20, -5, 5, 20)
    assert cut_out(upright, []) == [upright]


def test_what_touches_and_what_passes_by() -> None:
    assert touches([(0.0, 0.0), (30.0, 0.0)], BOX)
    assert not touches([(0.0, 6.0), (30.0, 6.0)], BOX)
    assert touches([(0.0, -20.0), (30.0, 20.0)], BOX)
    assert overlaps(BOX, Box(19, 4, 40, 40))
    assert not overlaps(BOX, Box(20, 5, 40, 40))


def test_teeth_stand_to_both_sides_and_the_ends_stay() -> None:
    teeth = zigzag([(0.0, 0.0), (60.0, 0.0)], 10, 5)
    assert (teeth[0], teeth[-1]) == ((0.0, 0.0), (60.0, 0.0))
    assert {round(y) for _x, y in teeth[1:-1]} == {5, -5}
