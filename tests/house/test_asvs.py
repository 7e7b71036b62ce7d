"""The page of ASVS requirements names tests that are there, and gives a reason where it names none."""

from __future__ import annotations

import re

from tests.house.reading import ROOT

PAGE = ROOT / "docs" / "reference" / "asvs.md"
LINE = re.compile(r"^\| (?P<ids>V[\d., Vto]+) \| (?P<what>[^|]+) \| (?P<shown>[^|]+) \|$", re.M)
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
WANTED = (
    *("V1.2.10", "V1.3.6", "V2.3.2", "V2.4.1", "V3.3.3", "V3.4.3", "V3.4.6", "V3.4.7", "V3.4.8", "V3.5.8", "V3.6.1"),
    *("V4.1.3", "V6.3.3", "V6.3.4", "V6.3.6", "V6.3.8", "V7.4.2", "V7.5.3", "V8.2.2", "V8.2.3", "V8.3.2", "V8.3.3"),
    *("V8.4.1", "V13.2.2", "V14.3.2", "V14.3.3", "V15.1.2", "V16.3.2", "V16.4.2", "V16.5.1"),
)


def test_every_named_test_is_there() -> None:
    missing = []
    for path, name in TEST.findall(PAGE.read_text(encoding="utf-8")):
        file = ROOT / path
        if not file.is_file() or (name and not re.search(rf"^def {name}\(", file.read_text(encoding="utf-8"), re.M)):
            missing.append(f"{path}::{name}")
    assert not missing


def test_every_requirement_has_a_test_or_a_reason() -> None:
    text = PAGE.read_text(encoding="utf-8")
    lines = list(LINE.finditer(text))
    assert len(lines) == sum(line.startswith("| V") for line in text.splitlines())
    assert len(lines) >= 80
    for line in lines:
        assert TEST.search(line["shown"]) or len(line["shown"]) > 30, line["ids"]


def test_the_ones_that_bind_most_are_listed() -> None:
    listed = {
        name
        for line in LINE.finditer(PAGE.read_text(encoding="utf-8"))
        for name in re.findall(r"V[\d.]+\d", line["ids"])
    }
    assert not [name for name in WANTED if name not in listed]
