"""The document of the API, and how faults become problems."""

from __future__ import annotations

from django.test import Client

from alongside.agency.tokens.enums import SCOPES, Verb, scope_of
from alongside.agency.tokens.enums import Noun as Nouns
from tests.doors.exchange.conftest import Call


def test_the_document_is_open_to_all_and_names_every_answer() -> None:
    answer = Client().get("/api/openapi.json")
    said = answer.json()
    assert answer.status_code == 200
    assert said["openapi"] == "3.1.0"
    names = [one["operationId"] for verbs in said["paths"].values() for one in verbs.values()]
    assert len(names) == len(set(names))
    for path, verbs in said["paths"].items():
        for verb, operation in verbs.items():
            assert operation["security"] == [{"Token": []}], path
            assert {"401", "403", "404", "422", "429"} <= operation["responses"].keys(), (path, verb)
            assert operation["description"], (path, verb)
            headers = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "header"}
            assert headers - {"If-Match"} == (set() if verb == "get" else {"Idempotency-Key"}), (path, verb)
            assert ("If-Match" in headers) <= (verb != "get"), (path, verb)


def test_who_a_token_acts_for_is_told_to_every_token(call: Call) -> None:
    program = call("worker", scopes=["cases:read"])
    me = program.get("/me")
    assert me["scopes"] == ["cases:read"]
    assert me["name"] in [one["name"] for one in me["colleagues"]]
    assert "family" in [one["code"] for one in me["programmes"]]
    privacy = call("privacy")
    assert privacy.get("/me")["colleagues"] == []
    assert privacy.answered["teams"] == []


def test_a_fault_names_the_field_and_never_repeats_what_was_sent(call: Call) -> None:
    program = call("intake")
    program.post("/intakes", {"programme": "family", "words": ["my secret"], "caller": "my secret"})
    assert (program.status, sorted(program.answered["fields"])) == (422, ["caller", "words"])
    assert "my secret" not in str(program.answered)


def test_every_scope_is_of_a_noun() -> None:
    assert {scope_of(noun, verb) for noun in Nouns for verb in Verb} == SCOPES
