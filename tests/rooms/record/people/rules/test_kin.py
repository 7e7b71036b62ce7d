"""Nobody is their own ancestor, and only couples part."""

from __future__ import annotations

import pytest

from alongside.record.people.enums import CoupleEnding, RelationshipKind
from alongside.record.people.rules.kin import check_ending, elder_first, loop_through, no_loop


def test_whoever_is_the_elder_stands_first() -> None:
    assert elder_first("parent", 1, 2) == (1, 2)
    assert elder_first("adopted_child", 1, 2) == (2, 1)
    assert elder_first("foster_carer", 1, 2) is None
    assert elder_first("sibling", 1, 2) is None


def test_a_loop_is_found_through_any_number_of_generations_and_ends_the_search() -> None:
    parents = {1: [2, 3], 3: [4], 4: [5], 5: [3]}
    assert loop_through(1, 5, parents) == (1, 3, 4, 5)
    assert loop_through(1, 9, parents) == ()
    assert loop_through(1, 1, {}) == (1,)


def test_the_loop_is_named_all_round() -> None:
    assert no_loop([])
    refused = no_loop(["Ana", "Bo", "Cy"])
    assert not refused
    assert "Ana is a child of Bo, Bo is a child of Cy, Cy is a child of Ana" in str(refused.reason)


@pytest.mark.parametrize(
    ("kind", "ending", "allowed"),
    [
        ("spouse", "divorced", True),
        ("former_partner", "divorced", True),
        ("partner", "separated", True),
        ("partner", "divorced", False),
        ("parent", "separated", False),
        ("parent", "", True),
        ("spouse", "rowed", False),
    ],
)
def test_only_couples_part_and_only_the_married_divorce(kind: str, ending: str, allowed: bool) -> None:
    assert bool(check_ending(kind, ending)) is allowed


def test_every_way_to_end_is_for_some_couple() -> None:
    assert all(check_ending(RelationshipKind.SPOUSE, ending) for ending in CoupleEnding)
