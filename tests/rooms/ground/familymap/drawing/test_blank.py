"""The empty sheet: room for three generations, what the signs mean, and nothing that only a browser understands."""

from __future__ import annotations

from xml.etree import ElementTree

from alongside.ground.familymap.drawing.blank import PLACES, TAUGHT, blank_sheet
from alongside.ground.familymap.drawing.notation import PROFILES, sign_words
from alongside.ground.familymap.lint import strays

SVG = "{http://www.w3.org/2000/svg}"


def test_the_sheet_has_room_for_everybody_and_tells_every_sign_it_teaches() -> None:
    for profile in PROFILES.values():
        svg = blank_sheet(profile)
        root = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
        faint = [one for one in root.iter(f"{SVG}path") if one.get("stroke-dasharray") == "2 3"]
        assert len(faint) == 2 * sum(PLACES)
        said = {one.text for one in root.iter(f"{SVG}text")}
        assert {sign_words(key) for key in TAUGHT} <= said
        assert strays(svg) == ()
