"""Two stories of privacy officers: a person is handed her own record, and a record whose time has passed goes for good.

Both are walked from the first page to the paper at the end; what waits is done by the worker's own process.
"""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from alongside.record.cases.models import Case
from tests.factories.assessments import a_ready_case
from tests.factories.cast import PASSWORD
from tests.factories.contacts import a_contact
from tests.factories.disposals import OTHER, an_ended_case, another_officer
from tests.factories.files import a_file
from tests.walks.conftest import BrowserPage
from tests.walks.seeing import axe, screenshot, sideways
from tests.walks.site import Site

TOLD = "Marta sleeps better. Her neighbour Ingrid Vasquez said that she would rather not be named."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the keys and lists of the site lie: one place for both stories, as seals go on from each other."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture
def case(site: Site) -> Case:
    """A case with a note that also speaks of a neighbour, and with a photo."""
    with site.acting("worker") as by:
        made = a_ready_case(by)
        a_contact(made, by, text=TOLD)
        a_file(made, by, title="On the beach")
        return made


@pytest.fixture
def ended(site: Site) -> Case:
    """A case that closed long ago; and somebody else who may agree."""
    with site.acting("admin") as admin:
        another_officer(lambda _name: admin)
    with site.acting("worker") as by:
        return an_ended_case(by, "Rosa Lindqvist")


def looked_at(page: Page) -> None:
    """An automatic reader finds nothing on the page, and it fits."""
    assert axe(page) == []
    assert not sideways(page)


def again(page: Page) -> None:
    """Say once more who she is, where she is asked."""
    if page.get_by_label("Password").is_visible():
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")


def text_of(page: Page, address: str) -> str:
    """Every word of a paper that the page offers."""
    answer = page.context.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(answer.body())).pages)


def taken_down(page: Page) -> None:
    """Somebody asks in person for what is kept about her; the first try lacks her name."""
    page.goto("/privacy/desk/")
    page.get_by_role("link", name="Take a request down").first.click()
    page.get_by_role("radio", name="The person herself").check(force=True)
    page.get_by_role("radio", name="Said in person").check(force=True)
    page.get_by_role("radio", name="UK GDPR").check(force=True)
    page.get_by_label("What they ask for").fill("What you wrote about my sleep")
    page.get_by_role("button", name="Take it down").click()
    expect(page.get_by_label("What they ask for")).to_have_value("What you wrote about my sleep")
    page.get_by_label("Their name").fill("Marta López")
    looked_at(page)
    page.get_by_role("button", name="Take it down").click()


def known(page: Page, case: Case) -> None:
    """It is checked who asks."""
    page.get_by_role("link", name="Check who asks").click()
    page.locator("input[name=number]").fill(case.number)
    page.get_by_role("button", name="Find").click()
    page.get_by_role("radio", name="Marta").first.check(force=True)
    page.get_by_label("How you know who asks").select_option(label="Saw a document with a picture")
    page.get_by_label("What you saw or asked").fill("Saw her passport")
    looked_at(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("It is known who asks").first).to_be_visible()


def decided(page: Page) -> int:
    """Every passage is looked at; the neighbour is held back. Returns in how many passages she stood."""
    page.get_by_role("button", name="Gather the record").click()
    looked_at(page)
    screenshot(page, "record-request")
    page.get_by_role("link", name="Decide, one after the other").click()
    page.wait_for_load_state()
    held = 0
    while page.get_by_role("button", name="Save and go on").is_visible():
        if page.get_by_role("link", name="Open the file").is_visible():
            looked_through(page)
        elif "Ingrid Vasquez" in page.locator(".prose").first.inner_text():
            held += 1
            page.get_by_role("radio", name="Hand it over, and hold parts of it").check(force=True)
            page.get_by_label("Hold back these words as well").fill("neighbour")
            page.get_by_label("Why it is held back").select_option(label="about another person")
            looked_at(page)
            screenshot(page, "passage")
        else:
            page.get_by_role("radio", name="Hand it over whole").check(force=True)
            page.get_by_label("Why it is held back").select_option(index=0)
            for tick in page.locator("input[name=held]").all():
                tick.uncheck(force=True)
        page.get_by_role("button", name="Save and go on").click()
        page.wait_for_load_state()
    return held


def looked_through(page: Page) -> None:
    """A photo is shown, and leaves only when somebody says that she looked at all of it."""
    expect(page.locator("img.whole-picture")).to_have_js_property("naturalWidth", 60)
    assert page.get_by_role("radio", name="hold parts of it").count() == 0
    page.get_by_role("radio", name="Hand it over whole").check(force=True)
    page.get_by_role("button", name="Save and go on").click()
    expect(page.get_by_text("Open the file and look at all of it").first).to_be_visible()
    looked_at(page)
    page.get_by_role("checkbox", name="I have opened this file").check()


def test_a_person_is_handed_her_own_record(site: Site, browser_page: BrowserPage, case: Case, folder: Path) -> None:
    page = browser_page("privacy")
    taken_down(page)
    looked_at(page)
    known(page, case)
    assert decided(page) >= 1
    page.get_by_role("button", name="Make the copy and the letter").click()
    site.do_jobs(folder)
    page.reload()
    looked_at(page)
    copy = text_of(page, page.get_by_role("link", name="The copy (PDF)").get_attribute("href") or "")
    assert "sleeps better" in copy
    assert "Ingrid" not in copy
    assert "Vasquez" not in copy
    assert "neighbour" not in copy
    letter = text_of(page, page.get_by_role("link", name="The letter (PDF)").get_attribute("href") or "")
    assert "What is inside" in letter
    assert "Ingrid" not in letter
    answer = page.context.request.get(
        page.get_by_role("link", name="All of it with its files").get_attribute("href") or ""
    )
    with zipfile.ZipFile(io.BytesIO(answer.body())) as box:
        assert box.namelist() == ["copy.pdf", "letter.pdf", "files/1.jpg"]
    page.get_by_role("link", name="Hand over", exact=True).click()
    again(page)
    page.get_by_role("radio", name="In person, into their own hands").check(force=True)
    looked_at(page)
    page.get_by_role("button", name="It is handed over").click()
    again(page)
    expect(page.get_by_text("Handed over.").first).to_be_visible()
    page.get_by_role("link", name="Log of decisions").first.click()
    expect(page.get_by_text("about another person").first).to_be_visible()
    looked_at(page)
    desk = browser_page("worker")
    desk.goto(f"/cases/{case.public_id}/consents/")
    expect(desk.get_by_role("heading", name="What left").first).to_be_visible()


def test_a_record_whose_time_has_passed_goes_for_good(
    site: Site, browser_page: BrowserPage, ended: Case, folder: Path
) -> None:
    first = browser_page("privacy")
    first.goto("/privacy/disposals/")
    looked_at(first)
    first.get_by_role("link", name="What is due").click()
    expect(first.get_by_text("Rosa")).to_have_count(0)
    looked_at(first)
    screenshot(first, "due-for-disposal")
    first.get_by_role("checkbox", name=ended.number).check()
    first.get_by_role("button", name="Dry run").click()
    looked_at(first)
    first.get_by_role("button", name="Propose it").click()
    expect(first.get_by_text("You proposed this").first).to_be_visible()
    expect(first.get_by_role("radio", name="Yes, erase it for good")).to_have_count(0)
    second = browser_page(OTHER)
    second.goto(first.url)
    again(second)
    second.get_by_role("radio", name="Yes, erase it for good").check(force=True)
    looked_at(second)
    second.get_by_role("button", name="Save").click()
    again(second)
    expect(second.get_by_text("Decided.").first).to_be_visible()
    site.do_jobs(folder)
    second.goto(first.url)
    expect(second.get_by_role("heading", name="What was erased")).to_be_visible()
    looked_at(second)
    screenshot(second, "disposal")
    certificate = text_of(second, second.get_by_role("link", name="Certificate").get_attribute("href") or "")
    assert "Joan Adler" in certificate
    assert "Rosa" not in certificate
    assert len([json.loads(line) for line in (folder / "disposals.jsonl").read_text().splitlines()]) == 1
    desk = browser_page("worker")
    answer = desk.goto(f"/cases/{ended.public_id}/")
    assert answer is not None
    assert answer.status == 404
    desk.goto("/search/?q=Lindqvist")
    expect(desk.get_by_role("link", name="Rosa Lindqvist")).to_have_count(0)
