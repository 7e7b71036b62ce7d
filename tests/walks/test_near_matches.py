"""Somebody who calls may be known already: whoever takes the call sees who, and why, and decides herself."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from alongside.record.cases.models import Participant
from alongside.record.people.models import NotSamePerson, Person
from tests.factories.cases import a_case
from tests.walks.conftest import BrowserPage
from tests.walks.site import Site

KNOWN = {
    "Siobhan Galagher": ("Siobhán Gallagher", "Same spelling but one letter"),
    "Haidari Maryam": ("Maryam Haidari", "First and last name swapped"),
    "Oleksandr Shevchenko": ("Олександр Шевченко", "Same name"),
}
"""What is heard and typed, who that is in the record, and what must be said for it."""


@pytest.fixture(scope="module")
def known(site: Site) -> dict[str, int]:
    """Three people whom the Family team works with: their numbers by name."""
    with site.acting("worker") as by:
        return {name: a_case(by, people=[name]).participants.get().person_id for name, _reason in KNOWN.values()}


def row(page: Page, name: str) -> Locator:
    """The line about somebody who may be this person."""
    return page.locator("#known").get_by_role("listitem").filter(has_text=name)


def a_call(page: Page, name: str) -> None:
    """Write down a call that is a case; the name comes last, and nothing is pressed yet."""
    page.goto("/intakes/new/")
    page.get_by_label("What is happening").fill("Rang about the rent, and about being alone with it.")
    page.get_by_role("group", name="Decision").get_by_role("radio", name="Accept").check(force=True)
    page.get_by_label("Two or more needs hang together").check(force=True)
    page.get_by_label("Why, in a few words").fill("Rent and worry hang together.")
    page.get_by_label("Name, if they want").fill(name)


def open_case(page: Page) -> None:
    """Press the button that opens the case, as quickly as one can."""
    page.get_by_role("button", name="Open case").click()


def people_called(site: Site, *names: str) -> set[int]:
    """The people of these names."""
    with site.acting("worker"):
        return set(Person.objects.filter(display_name__in=names).values_list("id", flat=True))


def test_every_way_of_hearing_a_name_shows_who_it_may_be_and_why(
    site: Site, browser_page: BrowserPage, known: dict[str, int]
) -> None:
    page = browser_page("intake")
    page.goto("/intakes/new/")
    for typed, (name, reason) in KNOWN.items():
        page.get_by_label("Name, if they want").fill(typed)
        expect(row(page, name).get_by_text(reason, exact=True)).to_be_visible()
        expect(row(page, name)).to_contain_text("Known to the Family team.")
        expect(page.locator("#known-line")).to_contain_text(name)


def test_the_person_who_is_known_is_taken(site: Site, browser_page: BrowserPage, known: dict[str, int]) -> None:
    typed, name = "Haidari Maryam", "Maryam Haidari"
    page = browser_page("intake")
    a_call(page, typed)
    expect(row(page, name)).to_be_visible()
    page.get_by_label("Phone", exact=True).press_sequentially("0871", delay=1)  # asked again while she presses
    row(page, name).get_by_role("button", name="Same person").click()
    expect(page.locator("#known").get_by_text("Same person")).to_be_visible()
    expect(page.get_by_role("button", name="Take back")).to_be_focused()
    expect(page.get_by_label("What is happening")).to_have_value(re.compile("^Rang about the rent"))
    open_case(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("The Family team has it now")
    assert people_called(site, typed, name) == {known[name]}
    with site.acting("worker"):
        assert Participant.objects.filter(person_id=known[name]).count() == 2


def test_whoever_presses_faster_than_the_line_is_understood(
    site: Site, browser_page: BrowserPage, known: dict[str, int]
) -> None:
    typed, name = "Oleksandr Shevchenko", "Олександр Шевченко"
    page = browser_page("intake")
    a_call(page, typed)
    expect(row(page, name)).to_be_visible()
    page.wait_for_load_state("networkidle")

    def slowly(route: Route) -> None:
        page.wait_for_timeout(400)
        route.continue_()

    page.route("**/beside/", slowly)
    row(page, name).get_by_role("button", name="Same person").click(no_wait_after=True)
    open_case(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("The Family team has it now")
    assert people_called(site, typed, name) == {known[name]}


def test_somebody_else_of_nearly_the_same_name_takes_a_second_press(
    site: Site, browser_page: BrowserPage, known: dict[str, int]
) -> None:
    typed, name = "Siobhan Galagher", "Siobhán Gallagher"
    page = browser_page("intake")
    a_call(page, typed)
    open_case(page)
    expect(page.locator(".notice", has_text="Nothing is saved yet.")).to_be_focused()
    expect(row(page, name)).to_be_visible()
    assert people_called(site, typed) == set()
    for label, words in (("What is happening", "Rang about the rent"), ("Why, in a few words", "Rent and worry")):
        expect(page.get_by_label(label)).to_have_value(re.compile(f"^{words}"))
    row(page, name).get_by_role("button", name="Not the same").click()
    expect(row(page, name).get_by_role("button", name="Take back")).to_be_visible()
    open_case(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("The Family team has it now")
    both = people_called(site, typed, name)
    assert len(both) == 2
    with site.acting("worker"):
        assert NotSamePerson.objects.filter(person_id__in=both, other_id__in=both).exists()
