"""The order of rows that one drawing hands to the next."""

from __future__ import annotations

from alongside.ground.familymap.layout import Box, Layout, Place, remembered


def place(person: str, row: int, rank: int) -> Place:
    return Place(person, row, rank, 100.0 * rank, 150.0 * row, Box(0, 0, 1, 1), (person,))


def test_rows_are_told_from_the_top_and_from_left_to_right() -> None:
    layout = Layout((place("b", 1, 1), place("top", 0, 0), place("a", 1, 0)), (), 200, 300)
    assert layout.order() == (("top",), ("a", "b"))


def test_whoever_is_not_drawn_is_remembered_beside_the_nearest_neighbour_who_is() -> None:
    hint = (("a", "b", "c"), ("x",), ("d", "e", "f"))
    assert remembered((("c", "a"), ("e",)), hint) == (("c", "a", "b"), ("d", "e", "f"), ("x",))
    assert remembered((("b", "a"),), ()) == (("b", "a"),)
