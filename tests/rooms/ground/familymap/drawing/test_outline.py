"""Outlines of households: everybody who lives there inside, nobody else, in as few pieces as the truth allows."""

from __future__ import annotations

from random import Random

from alongside.ground.familymap.drawing.check import within
from alongside.ground.familymap.drawing.outline import CLEAR, Piece, pieces_of, rows_of
from alongside.ground.familymap.layout import Box, Place, Point
from alongside.ground.familymap.strokes import grown, touches


def standing(*rows: str) -> tuple[list[Place], dict[str, Box]]:
    places, cells = [], {}
    for row, told in enumerate(rows):
        for rank, person in enumerate(told.split()):
            if person != "-":
                box = Box(112 * rank, 150 * row, 112 * rank + 96, 150 * row + 75)
                places.append(Place(person, row, rank, box.left + 48, box.top + 20, box, ()))
                cells[person] = box
    return places, cells


def pieces(members: str, *rows: str) -> tuple[Piece, ...]:
    places, cells = standing(*rows)
    found = pieces_of(frozenset(members.split()), rows_of(places, cells))
    assert_true(found, frozenset(members.split()), cells)
    return found


def assert_true(found: tuple[Piece, ...], members: frozenset[str], cells: dict[str, Box]) -> None:
    """Every member inside one piece, nobody else in any."""
    told: list[str] = [person for piece in found for person in piece.people]
    assert sorted(told) == sorted(members)
    for person, box in cells.items():
        corners: list[Point] = [
            (box.left, box.top),
            (box.right, box.top),
            (box.right, box.bottom),
            (box.left, box.bottom),
        ]
        for piece in found:
            loops = [list(loop) for loop in piece.loops]
            if person in piece.people:
                assert all(within(corner, loops) for corner in corners)
            else:
                assert not any(within(corner, loops) for corner in corners)
                assert not any(touches([*loop, loop[0]], grown(box, CLEAR - 1)) for loop in loops)


def test_neighbours_share_one_plain_outline() -> None:
    (one,) = pieces("a b", "a b c")
    assert len(one.loops) == 1
    assert len(one.loops[0]) == 4


def test_parents_and_children_are_joined_across_the_gap() -> None:
    assert len(pieces("a b d e", "a b c", "d e f")) == 1
    assert len(pieces("a f", "a b c", "d e f")) == 1


def test_an_outline_goes_round_somebody_who_lives_elsewhere() -> None:
    (one,) = pieces("a c", "a b c")
    assert "b" not in one.people


def test_a_grandparent_and_a_grandchild_are_joined_past_the_row_between() -> None:
    assert len(pieces("a z", "a b", "c d e", "x y z")) == 1


def test_an_outline_with_somebody_else_in_its_middle_has_a_hole_or_goes_round() -> None:
    members = "a b c d f g h i"
    found = pieces(members, "a b c", "d e f", "g h i")
    assert len(found) == 1


def test_two_who_live_far_apart_are_two_pieces_each_with_its_people() -> None:
    row = "a " + " ".join(f"n{number}" for number in range(14)) + " z"
    found = pieces("a z", row)
    assert [piece.people for piece in found] in ([("a",), ("z",)], [("a", "z")])


def test_nobody_has_no_outline() -> None:
    places, cells = standing("a b")
    assert pieces_of(frozenset(), rows_of(places, cells)) == ()


def test_any_members_of_any_rows_are_outlined_truly() -> None:
    chance = Random(5)  # noqa: S311  # rows of any kind, the same each time
    for _try in range(60):
        people = iter(f"p{number}" for number in range(100))
        rows = [
            " ".join(next(people) if chance.random() < 0.8 else "-" for _place in range(chance.randint(2, 8)))
            for _row in range(chance.randint(1, 4))
        ]
        everybody = [one for row in rows for one in row.split() if one != "-"]
        if everybody:
            pieces(" ".join(one for one in everybody if chance.random() < 0.4), *rows)
