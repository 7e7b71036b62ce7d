"""Where systems stand (G28): nothing touches, no tie comes near a third system, and places are kept."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from alongside.ground.familymap.ecomap.model import Ecomap
from alongside.ground.familymap.ecomap.places import CLEAR, GAP, Places, distance, find_places, fitted, lines_of
from tests.rooms.ground.familymap.worlds import LOPEZ, any_world


def faults(places: Places) -> list[str]:
    """What is wrong with places, told without the code that finds them."""
    found, discs = [], places.systems
    for (first, one), (second, other) in combinations(discs.items(), 2):
        if math.dist((one.x, one.y), (other.x, other.y)) < one.radius + other.radius + GAP - 0.1:
            found.append(f"{first} touches {second}")
    for name, one in discs.items():
        if math.dist((one.x, one.y), (0, 0)) < one.radius + places.centre.radius + 40:
            found.append(f"{name} is too close to the middle")
        for other_name, other in discs.items():
            near = min(math.dist((one.x * t / 50, one.y * t / 50), (other.x, other.y)) for t in range(51))
            if name != other_name and near < other.radius + CLEAR - 6:
                found.append(f"the tie of {name} comes near {other_name}")
    return found


@pytest.mark.parametrize("count", [0, 1, 2, 3, 8, 9, 10, 12, 13, 15, 20, 24])
def test_nothing_touches_and_no_tie_comes_near_a_third_system(count: int) -> None:
    for seed in range(3):
        world = any_world(count, seed)
        places = find_places(world)
        assert set(places.systems) == {one.id for one in world.systems}
        assert faults(places) == []


def test_fifteen_systems_are_placed_in_time_and_the_same_each_time() -> None:
    world = any_world(15)
    began = time.perf_counter()
    first = find_places(world)
    assert time.perf_counter() - began < 0.5
    assert first == find_places(replace(world, systems=tuple(reversed(world.systems))))


def test_what_is_alike_stands_side_by_side() -> None:
    world = any_world(12, 5)
    kinds = {one.id: one.kind for one in world.systems}
    order = [kinds[name] for name in find_places(world).order]
    runs = 1 + sum(one != other for one, other in pairwise(order))
    assert runs <= len(set(order)) + 1


def test_two_ecomaps_share_their_places_and_an_earlier_order_is_kept() -> None:
    after = replace(LOPEZ, systems=LOPEZ.systems[1:])
    both = find_places(LOPEZ, after)
    assert set(both.systems) == {one.id for one in LOPEZ.systems}
    hint = ("gp", "choir", "landlord", "school")
    order = find_places(LOPEZ, hint=hint).order
    assert tuple(name for name in order if name in hint) == hint


def test_words_stay_inside_their_circle_and_only_the_longest_are_cut() -> None:
    for label, detail in (
        ("Choir", ""),
        ("Benefit office", "11 weeks"),
        ("Wellbeing Service of the North", "Thursdays"),
    ):
        disc = fitted(label, detail, 40, 64)
        assert " ".join((*disc.name, *disc.detail)) == f"{label} {detail}".strip()
        assert all(abs(middle) < disc.radius for _words, _size, middle in lines_of(disc))
    long = fitted("Word " * 60, "more " * 60, 40, 64)
    assert long.radius == 64
    assert (*long.name, *long.detail)[-1].endswith("…")


def test_the_distance_from_a_piece_ends_with_the_piece() -> None:
    assert distance((0, 0), (10, 0), (5, 3)) == 3
    assert distance((0, 0), (10, 0), (14, 3)) == 5
    assert distance((0, 0), (0, 0), (3, 4)) == 5


def test_nobody_around_leaves_the_middle_alone() -> None:
    places = find_places(Ecomap("Household"))
    assert (places.systems, places.order) == ({}, ())
    assert places.reach()[0] == places.centre.radius
