"""The page of one's tokens: made, shown once, ended; and the address of one's calendar."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from alongside.agency.tokens.models import Token
from alongside.doors.desk.account.tokens import may_words
from tests.conftest import Become
from tests.factories.staff import sign_in

Visit = Callable[[str], Client]
PAGE = "/settings/tokens/"
GIVEN = {"name": "Our figures", "may": "read", "days": "90"}


def shown_in(answer: str) -> str:
    found = re.search(r'<code class="secret" translate="no">([^<]+)</code>', answer)
    assert found
    return found[1]


def test_a_token_is_shown_once_works_and_is_ended(become: Become) -> None:
    client = sign_in("worker")
    answer = client.post(PAGE, GIVEN).content.decode()
    words = shown_in(answer)
    program = Client(headers={"Authorization": f"Bearer {words}"})
    assert program.get("/api/v1/cases").status_code == 200
    assert program.post("/api/v1/cases", content_type="application/json").status_code == 403
    again = client.get(PAGE).content.decode()
    assert words not in again
    assert "Our figures" in again
    assert "Reads everything you can" in again
    by = become("worker")
    token = Token.objects.get(actor_id=by.actor_id)
    other = sign_in("colleague")
    assert "Our figures" not in other.get(PAGE).content.decode()
    assert other.post(f"{PAGE}end/", {"token": token.public_id}).status_code == 404
    assert client.post(f"{PAGE}end/", {"token": uuid4()}).status_code == 404
    assert client.post(f"{PAGE}end/", {"token": "x"}).status_code == 404
    assert client.post(f"{PAGE}end/", {"token": token.public_id}).status_code == 302
    assert program.get("/api/v1/cases").status_code == 401


def test_who_administers_sees_and_ends_the_tokens_of_others(become: Become) -> None:
    sign_in("worker").post(PAGE, GIVEN)
    admin = sign_in("admin")
    assert "Acts for" in admin.get(PAGE).content.decode()
    become("admin")
    token = Token.objects.get(name="Our figures")
    assert admin.post(f"{PAGE}end/", {"token": token.public_id}).status_code == 302


def test_what_was_typed_stays_when_something_is_missing() -> None:
    client = sign_in("worker")
    answer = client.post(PAGE, {**GIVEN, "may": "some"})
    assert answer.status_code == 422
    assert "Choose at least one thing" in answer.content.decode()
    assert "Our figures" in answer.content.decode()
    chosen = client.post(PAGE, {**GIVEN, "may": "some", "scopes": ["cases:read", "people:write"]}).content.decode()
    assert shown_in(chosen)
    assert "People (reads and writes)" in chosen or "Cases (reads)" in chosen


def test_making_one_asks_again_who_it_is(visit: Visit) -> None:
    answer = visit("worker").post(PAGE, GIVEN)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_reauthenticate"))


def test_the_address_of_the_calendar_is_shown_once() -> None:
    client = sign_in("worker")
    address = shown_in(client.post(PAGE, {"calendar": "1"}).content.decode())
    assert address.startswith("http://testserver/calendar/")
    assert Client().get(address.removeprefix("http://testserver")).status_code == 200
    assert address not in client.get(PAGE).content.decode()
    client.post(PAGE, {"calendar": "1", "words": "1"})
    page = client.get(PAGE).content.decode()
    assert "with initials, in a calendar" in page
    assert "Shows when your appointments are" in page


def test_scopes_are_said_in_words() -> None:
    assert may_words(frozenset({"cases:read", "notes:write"})) == "Cases (reads), Notes (reads and writes)"
