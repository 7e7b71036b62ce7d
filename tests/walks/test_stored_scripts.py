"""Scripts stored in every text of the record run on no page of a real browser, and nothing forbidden is asked (R-39).

The payloads are put into every text column that the schema has, past every form. Then every page of every sign-in of
the demonstration is opened and touched: no script of a payload runs, nothing is fetched from elsewhere, no dialogue
opens, and the content policy has nothing to refuse, since all of it stays text.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext

from tests.house.test_stored_scripts import CANARY, PAYLOADS, poison
from tests.walks.conftest import POLICY
from tests.walks.places import EVERYBODY, Place, arrived
from tests.walks.site import Site

SITE = "stories"
TRAP = """
window.canary = () => { console.error("canary ran"); };
window.addEventListener("securitypolicyviolation", (e) => console.error("Content Security Policy: " + e.blockedURI));
"""
FEWEST_COLUMNS = 40
FEWEST_PAGES = 60


@pytest.fixture(scope="module")
def poisoned(site: Site, every_place: list[Place]) -> list[Place]:
    """Every page, found before the texts were poisoned."""
    assert len(set(PAYLOADS)) >= 200
    assert poison(site.admin_url) >= FEWEST_COLUMNS
    return every_place


def test_nothing_that_was_stored_runs_in_a_browser(
    poisoned: list[Place], every_context: dict[str, BrowserContext]
) -> None:
    said: list[str] = []
    shown = 0
    for who in EVERYBODY:
        context = every_context[who]
        context.add_init_script(TRAP)
        page = context.new_page()
        page.on("console", lambda line: said.append(f"{page.url}: {line.text}") if wrong(line.text) else None)  # noqa: B023
        page.on("dialog", lambda one: said.append(f"{page.url}: dialog {one.message}"))  # noqa: B023
        page.on("request", lambda one: said.append(f"{page.url}: {one.url}") if "canary.example" in one.url else None)  # noqa: B023
        for place in poisoned:
            for address in place.addresses[:1] if place.who == who else ():
                answer = arrived(page, address)
                assert answer is None or answer.status < 500, address
                page.evaluate(TOUCH)
                shown += CANARY in page.content()
        page.close()
    assert said == [], said[:5]
    assert shown >= FEWEST_PAGES, "too few pages showed a payload"


TOUCH = """() => {
  for (const one of document.querySelectorAll("main a, main button, main input, main summary, main td")) {
    for (const kind of ["mouseover", "focus", "toggle"]) one.dispatchEvent(new Event(kind, { bubbles: true }));
  }
}"""
"""What a hand does to a page: passes over and enters everything."""


def wrong(line: str) -> bool:
    """Whether a browser says that something ran or was refused."""
    return "canary ran" in line or POLICY in line
