"""Whole stories in a real browser, from the first call to the day a case is closed.

Each page on the way is read by an automatic reader and must fit a narrow phone; the pictures of the manual are taken
here, of people who do not exist.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from alongside.ground.foundation import clock
from tests.walks.conftest import BrowserPage
from tests.walks.seeing import axe, screenshot, sideways


@dataclass(frozen=True)
class Story:
    """What is said and found out in one story."""

    name: str
    born: str
    call: str
    whose: str
    area: str
    strength: str
    need: str
    own_words: str
    goal: str
    line: str
    step: str
    afterwards: str

    @property
    def first_name(self) -> str:
        """What the person is called."""
        return self.name.split()[0]


MOTHER = Story(
    name="Kalinda Oyelaran",
    born="1991-04-12",
    call="Lost her job in the bakery three weeks ago. Two children at home, the rent is due on Friday.",
    whose="The family",
    area="Work and training",
    strength="Her sister minds the children two evenings a week",
    need="No income since the bakery closed",
    own_words="I have always worked. I want to bake again.",
    goal="Kalinda works mornings in a bakery",
    line="Asks at the two bakeries on the square",
    step="Ring the job centre about the course",
    afterwards="A call to hear how the new work goes",
)
WIDOW = Story(
    name="Perpetua Lindqvist",
    born="1944",
    call="Her husband died in spring. She has not spoken to anybody since Sunday and does not cook any more.",
    whose="One person",
    area="Community and belonging",
    strength="Knows every song of the choir by heart",
    need="Alone all week since her husband died",
    own_words="The evenings are so long. I miss singing with people.",
    goal="Perpetua sings with the choir on Tuesdays",
    line="Goes to the choir once, with her neighbour",
    step="Ask the choir who could fetch her",
    afterwards="A visit when the choir comes back from its summer break",
)


def day(days: int) -> str:
    """The day so many days from today, as a date field wants it."""
    return f"{clock.today() + timedelta(days=days):%Y-%m-%d}"


def choose(place: Page | Locator, question: str, answer: str) -> None:
    """Choose one answer to a question that shows all of its answers."""
    group = place.get_by_role("group", name=question, exact=True).or_(
        place.get_by_role("radiogroup", name=question, exact=True)
    )
    group.first.get_by_role("radio", name=re.compile(f"^{re.escape(answer)}")).first.check(force=True)


def choose_her(field: Locator, story: Story) -> None:
    """Choose the person of the story in a list."""
    field.select_option(field.locator("option", has_text=story.first_name).first.get_attribute("value"))


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Press the one button of that name in the page's own part, and wait for the page that follows."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name).first.click()


def looked_at(page: Page, picture: str = "") -> None:
    """Nothing is at fault for an automatic reader, nothing scrolls sideways on a narrow phone; then the picture."""
    assert axe(page) == [], page.url
    before = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 720})
    assert not sideways(page), page.url
    page.evaluate("scrollTo(0, 0)")  # what lies half under the sticky bar would count as too small a target
    assert axe(page) == [], f"{page.url}, narrow"
    if before:
        page.set_viewport_size(before)
    if picture:
        screenshot(page, picture)


def the_call(page: Page, story: Story) -> None:
    """The intake worker listens, asks what is safe, and opens a case."""
    page.goto("/intakes/new/")
    page.get_by_label("What is happening").fill(story.call)
    page.get_by_label("Name, if they want").fill(story.name)
    page.get_by_label("Born, or about").fill(story.born)
    page.get_by_label("Phone", exact=True).fill("087 555 0143")
    choose(page, "Call", "Yes")
    choose(page, "Voicemail", "No")
    page.get_by_label("They heard how we keep things private").check(force=True)
    expect(page.get_by_label("For which programme").locator("option:checked")).to_have_text("Family support")
    choose(page, "Decision", "Accept")
    page.get_by_label("Two or more needs hang together").check(force=True)
    page.get_by_label("Why, in a few words").fill("Work, rent and worry hang together; she wants somebody beside her.")
    choose(page, "The case is for", story.whose)
    team = page.get_by_label("Team", exact=True)
    if team.count():
        team.select_option(label="Family team")
    looked_at(page, "intake")
    press(page, "Open case")
    expect(page).not_to_have_url(re.compile("/intakes/new/$"))


def handed_to_dele(page: Page, story: Story) -> str:
    """The supervisor names the worker; the case's address comes back."""
    page.goto("/cases/?whose=team")
    page.get_by_role("link", name=re.compile(story.name.split()[1])).first.click()
    address = re.search(r"/cases/[0-9a-f-]{36}/", page.url)
    assert address, page.url
    page.goto(f"{address[0]}carry/")
    to = page.get_by_label("To", exact=True)
    dele = to.locator("option", has_text="Dele Akande").get_attribute("value")
    to.select_option(dele)
    press(page, "Name the worker")
    expect(page.get_by_text("Dele Akande").first).to_be_visible()
    return address[0]


def from_my_day(page: Page, story: Story, case: str) -> None:
    """Dele finds her on the day's page, and looks at the case and its people."""
    page.goto("/")
    looked_at(page, "my-day")
    page.get_by_role("link", name=re.compile(story.name.split()[1])).first.click()
    expect(page).to_have_url(re.compile(case))
    looked_at(page)
    page.goto(f"{case}people/")
    looked_at(page, "family")


def a_first_contact(page: Page, story: Story, case: str) -> None:
    """They meet for the first time; there are no goals yet."""
    page.goto(f"/contacts/new/?case={case.split('/')[2]}")
    page.get_by_label("What happened").fill(f"First visit. {story.call}")
    page.get_by_label("Not about a goal").check(force=True)
    press(page, "Sign note")
    expect(page.get_by_text("Signed by Dele Akande")).to_be_visible()


def ticked(page: Page, case: str, *steps: str) -> None:
    """Mark steps of the stages as done by hand."""
    for step in steps:
        page.goto(f"{case}stages/")
        press(page, re.compile(f"^Done ?: {step}", re.IGNORECASE))


def said(page: Page, what: str, words: str, own_words: str, story: Story) -> None:
    """Write down one statement of the area that is open."""
    page.get_by_role("link", name=what).click()
    page.get_by_label("In their own words").fill(own_words)
    choose_her(page.get_by_role("combobox", name="Who said it"), story)
    page.get_by_label("In our words").fill(words)
    page.locator("#add").get_by_role("button", name="Save").click()
    expect(page.locator("#area").get_by_text(words)).to_be_visible()


def what_is_strong_and_hard(page: Page, story: Story, case: str) -> None:
    """The assessment: one strength, one need, the rest for later."""
    page.goto(f"{case}assessment/")
    press(page, "Start assessment")
    why = page.get_by_label("Why you start now")
    if why.count():
        why.fill("She wants to begin today.")
        press(page, "Start assessment")
    page.get_by_role("link", name=re.compile(f"^{story.area}")).click()
    expect(page.get_by_role("heading", name=story.area)).to_be_visible()
    said(page, "Add a strength", story.strength, "", story)
    said(page, "Add a need or barrier", story.need, story.own_words, story)
    looked_at(page, "assessment")
    ticked(page, case, "safety looked at")
    page.goto(f"{case}assessment/finish/")
    for area in page.get_by_role("group", name="Leave for later").get_by_role("checkbox").all():
        area.check(force=True)
    page.get_by_role("textbox", name=re.compile("^Note")).fill("She wants to talk about the rest later.")
    press(page, "Finish the assessment")
    expect(page.get_by_text(re.compile("^Finished|Finished "))).not_to_have_count(0)


def a_goal_with_a_line(page: Page, story: Story, case: str) -> None:
    """A goal grows from the need and the strength; one line says who does what."""
    page.goto(f"{case}plan/goals/new/")
    for root in (story.strength, story.need):
        page.get_by_role("checkbox", name=re.compile(re.escape(root))).check(force=True)
    page.get_by_label("In their own words").fill(story.own_words)
    choose_her(page.get_by_role("combobox", name="Who said it"), story)
    page.get_by_label("What will be different").fill(story.goal)
    page.get_by_label("How we will know").fill("She says that it is so, three weeks in a row")
    page.get_by_label("By when").fill(day(60))
    press(page, "Save")
    page.get_by_role("link", name="Add a line").first.click()
    choose_her(page.get_by_label("Who does this"), story)
    page.get_by_label("Does what").fill(story.line)
    page.get_by_label("By when").fill(day(7))
    page.get_by_label("How we will know").fill("She tells Dele")
    press(page, "Save")
    expect(page.get_by_text(story.line)).to_be_visible()


def agreed(page: Page, story: Story, case: str) -> None:
    """She answers, and the plan is in force."""
    page.goto(f"{case}plan/answers/new/")
    choose_her(page.get_by_label("Who answered"), story)
    choose(page, "The answer", "Agreed")
    page.get_by_label("How it was given").select_option(label="Said face to face")
    press(page, "Save")
    page.goto(f"{case}plan/agree/")
    looked_at(page)
    press(page, "Agree plan")
    expect(page.get_by_role("link", name="Look back together")).to_be_visible()
    looked_at(page, "plan")


def a_contact_that_moved_something(page: Page, story: Story, case: str) -> None:
    """A contact in the middle of the work: the goal moved, there is a next step, and the note is signed."""
    page.goto(f"/contacts/new/?case={case.split('/')[2]}")
    page.get_by_label("What happened").fill("She came with good news and told it standing.")
    page.get_by_role("button", name=f"Higher: {story.goal}").click()
    page.get_by_label("Next step").fill(story.step)
    page.get_by_label("By", exact=True).fill(day(5))
    looked_at(page, "record-contact")
    press(page, "Sign note")
    expect(page.get_by_text("Signed by Dele Akande")).to_be_visible()
    page.goto(case)
    expect(page.get_by_role("row", name=re.compile(re.escape(story.goal))).get_by_text("as hoped")).to_be_visible()
    looked_at(page, "case")


def looked_back(page: Page, story: Story, case: str) -> None:
    """The review; what they set out to do is done, and the goal is reached."""
    page.goto(f"{case}review/")
    page.get_by_label("Held on").fill(day(0))
    page.get_by_label("With whom").fill(f"{story.first_name} and Dele")
    page.get_by_label("What they say of it").fill("It goes by itself now.")
    page.get_by_label("What was decided").fill("Begin to close: what was hoped for has come.")
    looked_at(page)
    press(page, "Save")
    for words in (story.line, story.step):
        page.goto(f"{case}plan/")
        page.get_by_role("link", name=re.compile(re.escape(words))).click()
        choose(page, "This line is", "Done")
        page.get_by_label("What came of it").fill("It went well.")
        press(page, "Note it")
    page.goto(f"{case}plan/")
    page.get_by_role("link", name=story.goal).first.click()
    choose(page, "This goal is", "Reached")
    with page.expect_navigation():
        page.locator("form", has=page.get_by_role("group", name="This goal is")).get_by_role("button").click()


def the_ending(page: Page, story: Story, case: str) -> None:
    """The summary is signed, somebody keeps in touch, the ending is talked through, and the case closes."""
    page.goto(f"{case}close/")
    expect(page.get_by_label("Summary")).to_have_value(re.compile(f"{re.escape(story.goal)}: as hoped"))
    page.get_by_role("checkbox", name="Goals met").check(force=True)
    page.get_by_label("What they say about it").fill(story.own_words)
    page.get_by_label("Who agreed to the ending").fill(f"{story.first_name} and Dele")
    looked_at(page, "closing")
    press(page, "Sign summary")
    expect(page.get_by_text("Signed by Dele Akande")).to_be_visible()
    page.get_by_label("What happens afterwards").fill(story.afterwards)
    page.get_by_label("Who does it").fill("Dele Akande")
    page.locator("#after-care").get_by_label("By when").fill(day(30))
    page.locator("#after-care").get_by_role("button", name="Add").click()
    expect(page.get_by_text(story.afterwards)).to_be_visible()
    ticked(page, case, "ending talked through")
    page.goto(f"{case}close/")
    looked_at(page)
    press(page, "Close case")
    page.goto(f"{case}close/")
    expect(page.get_by_role("link", name="Reopen case")).to_be_visible()
    looked_at(page)
    page.goto(case)
    expect(page.get_by_role("heading", level=1)).to_contain_text("After-care")


def the_way_back(page: Page, story: Story, case: str) -> None:
    """She comes again: the case opens as its second episode, and how the first one ended still stands there."""
    page.goto(f"{case}reopen/")
    looked_at(page)
    page.get_by_label("What has changed").fill("The winter is harder than she thought.")
    press(page, "Reopen case")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Open again")
    page.goto(f"{case}close/")
    expect(page.get_by_role("heading", name="Episode 1")).to_be_visible()
    expect(page.get_by_text(story.own_words).first).to_be_visible()


@pytest.mark.parametrize("story", [MOTHER, WIDOW], ids=["a mother who lost her job", "a widow who is alone"])
def test_from_the_first_call_to_the_closing_and_back(browser_page: BrowserPage, story: Story) -> None:
    the_call(browser_page("intake"), story)
    case = handed_to_dele(browser_page("supervisor"), story)
    page = browser_page("worker")
    from_my_day(page, story, case)
    a_first_contact(page, story, case)
    what_is_strong_and_hard(page, story, case)
    a_goal_with_a_line(page, story, case)
    agreed(page, story, case)
    a_contact_that_moved_something(page, story, case)
    looked_back(page, story, case)
    the_ending(page, story, case)
    the_way_back(page, story, case)
