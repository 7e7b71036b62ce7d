"""Ways of bonds: clear of third people, each kind told apart without colour, none where every way is a detour."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from alongside.ground.familymap.drawing.bondlines import STYLES, bond_word, draw_bond
from alongside.ground.familymap.drawing.bonds import CLEARANCE, Ground, way_between
from alongside.ground.familymap.ink import Sheet
from alongside.ground.familymap.layout import Box
from alongside.ground.familymap.model import BondKind
from alongside.ground.familymap.strokes import grown, length_of, touches


def ground(**at: tuple[float, float]) -> Ground:
    symbols = {person: Box(x - 20, y - 20, x + 20, y + 20) for person, (x, y) in at.items()}
    return Ground(symbols, set(symbols), [], [], [])


def test_nothing_between_means_straight() -> None:
    way = way_between("a", "b", ground(a=(0, 0), b=(200, 0)))
    assert way is not None
    assert len(way) == 2
    assert [round(x) for x, _y in way] == [22, 178]


@pytest.mark.parametrize("between", [(100.0, 0.0), (100.0, 15.0), (100.0, -25.0)])
def test_a_bond_goes_round_whoever_stands_between(between: tuple[float, float]) -> None:
    found = ground(a=(0, 0), b=(200, 0), c=between)
    way = way_between("a", "b", found)
    assert way is not None
    assert not touches(way, grown(found.symbols["c"], CLEARANCE - 1))
    assert length_of(way) < 2.5 * 160


def test_a_bond_does_not_run_along_a_line_of_the_family() -> None:
    found = ground(a=(0, 0), b=(200, 0))
    found.lines.append([(20, 0), (180, 0)])
    way = way_between("a", "b", found)
    assert way is not None
    assert min(abs(y) for _x, y in way) > 5


def test_a_bond_keeps_clear_of_words() -> None:
    found = ground(a=(0, 0), b=(300, 0))
    found.words.append(Box(100, -8, 200, 8))
    way = way_between("a", "b", found)
    assert way is not None
    assert not touches(way, found.words[0])


def test_where_every_way_is_a_detour_there_is_none() -> None:
    found = ground(a=(0, 0), b=(90, 0))
    found.words += [Box(30, -400, 60, 400), Box(-400, -60, 400, -30), Box(-400, 30, 400, 60)]
    assert way_between("a", "b", found) is None


def test_two_bonds_of_one_pair_do_not_lie_on_each_other() -> None:
    found = ground(a=(0, 0), b=(200, 0))
    first = way_between("a", "b", found)
    assert first is not None
    found.bonds.append(first)
    second = way_between("a", "b", found)
    assert second is not None
    assert max(abs(y) for _x, y in second) > 7


def test_every_kind_is_told_apart_by_its_shape() -> None:
    """G22: what is drawn differs even with all colours gone; violence and abuse also carry a word."""
    seen: dict[str, str] = {}
    for kind in get_args(BondKind):
        sheet = Sheet()
        draw_bond(sheet, kind, [(0, 0), (120, 0)], data_bond="b")
        shape = re.sub(r' (data-[a-z]+|class)="[^"]*"', "", "".join(sheet.parts))
        grey = re.sub("#[0-9a-f]{6}", "#grey", shape) + bond_word(kind)
        assert grey not in seen.values(), kind
        seen[kind] = grey
    assert set(seen) == set(STYLES)
    assert all(bond_word(kind) for kind in get_args(BondKind) if kind.endswith("abuse") or kind == "violence")


def test_bonds_with_a_direction_have_an_arrowhead_at_their_target() -> None:
    for kind, style in STYLES.items():
        assert bool(style.head) == (kind in {"caretaker", "focused", "violence"} or kind.endswith("abuse"))
