"""Requests through the API: taken, changed, matched, decided."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.conftest import Become
from tests.doors.exchange.conftest import Call
from tests.doors.exchange.test_story import taken_in
from tests.factories.cases import a_case


def test_a_request_is_changed_matched_and_declined(become: Become, call: Call) -> None:
    program, intake = taken_in(call)
    path = f"/intakes/{intake['id']}"
    changed = program.patch(path, {"language": "Igbo"}, If_Match='"1"')
    assert (program.status, changed["language"], changed["words"]) == (200, "Igbo", intake["words"])
    program.patch(path, {"language": "Hausa"}, If_Match='"1"')
    assert (program.status, program.answered["current"]["language"]) == (409, "Igbo")
    program.post(f"{path}/notice", {"how": "In the office", "language": "Igbo"})
    assert program.status == 200
    program.post(f"{path}/match", {"person": str(uuid4())})
    assert program.status == 404
    receipt = program.get("/people/matches", full_name="Amara Okoye")["searched"]
    person = program.post("/people", {"intake": intake["id"], "full_name": "Amara Okoye", "searched": receipt})
    assert program.get(path)["person"] == person["id"]
    program.post(f"{path}/decide", {"outcome": "decline", "reason": ""})
    assert program.status == 422
    decided = program.post(
        f"{path}/decide", {"outcome": "inform", "reason": "Not our town", "alternative": "The rent fund"}
    )
    assert (program.status, decided["state"], decided["decisions"][0]["outcome"]) == (200, "decided", "inform")
    assert [one["id"] for one in program.get("/intakes", state="decided")["items"]] == [intake["id"]]
    assert program.get("/intakes", state="new", urgency="today")["items"] == []


def test_accepting_without_a_case_hands_the_request_on(call: Call) -> None:
    program, intake = taken_in(call)
    program.post(f"/intakes/{intake['id']}/decide", {"outcome": "accept", "reason": "Lives here"})
    assert (program.status, program.answered) == (204, None)
    program.get(f"/intakes/{intake['id']}")
    assert program.status == 404


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"words": "Help"}, "programme"),
        ({"programme": "nothing", "words": "Help"}, "programme"),
        ({"programme": "family", "words": ""}, "words"),
        ({"programme": "family", "words": "Help", "received_at": "2090-01-01T00:00:00Z"}, "received_at"),
        ({"programme": "family", "words": "Help", "received_at": "2026-01-01T00:00:00"}, "received_at"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(call: Call, given: dict[str, str], field: str) -> None:
    program = call("intake")
    program.post("/intakes", given)
    assert (program.status, list(program.answered["fields"])) == (422, [field])
    assert program.get("/intakes")["items"] == []


def test_only_intake_takes_requests_in(become: Become, call: Call) -> None:
    a_case(become("worker"), people=["Marta López"])
    for username in ("evaluator", "privacy", "admin"):
        program = call(username)
        program.post("/intakes", {"programme": "family", "words": "Help"})
        assert program.status == 422
        assert program.get("/intakes")["items"] == []


def test_a_request_always_came_at_some_time(call: Call) -> None:
    program = call("intake")
    given = {"programme": "family", "words": "Help"}
    program.post("/intakes", {**given, "received_at": None})
    assert (program.status, list(program.answered["fields"])) == (422, ["received_at"])
    intake = program.post("/intakes", given)
    assert (program.status, bool(intake["received_at"])) == (201, True)
    program.patch(f"/intakes/{intake['id']}", {"received_at": None})
    assert (program.status, list(program.answered["fields"])) == (422, ["received_at"])
