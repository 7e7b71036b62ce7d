"""What every walk may ask for: a site of its own, and pages of a real browser signed in as one of the cast.

The walks are skipped, with a loud line, where there is no Chromium; ``ALONGSIDE_WALKS=required`` makes that a failure.
"""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.walks.places import EVERYBODY, NOBODY, Place, places
from tests.walks.site import Site

HERE = Path(__file__).parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MISSING = "NO CHROMIUM FOUND: THE BROWSER WALKS ARE NOT RUN. Install chromium, or name one in ALONGSIDE_CHROMIUM."
POLICY = "Content Security Policy"
_numbers = itertools.count(1)


def chromium() -> str | None:
    """Where Chromium is: named in ALONGSIDE_CHROMIUM, the system's, or None."""
    named = os.environ.get("ALONGSIDE_CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every walk: it commits to a database of its own, and talks to its own site."""
    walks = [item for item in items if HERE in item.path.parents]
    for item in walks:
        for mark in ("walk", "slow", "committed", "enable_socket"):
            item.add_marker(getattr(pytest.mark, mark))
        if chromium() is None and os.environ.get("ALONGSIDE_WALKS") != "required":
            item.add_marker(pytest.mark.skip(reason=MISSING))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say loudly that nothing was walked."""
    if chromium() is None:
        terminalreporter.write_line(MISSING, red=True, bold=True)


@pytest.fixture(scope="module")
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    """A site for the walks of one module: the cast, or the demonstration where the module says ``SITE = "stories"``."""
    kind = getattr(request.module, "SITE", "template")
    made = Site(f"walk_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{next(_numbers)}", kind)
    try:
        made.start()
        yield made
    finally:
        made.close()


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    """Chromium, for the walks of one module."""
    path = chromium()
    if path is None:
        pytest.fail(MISSING)
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def every_context(site: Site, chrome: Browser) -> Iterator[dict[str, BrowserContext]]:
    """A browser's context for each sign-in of the demonstration, and for nobody."""
    made: dict[str, BrowserContext] = {}
    for who in EVERYBODY:
        made[who] = chrome.new_context(
            base_url=site.url,
            viewport={"width": 1440, "height": 900},
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="Europe/Dublin",
        )
        if who != NOBODY:
            made[who].add_cookies([site.session_of(who)])  # type: ignore[list-item]  # a plain cookie
    yield made
    for context in made.values():
        context.close()


@pytest.fixture(scope="module")
def every_place(site: Site, every_context: dict[str, BrowserContext]) -> list[Place]:
    """Every page of every sign-in of the demonstration."""
    return places(site, {who: context.request for who, context in every_context.items()})


BrowserPage = Callable[..., Page]


@pytest.fixture
def browser_page(site: Site, chrome: Browser) -> Iterator[BrowserPage]:
    """``browser_page("worker", width=1440, theme="light")`` is a page signed in as one of the cast, or as nobody ("").

    At the end it fails when a script broke or something was asked for that the content policy forbids.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(username: str = "worker", *, width: int = 1440, height: int = 900, theme: str = "light") -> Page:
        phone = width < 600
        context = chrome.new_context(
            base_url=site.url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
            has_touch=phone,
            is_mobile=phone,
            locale="en-GB",
            timezone_id="Europe/Dublin",
        )
        contexts.append(context)
        if username:
            context.add_cookies([site.session_of(username)])  # type: ignore[list-item]  # a plain cookie
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None
        )
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
