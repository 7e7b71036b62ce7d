"""Staying signed in, and signing in again in place."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from alongside.agency.access.models import Account
from alongside.doors.desk.session.views import again_url
from tests.factories.cast import PASSWORD

Visit = Callable[[str], Client]
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def no_attempts_yet() -> Iterator[None]:
    """Forget how often someone tried."""
    cache.clear()
    yield
    cache.clear()


def again(client: Client, username: str = "worker", password: str = PASSWORD, **more: Any) -> Any:
    sent = {"password": password, **more}
    return client.post(again_url(username), sent, headers={"X-Requested-With": "fetch"})


def test_staying_signed_in_moves_the_end(visit: Visit) -> None:
    client = visit("worker")
    answer = client.post("/session/extend/")
    assert answer.status_code == 204
    assert int(answer["X-Session-Expires"]) > time.time() + 800
    assert client.get("/session/extend/").status_code == 405


def test_nobody_stays_signed_in_who_is_not() -> None:
    assert Client().post("/session/extend/").status_code == 401


def test_signing_in_again_goes_on_where_the_page_was() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = again(client)
    assert answer.status_code == 200
    token = answer.json()["csrf"]
    assert int(answer["X-Session-Expires"]) > time.time() + 800
    kept = client.post("/drafts/k/", {"data": '{"text": "still here"}', "base": "0"}, headers={"X-CSRFToken": token})
    assert kept.status_code == 200


def test_signing_in_again_twice_is_once(visit: Visit) -> None:
    client = visit("worker")
    before = client.session.session_key
    assert again(client, password="anything").status_code == 200
    assert client.session.session_key == before


def test_the_wrong_password_says_so_and_signs_nobody_in() -> None:
    client = Client()
    answer = again(client, password="alongside-demu")
    assert answer.status_code == 400
    assert "password" in answer.json()["message"].lower()
    assert client.post("/session/extend/").status_code == 401


def test_a_page_signs_in_only_its_own_writer() -> None:
    client = Client()
    for url in ("/session/again/", "/session/again/worker/", again_url("worker")[:-3] + "x/"):
        answer = client.post(url, {"password": PASSWORD}, headers={"X-Requested-With": "fetch"})
        assert answer.status_code == 400
        assert answer.json()["message"]


def test_another_site_cannot_sign_anybody_in() -> None:
    url = again_url("worker")
    assert Client().post(url, {"password": PASSWORD}).status_code == 403
    headers = {"X-Requested-With": "fetch", "Origin": "https://elsewhere.example"}
    assert Client().post(url, {"password": PASSWORD}, headers=headers).status_code == 403


def test_a_second_factor_is_asked_for() -> None:
    client = Client()
    TOTP.activate(Account.objects.get(username="worker"), SECRET)
    assert again(client).status_code == 400
    assert again(client, code="000000").status_code == 400
    code = format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))
    assert again(client, code=code).status_code == 200


def test_guessing_is_slowed_down() -> None:
    client = Client()
    answers = [again(client, password=f"guess-{number}").status_code for number in range(12)]
    assert set(answers) == {400}
    assert again(client).status_code == 400
