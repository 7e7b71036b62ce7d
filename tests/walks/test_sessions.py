"""A sign-in that ends while somebody writes: warned of, renewed on the same page, and never at the cost of a letter."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import psycopg
import pytest
from playwright.sync_api import Locator, Page, expect

from alongside.ground.foundation import clock
from alongside.practice.contacts.models import Note
from alongside.record.intakes.models import Intake
from alongside.record.people.models import Person
from tests.factories.assessments import a_ready_case, lead
from tests.factories.cast import PASSWORD
from tests.walks.conftest import BrowserPage
from tests.walks.site import Site

WORDS = "She had slept. We sat in the kitchen, and she began to talk about Tuesday."


@pytest.fixture(scope="module")
def case(site: Site) -> tuple[str, str]:
    """The addresses of a case and of the person whom it is for."""
    with site.acting("worker") as by:
        row = a_ready_case(by)
        return str(row.public_id), str(Person.objects.get(id=lead(row)).public_id)


def ends_at(site: Site, until: str = "") -> datetime:
    """When the sign-in ends that ends last; with ``until`` (SQL) it ends then from now on."""
    with psycopg.connect(site.admin_url, autocommit=True) as connection:
        if until:
            connection.execute(f"update django_session set expire_date = {until}")
        found = connection.execute("select max(expire_date) from django_session").fetchone()
    assert found is not None
    return found[0]  # type: ignore[no-any-return]  # a moment


def signed_in(page: Page, username: str) -> None:
    """Sign in by hand, so that the sign-in has the length that sign-ins have."""
    page.goto("/sign-in/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(re.compile(r"/$"))


def again(page: Page) -> Locator:
    """What asks to sign in again on the same page."""
    return page.get_by_role("dialog", name="Sign in again")


def signed_in_again(page: Page) -> None:
    """Sign in on the page."""
    expect(again(page)).to_be_visible()
    expect(again(page).get_by_label("Password")).to_be_focused()
    again(page).get_by_label("Password").fill(PASSWORD)
    again(page).get_by_role("button", name="Sign in and send").click()
    expect(again(page)).to_be_hidden()


def test_two_minutes_before_the_end_one_press_keeps_everything(
    site: Site, browser_page: BrowserPage, case: tuple[str, str]
) -> None:
    page = browser_page("")
    page.clock.install()
    signed_in(page, "worker")
    page.goto(f"/contacts/new/?case={case[0]}")
    page.get_by_label("What happened").fill(WORDS)
    warning = page.get_by_role("dialog", name="Two minutes left")
    page.clock.fast_forward("12:50")
    expect(warning).to_be_hidden()
    page.clock.fast_forward("00:15")
    expect(warning).to_contain_text(re.compile(r"1:[45]\d left"))
    near = ends_at(site, "now() + interval '110 seconds'")
    warning.get_by_role("button", name="Stay signed in").click()
    page.clock.set_system_time(clock.now())
    expect(warning).to_be_hidden()
    assert (ends_at(site) - near).total_seconds() > 700
    expect(page.get_by_label("What happened")).to_have_value(WORDS)

    page.get_by_label("What happened").press_sequentially(" Then")
    page.clock.fast_forward("15:05")
    expect(again(page)).to_be_visible()
    site.end_sessions()
    page.context.clear_cookies()
    page.clock.set_system_time(clock.now())
    signed_in_again(page)
    page.get_by_label("What happened").press_sequentially(" she laughed.")
    page.get_by_role("button", name="Sign note").click()
    expect(page.get_by_text("Signed by Dele Akande")).to_be_visible()
    with site.acting("worker"):
        assert [one.text for one in Note.objects.all()] == [f"{WORDS} Then she laughed."]


def test_a_form_without_drafts_waits_too(site: Site, browser_page: BrowserPage, case: tuple[str, str]) -> None:
    page = browser_page("worker")
    page.clock.install()
    page.goto(f"/people/{case[1]}/change/")
    page.get_by_label("What helps when talking and writing").fill(WORDS)
    site.end_sessions()
    page.clock.fast_forward("00:30")
    page.get_by_role("button", name="Save").click()
    expect(again(page)).to_be_visible()
    expect(page.get_by_label("What helps when talking and writing")).to_have_value(WORDS)
    page.keyboard.press("Escape")
    expect(again(page)).to_be_hidden()
    page.get_by_role("button", name="Save").click()
    signed_in_again(page)
    expect(page.get_by_text("Saved.")).to_be_visible()
    with site.acting("worker"):
        assert Person.objects.get(public_id=case[1]).communication_note == WORDS


def test_a_call_half_written_down_goes_on(site: Site, browser_page: BrowserPage) -> None:
    page = browser_page("intake")
    page.goto("/intakes/new/")
    page.get_by_label("What is happening").fill("Rang about ")
    site.end_sessions()
    page.get_by_label("What is happening").press_sequentially("the rent.")
    page.get_by_label("Name, if they want").fill("Ana Lind")
    signed_in_again(page)
    page.get_by_label("What is happening").press_sequentially(" Cried.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ana Lind")
    with site.acting("intake"):
        assert Intake.objects.get(person_name="Ana Lind").words == "Rang about the rent. Cried."


def test_a_clock_that_is_wrong_signs_nobody_out(browser_page: BrowserPage) -> None:
    page = browser_page("worker")
    page.clock.install(time=clock.now() + timedelta(minutes=20))
    page.goto("/")
    page.clock.fast_forward("00:03")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.clock.fast_forward("13:30")
    expect(page.get_by_role("dialog", name="Two minutes left")).to_be_visible()
