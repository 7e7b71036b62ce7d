"""Cases through the API."""

from __future__ import annotations

from uuid import uuid4

import pytest

from alongside.record.people.models import Person
from tests.conftest import Become
from tests.doors.exchange.conftest import Call
from tests.factories.cases import a_case


def test_a_case_is_opened_directly_moved_and_handed_over(call: Call) -> None:
    program, colleague = call("worker"), call("colleague")
    me, she = program.get("/me")["worker"], colleague.get("/me")["worker"]
    receipt = program.get("/people/matches", full_name="Amara Okoye")["searched"]
    given = {"programme": "family", "worker": me, "people": [{"full_name": "Amara Okoye", "searched": receipt}]}
    case = program.post("/cases", given)
    assert (program.status, case["state"], case["people"][0]["name"]) == (201, "open", "Amara Okoye")
    path = f"/cases/{case['id']}"
    program.post(f"{path}/move", {"to": "work", "why": ""})
    assert program.status == 422
    refused = program.post(f"{path}/move", {"to": "work", "why": "She has told it all before"})
    assert (program.status, refused["code"], "GDPR" in refused["basis"]) == (422, "case.stage.lawful_gate", True)
    reached = program.post(f"{path}/milestones", {"milestone": "notice_given"})
    assert (program.status, "Confidentiality explained" in reached["missing"]) == (200, False)
    moved = program.post(f"{path}/move", {"to": "assessment", "why": "She has told it all before"})
    assert (program.status, moved["stage"]) == (200, "assessment"), moved
    program.post(f"{path}/assignments", {"worker": she, "role": "co_worker"})
    assert program.status == 201
    program.post(f"{path}/assignments", {"worker": str(uuid4())})
    assert list(program.answered["fields"]) == ["worker"]
    handed = program.post(f"{path}/hand-over", {"to_worker": she, "note": "She knows the school"})
    assert program.status in (200, 204), handed
    assert colleague.get(path)["carriers"][0]["worker"] == she


def test_the_list_is_narrowed_by_state_programme_and_person(become: Become, call: Call) -> None:
    case = a_case(become("worker"), people=["Marta López"])
    a_case(become("worker"), people=["Adam Kowalczyk"])
    marta = Person.objects.get(display_name="Marta López")
    program = call("worker")
    assert len(program.get("/cases")["items"]) == 2
    assert program.get("/cases", state="closed")["items"] == []
    assert program.get("/cases", programme="safe")["items"] == []
    assert [one["id"] for one in program.get("/cases", person=str(marta.public_id))["items"]] == [str(case.public_id)]
    program.get("/cases", after=str(uuid4()))
    assert (program.status, list(program.answered["fields"])) == (422, ["after"])
    program.get("/cases", colour="blue")
    assert (program.status, program.answered["fields"]) == (422, {"colour": "There is no such filter."})


ADDRESSES: tuple[tuple[str, str, object], ...] = (
    ("GET", "", None),
    ("GET", "/closing", None),
    ("PUT", "/closing", {"reasons": []}),
    ("POST", "/closing/sign", {}),
    ("POST", "/close", {}),
    ("POST", "/reopen", {"why": "Again"}),
    ("POST", "/milestones", {"milestone": "person_seen"}),
    ("POST", "/move", {"to": "work", "why": "On"}),
    ("POST", "/after-care", {"what": "A call", "due_on": "2027-01-01"}),
)


@pytest.mark.parametrize("username", ["elsewhere", "intake", "evaluator", "privacy", "admin"])
def test_a_hidden_case_is_absent_at_every_address(become: Become, call: Call, username: str) -> None:
    case = a_case(become("worker"), people=["Marta López"])
    program = call(username)
    for method, tail, body in ADDRESSES:
        answers = []
        for name in (case.public_id, uuid4()):
            if method == "GET":
                program.get(f"/cases/{name}{tail}")
            else:
                program.send(method, f"/cases/{name}{tail}", body)
            answers.append((program.status, program.response.content))
        assert answers[0] == answers[1], (method, tail)
        assert answers[0][0] == 404
