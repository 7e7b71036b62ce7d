"""What holds for every noun: the scope that it needs, its place, and the same nothing for who may not see it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from alongside.agency.tokens.enums import SCOPES, Noun, Verb, scope_of
from alongside.doors.exchange.rest import ROUTERS
from tests.doors.exchange.conftest import Call

SAMPLE = "00000000-0000-4000-8000-000000000000"
OPERATIONS = [
    (path, method, str(getattr(operation.auth_callbacks[0], "scope", None)))
    for _name, router in ROUTERS
    for path, view in router.path_operations.items()
    for operation in view.operations
    for method in operation.methods
]


def test_every_noun_of_the_contract_that_has_a_room_is_served() -> None:
    served = {path.split("/")[1] for path, _method, _scope in OPERATIONS}
    assert {str(noun) for noun in Noun} <= served
    for noun in Noun:
        found = {path for path, method, _scope in OPERATIONS if method == "GET" and path.split("/")[1] == noun}
        assert f"/{noun}" in found, noun
        assert any(path.count("/") == 2 and "{" in path for path in found), noun


@pytest.mark.parametrize(("path", "method", "scope"), OPERATIONS)
def test_reading_needs_reading_and_writing_writing(path: str, method: str, scope: str) -> None:
    if path == "/me":
        assert scope == ""
        return
    noun = Noun(path.split("/")[1])
    assert scope == scope_of(noun, Verb.READ if method == "GET" else Verb.WRITE)


@pytest.mark.parametrize(("path", "method", "scope"), [one for one in OPERATIONS if one[2]])
def test_a_token_without_the_scope_is_told_which_it_is(call: Call, path: str, method: str, scope: str) -> None:
    program = call("worker", scopes=SCOPES - {scope})
    address = "/".join(SAMPLE if part.startswith("{uuid") else "1" if "{" in part else part for part in path.split("/"))
    program.send(method, address, {})
    assert (program.status, program.answered["code"]) == (403, "token.scope")
    assert scope in program.answered["message"]


@pytest.mark.parametrize("path", [path for path, method, _scope in OPERATIONS if method == "GET" and "{" in path])
def test_what_is_absent_answers_the_same_everywhere(call: Call, path: str) -> None:
    program = call("worker")
    program.get("/people/" + str(uuid4()))
    nothing = program.response.content
    program.get("/".join(str(uuid4()) if "{" in part else part for part in path.split("/")))
    assert (program.status, program.response.content) == (404, nothing)
