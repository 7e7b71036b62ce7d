"""The foot of a timeline in a file: every sign once, lines of words, and paper as high as both need."""

from __future__ import annotations

from datetime import date

from alongside.ground.familymap.lint import parsed
from alongside.ground.familymap.timeline.foot import with_foot
from alongside.ground.familymap.timeline.marks import Entry, Lane, arrange
from alongside.ground.familymap.timeline.svg import Heading, legend, timeline_svg

LANES = (Lane("gains", "Gains", str), Lane("life", "Life", str))


def test_signs_and_words_stand_below_the_picture() -> None:
    entries = [
        Entry("a", "gains", "Won", "Won <a prize>", date(2024, 1, 2), sign="gain"),
        Entry("b", "life", "Moved", "Moved", date(2025, 1, 2)),
    ]
    drawing = arrange(
        LANES,
        entries,
        begin=date(2023, 1, 1),
        end=date(2026, 1, 1),
        today=date(2026, 1, 1),
        undated=Lane("undated", "Day not known", str),
        width=700,
    )
    svg = timeline_svg(drawing, Heading("Timeline", "Two entries"))
    said = " ".join(["Drawn from the record"] * 12)
    whole, width, height = with_foot(svg, drawing, (said, "For the school & home"))
    root = parsed(whole)
    assert (float(root.attrib["width"]), float(root.attrib["height"])) == (width, height)
    assert height > drawing.height + 3 * 20
    for _sign, words in legend(drawing):
        assert f">{words}</text>" in whole
    lowest = max(float(one.attrib["y"]) for one in root.iter() if one.tag.endswith("text"))
    assert drawing.height < lowest < height
    assert "school &amp; home" in whole
