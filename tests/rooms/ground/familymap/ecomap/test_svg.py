"""The drawn ecomap, read as a stranger reads it: every sign exact, and told by more than colour."""

from __future__ import annotations

import time
from xml.etree import ElementTree as Tree

import pytest

from alongside.ground.familymap.ecomap.model import Ecomap, System, Tie
from alongside.ground.familymap.ecomap.svg import EcomapOptions, draw_ecomap, draw_side_by_side
from alongside.ground.familymap.lint import SVG, parsed, strays
from tests.rooms.ground.familymap.worlds import LOPEZ, any_world


def every(root: Tree.Element, name: str) -> dict[str, Tree.Element]:
    """The elements that carry a data attribute, by its value."""
    return {one.attrib[f"data-{name}"]: one for one in root.iter() if f"data-{name}" in one.attrib}


def test_each_tie_is_drawn_as_it_is_told() -> None:
    root = parsed(draw_ecomap(LOPEZ).svg)
    ties = every(root, "tie")
    told = {name: [one.attrib[f"data-{key}"] for key in ("kind", "stressful", "energy")] for name, one in ties.items()}
    assert told == {
        "1": ["strong", "no", "both"],
        "2": ["weak", "no", "from"],
        "3": ["weak", "yes", "none"],
        "4": ["ordinary", "yes", "to"],
        "5": ["weak", "no", "none"],
        "6": ["unknown", "no", "none"],
    }
    assert {one.attrib["data-arrow"] for one in root.iter() if "data-arrow" in one.attrib} == {"1", "2", "4"}
    teeth = {name: one.attrib["d"].count("L") for name, one in ties.items()}
    assert [name for name, count in teeth.items() if count > 1] == ["4", "3"] or teeth["3"] > 3 < teeth["4"]
    assert all(count == 1 for name, count in teeth.items() if name not in "34")


def test_without_colour_every_kind_still_differs() -> None:
    ties = every(parsed(draw_ecomap(LOPEZ).svg), "tie")
    looks = {
        (
            one.attrib.get("stroke-width"),
            one.attrib.get("stroke-dasharray"),
            one.attrib["d"].count("L") > 1,
        )
        for name, one in ties.items()
        if name != "5"
    }
    assert len(looks) == 5


def test_each_system_has_a_name_for_a_screen_reader_and_can_be_reached() -> None:
    root = parsed(draw_ecomap(LOPEZ, EcomapOptions(prefix="x")).svg)
    systems = every(root, "system")
    assert {name: one.attrib["tabindex"] for name, one in systems.items()} == dict.fromkeys(
        (one.id for one in LOPEZ.systems), "0"
    )
    assert systems["benefit"].attrib["aria-label"] == (
        "Benefit office, 11 weeks (money and benefits). ordinary, stressful, the household gives, in their own words. "
        "weak, as the worker sees it"
    )
    assert systems["neighbour"].attrib["aria-label"].endswith("known, not connected, in their own words")
    assert root.attrib["aria-labelledby"] == "x-title"
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == "The world around Household"
    assert "6 people, groups and services" in "".join(root.itertext())


def test_the_legend_lists_what_is_on_the_page_and_nothing_else() -> None:
    signs = {sign for sign, _words in draw_ecomap(LOPEZ).legend}
    assert signs == {"strong", "ordinary", "weak", "unknown", "stressful", "apart", "to", "from", "both", "worker"}
    one = Ecomap("Household", systems=(System("a", "kin", "A"),), ties=(Tie("t", "a", "strong"),))
    assert draw_ecomap(one).legend == (("strong", "thick line: strong"),)
    shown = every(parsed(draw_ecomap(one).svg), "legend-sign")
    assert set(shown) == {"strong"}
    assert not every(parsed(draw_ecomap(one, EcomapOptions(legend=False)).svg), "legend-sign")


@pytest.mark.parametrize("count", [0, 1, 8, 15, 24])
def test_every_drawing_keeps_to_the_portable_subset_and_holds_everything(count: int) -> None:
    world = any_world(count, count)
    began = time.perf_counter()
    drawing = draw_ecomap(world, EcomapOptions(footer="Recorded until 3 May 2026. " * 6))
    assert time.perf_counter() - began < 1
    assert strays(drawing.svg) == ()
    root = parsed(drawing.svg)
    assert set(every(root, "system")) == {one.id for one in world.systems}
    lined = {tie.id for one in world.systems for tie in world.shown_ties(one.id) if tie.strength != "none"}
    assert set(every(root, "tie")) == lined
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    for one in root.iter(f"{SVG}circle"):
        x, y, r = (float(one.attrib[name]) for name in ("cx", "cy", "r"))
        assert left <= x - r
        assert x + r <= left + width
        assert top <= y - r
        assert y + r <= top + height


def test_names_are_escaped_and_every_script_stands_as_it_is() -> None:
    wild = Ecomap("A<b>&\x00", systems=(System('"><script>', "kin", "<script>", "جمعية الأمل"),))
    svg = draw_ecomap(wild, EcomapOptions(title="<&>")).svg
    assert "<script>" not in svg
    assert "جمعية" in svg
    assert parsed(svg).attrib["role"] == "graphics-document"


def test_side_by_side_the_same_system_stands_at_the_same_place_and_changes_are_marked() -> None:
    after = Ecomap(
        "Household",
        "six people",
        (*LOPEZ.systems[1:], System("job", "work", "Bakery")),
        (Tie("2", "school", "strong"), *LOPEZ.ties[2:]),
    )
    first, second = (parsed(one.svg) for one in draw_side_by_side(LOPEZ, after))
    places = [
        {name: (one[0].attrib["cx"], one[0].attrib["cy"]) for name, one in every(root, "system").items()}
        for root in (first, second)
    ]
    assert all(places[1][name] == at for name, at in places[0].items() if name != "choir")
    assert "choir" not in places[1]
    words = {name: "".join(one.itertext()) for name, one in every(second, "system").items()}
    assert words["job"].endswith("new")
    assert words["school"].endswith("changed")
    assert words["gp"].endswith("co")
    assert "six" in "".join(second.itertext())
    assert "changed" not in "".join(first.itertext())
