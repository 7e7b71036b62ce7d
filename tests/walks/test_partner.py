"""A professional of another agency: let in by consent, sees one line on a telephone, says what happened, is out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from alongside.ground.foundation import clock
from alongside.record.cases.models import Case
from tests.factories.assessments import a_ready_case
from tests.factories.care_team import a_partner_line, a_plan_consent
from tests.factories.consents import HOUSING
from tests.walks.conftest import BrowserPage
from tests.walks.seeing import axe, screenshot, sideways
from tests.walks.site import Site


@pytest.fixture
def case(site: Site) -> Case:
    """A case with a line that the housing office does, and a consent to let them see it."""
    with site.acting("worker") as by:
        made = a_ready_case(by)
        a_plan_consent(made, by)
        a_partner_line(made, by)
        return made


def added(page: Page, case: Case, name: str = "Rosa Lindqvist") -> None:
    """The worker lets her in, first without saying until when."""
    page.goto(f"/cases/{case.public_id}/team/")
    page.get_by_role("link", name="Add a professional").click()
    page.get_by_label("Name of the professional").fill(name)
    page.get_by_label("What they do").fill("Finds a flat")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Nobody is let in without an end").first).to_be_visible()
    expect(page.get_by_label("Name of the professional")).to_have_value(name)
    page.get_by_label("Last day").fill(f"{clock.today() + timedelta(days=10):%Y-%m-%d}")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    assert axe(page) == []


def link_of(page: Page) -> tuple[str, str]:
    """The worker shows her the line and makes her link: address and code."""
    page.get_by_label("sends the list of flats").check()
    page.get_by_role("button", name="Share these lines").click()
    expect(page.get_by_text("They see the line now").first).to_be_visible()
    page.get_by_role("button", name="Make a link").click()
    if page.get_by_label("Password").is_visible():
        page.get_by_label("Password").fill("alongside-demo")
        page.keyboard.press("Enter")
    address = page.locator("code.secret").inner_text()
    code = page.locator("b.numeral").first.inner_text()
    assert axe(page) == []
    return address, code


def told(page: Page, address: str, code: str) -> None:
    """She opens the address on her telephone, gives the code, and says what happened. Nothing else is there."""
    page.goto(address)
    expect(page).to_have_title("Your code")
    page.get_by_label("Code").fill("1")
    page.get_by_role("button", name="Open").click()
    expect(page.get_by_text("This is not the code").first).to_be_visible()
    assert axe(page) == []
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Open").click()
    expect(page).to_have_title("Shared with you")
    expect(page.get_by_text("Marta")).to_have_count(0)
    assert axe(page) == []
    assert not sideways(page)
    screenshot(page, "partner")
    page.get_by_role("link", name="Say what happened").click()
    page.get_by_role("radio", name="Started").check(force=True)
    page.get_by_label("What happened").fill("The list comes on Friday.")
    assert axe(page) == []
    assert not sideways(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Taken down")).to_be_visible()


def test_she_is_let_in_says_what_happened_and_is_out_when_the_consent_is_taken_back(
    site: Site, browser_page: BrowserPage, chrome: Browser, case: Case
) -> None:
    desk = browser_page("worker")
    added(desk, case)
    address, code = link_of(desk)
    telephone = chrome.new_context(
        base_url=site.url, viewport={"width": 320, "height": 640}, reduced_motion="reduce", locale="en-GB"
    )
    outside, called = telephone.new_page(), []
    outside.on("request", lambda request: called.append(request.url))
    told(outside, address, code)
    assert {url for url in called if not url.startswith((site.url, "data:"))} == set()
    desk.goto("/")
    desk.get_by_role("link", name="Rosa Lindqvist told of").first.click()
    expect(desk.get_by_text("The list comes on Friday.").first).to_be_visible()
    desk.get_by_role("button", name="Seen").click()
    expect(desk.get_by_text("Seen by Dele Akande")).to_be_visible()
    desk.goto(f"/cases/{case.public_id}/team/")
    expect(desk.get_by_text("Ends in 10 days")).to_be_visible()
    screenshot(desk, "care-team")
    desk.goto(f"/cases/{case.public_id}/access/looked/")
    expect(desk.get_by_text(f"Rosa Lindqvist, {HOUSING}").first).to_be_visible()
    desk.goto(f"/cases/{case.public_id}/consents/")
    desk.get_by_role("link", name=HOUSING).first.click()
    desk.get_by_role("button", name="Take it back").click()
    expect(desk.get_by_text("Taken back. Nothing more leaves").first).to_be_visible()
    answer = outside.goto(address)
    assert answer is not None
    assert answer.status == 404
    expect(outside).to_have_title("Nothing here")
    expect(outside.get_by_text("list of flats")).to_have_count(0)
    telephone.close()


def test_without_scripts_it_is_the_same(site: Site, browser_page: BrowserPage, chrome: Browser, case: Case) -> None:
    desk = browser_page("worker")
    added(desk, case, "Ilse Brandt")
    address, code = link_of(desk)
    bare = chrome.new_context(base_url=site.url, viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page = bare.new_page()
    page.goto(address)
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Open").click()
    page.get_by_role("link", name="Say what happened").click()
    page.locator("input[value=done]").check(force=True)
    page.get_by_label("What happened").fill("Sent by post.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Taken down")).to_be_visible()
    page.get_by_role("button", name="Leave").click()
    expect(page).to_have_title("You have left")
    bare.close()
