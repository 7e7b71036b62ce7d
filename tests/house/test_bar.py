"""The page of the bar names tests that are there, and says in words what is not shown."""

from __future__ import annotations

import re

from tests.drills.broken import BREAKS
from tests.house.reading import ROOT
from tests.house.test_asvs import TEST

PAGE = ROOT / "docs" / "reference" / "bar.md"
LINE = re.compile(r"^\| (?P<name>R-\d\d) \| (?P<what>[^|]+) \| (?P<shown>[^|]*) \| ?(?P<missing>[^|]*) ?\|$", re.M)
WANTED = [*range(1, 49), *range(53, 61), 62]


def test_every_demand_stands_there_once() -> None:
    names = [line["name"] for line in LINE.finditer(PAGE.read_text(encoding="utf-8"))]
    assert names == [f"R-{number:02}" for number in WANTED]


def test_every_named_test_is_there() -> None:
    missing = []
    for path, name in re.findall(r"`(tests/[\w/]+(?:\.py)?)(?:::(\w+))?`", PAGE.read_text(encoding="utf-8")):
        place = ROOT / path
        told = place.read_text(encoding="utf-8") if place.is_file() else ""
        if not place.exists() or (name and not re.search(rf"^def {name}\(", told, re.M)):
            missing.append(f"{path}::{name}")
    assert not missing


def test_what_no_test_shows_is_said() -> None:
    for line in LINE.finditer(PAGE.read_text(encoding="utf-8")):
        assert TEST.search(line["shown"]) or len(line["missing"]) > 40, line["name"]


def test_what_is_broken_on_purpose_is_there_and_its_test_is_the_bar_s() -> None:
    shown = {line["name"]: line["shown"] for line in LINE.finditer(PAGE.read_text(encoding="utf-8"))}
    for one in BREAKS:
        assert one.test.partition("::")[0] in shown[one.demand], one
        for path, old, _new in one.edits:
            assert old in (ROOT / path).read_text(encoding="utf-8"), (one.words, path)
