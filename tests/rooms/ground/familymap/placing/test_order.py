"""Ordering counts what a move changes instead of counting all anew: both must come to the same."""

from __future__ import annotations

from itertools import pairwise

import pytest

from alongside.ground.familymap.model import When
from alongside.ground.familymap.placing.blocks import options_of
from alongside.ground.familymap.placing.kin import read_kin, surely_before
from alongside.ground.familymap.placing.order import Frame, Sifter, frame_of
from alongside.ground.familymap.placing.rows import find_rows
from alongside.ground.familymap.placing.scene import Comb, set_scene
from alongside.ground.familymap.placing.starts import walked
from alongside.ground.familymap.placing.tangles import read_comb, tangles
from tests.factories.chance_families import chance_family


def frame(seed: int) -> Frame:
    kin = read_kin(chance_family(seed, 35))
    scene = set_scene(kin, find_rows(kin))
    return frame_of(scene, [options_of(scene, block) for block in scene.blocks])


@pytest.mark.parametrize("seed", [5, 18])
def test_what_a_move_is_said_to_change_is_what_it_changes(seed: int) -> None:
    told = frame(seed)
    for row in range(told.scene.height):
        blocks = walked(told).rows[row]
        for left, right in pairwise(blocks):
            sifter = Sifter(told, walked(told))
            before = sifter.cost()
            grown = sifter.pass_by(row, [left], right, 1)
            place = sifter.order.rows[row].index(left)
            sifter.order.rows[row][place : place + 2] = [right, left]
            sifter.refresh(row)
            assert sifter.cost() - before == grown


def test_sifting_never_makes_an_order_dearer_and_loses_nobody() -> None:
    told = frame(9)
    sifter = Sifter(told, walked(told))
    before, blocks = sifter.cost(), [sorted(row) for row in sifter.order.rows]
    assert sifter.sift() < before
    assert [sorted(row) for row in sifter.order.rows] == blocks


@pytest.mark.parametrize(
    ("left", "right", "crossings"),
    [((4, 5), (6, 7), 0), ((4, 6), (5, 7), 1), ((6, 7), (4, 5), 1), ((4, 7), (5, 6), 1), ((4, 5, 7), (6,), 1)],
)
def test_two_combs_cross_as_often_as_the_order_of_what_hangs_on_them_asks(
    left: tuple[int, ...], right: tuple[int, ...], crossings: int
) -> None:
    at = list(range(8))
    one, other = Comb(0, ((0, 1),), left), Comb(1, ((2, 3),), right)
    assert tangles(read_comb(one, at), read_comb(other, at)) == crossings
    assert tangles(read_comb(other, at), read_comb(one, at)) == crossings


def test_days_known_in_part_are_compared_as_far_as_they_are_known() -> None:
    assert surely_before(When(1984), When(1985))
    assert surely_before(When(1984, 2), When(1984, 3, 1))
    assert not surely_before(When(1984), When(1984, 3))
    assert not surely_before(When(1984, 3), When(1984, 3, 9))
    assert not surely_before(None, When(1984))
