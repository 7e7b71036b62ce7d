"""The whole day's work with scripts switched off: every page is a form that a server answers."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from alongside.practice.contacts.models import ContactGoal, Note
from alongside.record.cases.models import Case
from alongside.record.people.models import Person
from tests.factories.cast import PASSWORD
from tests.walks.site import Site

SITE = "stories"
WORDS = "She came by herself and told about the week. The evenings are quieter."
CALL = "Lost the flat at the end of the month. Two children, nowhere to go yet."


@pytest.fixture
def plain(site: Site, chrome: Browser) -> Iterator[Page]:
    """A page of a browser that runs no scripts."""
    context = chrome.new_context(base_url=site.url, java_script_enabled=False, locale="en-GB")
    yield context.new_page()
    context.close()


def sign_in(page: Page, username: str) -> None:
    """Sign in by name and password, as everybody does."""
    page.goto("/sign-in/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("navigation", name="Places", exact=True)).to_be_visible()


def test_a_worker_reads_a_case_and_records_a_contact_with_a_goal(site: Site, plain: Page) -> None:
    with site.acting("worker") as by:
        case = Case.objects.filter(state="open", stage="work", assignments__worker_id=by.worker_id or 0).first()
        assert case is not None
        goal = case.goals.filter(ended_on=None).order_by("order", "id").first()
        assert goal is not None
        level = goal.progress.order_by("-at").values_list("value", flat=True).first() or 0
    sign_in(plain, "worker")
    plain.get_by_role("link", name=case.title).first.click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text(case.title)
    expect(plain.get_by_text(goal.title).first).to_be_visible()
    plain.get_by_role("link", name=re.compile("^Record contact")).first.click()
    plain.get_by_role("main").get_by_role("link", name=case.title).first.click()
    plain.get_by_label("What happened").fill(WORDS)
    moved = level + 1 if level < 2 else level - 1
    plain.get_by_label(goal.title, exact=True).select_option(str(moved))
    plain.get_by_role("button", name="Sign note").click()
    expect(plain.get_by_text("Signed by Dele Akande")).to_be_visible()
    with site.acting("worker"):
        note = Note.objects.get(text=WORDS)
        assert note.signed_at is not None
        assert ContactGoal.objects.filter(contact=note.contact, goal=goal, progress__value=moved).exists()


def test_a_worker_changes_what_is_known_of_a_person(site: Site, plain: Page) -> None:
    sign_in(plain, "worker")
    plain.goto("/people/?whose=mine")
    plain.get_by_role("main").get_by_role("link", name=re.compile("Mai")).first.click()
    plain.get_by_role("link", name=re.compile("^Change")).first.click()
    plain.get_by_label(re.compile("Pronouns")).fill("she")
    plain.get_by_role("main").get_by_role("button", name="Save").click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text("Mai")
    with site.acting("worker"):
        assert Person.objects.get(display_name__startswith="Mai").pronouns == "she"


def test_an_intake_worker_opens_a_case_after_looking_at_somebody_alike(site: Site, plain: Page) -> None:
    sign_in(plain, "intake")
    plain.goto("/intakes/")
    plain.get_by_role("link", name="New intake").first.click()
    plain.get_by_label("What is happening").fill(CALL)
    plain.get_by_label("For which programme").select_option(label="Family support")
    plain.get_by_role("button", name="Show its rules").click()
    expect(plain.get_by_label("What is happening")).to_have_value(CALL)
    plain.get_by_label("Name, if they want").fill("Marta Lopes")
    plain.get_by_label("Born, or about").fill("1990")
    plain.get_by_role("group", name="Call").get_by_role("radio", name="Yes").check()
    plain.get_by_label("They heard how we keep things private").check()
    plain.get_by_role("radio", name="Accept").check()
    plain.get_by_label("Two or more needs hang together").check()
    plain.get_by_label("Why, in a few words").fill("The flat, two children and no money hang together.")
    plain.get_by_role("button", name="Open case").click()
    expect(plain.get_by_text("Somebody like this is in the record")).to_be_visible()
    plain.get_by_role("listitem").filter(has_text="Marta López").get_by_role("button", name="Not the same").click()
    expect(plain.get_by_role("button", name="Take back")).to_be_visible()
    expect(plain.get_by_label("What is happening")).to_have_value(CALL)
    plain.get_by_role("button", name="Open case").click()
    expect(plain).not_to_have_url(re.compile("/intakes/new/$"))
    with site.acting("supervisor"):
        case = Case.objects.get(title__startswith="Marta Lopes")
        assert case.participants.filter(person__display_name="Marta Lopes").exists()
