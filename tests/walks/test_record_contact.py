"""Recording a contact in a real browser: six interactions, and nothing that was typed is ever lost."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from alongside.agency.drafts.models import Draft
from alongside.agency.drafts.queries import typed_of
from alongside.ground.foundation import clock
from alongside.practice.contacts.models import Contact, ContactGoal, Note
from alongside.practice.plans.models import Step
from alongside.record.people.models import Person
from tests.factories.assessments import a_ready_case, lead
from tests.factories.cast import PASSWORD
from tests.factories.contacts import a_contact, a_past_appointment
from tests.factories.plans import a_goal, a_step
from tests.walks.conftest import BrowserPage
from tests.walks.seeing import Hand, axe, screenshot, sideways
from tests.walks.site import Site

WORDS = "Went through line 3. Wednesday suits the bus better. Dani showed the drawing and was proud of it."


@dataclass(frozen=True)
class Story:
    """A case in the middle of its work, with an appointment of this morning."""

    case: str
    appointment: str

    @property
    def address(self) -> str:
        """The form for the appointment."""
        return f"/contacts/new/?appointment={self.appointment}"


@pytest.fixture
def story(site: Site) -> Story:
    """A family with goals and an appointment, of this test alone."""
    now = clock.now()
    with site.acting("worker") as by:
        with clock.standing_at(now - timedelta(days=20)):
            case = a_ready_case(by, family=True)
            Person.objects.filter(id=lead(case)).update(languages=["Spanish", "English"])
            named = (("Evenings are calmer", 0), ("Marta starts the care course", 0), ("Dani in class four days", -1))
            goals = [a_goal(case, by, title=name, start_level=level) for name, level in named]
            a_step(case, by, what="Ring the nursery")
        with clock.standing_at(now - timedelta(days=12)):
            a_contact(case, by, goals=[(goal.id, None) for goal in goals], text="Line 3 agreed for Tuesdays.")
        people = list(case.participants.values_list("person_id", flat=True))
        agreed = a_past_appointment(case, by, people=people, language="Spanish")
    return Story(str(case.public_id), str(agreed.public_id))


def write_up(page: Page, story: Story) -> Locator:
    """The link of my day that leads to the form."""
    return page.locator(f"#appointment-{story.appointment}").get_by_role("link", name=re.compile("Write it up"))


def typed(page: Page, words: str = WORDS) -> None:
    """Type as a hand does, key by key."""
    page.get_by_label("What happened").press_sequentially(words, delay=2)


def acknowledged(page: Page) -> None:
    """Wait until the server has answered; the words say when."""
    expect(page.locator("[data-saved-words]").first).to_have_text(
        re.compile(r"Saved on the server \d\d:\d\d:\d\d"), timeout=2000
    )


def kept(site: Site, story: Story) -> str:
    """What the server holds of the text."""
    with site.acting("worker"):
        row = Draft.objects.filter(key=f"contact-{story.appointment}").first()
        return str(typed_of(row).get("text", "")) if row else ""


def notes(site: Site, story: Story) -> list[str]:
    """The texts of the notes recorded from the appointment."""
    with site.acting("worker"):
        return list(
            Note.objects.filter(contact__appointment__public_id=story.appointment).values_list("text", flat=True)
        )


def test_a_routine_contact_takes_six_interactions_from_my_day(
    site: Site, browser_page: BrowserPage, story: Story
) -> None:
    page, hand = browser_page("worker"), Hand()
    page.goto("/")
    hand.press(write_up(page, story))
    expect(page.get_by_label("What happened")).to_be_focused()
    hand.fill(page.get_by_label("What happened"), WORDS)
    hand.press(page.get_by_role("button", name="Higher: Evenings are calmer"))
    hand.fill(page.get_by_label("Next step"), "Move the nursery visit to Wednesday")
    hand.fill(page.get_by_label("By", exact=True), f"{clock.today():%Y-%m-%d}")
    hand.key(page, "Control+Enter")
    expect(page.get_by_text("Signed by Dele Akande")).to_be_visible()
    assert hand.count <= 6
    with site.acting("worker") as by:
        contact = Contact.objects.get(appointment__public_id=story.appointment)
        assert Note.objects.get(contact=contact).signed_by_id == by.actor_id
        assert contact.language == "Spanish"
        assert ContactGoal.objects.filter(contact=contact, progress__value=1).count() == 1
        assert Step.objects.filter(what="Move the nursery visit to Wednesday").count() == 1
    page.goto("/")
    expect(write_up(page, story)).to_have_count(0)


def test_what_is_typed_is_on_the_server_within_two_seconds(site: Site, browser_page: BrowserPage, story: Story) -> None:
    page = browser_page("worker")
    page.goto(story.address)
    typed(page)
    last_key = time.monotonic()
    acknowledged(page)
    assert time.monotonic() - last_key <= 2
    assert kept(site, story) == WORDS


def test_a_killed_tab_loses_nothing_and_the_draft_goes_on(site: Site, browser_page: BrowserPage, story: Story) -> None:
    page = browser_page("worker")
    page.goto(story.address)
    typed(page)
    page.get_by_text("Add their words").click()
    page.get_by_label("Their words").fill("We eat together now. Even Dani.")
    page.get_by_label("Call").check(force=True)
    acknowledged(page)
    expect(page.locator("[data-saved-indicator]").first).to_have_attribute("data-state", "saved")
    page.wait_for_function("!document.querySelector('[data-saved-words]').textContent === false")
    assert kept(site, story) == WORDS
    page.wait_for_timeout(1000)
    page.context.close()

    again = browser_page("worker")
    again.goto("/drafts/")
    again.get_by_role("link", name="Go on").first.click()
    expect(again.get_by_label("What happened")).to_have_value(WORDS)
    expect(again.get_by_label("Their words")).to_have_value("We eat together now. Even Dani.")
    expect(again.get_by_label("Call")).to_be_checked()


def test_without_a_network_the_text_waits_and_goes_by_itself(
    site: Site, browser_page: BrowserPage, story: Story
) -> None:
    page = browser_page("worker")
    page.goto(story.address)
    page.context.set_offline(True)
    typed(page)
    expect(page.locator("[data-saved-words]").first).to_contain_text("No signal")
    page.get_by_role("button", name="Sign note").click()
    expect(page.get_by_label("What happened")).to_have_value(WORDS)
    assert kept(site, story) == ""
    page.context.set_offline(False)
    expect(page.get_by_text("Signed by Dele Akande")).to_be_visible(timeout=15_000)
    assert notes(site, story) == [WORDS]


def test_a_session_that_ended_is_renewed_in_place(site: Site, browser_page: BrowserPage, story: Story) -> None:
    page = browser_page("worker")
    page.goto(story.address)
    typed(page, "Before. ")
    acknowledged(page)
    site.end_sessions()
    page.context.clear_cookies()
    typed(page, WORDS)
    dialog = page.get_by_role("dialog", name="Sign in again")
    expect(dialog).to_be_visible()
    assert kept(site, story) == "Before. "
    dialog.get_by_label("Password").fill("not the password")
    dialog.get_by_role("button", name="Sign in and send").click()
    expect(dialog.get_by_role("alert")).to_contain_text("did not match")
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in and send").click()
    expect(dialog).to_be_hidden()
    acknowledged(page)
    assert kept(site, story) == f"Before. {WORDS}"
    page.get_by_role("button", name="Sign note").click()
    expect(page.get_by_text("Signed by Dele Akande")).to_be_visible()
    assert notes(site, story) == [f"Before. {WORDS}"]


def test_a_press_right_after_the_session_ended_sends_nothing_into_the_void(
    site: Site, browser_page: BrowserPage, story: Story
) -> None:
    page = browser_page("worker")
    page.goto(story.address)
    site.end_sessions()
    page.get_by_label("What happened").fill(WORDS)
    page.get_by_role("button", name="Sign note").click()
    dialog = page.get_by_role("dialog", name="Sign in again")
    expect(dialog).to_be_visible()
    expect(page.get_by_label("What happened")).to_have_value(WORDS)
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in and send").click()
    expect(page.get_by_text("Signed by Dele Akande")).to_be_visible()
    assert notes(site, story) == [WORDS]


def test_a_killed_server_loses_nothing(site: Site, browser_page: BrowserPage, story: Story) -> None:
    page = browser_page("worker")
    page.goto(story.address)
    typed(page, "Before. ")
    acknowledged(page)
    site.kill()
    typed(page, WORDS)
    expect(page.locator("[data-saved-words]").first).to_contain_text("No signal")
    expect(page.get_by_label("What happened")).to_have_value(f"Before. {WORDS}")
    site.start()
    expect(page.locator("[data-saved-words]").first).to_contain_text("Saved on the server", timeout=40_000)
    assert kept(site, story) == f"Before. {WORDS}"
    page.get_by_role("button", name="Sign note").click()
    expect(page.get_by_text("Signed by Dele Akande")).to_be_visible()


def test_two_open_pages_show_both_texts(site: Site, browser_page: BrowserPage, story: Story) -> None:
    one, two = browser_page("worker"), browser_page("worker")
    one.goto(story.address)
    two.goto(story.address)
    typed(one, "From the desk.")
    acknowledged(one)
    typed(two, "From the phone.")
    dialog = two.get_by_role("dialog", name="Changed in two places")
    expect(dialog).to_contain_text("From the desk.")
    expect(dialog).to_contain_text("From the phone.")
    dialog.get_by_role("button", name="Keep mine").click()
    acknowledged(two)
    assert kept(site, story) == "From the phone."


def test_another_format_keeps_the_text(browser_page: BrowserPage, story: Story) -> None:
    page = browser_page("worker")
    page.goto(story.address)
    typed(page)
    page.get_by_text("Format: GIRP").click()
    page.get_by_role("button", name="SOAP").click()
    expect(page.get_by_label("Subjective")).to_be_visible()
    expect(page.get_by_label("What happened")).to_have_value(WORDS)
    page.get_by_role("button", name="Sign note").click()
    expect(page.get_by_role("link", name=re.compile("“Objective” is still empty"))).to_be_visible()
    expect(page.get_by_label("What happened")).to_have_value(WORDS)


def test_without_scripts_it_is_the_same_form(site: Site, browser_page: BrowserPage, story: Story) -> None:
    scripted = browser_page("worker")
    context = scripted.context.browser.new_context(  # type: ignore[union-attr]  # there is a browser
        base_url=site.url, java_script_enabled=False
    )
    context.add_cookies([site.session_of("worker")])  # type: ignore[list-item]
    page = context.new_page()
    page.goto(story.address)
    page.get_by_label("What happened").fill(WORDS)
    page.get_by_label("Evenings are calmer", exact=True).select_option("1")
    page.get_by_role("button", name="Sign note").click()
    expect(page.get_by_text("Signed by Dele Akande")).to_be_visible()
    context.close()
    with site.acting("worker"):
        assert ContactGoal.objects.filter(contact__appointment__public_id=story.appointment, progress__value=1).exists()


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
def test_an_automatic_reader_finds_nothing(browser_page: BrowserPage, story: Story, width: int, theme: str) -> None:
    page = browser_page("worker", width=width, theme=theme)
    addresses = (
        story.address,
        "/contacts/new/",
        "/contacts/sign/",
        "/drafts/",
        f"/appointments/new/?case={story.case}",
        f"/appointments/{story.appointment}/move/",
    )
    for address in addresses:
        page.goto(address)
        assert axe(page) == [], address
        assert not sideways(page), address
    page.goto(story.address)
    for summary in page.locator("details.disclosure > summary").all():
        summary.click()
    assert axe(page) == []
    page.get_by_role("button", name="Sign note").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    assert axe(page) == []


def test_pictures_for_the_manual(browser_page: BrowserPage, story: Story) -> None:
    page = browser_page("worker")
    page.goto(story.address)
    page.get_by_role("button", name="Higher: Evenings are calmer").click()
    typed(page)
    page.get_by_text("Add their words").click()
    page.get_by_label("Their words").fill("We eat together now. Even Dani.")
    page.get_by_label("Next step").fill("Move the nursery visit to Wednesday 10:00")
    acknowledged(page)
    screenshot(page, "record-contact")
    page.get_by_label("By", exact=True).fill(f"{clock.today():%Y-%m-%d}")
    page.get_by_label("Who said it").select_option(label="Marta")
    page.get_by_role("button", name="Sign note").click()
    expect(page.get_by_text("Signed by Dele Akande")).to_be_visible()
    assert axe(page) == []
    screenshot(page, "contact")
