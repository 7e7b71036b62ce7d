"""Who comes in at the exchange, and what nobody gets past."""

from __future__ import annotations

import pytest
from django.test import Client

from alongside.agency.access import actions as access
from alongside.agency.access.models import Account
from alongside.agency.tokens.actions import end_token
from alongside.agency.tokens.models import Token
from alongside.doors.exchange import pace
from alongside.doors.exchange.pace import Pace
from alongside.ground.foundation.errors import NotFound
from tests.conftest import Become
from tests.doors.exchange.conftest import Call, Program

NOBODY = ["", "alongside_", "alongside_AAAA", "nothing", "alongside_" + "A" * 43, "é" * 20]


@pytest.mark.parametrize("token", NOBODY)
def test_without_a_good_token_every_address_says_the_same(token: str) -> None:
    program = Program("")
    if token:
        program.headers = {"Authorization": f"Bearer {token}".encode().decode("latin-1")}
    program.get("/people")
    said = program.response.content
    assert program.status == 401
    assert program.response["WWW-Authenticate"].startswith("Bearer")
    program.get("/no/such/address")
    assert (program.status, program.response.content) == (401, said)


def test_a_token_is_no_sign_in_and_a_sign_in_no_token(call: Call, become: Become, visit) -> None:  # type: ignore[no-untyped-def]  # the fixture's own type
    program = call("worker")
    desk = Client(headers=program.headers).get("/cases/")
    assert desk.status_code == 302
    assert desk["Location"].startswith("/sign-in/")
    program.get("/people")
    assert not program.client.cookies
    assert visit("worker").get("/api/v1/people").status_code == 401


def test_an_ended_token_and_a_leavers_token_open_nothing(become: Become, call: Call) -> None:
    first, second = call("worker"), call("colleague")
    by = become("worker")
    token = Token.objects.get(actor_id=by.actor_id)
    end_token(token=token.public_id, by=by)
    first.get("/people")
    assert first.status == 401
    second.get("/people")
    assert second.status == 200
    theirs = Account.objects.get(username="colleague").actor_id
    become("worker")
    assert not Token.objects.filter(actor_id=theirs).exists()
    become("admin")
    token = Token.objects.get(actor_id=theirs)
    with pytest.raises(NotFound):
        end_token(token=token.public_id, by=become("worker"))
    admin = become("admin")
    access.end_actor(actor_id=theirs, by=admin)
    second.get("/people")
    assert second.status == 401


def test_a_narrow_token_does_only_what_it_was_made_for(call: Call) -> None:
    program = call("worker", scopes=["cases:read"])
    program.get("/people")
    assert (program.status, program.answered["code"]) == (403, "token.scope")
    program.post("/people", {})
    assert program.status == 403


def test_absent_addresses_and_methods_answer_plainly(call: Call) -> None:
    program = call("worker")
    program.get("/nothing/here")
    assert program.status == 404
    assert program.answered["code"] == "not_found"
    program.get("/people/not-a-name")
    assert program.status == 404
    program.send("DELETE", "/people", {})
    assert program.status == 405
    assert program.response["Allow"]
    program.get("/people/")
    assert program.status == 200


def test_a_caller_waits_when_it_asks_too_often(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "TOKENS", Pace(1))
    program = call("worker")
    program.get("/people")
    program.get("/people")
    assert program.status == 429
    assert int(program.response["Retry-After"]) > 0
