"""The front end is laid out as the pages expect it."""

from __future__ import annotations

import re

import pytest

from scripts import build_frontend as front

pytestmark = pytest.mark.committed


def test_every_icon_of_the_list_is_in_the_sprite() -> None:
    sprite = (front.VENDOR / "icons.svg").read_text(encoding="utf-8")
    assert re.findall(r'<symbol id="i-([\w-]+)"', sprite) == front.icon_names()
    assert sprite.count('stroke-width="1.75"') == len(front.icon_names())
    assert "<!--" not in sprite


def test_an_icon_that_does_not_exist_names_its_neighbours() -> None:
    with pytest.raises(
        front.BuildStopped, match=r"no Tabler outline icon “hearts-handshake”; near it: .*heart-handshake"
    ):
        front.symbol("hearts-handshake")


def test_every_face_has_its_file_and_its_range() -> None:
    rules = (front.VENDOR / "fonts.css").read_text(encoding="utf-8")
    files = re.findall(r"url\(fonts/([\w.-]+)\)", rules)
    assert sorted(files) == sorted(path.name for path in (front.VENDOR / "fonts").iterdir())
    assert rules.count("unicode-range") == rules.count("font-display: swap") == len(files) == 15


def test_the_letters_of_names_have_a_small_file_that_is_asked_first() -> None:
    rules = (front.VENDOR / "fonts.css").read_text(encoding="utf-8")
    assert rules.rindex("source-sans-3-names.woff2") > rules.rindex("source-sans-3-latin-ext-wght-normal.woff2")
    small = (front.VENDOR / "fonts" / "source-sans-3-names.woff2").stat().st_size
    assert small < 20_000
    assert {ord(letter) for letter in "āčđęğłőřșțžŋ"} <= front.letters_of(front.NAMES)


def test_every_part_has_its_licence_beside_it() -> None:
    written = {path.stem: path.read_text(encoding="utf-8") for path in (front.VENDOR / "licences").iterdir()}
    assert set(written) == set(front.LICENCES)
    assert "SIL Open Font License" in written["literata"]
    assert "MIT License" in written["tabler-icons"]


def test_the_lock_names_digests_and_no_registry() -> None:
    lock = (front.ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert lock.count('"integrity"') == 5


def test_nothing_is_done_twice() -> None:
    assert front.build(force=False) is False
