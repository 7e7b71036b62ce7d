"""A widow who is alone, from the first call to after-care, by somebody who cannot use a mouse.

Nothing is clicked, filled or addressed after the first page: there are only keys. Every kind of page is gone around
once, so that whatever can be used is reached and nothing keeps the focus; ``Keys`` looks at every stop.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from playwright.sync_api import Locator, expect

from alongside.ground.foundation import clock
from alongside.record.cases.models import Case
from alongside.record.people.models import Person
from tests.factories.assessments import a_ready_case
from tests.factories.cases import a_case
from tests.factories.cast import PASSWORD
from tests.walks.conftest import BrowserPage
from tests.walks.keyboard import Keys
from tests.walks.site import Site

NAME, LIKE_HER = "Perpetua Lindqvist", "Perpetua Lindquist"
STRENGTH, NEED = "Knows every song of the choir by heart", "Alone all week since her husband died"
GOAL = "Perpetua sings with the choir on Tuesdays"
LINE, STEP = "Goes to the choir once, with her neighbour", "Ask the choir who could fetch her"
AFTERWARDS = "A visit when the choir comes back from its summer break"


def day(days: int) -> date:
    """The day so many days from today."""
    return clock.today() + timedelta(days=days)


def main(keys: Keys) -> Locator:
    """The page's own part."""
    return keys.page.get_by_role("main")


def button(keys: Keys, name: str | re.Pattern[str]) -> Locator:
    """A button of the page's own part."""
    return main(keys).get_by_role("button", name=name)


def link(keys: Keys, name: str | re.Pattern[str]) -> Locator:
    """A link of the page's own part."""
    return main(keys).get_by_role("link", name=name)


def question(keys: Keys, name: str) -> Locator:
    """A question that shows all of its answers."""
    group = keys.page.get_by_role("group", name=name, exact=True)
    return group.or_(keys.page.get_by_role("radiogroup", name=name, exact=True)).first


def signed_in(keys: Keys, username: str) -> None:
    """Sign in; the field is ready to type in."""
    expect(keys.page.get_by_label("Username")).to_be_focused()
    keys.write(keys.page.get_by_label("Username"), username)
    keys.write(keys.page.get_by_label("Password"), PASSWORD)
    keys.enter(keys.page.get_by_role("button", name="Sign in", exact=True))


def signed_out(keys: Keys) -> None:
    """Leave by the menu of one's own name."""
    keys.to(keys.page.locator("summary.bar-me"))
    keys.press("Enter")
    keys.enter(keys.page.get_by_role("button", name="Sign out"))


def found(keys: Keys, words: str) -> None:
    """Go to a case by the palette: Ctrl K, type, Enter."""
    keys.press("Control+k")
    keys.type(words)
    expect(keys.page.locator('[data-palette-list] [aria-selected="true"]')).to_contain_text(words)
    keys.send("Enter")


def more(keys: Keys, name: str) -> None:
    """Open the menu of the case, and go on to one of its places."""
    keys.to(main(keys).locator("summary[aria-label='More about this case']"))
    keys.press("Enter")
    keys.enter(link(keys, name))


def side(keys: Keys, name: str) -> None:
    """Go to another side of the case by its tab."""
    keys.enter(main(keys).locator("nav.tabs").get_by_role("link", name=name))


def the_call(keys: Keys) -> None:
    """The intake worker listens; somebody of nearly the same name is shown before a second press."""
    page = keys.page
    keys.lap()
    keys.enter(link(keys, "New intake"))
    expect(page.get_by_label("What is happening")).to_be_focused()
    keys.type("Her husband died in spring. She does not cook any more.")
    keys.write(page.get_by_label("Born, or about"), "1944")
    keys.write(page.get_by_label("Phone", exact=True), "087 555 0143")
    keys.choose(question(keys, "Call"), "Yes")
    keys.choose(question(keys, "Voicemail"), "No")
    keys.tick(page.get_by_label("They heard how we keep things private"))
    keys.choose(question(keys, "Decision"), "Accept")
    keys.choose(question(keys, "By which rule"), "Two or more needs hang together")
    keys.write(page.get_by_label("Why, in a few words"), "She wants somebody beside her.")
    keys.write(page.get_by_label("Name, if they want"), NAME)
    keys.send()
    expect(main(keys).locator(".notice", has_text="Nothing is saved yet.")).to_be_focused()
    expect(main(keys).get_by_text("Same spelling but one letter")).to_be_visible()
    keys.to(button(keys, "Not the same"))
    keys.press("Enter")
    expect(button(keys, "Take back")).to_be_focused()
    keys.lap()
    keys.enter(button(keys, "Open case"), says="Opened HF-")


def handed_over(keys: Keys) -> None:
    """The supervisor names the worker."""
    found(keys, NAME)
    keys.lap()
    more(keys, "Who carries this case")
    keys.lap()
    keys.pick(keys.page.get_by_label("To", exact=True), "Dele Akande")
    keys.enter(button(keys, "Name the worker"), says="The case is handed over")


def the_form(keys: Keys) -> None:
    """C, the name and Enter: the form of a contact, its text first."""
    keys.press("c")
    keys.page.wait_for_url("**/contacts/new/")
    expect(main(keys).get_by_label("Name or case number")).to_be_focused()
    keys.type(NAME)
    keys.send("Enter")
    expect(keys.page.get_by_label("What happened")).to_be_focused()


def a_first_contact(keys: Keys) -> None:
    """They meet; the note is signed with Ctrl Enter."""
    keys.lap()
    found(keys, NAME)
    the_form(keys)
    keys.type("First visit. She showed the photographs.")
    keys.tick(keys.page.get_by_label("Not about a goal"))
    keys.send(says="Signed and saved.")
    keys.lap()


def ticked(keys: Keys, step: str) -> None:
    """Mark a step of the stages as done by hand."""
    side(keys, "Stages")
    keys.enter(button(keys, re.compile(f"^Done ?: {step}", re.IGNORECASE)), says="Recorded")


def said(keys: Keys, what: str, words: str, own_words: str) -> None:
    """Write down one statement of the area that is open; the form opens with the caret in it."""
    page = keys.page
    keys.enter(link(keys, what))
    expect(page.get_by_label("In their own words")).to_be_focused()
    keys.type(own_words)
    keys.pick(page.get_by_role("combobox", name="Who said it"), "Perpetua")
    keys.write(page.get_by_label("In our words"), words)
    keys.send(says="Written down.")
    expect(main(keys).get_by_text(words)).to_be_visible()


def what_is_strong_and_hard(keys: Keys) -> None:
    """The assessment: one strength, one need, the rest for later."""
    page = keys.page
    found(keys, NAME)
    side(keys, "Assessment")
    keys.enter(button(keys, "Start assessment"), says="The assessment has begun.")
    keys.enter(link(keys, re.compile("^Community and belonging")))
    said(keys, "Add a strength", STRENGTH, "")
    said(keys, "Add a need or barrier", NEED, "The evenings are so long.")
    keys.lap()
    ticked(keys, "safety looked at")
    keys.lap()
    side(keys, "Assessment")
    keys.enter(link(keys, re.compile("^(Ready to f|F)inish")))
    keys.lap()
    for area in page.get_by_role("group", name="Leave for later").get_by_role("checkbox").all():
        keys.tick(area)
    keys.write(page.get_by_role("textbox", name=re.compile("^Note")), "The rest later.")
    keys.enter(button(keys, "Finish the assessment"), says="The assessment is finished.")


def a_goal_with_a_line(keys: Keys) -> None:
    """A goal grows from the need and the strength; one line says who does what."""
    page = keys.page
    side(keys, "Plan")
    keys.enter(link(keys, "Add a goal"))
    keys.lap()
    for root in (STRENGTH, NEED):
        keys.tick(page.get_by_role("checkbox", name=re.compile(re.escape(root))))
    keys.write(page.get_by_label("In their own words"), "I miss singing with people.")
    keys.pick(page.get_by_role("combobox", name="Who said it"), "Perpetua")
    keys.write(page.get_by_label("What will be different"), GOAL)
    keys.write(page.get_by_label("How we will know"), "She says so, three weeks in a row")
    keys.date(page.get_by_label("By when"), day(60))
    keys.send(says="The goal is in the plan.")
    keys.enter(link(keys, "Add a line"))
    keys.lap()
    keys.pick(page.get_by_label("Who does this"), "Perpetua")
    keys.write(page.get_by_label("Does what"), LINE)
    keys.date(page.get_by_label("By when"), day(7))
    keys.write(page.get_by_label("How we will know"), "She tells Dele")
    keys.send(says="The line is in the plan.")


def agreed(keys: Keys) -> None:
    """She answers, and the plan is in force."""
    page = keys.page
    keys.enter(link(keys, "Record an answer"))
    keys.lap()
    keys.pick(page.get_by_label("Who answered"), "Perpetua")
    keys.choose(question(keys, "The answer"), "Agreed")
    keys.pick(page.get_by_label("How it was given"), "Said face to face")
    keys.send(says="Recorded.")
    keys.enter(link(keys, "Agree plan"))
    keys.enter(button(keys, "Agree plan"), says="The plan is in force.")
    keys.lap()


def a_contact_that_moved_something(keys: Keys) -> None:
    """The goal moved, there is a next step; the note is saved first and signed afterwards."""
    page = keys.page
    the_form(keys)
    keys.type("She came with good news and told it standing.")
    keys.to(page.get_by_role("button", name=f"Higher: {GOAL}"), back=True)
    keys.press("Space")
    keys.write(page.get_by_label("Next step"), STEP)
    keys.date(page.get_by_label("By", exact=True), day(5))
    keys.lap()
    keys.enter(button(keys, "Save"), says="It waits for your signature.")
    keys.enter(button(keys, "Sign note"), says="Signed.")
    expect(page.get_by_text("Signed by Dele Akande")).to_be_visible()


def looked_back(keys: Keys) -> None:
    """The review; what they set out to do is done, and the goal is reached."""
    page = keys.page
    found(keys, NAME)
    expect(page.get_by_role("row", name=re.compile(re.escape(GOAL))).get_by_text("as hoped")).to_be_visible()
    side(keys, "Plan")
    keys.enter(link(keys, "Look back together"))
    keys.lap()
    keys.date(page.get_by_label("Held on"), day(0))
    keys.write(page.get_by_label("With whom"), "Perpetua and Dele")
    keys.write(page.get_by_label("What they say of it"), "It goes by itself now.")
    keys.write(page.get_by_label("What was decided"), "Begin to close.")
    keys.send(says="The review is recorded.")
    side(keys, "Plan")
    for words in (LINE, STEP):
        keys.enter(link(keys, re.compile(re.escape(words))))
        keys.choose(question(keys, "This line is"), "Done")
        keys.write(page.get_by_label("What came of it"), "It went well.")
        keys.enter(button(keys, "Note it"), says="Noted.")
    keys.enter(link(keys, GOAL))
    keys.lap()
    keys.choose(question(keys, "This goal is"), "Reached")
    keys.enter(button(keys, "End this goal"), says="The goal has ended.")


def the_ending(keys: Keys) -> None:
    """The summary is signed, somebody keeps in touch, the ending is talked through, and the case closes."""
    page = keys.page
    more(keys, "Close case")
    keys.lap()
    keys.tick(page.get_by_role("checkbox", name="Goals met"))
    keys.write(page.get_by_label("What they say about it"), "I sing again.")
    keys.write(page.get_by_label("Who agreed to the ending"), "Perpetua and Dele")
    keys.enter(button(keys, "Sign summary"), says="Signed")
    after = page.locator("#after-care")
    keys.write(page.get_by_label("What happens afterwards"), AFTERWARDS)
    keys.write(page.get_by_label("Who does it"), "Dele Akande")
    keys.date(after.get_by_label("By when"), day(30))
    keys.enter(after.get_by_role("button", name="Add"), says="Saved")
    expect(after.get_by_text(AFTERWARDS)).to_be_visible()
    ticked(keys, "ending talked through")
    more(keys, "Close case")
    keys.enter(button(keys, "Close case"), says="The case is closed.")
    expect(page.get_by_role("heading", level=1)).to_contain_text("After-care")


def test_a_whole_story_without_a_mouse(site: Site, browser_page: BrowserPage) -> None:
    with site.acting("worker") as by:
        a_case(by, people=[LIKE_HER])
    keys = Keys(browser_page(""))
    keys.page.goto("/")
    keys.lap()
    keys.page.reload()
    signed_in(keys, "intake")
    the_call(keys)
    signed_out(keys)
    signed_in(keys, "supervisor")
    handed_over(keys)
    signed_out(keys)
    signed_in(keys, "worker")
    a_first_contact(keys)
    what_is_strong_and_hard(keys)
    a_goal_with_a_line(keys)
    agreed(keys)
    a_contact_that_moved_something(keys)
    looked_back(keys)
    the_ending(keys)
    with site.acting("worker"):
        case = Case.objects.get(title=NAME)
        assert (case.state, case.episode) == ("after_care", 1)
        assert Person.objects.filter(display_name__in=(NAME, LIKE_HER)).count() == 2


def test_nothing_covers_the_focus_on_a_narrow_page_forwards_or_backwards(site: Site, browser_page: BrowserPage) -> None:
    with site.acting("worker") as by:
        case = a_ready_case(by).public_id
    for username, address in (
        ("intake", "/intakes/new/"),
        ("worker", f"/contacts/new/?case={case}"),
        ("worker", f"/cases/{case}/close/"),
    ):
        keys = Keys(browser_page(username, width=390, height=844))
        keys.page.goto(address)
        forwards = keys.lap()
        assert abs(forwards - keys.lap(back=True)) <= 2, address


def test_what_opens_gives_the_focus_back(site: Site, browser_page: BrowserPage) -> None:
    with site.acting("worker") as by:
        case = a_ready_case(by).public_id
    keys = Keys(browser_page("worker"))
    keys.page.goto(f"/contacts/new/?case={case}")
    words = keys.page.get_by_label("What happened")
    expect(words).to_be_focused()
    keys.press("Control+k")
    expect(keys.page.locator("[data-palette-input]")).to_be_focused()
    keys.press("Escape")
    expect(words).to_be_focused()
    keys.to(keys.page.locator("summary.bar-me"), back=True)
    keys.press("?")
    expect(keys.page.get_by_role("dialog", name="Keys")).to_be_visible()
    keys.tab()
    keys.press("Escape")
    expect(keys.page.locator("summary.bar-me")).to_be_focused()
    keys.press("Enter")
    keys.tab()
    expect(keys.page.get_by_role("link", name="Your settings")).to_be_focused()
    keys.press("Escape")
    expect(keys.page.locator("summary.bar-me")).to_be_focused()
