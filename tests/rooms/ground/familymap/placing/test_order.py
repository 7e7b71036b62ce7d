"""Ordering counts what a move changes instead of counting all anew: both must come to the same."""

from __future__ import annotations

from itertools import pairwise

import pytest

from alongside.ground.familymap.model import When
from alongside.ground.familymap.placing.blocks import options_of
from alongside.ground.familymap.placing.frame import Frame, frame_of
from alongside.ground.familymap.placing.kicks import Kicker
from alongside.ground.familymap.placing.kin import read_kin, surely_before
from alongside.ground.familymap.placing.order import Sifter
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
    sifter = Sifter(told, walked(told))
    for row in range(told.scene.height):
        blocks = list(sifter.order.rows[row])
        for left, right in pairwise(blocks):
            before, kept = sifter.cost(), sifter.keep(row)
            grown = sifter.pass_by(row, [left], right, 1)
            sifter.put_back(row, kept)
            assert sifter.cost() == before
            sifter.put(row, sifter.order.rows[row].index(left), 1, sifter.order.rows[row].index(right))
            assert sifter.cost() - before == grown
            assert sifter.cost() == Sifter(told, sifter.order.copy()).cost()
            sifter.put(row, sifter.order.rows[row].index(left), 1, sifter.order.rows[row].index(right))


def test_what_a_turned_block_is_said_to_change_is_what_it_changes() -> None:
    told = frame(18)
    sifter = Sifter(told, walked(told))
    turned = 0
    for block, options in enumerate(told.options):
        for option in range(len(options)):
            sifter.stand(block, option)
            turned += 1
            assert sifter.cost() == Sifter(told, sifter.order.copy()).cost()
    assert turned > len(told.options)


def test_several_blocks_that_move_together_cost_what_they_are_said_to() -> None:
    told = frame(5)
    sifter = Sifter(told, walked(told))
    long = max(range(told.scene.height), key=lambda row: len(sifter.order.rows[row]))
    many = len(sifter.order.rows[long])
    for start, to in ((0, many - 3), (many - 3, 1), (2, 0)):
        sifter.put(long, start, 3, to)
        assert sifter.cost() == Sifter(told, sifter.order.copy()).cost()


def test_kicks_break_no_birth_order_that_held_and_lose_nobody() -> None:
    told = frame(9)
    best = Sifter(told, walked(told))
    best.sift()
    blocks = [sorted(row) for row in best.order.rows]
    kicker = Kicker(told, [block for row in best.order.rows for block in row])
    rows = [list(row) for row in best.order.rows]
    for number in range(30):
        kicked = kicker.kick(best, best.crossing(), number, vain=number)
        assert [sorted(row) for row in kicked.order.rows] == blocks
        assert not kicked.broken()
    assert best.order.rows == rows, "the order kicked from stays as it was"


def test_sifting_never_makes_an_order_dearer_and_loses_nobody() -> None:
    told = frame(9)
    sifter = Sifter(told, walked(told))
    before, blocks = sifter.cost(), [sorted(row) for row in sifter.order.rows]
    assert sifter.sift() < before
    assert [sorted(row) for row in sifter.order.rows] == blocks
    assert sifter.cost() == Sifter(told, sifter.order.copy()).cost()


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
