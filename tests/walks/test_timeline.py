"""A life in time in a real browser: the family of the demonstration, by mouse, by key, in the dark and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.walks.conftest import BrowserPage
from tests.walks.seeing import axe, screenshot, sideways

pytestmark = pytest.mark.walk
SITE = "stories"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_childs_places_orders_and_gains_are_seen_and_opened(browser_page: BrowserPage, theme: str) -> None:
    page = browser_page("worker", theme=theme)
    page.goto("/cases/")
    page.get_by_role("link", name="Priya Raman and family").first.click()
    page.get_by_role("link", name="Timeline").first.click()
    expect(page.locator("svg.timeline-picture")).to_be_visible()
    expect(page.get_by_text("Not seen by everybody of this case").first).to_be_attached()
    assert axe(page) == []
    if theme == "light":
        screenshot(page, "timeline")
    page.get_by_label("Only this kind").select_option(label="Places")
    page.get_by_role("button", name="Show", exact=True).click()
    marks = page.locator("svg.timeline-picture a")
    assert marks.count() == 3
    marks.last.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Where Kavi Raman is placed")).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 700})
    page.go_back()
    assert not sideways(page)
