"""Signing in with a passkey, in a real browser with an authenticator that the browser itself plays."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PASSWORD = "alongside-demo"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

pytestmark = [
    pytest.mark.walk,
    pytest.mark.slow,
    pytest.mark.committed,
    pytest.mark.enable_socket,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here"),
]


class Quiet(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    """A site on this machine, on this process's own copy of the database; what the walk sets up is taken away again."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet, connections_override=None)
    server.set_app(get_wsgi_application())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()
    Authenticator.objects.all().delete()
    connections.close_all()


@pytest.fixture
def browser(address: str) -> Iterator[Browser]:
    """Chromium; it closes before the site does."""
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


def with_key(browser: Browser) -> tuple[Page, list[str]]:
    """A page whose browser holds a key, and what it complains about."""
    page = browser.new_context().new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return page, complaints


def test_a_passkey_is_added_used_alone_and_asked_for_after_the_password(browser: Browser, address: str) -> None:
    page, complaints = with_key(browser)
    page.goto(f"{address}/sign-in/")
    page.get_by_label("Username").fill("colleague")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"{address}/")

    page.goto(f"{address}/settings/second-factor/passkeys/add/")
    page.get_by_label("Name of this key").fill("My phone")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_role("heading", name="Codes for when your device is lost").wait_for()
    assert page.locator("[data-codes] li").count() == 10
    page.get_by_role("link", name="I have kept them").click()

    page.goto(f"{address}/settings/second-factor/passkeys/")
    assert page.get_by_text("My phone").is_visible()
    page.context.clear_cookies()

    page.goto(f"{address}/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{address}/")
    page.context.clear_cookies()

    page.goto(f"{address}/sign-in/?next=/settings/")
    page.get_by_label("Username").fill("colleague")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="One more step to sign in").wait_for()
    page.get_by_role("button", name="Use my passkey").click()
    page.wait_for_url(f"{address}/settings/")
    assert not complaints
