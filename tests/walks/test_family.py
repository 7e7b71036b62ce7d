"""A family's pages as a worker uses them: read on a day, gone around by keys, drawn with fingers, told in time.

The demonstration's families; each page on the way is read by an automatic reader and must fit a narrow phone. The
pictures of the manual are taken here, of people who do not exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from alongside.record.cases.models import Case
from alongside.record.people.models import Bond, Household, Person, Relationship
from tests.walks.conftest import BrowserPage
from tests.walks.seeing import axe, screenshot, sideways
from tests.walks.site import Site

SITE = "stories"
LEAD = "Yusuf Abdi"
FINGER = 44
"""The least side of whatever is tapped, in px."""


@pytest.fixture(scope="module")
def family(site: Site) -> str:
    """The address of the case of a step-family."""
    with site.acting("worker"):
        return f"/cases/{Case.objects.get(title__startswith=LEAD, state='open').public_id}/"


def fits(page: Page) -> None:
    """The page is clean for an automatic reader, and nothing scrolls sideways on the narrowest phone.

    It is read at its whole height, so that the bar at the foot of a phone lies on nothing.
    """
    before = page.viewport_size
    assert before is not None
    tall = page.evaluate("document.documentElement.scrollHeight") + 200
    page.set_viewport_size({"width": before["width"], "height": max(tall, before["height"])})
    assert axe(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert not sideways(page), page.url
    page.set_viewport_size(before)


def tap(page: Page, name: str) -> None:
    """Tap somebody on the drawing itself."""
    page.locator(f'[data-family] [data-person]:has([data-part="label"]:has-text("{name}"))').first.click()


def small(page: Page, within: str) -> list[str]:
    """What can be tapped within and is smaller than a finger."""
    return [
        one.inner_text()
        for one in page.locator(f"{within} a.button, {within} button").all()
        if (box := one.bounding_box()) and min(box["width"], box["height"]) < FINGER - 0.5
    ]


def seen_part(svg: Locator) -> list[int]:
    """Which part of a drawing is seen, in px."""
    return [round(float(one)) for one in (svg.get_attribute("viewBox") or "").split()]


def focused(page: Page) -> str:
    """Who on the drawing has the focus, and that it shows."""
    here = page.evaluate(
        "(() => { const one = document.activeElement; const style = getComputedStyle(one);"
        " return [one.dataset.person ?? '', style.outlineStyle, parseFloat(style.outlineWidth)]; })()"
    )
    assert here[1] != "none", here
    assert here[2] >= 2, here
    return str(here[0])


def test_the_family_page_on_a_day_by_layers_and_keys(family: str, browser_page: BrowserPage) -> None:
    page = browser_page("worker")
    page.goto(f"{family}family/")
    people = page.locator("[data-family] [data-person]")
    expect(people).to_have_count(10)
    page.get_by_label("How people stand to each other").check()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("[data-family] path[data-bond], [data-family] [data-bond-listed]").first).to_be_attached()
    fits(page)
    screenshot(page, "family-drawing")
    people.first.focus()
    seen = {focused(page)}
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowLeft", "ArrowUp", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
        seen.add(focused(page))
    assert len(seen) >= 4, seen
    svg = page.locator("[data-family] svg").first
    whole = seen_part(svg)
    page.get_by_role("button", name="Closer").first.click()
    near = seen_part(svg)
    assert near != whole
    box = svg.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 - 60, box["y"] + box["height"] / 2 - 40, steps=4)
    page.mouse.up()
    assert seen_part(svg) not in (whole, near)
    page.get_by_role("button", name="Whole drawing").first.click()
    assert seen_part(svg) == whole
    page.get_by_label("Another day").fill("2011-01-01")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("[data-family] [data-person]:has-text('Ifrah')")).to_have_count(0)
    expect(page.locator("[data-family] [data-person]:has-text('Bashir')")).to_have_count(1)


def test_the_world_around_them_and_the_sheet(site: Site, family: str, browser_page: BrowserPage) -> None:
    page = browser_page("worker")
    page.goto(f"{family}family/")
    expect(page.locator("#family-world")).to_be_visible()
    for word in ("Mosque", "Landlord", "Clinic"):
        expect(page.locator("svg").get_by_text(word).first).to_be_attached()
    page.get_by_role("link", name="Print").last.click()
    expect(page.get_by_role("heading", level=1, name="Family drawing")).to_be_visible()
    expect(page.locator("[data-paper] svg").first).to_be_visible()
    expect(page.get_by_text("Printed by Dele Akande")).to_be_attached()
    assert axe(page) == []
    page.emulate_media(media="print")
    assert not sideways(page)
    page.emulate_media(media="screen")
    with site.acting("worker"):
        foster = Case.objects.get(title__startswith="Priya Raman").public_id
    page.goto(f"/cases/{foster}/family/")
    expect(page.get_by_text("At intake, ").last).to_be_attached()
    fits(page)
    screenshot(page, "ecomap")
    dark = browser_page("worker", theme="dark")
    dark.goto(f"{family}family/")
    assert axe(dark) == []


def said(page: Page) -> Locator:
    """The form beside the drawing."""
    return page.locator("section:has(> header #said)")


def test_a_family_draws_itself_with_fingers(site: Site, family: str, browser_page: BrowserPage) -> None:
    page = browser_page("worker", width=390, height=844)
    page.goto(f"{family}family/draw/")
    expect(page.locator("[data-family] [data-person]")).to_have_count(10)
    tap(page, "Hodan Abdi")
    expect(page.get_by_role("heading", name="Hodan Abdi")).to_be_visible()
    assert small(page, "#at") == []
    assert small(page, "#drawing ul") == []
    fits(page)
    screenshot(page, "drawing-together")
    page.get_by_role("link", name="A child").click()
    said(page).get_by_label(re.compile("^Name")).fill("Nasra Abdi")
    said(page).get_by_label("Born").fill("2019")
    fits(page)
    page.get_by_role("button", name="Put on the drawing").click()
    expect(page.locator("[data-family] [data-person]")).to_have_count(11)
    page.get_by_role("link", name="How they stand to somebody").click()
    expect(page.get_by_text("Now tap whom Nasra Abdi stands to in some way.")).to_be_visible()
    tap(page, "Fatima Abdi")
    said(page).get_by_label("How", exact=True).select_option("close")
    said(page).get_by_label("On what this rests").fill("Nasra: grandmother braids her hair")
    fits(page)
    page.get_by_role("button", name="Put on the drawing").click()
    expect(page.locator("[data-family] [data-bond], [data-family] [data-bond-listed]").first).to_be_attached()
    tap(page, "Omar Abdi")
    page.get_by_role("link", name="Where they live").click()
    said(page).get_by_label("Household").select_option("new")
    said(page).get_by_label("What a new one is called").fill("By the sea")
    fits(page)
    page.get_by_role("button", name="Put on the drawing").click()
    expect(page.locator("[data-family]").get_by_text("By the sea").first).to_be_attached()
    page.get_by_role("link", name="Related to somebody here").click()
    tap(page, "Sahra Nur")
    said(page).get_by_label("Omar Abdi is … Sahra Nur").select_option("partner")
    fits(page)
    page.get_by_role("button", name="Put on the drawing").click()
    expect(page.locator("#said")).to_have_count(0)
    with site.acting("worker"):
        assert Relationship.objects.filter(kind="partner", person__display_name="Omar Abdi").exists()
    for _tap in ("link", "home", "bond", "child"):
        page.get_by_role("button", name="Take it back").click()
        expect(page.get_by_text("Taken back. The drawing is as it was.").first).to_be_attached()
    expect(page.locator("[data-family] [data-person]")).to_have_count(10)
    expect(page.get_by_role("button", name="Take it back")).to_have_count(0)
    with site.acting("worker"):
        assert not Person.objects.filter(display_name="Nasra Abdi").exists()
        assert not Household.objects.filter(label="By the sea").exists()
        assert not Bond.objects.filter(basis__startswith="Nasra").exists()
    page.goto("/search/?q=Nasra")
    expect(page.get_by_role("main").get_by_text("Nasra Abdi")).to_have_count(0)


def test_the_drawing_is_gone_around_by_keys(family: str, browser_page: BrowserPage) -> None:
    page = browser_page("worker")
    page.goto(f"{family}family/draw/")
    page.locator("[data-family] [data-person][tabindex='0']").focus()
    first = focused(page)
    page.keyboard.press("ArrowDown")
    assert focused(page) != first
    page.keyboard.press("Enter")
    expect(page.locator("#chosen")).to_be_visible()
    expect(page.locator("[data-tapped]")).to_have_count(1)
    page.get_by_role("link", name="What stands around them").focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Mosque").focus()
    page.keyboard.press("Enter")
    expect(said(page).get_by_label("How strong")).to_be_visible()
    fits(page)


def test_a_life_in_time_is_brought_near_and_opened(family: str, browser_page: BrowserPage) -> None:
    page = browser_page("worker")
    page.goto(f"{family}timeline/")
    fits(page)
    screenshot(page, "timeline")
    lines = page.locator("#lines tbody tr")
    every = lines.count()
    several = page.locator("a.timeline-mark[href*='mark=']")
    assert several.count()
    number = len((several.first.get_attribute("data-entries") or "").split())
    several.first.click()
    expect(lines).to_have_count(number)
    page.get_by_role("link", name="Show every line").click()
    expect(lines).to_have_count(every)
    page.get_by_label("Only this kind").select_option("contacts")
    page.get_by_label("How much time").select_option("year")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("#lines td[data-label='Kind']").first).to_have_text("Contacts")
    assert lines.count() < every
    page.get_by_role("link", name=re.compile("^Print")).last.click()
    expect(page.get_by_role("heading", level=1, name="Timeline")).to_be_visible()
    assert axe(page) == []


@pytest.fixture
def plain(site: Site, chrome: Browser) -> Iterator[Page]:
    """A page of a browser that runs no scripts."""
    context = chrome.new_context(base_url=site.url, java_script_enabled=False, locale="en-GB")
    context.add_cookies([site.session_of("worker")])  # type: ignore[list-item]  # a plain cookie
    yield context.new_page()
    context.close()


def test_without_scripts_all_of_it_is_there(family: str, plain: Page) -> None:
    plain.goto(f"{family}family/")
    expect(plain.locator("svg [data-person]").first).to_be_visible()
    expect(plain.get_by_role("button", name="Closer")).to_be_hidden()
    plain.get_by_role("link", name="Draw with the family").click()
    plain.locator("#drawing ul").get_by_role("link", name="Bashir Warsame").click()
    plain.get_by_role("link", name="How they stand to somebody").click()
    plain.locator("#drawing ul").get_by_role("link", name="Idris Warsame").click()
    said(plain).get_by_label("On what this rests").fill("Bashir: Saturdays at the pitch")
    plain.get_by_role("button", name="Put on the drawing").click()
    plain.get_by_role("button", name="Take it back").click()
    expect(plain.get_by_text("Taken back. The drawing is as it was.").first).to_be_attached()
    plain.goto(f"{family}timeline/")
    plain.locator("a.timeline-mark[href*='mark=']").first.click()
    expect(plain.get_by_role("link", name="Show every line")).to_be_visible()
