"""The documentation keeps step with the code (contract 7): generated pages, pictures, links, decisions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.build_docs import pages, stale
from tests.house.reading import ROOT

DOCS = ROOT / "docs"
PICTURES = DOCS / "manual" / "pictures"
WRITTEN = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")
HEADINGS = ("## Context", "## Decision", "## Consequences")
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))


def links(path: Path) -> list[tuple[bool, Path]]:
    """What a page shows (True) and links to, inside this repository."""
    found = LINK.findall(path.read_text(encoding="utf-8"))
    return [
        (mark == "!", (path.parent / target.split("#")[0]).resolve())
        for mark, target in found
        if "://" not in target and not target.startswith(("#", "mailto:"))
    ]


def test_generated_pages_are_current() -> None:
    names = [str(path.relative_to(ROOT)) for path in stale()]
    assert not names, f"Run make docs: {', '.join(names)}"


def test_the_check_notices_a_page_that_was_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "events.md"
    make = pages()[DOCS / "reference" / "events.md"]
    monkeypatch.setattr("scripts.build_docs.pages", lambda: {page: make})
    assert list(stale()) == [page]
    page.write_text(make().rstrip() + "\n", encoding="utf-8")
    assert not stale()
    page.write_text("Something else.\n", encoding="utf-8")
    assert list(stale()) == [page]


@pytest.mark.skipif(not PICTURES.exists(), reason="no walk has taken a picture yet")
def test_every_picture_is_shown_and_every_shown_picture_is_there() -> None:
    shown = {target for path in WRITTEN for is_picture, target in links(path) if is_picture}
    taken = set(PICTURES.glob("*.png"))
    assert not sorted(path.name for path in taken - shown), "Run make docs"
    assert not sorted(path.name for path in shown if not path.exists())


def test_every_link_leads_somewhere() -> None:
    dead = [
        f"{path.relative_to(ROOT)} -> {target}"
        for path in WRITTEN
        for is_picture, target in links(path)
        if not is_picture and not target.exists()
    ]
    assert not dead


def test_a_decision_says_context_decision_and_consequences() -> None:
    for path in DECISIONS:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if line.startswith("## ")] == list(HEADINGS), path.name
        assert lines[0].startswith(f"# {int(path.name[:4])}. "), path.name
        assert len(lines) <= 40, path.name


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_no_page_names_a_place_on_somebodys_machine() -> None:
    places = re.compile(r"(?<![\w.])/(?:home|root|work|tmp|Users)/")
    assert not [str(path.relative_to(ROOT)) for path in WRITTEN if places.search(path.read_text(encoding="utf-8"))]
