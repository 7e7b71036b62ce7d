"""Every page of desk and console, for everyone who may open it: read by an automatic reader, wide, narrow and dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.walks.places import EVERYBODY, Place, leads_nowhere, visited
from tests.walks.seeing import axe, sideways

SITE = "stories"
WIDTHS = (1440, 390, 320)
COLOURS = ("color-contrast", "link-in-text-block")
"""What can be wrong in the dark that was not wrong in the light: nothing but colours."""
COUNTS = """() => ({
  heads: [...document.querySelectorAll("h1")].filter((one) => one.checkVisibility()).length,
  filled: [...document.querySelectorAll("main [data-kind=primary]")].filter((one) => one.checkVisibility()).length,
})"""


def faults(page: Page, place: Place) -> Iterator[str]:
    """What is wrong with one open page, in words."""
    counts = page.evaluate(COUNTS)
    if counts["heads"] != 1:
        yield f"{counts['heads']} h1"
    if counts["filled"] > 1:
        yield f"{counts['filled']} filled buttons"
    yield from (f"a link to {path}, which is closed to her" for path in leads_nowhere(page, place.who))
    if place.first:
        yield from axe(page)
        page.emulate_media(color_scheme="dark")
        yield from (f"dark, {fault}" for fault in axe(page, only=COLOURS))
        page.emulate_media(color_scheme="light")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if sideways(page):
            yield f"scrolls sideways at {width}"
    if place.first:
        yield from (f"narrow, {fault}" for fault in axe(page))
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_page_is_read_without_a_fault(
    every_context: dict[str, BrowserContext], every_place: list[Place], who: str
) -> None:
    page, seen, said = every_context[who].new_page(), [], []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    mine = [place for place in every_place if place.who == who]
    for place in mine:
        if visited(page, place, said):
            seen += [f"{page.url} ({place.route}): {fault}" for fault in [*faults(page, place), *said]]
    page.close()
    assert mine
    assert not seen, "\n".join(seen)
