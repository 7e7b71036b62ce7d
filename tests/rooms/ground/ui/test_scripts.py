"""The scripts in a real browser: text is never lost, keys stay out of fields, and nothing needs a script.

The pages are the real shell; the answers of the server are played, so that each can be had at will.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from django.contrib.staticfiles import finders
from django.template import engines
from django.template.loader import get_template
from playwright.sync_api import Browser, Dialog, Error, Page, Route, expect, sync_playwright

from alongside.ground.ui.gallery import SpecimenForm, gallery_sections
from alongside.ground.ui.values import Link, ShellView

HOME = "http://ui.test"
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
SPRITE = Path(str(finders.find("ui/css/tokens.css"))).parents[2] / "vendor" / "icons.svg"

pytestmark = [
    pytest.mark.committed,  # no table is touched, and one browser serves the whole file
    pytest.mark.walk,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]

BODY = """
{% extends "ui/shell.html" %}{% load ui %}
{% block title %}Record contact{% endblock %}
{% block layout %}
<form class="card form" method="post" action="/send/" novalidate
      data-draft="c1" data-draft-url="/drafts/c1/" data-draft-base="3">{% csrf_token %}
  {% person_pick form.present %}{% field form.happened %}{% field form.name %}
  <div class="levels">{% level_stepper form.goal was=0 %}</div>
  <button class="button" data-kind="primary" data-primary type="submit">Save</button>
</form>
<ul class="rows" data-rows>
  <li class="row"><a href="#first">First</a></li><li class="row"><a href="#second">Second</a></li>
</ul>
{% endblock %}
"""


class Server:
    """Plays the answers of the server and keeps what was sent."""

    def __init__(self, expires_at: int = 4_000_000_000) -> None:
        self.expires_at = expires_at
        self.sent: list[dict[str, str]] = []
        self.answer: tuple[int, dict[str, object]] = (200, {"version": 4, "saved_at": "09:52:14"})
        self.gone = False
        self.posts: list[str] = []

    def page(self) -> str:
        """The page as the desk would send it."""
        shell = ShellView(
            "Harbour",
            "Dele",
            "DA",
            primary=Link("Record contact", "/new/", "pencil"),
            primary_key="C",
            expires_at=self.expires_at,
        )
        source = engines["django"].from_string(BODY)
        return str(source.render({"shell": shell, "form": SpecimenForm(initial={"goal": ""}), "csrf_token": "token"}))

    def take(self, route: Route) -> None:
        """Answer one request."""
        path = route.request.url.removeprefix(HOME).split("?")[0]
        if self.gone and not path.startswith("/static/"):
            route.abort("internetdisconnected")
        elif path.startswith("/static/"):
            found = finders.find(path.removeprefix("/static/"))
            kind = guess_type(path)[0] or "application/octet-stream"
            if found:
                route.fulfill(body=Path(str(found)).read_bytes(), content_type=kind)
            else:
                route.fulfill(status=404)
        elif path.startswith("/drafts/"):
            self.sent.append({name: values[0] for name, values in parse_qs(route.request.post_data or "").items()})
            status, body = self.answer
            route.fulfill(status=status, json=body)
        elif path == "/session/again/":
            self.answer = (200, {"version": 4, "saved_at": "10:00:00"})
            route.fulfill(json={"csrf": "fresh"}, headers={"X-Session-Expires": "4000000000"})
        elif path == "/session/extend/":
            route.fulfill(status=204, headers={"X-Session-Expires": "4000000000"})
        elif path == "/search/palette/":
            group = {
                "title": "People",
                "items": [{"label": "Marta", "url": "/marta/"}, {"label": "Mai", "url": "/mai/"}],
            }
            route.fulfill(
                body=get_template("ui/parts/palette.html").render({"groups": [group]}), content_type="text/html"
            )
        else:
            self.posts += [path] * (route.request.method == "POST")
            route.fulfill(body=self.page(), content_type="text/html")

    def fields(self, at: int = -1) -> dict[str, object]:
        """The fields of one of the requests that kept a draft."""
        return dict(json.loads(self.sent[at]["data"]))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    opened = browser.new_context().new_page()
    opened.route("**/*", server.take)
    opened.goto(HOME + "/contacts/new/")
    yield opened
    opened.unroute_all(behavior="ignoreErrors")  # a page that goes away still sends: closing must not wait for it
    opened.context.close()


def questions_of(page: Page) -> list[str]:
    """The kinds of questions that the browser asks from now on; each is answered with yes."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    return asked


def test_typing_is_kept_within_a_second_and_only_what_changed_is_sent(page: Page, server: Server) -> None:
    page.get_by_label("What happened").fill("Wednesday suits the bus.")
    with page.expect_request("**/drafts/c1/", timeout=1000):
        pass
    expect(page.locator("[data-saved-words]")).to_have_text("Saved on the server 09:52:14")
    assert server.fields() == {"happened": "Wednesday suits the bus."}
    assert server.sent[0]["base"] == "3"
    assert server.sent[0]["label"] == "Record contact"
    page.get_by_label("Rosario").check()
    page.wait_for_timeout(900)
    assert server.fields() == {"present": ["1", "2", "3"]}
    assert server.sent[1]["base"] == "4"
    assert server.sent[0]["page"] == server.sent[1]["page"]


def test_without_a_signal_the_text_stays_and_goes_later(page: Page, server: Server) -> None:
    server.gone = True
    page.get_by_label("What happened").fill("No bus today.")
    expect(page.locator("[data-saved-words]")).to_have_text("No signal. Kept on this page; do not close it")
    asked = questions_of(page)
    assert "bus" not in page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    server.gone = False
    expect(page.locator("[data-saved-words]")).to_have_text("Saved on the server 09:52:14", timeout=6000)
    assert server.fields() == {"happened": "No bus today."}
    page.reload()
    assert not asked


def test_closing_a_page_with_unsent_text_asks_first(page: Page, server: Server) -> None:
    server.gone = True
    page.get_by_label("What happened").press_sequentially("x")
    expect(page.locator("[data-saved-words]")).to_have_text("No signal. Kept on this page; do not close it")
    asked = questions_of(page)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.goto(HOME + "/elsewhere/")
    assert asked == ["beforeunload"]


def test_a_page_that_goes_away_sends_what_it_has(page: Page, server: Server) -> None:
    page.get_by_label("What happened").fill("Last words.")
    page.goto(HOME + "/elsewhere/")
    page.wait_for_timeout(200)
    assert server.fields() == {"happened": "Last words."}


def test_signing_in_again_keeps_the_text_and_sends_it(page: Page, server: Server) -> None:
    server.answer = (401, {"message": "signed out"})
    page.get_by_label("What happened").fill("Written while signed out.")
    expect(page.get_by_role("dialog", name="Sign in again")).to_be_visible()
    page.get_by_label("Password").fill("secret")
    page.get_by_role("button", name="Sign in and send").click()
    expect(page.locator("[data-saved-words]")).to_have_text("Saved on the server 10:00:00")
    assert page.get_by_label("What happened").input_value() == "Written while signed out."
    assert server.fields() == {"happened": "Written while signed out."}
    assert page.locator('input[name="csrfmiddlewaretoken"]').first.input_value() == "fresh"


@pytest.mark.parametrize(("button", "text"), [("Keep mine", "Mine."), ("Take the other", "Theirs.")])
def test_two_versions_are_both_shown_and_the_writer_chooses(page: Page, server: Server, button: str, text: str) -> None:
    server.answer = (409, {"version": 9, "data": {"happened": "Theirs."}, "saved_at": "09:50:00"})
    page.get_by_label("What happened").fill("Mine.")
    box = page.get_by_role("dialog", name="Changed in two places")
    expect(box).to_contain_text("Mine.")
    expect(box).to_contain_text("Theirs.")
    server.answer = (200, {"version": 10, "saved_at": "09:53:00"})
    box.get_by_role("button", name=button).click()
    page.wait_for_timeout(300)
    assert page.get_by_label("What happened").input_value() == text
    assert server.sent[-1]["base"] == ("9" if text == "Mine." else "3")


def test_a_form_waits_for_a_connection_and_then_goes_by_itself(page: Page, server: Server) -> None:
    page.context.set_offline(True)
    page.get_by_role("button", name="Save").click()
    page.wait_for_timeout(200)
    assert server.posts == []
    expect(page.locator("[data-saved-words]")).to_have_text("No signal. Kept on this page; do not close it")
    page.context.set_offline(False)
    page.wait_for_url("**/send/")
    assert server.posts == ["/send/"]


def test_control_enter_presses_the_main_button_once_all_text_is_kept(page: Page, server: Server) -> None:
    page.get_by_label("What happened").fill("Written and sent at once.")
    page.get_by_label("What happened").press("Control+Enter")
    page.wait_for_url("**/send/")
    assert server.posts == ["/send/"]
    assert server.fields(0) == {"happened": "Written and sent at once."}


def test_the_warning_comes_two_minutes_before_the_end(browser: Browser) -> None:
    page = browser.new_page()
    server = Server(expires_at=int(page.evaluate("Math.round(Date.now() / 1000)")) + 100)
    page.route("**/*", server.take)
    page.goto(HOME)
    box = page.get_by_role("dialog", name="Two minutes left")
    expect(box).to_be_visible()
    box.get_by_role("button", name="Stay signed in").click()
    expect(box).to_be_hidden()


def test_the_palette_opens_by_keys_and_moves_by_arrows(page: Page) -> None:
    page.keyboard.press("Control+k")
    expect(page.get_by_role("option", name="Marta")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", name="Mai")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url("**/mai/")


def test_single_letters_work_outside_fields_only(page: Page) -> None:
    page.get_by_label("What happened").press("End")
    page.keyboard.type("j c ?")
    assert page.locator("[data-picked]").count() == 0
    assert "j c ?" in page.get_by_label("What happened").input_value()
    page.locator("h1, main").first.click(position={"x": 2, "y": 2})
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("[data-picked]")).to_have_text("Second")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    page.wait_for_url("**/new/")


def test_the_stepper_moves_the_native_choice_and_asks_at_a_jump_of_two(page: Page) -> None:
    choice = page.locator('select[name="goal"]')
    page.get_by_role("button", name="Higher: Evenings are calmer").click()
    assert choice.input_value() == "1"
    expect(page.locator(".stepper .ladder")).to_have_attribute("data-level", "1")
    assert page.locator("[data-stepper-ask]").is_hidden()
    page.get_by_role("button", name="Higher: Evenings are calmer").click()
    expect(page.locator("[data-stepper-ask]")).to_have_text("Two steps at once. Is that right?")
    page.get_by_role("button", name="Lower: Evenings are calmer").click()
    page.get_by_role("button", name="Lower: Evenings are calmer").click()
    assert choice.input_value() == ""


def test_f9_covers_the_screen_and_uncovers_it(page: Page) -> None:
    page.get_by_label("What happened").focus()
    page.keyboard.press("F9")
    expect(page.locator(".cover")).to_be_visible()
    page.keyboard.press("F9")
    expect(page.locator(".cover")).to_have_count(0)
    assert page.evaluate("document.activeElement.name") == "happened"


def test_without_scripts_every_choice_is_a_native_control(browser: Browser, server: Server) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.route("**/*", server.take)
    page.goto(HOME)
    page.locator('select[name="goal"]').select_option("1")
    page.get_by_label("Marta").uncheck(force=True)
    page.get_by_role("button", name="Save").click()
    assert server.posts == ["/send/"]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_gallery_passes_the_automated_accessibility_rules(browser: Browser, scheme: str, direction: str) -> None:
    axe = Path("node_modules/axe-core/axe.min.js")
    if not (axe.exists() and SPRITE.exists()):
        pytest.skip("the front end is not built")
    shell = ShellView("Harbour", "Dele", "DA", direction="rtl" if direction == "rtl" else "ltr")
    html = get_template("ui/gallery.html").render({"sections": gallery_sections(), "shell": shell})
    server = Server()
    page = browser.new_context(color_scheme="dark" if scheme == "dark" else "light").new_page()
    page.route(
        "**/*",
        lambda route: (
            server.take(route)
            if "/static/" in route.request.url
            else route.fulfill(body=html, content_type="text/html")
        ),
    )
    for width in (320, 390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(HOME)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate(axe.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
