"""Looking at a page: pictures for the manual, and what an automatic reader finds fault with."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from playwright.sync_api import Locator, Page

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "manual" / "pictures"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DESK, PHONE = (1440, 900), (390, 844)


def screenshot(page: Page, name: str) -> None:
    """Write ``docs/manual/pictures/<name>.png`` as on a desk and ``<name>-phone.png`` as on a phone, each whole.

    A picture that is there stays, so that a run of the walks changes nothing; ``ALONGSIDE_PICTURES=1`` takes all anew.
    """
    if (PICTURES / f"{name}-phone.png").exists() and os.environ.get("ALONGSIDE_PICTURES") != "1":
        return
    PICTURES.mkdir(parents=True, exist_ok=True)
    before = page.viewport_size
    for (width, height), ending in ((DESK, ""), (PHONE, "-phone")):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("scrollTo(0, 0)")
        page.wait_for_timeout(200)
        page.screenshot(path=PICTURES / f"{name}{ending}.png", full_page=True, animations="disabled")
    if before:
        page.set_viewport_size(before)


@lru_cache(maxsize=1)
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


def axe(page: Page, *, leave_out: Sequence[str] = (), only: Sequence[str] = ()) -> list[str]:
    """What an automatic reader finds against WCAG 2.2 AA on the page, in one line each; empty when nothing.

    ``leave_out`` names rules that do not count here; say why where it is used. ``only`` asks for these rules alone,
    where everything else was read on the same page before.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe())
    asked = {"type": "rule", "values": list(only)} if only else {"type": "tag", "values": RULES}
    found = page.evaluate("asked => axe.run(document, {runOnly: asked, resultTypes: ['violations']})", asked)
    read = {rule["id"] for kind in ("passes", "violations", "incomplete") for rule in found[kind]}
    assert only or {"document-title", "html-has-lang", "color-contrast"} <= read, f"nothing was read of {page.url}"
    return [
        f"{fault['id']}: {fault['help']} at {node['target']}"
        for fault in found["violations"]
        if fault["id"] not in leave_out
        for node in fault["nodes"]
    ]


def sideways(page: Page) -> bool:
    """Whether the page itself scrolls sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


class Hand:
    """A worker's hand that counts: one click or tap, one key command, one field filled is one interaction."""

    def __init__(self) -> None:
        self.count = 0

    def press(self, what: Locator) -> None:
        """Click or tap."""
        self.count += 1
        what.click()

    def fill(self, what: Locator, words: str) -> None:
        """Fill one field; typing inside it is not counted."""
        self.count += 1
        what.fill(words)

    def key(self, page: Page, keys: str) -> None:
        """One key command."""
        self.count += 1
        page.keyboard.press(keys)
