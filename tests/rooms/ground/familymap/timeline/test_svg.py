"""The picture itself: the portable subset, every mark named and reachable, every text escaped, signs told by shape."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree as Tree

from alongside.ground.familymap.lint import strays
from alongside.ground.familymap.timeline.marks import UNDATED, Drawing, Entry, Lane, arrange
from alongside.ground.familymap.timeline.svg import Heading, legend, symbol, timeline_svg

TODAY = date(2026, 11, 22)
DAY = date(2024, 5, 1)
BAD = '<b>"Ann" & \u202eعمر\u0301'
FOUND = [
    Entry("gain", "gains", "Reads", "1 May 2024. Reads.", DAY, sign="gain", url="/cases/1/?a=1&b=2"),
    Entry("turn", "decisions", BAD, BAD, date(2025, 1, 1), sign="turn", url="/x/"),
    Entry("up", "measures", "Calm: 1", "Calm.", date(2020, 1, 1), sign="up"),
    Entry("down", "measures", "Calm: 0", "Calm.", date(2022, 1, 1), sign="down"),
    Entry("dot", "life", "Moved", "Moved.", date(2021, 1, 1)),
    Entry("vague", "life", "Lost", "Lost.", date(2017, 1, 1), date(2017, 12, 31), vague=True),
    Entry("span", "placements", "Home", "Home.", date(2018, 1, 1), span=True),
    Entry("never", "life", "As a girl", "As a girl.", None),
    *(Entry(f"c{n}", "contacts", "Visit to the whole family", "Visit.", date(2024, 1, 1 + n)) for n in range(12)),
]  # fmt: skip
KEYS = ("gains", "life", "placements", "orders", "contacts", "measures", "decisions", "consents")


def drawing() -> Drawing:
    lanes = [Lane(key, f"Lane of {key}", lambda n: f"{n} contacts") for key in KEYS]
    undated = Lane(UNDATED, "Day not known", str)
    return arrange(lanes, FOUND, begin=date(2014, 1, 1), end=date(2027, 1, 1), today=TODAY, undated=undated)


def test_the_picture_keeps_to_the_portable_subset_and_names_every_mark() -> None:
    svg = timeline_svg(drawing(), Heading("Time <of> Ann", "In words & signs"))
    root = Tree.fromstring(svg)  # noqa: S314 - our own text
    assert strays(svg) == ()
    assert root.attrib["role"] == "graphics-document"
    assert [one.text for one in root][:2] == ["Time <of> Ann", "In words & signs"]
    marks = [one for one in root.iter() if "data-entries" in one.attrib]
    assert {key for one in marks for key in one.attrib["data-entries"].split()} == {one.key for one in FOUND}
    assert all(one.attrib["tabindex"] == "0" and one.attrib["aria-label"] for one in marks)
    assert BAD in {one.attrib["aria-label"] for one in marks}
    assert any(one.attrib["aria-label"].startswith("12 contacts: ") for one in marks)


def test_on_a_page_each_mark_opens_what_it_stands_for() -> None:
    root = Tree.fromstring(timeline_svg(drawing(), Heading("Time", "Words"), links=True))  # noqa: S314 - our own text
    links = {one.attrib["data-entries"]: one.attrib["href"] for one in root.iter() if "href" in one.attrib}
    several = " ".join(f"c{number}" for number in range(12))
    assert links == {"gain": "/cases/1/?a=1&b=2", "turn": "/x/", several: "#c0"}
    there = timeline_svg(drawing(), Heading("Time", "Words"), links=True, many="?mark={key}&x=1#lines")
    assert 'href="?mark=c0&amp;x=1#lines"' in there


def test_the_key_lists_the_signs_that_are_there_each_with_its_own_shape() -> None:
    signs = [sign for sign, _words in legend(drawing())]
    assert signs == ["gain", "turn", "up", "down", "dot", "span", "vague", "many"]
    shapes = {re.sub(r' class="[^"]*"| fill="[^"]*"| stroke="[^"]*"', "", symbol(sign)) for sign in signs}
    assert len(shapes) == len(signs)
    lanes = [Lane("life", "Life", str)]
    few = arrange(lanes, [FOUND[4]], begin=DAY.replace(year=2020), end=TODAY, today=TODAY, undated=lanes[0])
    assert [sign for sign, _words in legend(few)] == ["dot"]
