"""One's own settings, and one's sign-ins on other devices."""

from __future__ import annotations

import pytest
from django.test import Client

from alongside.agency.access.models import Account
from alongside.doors.desk.account.views import device
from tests.factories.staff import PASSWORD, sign_in

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1"


def test_settings_are_kept_with_the_account_and_the_language_in_a_cookie() -> None:
    client = sign_in("worker")
    sent = client.post("/settings/", {"language": "en", "theme": "dark", "density": "compact"})
    assert sent.status_code == 302
    assert sent.cookies["language"].value == "en"
    assert sent.cookies["language"]["httponly"]
    account = Account.objects.get(username="worker")
    assert (account.theme, account.density, account.single_keys) == ("dark", "compact", False)
    page = client.get("/settings/").content.decode()
    assert 'data-theme="dark"' in page
    assert 'data-density="compact"' in page
    assert Account.objects.get(username="colleague").theme == ""


def test_what_is_not_offered_is_refused() -> None:
    client = sign_in("worker")
    assert client.post("/settings/", {"language": "en", "theme": "pink", "density": "compact"}).status_code == 200
    assert Account.objects.get(username="worker").theme == ""


def test_a_sign_in_elsewhere_is_listed_and_ended() -> None:
    here, there = sign_in("worker"), Client(HTTP_USER_AGENT=SAFARI)
    there.post("/sign-in/", {"login": "worker", "password": PASSWORD})
    assert there.get("/settings/").status_code == 200
    page = here.get("/settings/sign-ins/")
    assert "Safari on iPhone" in page.content.decode()
    (other,) = [one for one in page.context["sign_ins"] if not one.current]
    assert here.post("/settings/sign-ins/end/", {"sign_in": other.number}).status_code == 302
    assert there.get("/settings/").status_code == 302
    assert here.get("/settings/").status_code == 200


def test_all_others_are_ended_at_once_and_nobody_else_s() -> None:
    here, there, colleague = sign_in("worker"), sign_in("worker"), sign_in("colleague")
    (hers,) = colleague.get("/settings/sign-ins/").context["sign_ins"]
    assert here.post("/settings/sign-ins/end/", {"sign_in": hers.number}).status_code == 404
    assert here.post("/settings/sign-ins/end/", {"sign_in": "all"}).status_code == 302
    assert there.get("/settings/").status_code == 302
    assert colleague.get("/settings/").status_code == 200


@pytest.mark.parametrize(
    ("agent", "words"), [(FIREFOX, "Firefox on Linux"), (SAFARI, "Safari on iPhone"), ("x", "A browser")]
)
def test_devices_are_named_in_two_words(agent: str, words: str) -> None:
    assert device(agent).startswith(words)
