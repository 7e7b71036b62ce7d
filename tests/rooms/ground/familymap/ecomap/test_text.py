"""The ecomap in words holds every tie that there is, drawn or not."""

from __future__ import annotations

from dataclasses import astuple, replace

from alongside.ground.familymap.ecomap.model import System
from alongside.ground.familymap.ecomap.text import columns, table
from tests.rooms.ground.familymap.worlds import LOPEZ, any_world


def test_each_tie_has_its_row_and_each_system_at_least_one() -> None:
    for world in (LOPEZ, any_world(24)):
        rows = table(world)
        assert {row.tie for row in rows} - {""} == {one.id for one in world.ties}
        assert {row.system for row in rows} == {one.id for one in world.systems}


def test_a_row_tells_everything_in_words() -> None:
    told = {row.tie: astuple(row)[2:] for row in table(LOPEZ)}
    assert told["4"] == (
        "Benefit office",
        "money and benefits",
        "11 weeks",
        "ordinary",
        "stressful",
        "the household gives",
        "in their own words",
        "2026-03",
        "",
    )
    assert told["1"][-1] == "They carry us."
    assert len(told["4"]) == len(columns())


def test_a_system_of_which_nobody_has_said_anything_is_there_too() -> None:
    row = table(replace(LOPEZ, systems=(System("x", "law", "Court"),), ties=()))[0]
    assert (row.name, row.strength, row.rated_by) == ("Court", "known, not connected", "")
