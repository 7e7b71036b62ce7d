"""From the first call to the closing, by a program: every noun of the record on the way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from alongside.ground.foundation import clock
from tests.doors.exchange.conftest import Call, Program


def taken_in(call: Call) -> tuple[Program, dict[str, Any]]:
    """A request that the intake worker's program took in."""
    program = call("intake")
    given = {
        "programme": "family",
        "words": "I lost my job and do not know how to pay the rent.",
        "person_name": "Amara Okoye",
        "phone": "085 555 0100",
        "safe_text": "yes",
        "urgency": "today",
        "notice_how": "On the phone",
    }
    intake = program.post("/intakes", given, Idempotency_Key="call-1")
    assert program.status == 201, intake
    return program, intake


def opened(call: Call) -> tuple[Program, Program, dict[str, Any]]:
    """The case that came of it: the intake worker's program, the worker's, the case."""
    program, intake = taken_in(call)
    assert program.post(f"/intakes/{intake['id']}/acknowledge")["acknowledged_at"]
    receipt = program.get("/people/matches", full_name="Amara Okoye")["searched"]
    worker = call("worker")
    me = worker.get("/me")
    given = {
        "reason": "Lives here, and asks for what we do",
        "team": "Family team",
        "worker": me["worker"],
        "people": [{"name": "Amara Okoye", "searched": receipt, "focus": True}],
    }
    accepted = program.post(f"/intakes/{intake['id']}/accept", given, Idempotency_Key="accept-1")
    assert (program.status, accepted["seen"]) == (201, False), accepted
    assert program.post(f"/intakes/{intake['id']}/accept", given, Idempotency_Key="accept-1") == accepted
    return program, worker, worker.get(f"/cases/{accepted['case']}")


def test_a_request_becomes_a_case_that_is_carried_and_closed(call: Call) -> None:
    intake, worker, case = opened(call)
    assert case["people"][0]["name"] == "Amara Okoye"
    assert case["carriers"][0]["name"] == worker.get("/me")["name"]
    path = f"/cases/{case['id']}"
    assert intake.get(path)["code"] == "not_found"
    reached = worker.post(f"{path}/milestones", {"milestone": "closing_talked_through", "why": "She has work again"})
    assert worker.status == 200, reached
    written: dict[str, Any] = {
        "reasons": ["goals_met"],
        "summary": "Rent is paid, work is found.",
        "person_view": "You listened.",
        "agreed_with": "Amara",
    }
    assert worker.send("PUT", f"{path}/closing", written)["summary"] == "Rent is paid, work is found."
    refused = worker.post(f"{path}/close")
    assert worker.status == 422
    assert refused["message"]
    worker.post(
        f"{path}/after-care",
        {"what": "A call", "due_on": str(clock.today() + timedelta(days=30)), "owner_name": "Dele"},
    )
    assert worker.status == 201
    open_ends = [one["key"] for one in worker.get(f"{path}/closing")["readiness"] if not one["settled"]]
    now = worker.get(f"{path}/closing")
    worker.send(
        "PUT",
        f"{path}/closing",
        {**written, "handed_over": dict.fromkeys(open_ends, "Dele")},
        If_Match=f'"{now["version"]}"',
    )
    assert worker.status == 200
    worker.post(f"{path}/closing/sign")
    assert worker.status == 200
    closed = worker.post(f"{path}/close", Idempotency_Key="close-1")
    assert (worker.status, closed["state"]) == (200, "after_care"), closed
    assert worker.post(f"{path}/close", Idempotency_Key="close-1")["state"] == "after_care"
    again = worker.post(f"{path}/reopen", {"why": "The rent has risen"})
    assert (worker.status, again["episode"]) == (200, 2)
