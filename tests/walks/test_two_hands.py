"""Two hands at once, and slips of one: a save pressed twice, a page open twice, and days that cannot be."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from alongside.ground.foundation import clock
from alongside.practice.contacts.models import Appointment, Contact
from alongside.practice.plans.models import Goal
from alongside.record.cases.models import Case
from alongside.record.intakes.models import Intake
from alongside.record.people.models import Person
from tests.factories.assessments import a_ready_case, lead
from tests.factories.plans import a_goal
from tests.walks.conftest import BrowserPage
from tests.walks.site import Site

WORDS = "We went through the letters together."


@pytest.fixture
def case(site: Site) -> Case:
    """A case of this test alone."""
    with site.acting("worker") as by:
        return a_ready_case(by)


def sent_twice(page: Page, address: str) -> None:
    """Let what is sent to the address arrive twice, as a line that stutters does."""

    def carry(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
        route.continue_()

    page.route(address, carry)


def day(days: int) -> str:
    """The day so many days from today, as a date field wants it."""
    return f"{clock.today() + timedelta(days=days):%Y-%m-%d}"


def beside(page: Page, label: str) -> Locator:
    """The field with this label, and what is said at it."""
    return page.locator(".field", has=page.get_by_label(re.compile(f"^{label}")))


@pytest.mark.parametrize("stutters", [False, True], ids=["by a hand", "by the line"])
def test_a_contact_sent_twice_is_one_contact(site: Site, browser_page: BrowserPage, case: Case, stutters: bool) -> None:
    page = browser_page("worker")
    page.goto(f"/contacts/new/?case={case.public_id}")
    page.get_by_label("What happened").fill(WORDS)
    page.get_by_label("Not about a goal").set_checked(True, force=True)
    if stutters:
        sent_twice(page, "**/contacts/new/**")
    page.get_by_role("button", name="Sign note").dblclick()
    expect(page.get_by_text("Signed by Dele Akande")).to_be_visible()
    with site.acting("worker"):
        assert Contact.objects.filter(case=case).count() == 1


@pytest.mark.parametrize("stutters", [False, True], ids=["by a hand", "by the line"])
def test_a_request_sent_twice_is_one_request(site: Site, browser_page: BrowserPage, stutters: bool) -> None:
    page = browser_page("intake")
    name = f"Ada {'Twice' if stutters else 'Once'}"
    page.goto("/intakes/new/")
    page.get_by_label("What is happening").fill("Rang about the rent.")
    page.get_by_label("Name, if they want").fill(name)
    if stutters:
        sent_twice(page, "**/intakes/new/")
    page.get_by_role("button", name="Save").dblclick()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    with site.acting("intake"):
        assert Intake.objects.filter(person_name=name).count() == 1


def test_two_pages_change_one_person(site: Site, browser_page: BrowserPage, case: Case) -> None:
    with site.acting("worker"):
        person = Person.objects.get(id=lead(case)).public_id
    one, two = browser_page("worker"), browser_page("worker")
    for page in (one, two):
        page.goto(f"/people/{person}/change/")
    one.get_by_label("What helps when talking and writing").fill("Large print.")
    one.get_by_role("button", name="Save").click()
    expect(one.get_by_text("Large print.")).to_be_visible()
    two.get_by_label("What helps when talking and writing").fill("Reads lips.")
    two.get_by_label("Pronouns").fill("she")
    two.get_by_role("button", name="Save").click()
    both = two.get_by_role("row", name=re.compile("What helps when talking and writing"))
    expect(two.get_by_role("alert")).to_be_focused()
    expect(both.get_by_role("cell", name="Large print.")).to_be_visible()
    expect(both.get_by_role("cell", name="Reads lips.")).to_be_visible()
    expect(two.get_by_label("What helps when talking and writing")).to_have_value("Reads lips.")
    expect(two.get_by_label("Pronouns")).to_have_value("she")
    expect(two.get_by_role("link", name="Take the other text")).to_be_visible()
    two.get_by_role("button", name="Save").click()
    expect(two.get_by_text("Reads lips.")).to_be_visible()
    one.goto(f"/people/{person}/change/")
    expect(one.get_by_label("Pronouns")).to_have_value("she")


def test_two_pages_change_one_goal(site: Site, browser_page: BrowserPage, case: Case) -> None:
    with site.acting("worker") as by:
        goal = a_goal(case, by, title="Rent paid each month")
    one, two = browser_page("worker"), browser_page("worker")
    for page in (one, two):
        page.goto(f"/cases/{case.public_id}/plan/goals/{goal.public_id}/")
    save = "Save"
    one.get_by_label("What will be different").fill("Rent paid by the fifth")
    one.get_by_role("button", name=save).click()
    expect(one.get_by_text("Rent paid by the fifth").first).to_be_visible()
    two.get_by_label("What will be different").fill("Rent paid by standing order")
    two.get_by_label("How we will know").fill("The bank says so")
    two.get_by_role("button", name=save).click()
    expect(two.locator(".notice[role=status]")).to_be_focused()
    expect(two.locator(".notice[role=status]")).to_contain_text("Rent paid by the fifth")
    expect(two.get_by_label("What will be different")).to_have_value("Rent paid by standing order")
    expect(two.get_by_label("How we will know")).to_have_value("The bank says so")
    two.get_by_role("button", name=save).click()
    expect(two.get_by_text("Rent paid by standing order").first).to_be_visible()
    with site.acting("worker"):
        row = Goal.objects.get(id=goal.id)
        assert (row.title, row.measure) == ("Rent paid by standing order", "The bank says so")


def test_days_that_cannot_be_are_refused_beside_the_field(site: Site, browser_page: BrowserPage, case: Case) -> None:
    with site.acting("worker"):
        person = Person.objects.get(id=lead(case)).public_id
    page = browser_page("worker")
    page.goto(f"/people/{person}/change/")
    page.get_by_label("Born, or about").fill("1990-05-03")
    page.get_by_label("Died").fill("1980-01-01")
    page.get_by_label("Pronouns").fill("she")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(beside(page, "Died")).to_contain_text("The date of death lies before the date of birth")
    expect(page.get_by_label("Died")).to_have_value("1980-01-01")
    expect(page.get_by_label("Born, or about")).to_have_value("1990-05-03")
    expect(page.get_by_label("Pronouns")).to_have_value("she")

    page.goto(f"/contacts/new/?case={case.public_id}")
    page.get_by_label("What happened").fill(WORDS)
    page.get_by_label("Not about a goal").set_checked(True, force=True)
    when = page.locator("[data-when]")
    when.get_by_label("When").fill(day(-1))
    when.get_by_label("From").fill("11:00")
    when.get_by_label("Until").fill("10:00")
    page.get_by_role("button", name="Sign note").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(when.locator(".field", has_text="Until")).to_contain_text("It ends before it")
    expect(page.get_by_label("What happened")).to_have_value(WORDS)
    expect(when.get_by_label("From")).to_have_value("11:00")
    expect(when.get_by_label("Until")).to_have_value("10:00")


def test_a_contact_of_a_day_to_come_is_booked_and_its_words_wait(
    site: Site, browser_page: BrowserPage, case: Case
) -> None:
    page = browser_page("worker")
    page.goto(f"/contacts/new/?case={case.public_id}")
    page.get_by_label("What happened").fill(WORDS)
    page.get_by_label("Not about a goal").set_checked(True, force=True)
    page.get_by_label("Next step").fill("Find the letters")
    when = page.locator("[data-when]")
    when.get_by_label("When").fill(day(2))
    when.get_by_label("From").fill("10:00")
    when.get_by_label("Until").fill("11:00")
    page.get_by_role("button", name="Sign note").click()
    expect(page.get_by_text("booked as an appointment")).to_be_visible()
    with site.acting("worker"):
        assert not Contact.objects.filter(case=case).exists()
        booked = Appointment.objects.get(case=case).public_id
    page.goto(f"/contacts/new/?appointment={booked}")
    expect(page.get_by_label("What happened")).to_have_value(WORDS)
    expect(page.get_by_label("Next step")).to_have_value("Find the letters")
