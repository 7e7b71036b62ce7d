"""How the door behaves with calls that are odd: other methods, kinds of body, strange addresses and headers."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import RequestFactory

from alongside.agency.access import actions as access
from alongside.agency.access import queries as readings
from alongside.agency.access.models import Account, Reading
from alongside.doors.exchange.entrance import _size
from alongside.doors.exchange.strict import LARGEST
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.doors.exchange.conftest import Call
from tests.factories.cases import a_case

ODD = (
    "/people?limit=abc",
    "/people?limit=1e3",
    "/people?limit=-1",
    "/people?limit=201",
    "/people?limit=99999999999999999999999",
    "/people?limit=%D9%A3%00",
    "/people?limit=",
    "/people?after=x",
    "/people?after=%FF%FE",
    "/people?%00=1",
    "/people?limt=3",
    "/cases?state=%00",
    "/cases?programme=%00",
    "/cases?person=1",
    "/people/matches?full_name=%00",
    "/people/matches?full_name=%F0%9F",
    "/people/matches?full_name=" + "a" * 201,
    "/people/matches",
    "/contacts?from=yesterday",
    "/contacts?from_at=2026-01-01",
)
FINE = (
    "/people?limit=1&limit=2",
    "/people/",
    "/people?",
    "/cases?programme=%F0%9F%91%A9%E2%80%8D%F0%9F%A6%BD",
    "/people/matches?full_name=" + "%D9%85%D8%B1%D9%8A%D9%85%20%E5%B1%B1%E7%94%B0",
)


def test_odd_queries_are_refused_in_words_and_strange_letters_are_letters(call: Call) -> None:
    program = call("worker")
    for path in ODD:
        program.get(path)
        assert program.status == 422, (path, program.answered)
        assert program.answered["fields"] or "UTF-8" in program.answered["message"], path
    for path in FINE:
        program.get(path)
        assert program.status == 200, (path, program.answered)
    program.get("/people/" + "a" * 10_000)
    assert program.status == 404
    program.client.get("/api/v1/people", headers={**program.headers, "X-Odd": "b" * 100_000, "Accept": "image/png"})
    assert program.status == 404


def test_other_methods_are_told_which_there_are(call: Call) -> None:
    program = call("worker")
    for method in ("DELETE", "PUT", "TRACE"):
        program.send(method, "/people", {})
        assert (program.status, program.response["Allow"]) == (405, "GET, HEAD, OPTIONS, POST"), method
        assert "GET, HEAD, OPTIONS, POST" in program.answered["message"]
    before = Reading.objects.count()
    program.send("OPTIONS", "/people", b"")
    assert (program.status, program.response["Allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    assert "Access-Control-Allow-Origin" not in program.response
    assert Reading.objects.count() == before
    program.send("OPTIONS", "/cases/" + str(uuid4()) + "/close", b"")
    assert program.response["Allow"] == "OPTIONS, POST"


def test_a_head_is_a_get_without_its_body(become: Become, call: Call) -> None:
    case = a_case(become("worker"), people=["Marta López"])
    person = Person.objects.get(display_name="Marta López")
    program = call("worker")
    for path in ("/people", f"/people/{person.public_id}", f"/cases/{case.public_id}"):
        program.send("GET", path, b"not json, and nobody reads it")
        assert program.status == 200
        got = program.response
        head = program.client.head(f"/api/v1{path}", headers=program.headers)
        assert (head.status_code, head.content) == (200, b"")
        assert head["Content-Length"] == str(len(got.content))
        assert head.get("ETag") == got.get("ETag")
    open_to_all = program.client.head("/api/openapi.json")
    assert (open_to_all.status_code, open_to_all.content) == (200, b"")
    assert program.client.post("/api/openapi.json").status_code == 405


@pytest.mark.parametrize(
    "kind",
    ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x", "", "application/jsonx"],
)
def test_a_body_that_is_not_said_to_be_json_is_refused(call: Call, kind: str) -> None:
    program = call("intake")
    answer: Any = program.client.generic("POST", "/api/v1/intakes", b"{}", content_type=kind, headers=program.headers)
    assert (answer.status_code, answer.json()["code"]) == (415, "not_json")
    assert "application/json" in answer.json()["message"]


def test_json_in_utf_8_is_taken_however_it_is_said(call: Call) -> None:
    program = call("intake")
    for kind, status in (
        ("application/json;charset=UTF-8", 422),
        ("Application/JSON", 422),
        ("application/json; charset=utf-16", 415),
    ):
        answer = program.client.generic("POST", "/api/v1/intakes", b"{}", content_type=kind, headers=program.headers)
        assert answer.status_code == status, kind


@pytest.mark.parametrize(("said", "size"), [("", 0), ("12", 12), ("-1", LARGEST + 1), ("many", LARGEST + 1)])
def test_the_length_of_a_body_is_a_number_or_too_large(said: str, size: int) -> None:
    assert _size(RequestFactory().get("/api/v1/people", CONTENT_LENGTH=said)) == size


def test_a_body_that_is_too_long_is_not_read(call: Call) -> None:
    program = call("intake")
    program.send("POST", "/intakes", b'{"words": "' + b"x" * LARGEST + b'"}')
    assert (program.status, program.answered["code"]) == (413, "too_large")


def test_a_key_belongs_to_one_call(become: Become, call: Call) -> None:
    a_case(become("worker"), people=["Marta López"])
    person = Person.objects.get(display_name="Marta López")
    program = call("worker")
    added = f"/people/{person.public_id}/names"
    program.post(added, {"full": "Marta Vega"}, Idempotency_Key="one")
    assert program.status == 201
    for method, path, body in (
        ("POST", added, {"full": "Marta Ruiz"}),
        ("POST", f"/people/{uuid4()}/names", {"full": "Marta Vega"}),
        ("PATCH", f"/people/{person.public_id}", {"pronouns": "she/her"}),
    ):
        program.send(method, path, body, Idempotency_Key="one")
        assert program.status == 422, (method, path)
        assert "key" in program.answered["message"].lower(), program.answered
    for key in ("with space", "é", "k" * 65):
        program.post(added, {"full": "Marta Vega"}, Idempotency_Key=key)
        assert (program.status, program.answered["code"]) == (422, "idempotency_key")


def test_what_was_read_names_the_token_in_lists_as_well(become: Become, call: Call) -> None:
    case = a_case(become("worker"), people=["Marta López"])
    program = call("worker", scopes=["people:read", "cases:read"])
    for path in ("/people", "/cases", f"/cases/{case.public_id}"):
        program.get(path)
        assert program.status == 200
        with connection.cursor() as cursor:
            cursor.execute(
                "select n.kind, n.note, r.actor_id = t.actor_id from access_reading r "
                "join access_accesssession n on n.id = r.session_id join tokens_token t on t.session_id = n.id "
                "order by r.id desc limit 1"
            )
            assert cursor.fetchone() == ("token", "A program", True), path


def test_what_ended_a_moment_ago_is_read_no_more(become: Become, call: Call) -> None:
    case = a_case(become("worker"), people=["Marta López"])
    program = call("colleague")
    path = f"/cases/{case.public_id}"
    program.get(path)
    assert program.status == 200
    colleague = Account.objects.get(username="colleague").actor_id
    access.exclude(circle=case.circle_id, actor_id=colleague, why="She knows the family", by=become("worker"))
    readings.leave()
    program.get(path)
    assert program.status == 404
    assert program.get("/cases")["items"] == []
    assert program.get("/people")["items"] == []
    program.post(f"{path}/milestones", {"milestone": "person_seen"})
    assert program.status == 404
