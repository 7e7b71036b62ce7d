"""Every page in the pseudo-languages: two fifths longer and accented, and mirrored from right to left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.walks.places import EVERYBODY, NOBODY, Place, visited
from tests.walks.seeing import axe, sideways
from tests.walks.site import Site
from tests.walks.tongues import into_other_letters, untranslated

SITE = "stories"
WIDTHS = (1440, 390)
MIRRORED = """() => ({
  direction: document.documentElement.dir,
  language: document.documentElement.lang,
  rail: document.querySelector(".rail")?.getBoundingClientRect().left,
  middle: innerWidth / 2,
})"""


@pytest.fixture(scope="module")
def in_other_letters(site: Site, every_place: list[Place]) -> list[Place]:
    """The pages, when all that people typed is written in other letters than the service."""
    into_other_letters(site)
    site.kill()  # what it has read before is in its memory
    site.start()
    return [place for place in every_place if place.first]


Spoken = Callable[[str, str], AbstractContextManager[Page]]


@pytest.fixture
def spoken(site: Site, chrome: Browser, every_context: dict[str, BrowserContext]) -> Spoken:
    """``spoken("worker", "ar-xb")`` is a page of the worker in that language.

    She chooses it in her own settings; before anybody signs in, the browser asks for it.
    """

    @contextmanager
    def speaking(who: str, language: str) -> Iterator[Page]:
        if who == NOBODY:
            foreign = chrome.new_context(base_url=site.url, locale=language)
            yield foreign.new_page()
            foreign.close()
            return
        page = every_context[who].new_page()
        page.goto("/settings/")
        page.locator("select[name=language]").select_option(language)
        page.locator("form:has(select[name=language]) button").first.click()
        expect(page.locator("html")).to_have_attribute("lang", language)
        every_context[who].clear_cookies(name="language")  # her choice goes with her, not with this browser
        yield page
        page.close()

    return speaking


def faults(page: Page, language: str) -> list[str]:
    """What is wrong with one open page in this language, in words."""
    found = [f"scrolls sideways at {width}" for width in WIDTHS if narrow(page, width)]
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    state = page.evaluate(MIRRORED)
    if state["language"] != language:
        found.append(f"speaks {state['language']}")
    if language == "en-xa":
        return found + untranslated(page)
    if state["direction"] != "rtl":
        found.append("is not mirrored")
    if state.get("rail") is not None and state["rail"] < state["middle"]:
        found.append("has its places on the left")
    return found + axe(page)


def narrow(page: Page, width: int) -> bool:
    """Whether the page scrolls sideways when it is so wide."""
    page.set_viewport_size({"width": width, "height": 900})
    return sideways(page)


@pytest.mark.parametrize("language", ["en-xa", "ar-xb"])
@pytest.mark.parametrize("who", EVERYBODY)
def test_every_page_can_be_translated(spoken: Spoken, in_other_letters: list[Place], who: str, language: str) -> None:
    seen: list[str] = []
    with spoken(who, language) as page:
        for place in (one for one in in_other_letters if one.who == who):
            assert visited(page, place), place
            seen += [f"{page.url} ({place.route}): {fault}" for fault in faults(page, language)]
    assert not seen, "\n".join(seen)
