"""Plans through the API: lines, answers, agreeing, reviews, and the versions that come of them."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from alongside.agency.access import actions as access
from alongside.agency.access.models import Account, Reading
from alongside.agency.staff.models import Worker
from alongside.ground.foundation import clock
from alongside.practice.plans.models import Step
from alongside.practice.plans.rules.freezing import digest_of
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.doors.exchange.conftest import CAST, SEES, Call
from tests.factories.assessments import a_ready_case, lead
from tests.factories.plans import a_goal, a_root, a_step, an_agreed_plan

SOON = str(clock.today() + timedelta(days=7))


@pytest.mark.parametrize("username", CAST)
def test_each_of_the_cast_reads_what_the_desk_shows_her(become: Become, call: Call, username: str) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López"])
    plan = an_agreed_plan(case, by)
    line = Step.objects.get(case=case)
    access.exclude(
        circle=case.circle_id, actor_id=Account.objects.get(username="excluded").actor_id, why="A neighbour", by=by
    )
    program = call(username)
    program.get(f"/plans/{uuid4()}")
    nothing = program.response.content
    found = program.get(f"/plans/{plan.public_id}")
    if username in SEES:
        assert (found["state"], found["intact"], found["goals"][0]["title"]) == (
            "in_force",
            True,
            "Rent paid by us each month",
        )
        assert found["digest"] == digest_of(found["content"])
        assert found["lines"][0]["worker"]["name"] == "Dele Akande"
        answer = found["agreements"][0]
        assert (answer["person"]["name"], answer["covers"]) == (
            "Marta López",
            [{"line": str(line.public_id), "wording": 1}],
        )
        assert program.get("/plans", case=str(case.public_id), state="in_force")["items"][0]["id"] == found["id"]
        become("privacy")
        assert Reading.objects.filter(act="plan by a program", circle_id=case.circle_id).exists()
    else:
        assert (program.status, program.response.content) == (404, nothing)
        assert program.get("/plans")["items"] == []
        bodies = {
            "/lines": {"owner": "worker", "what": "x"},
            "/agree": {"review_on": SOON},
            "/agreements": {"person": str(uuid4()), "reply": "agree", "how": "spoken"},
            "/reviews": {"with_whom": "x", "decision": "x"},
            f"/lines/{line.public_id}/settle": {"state": "done"},
        }
        for path, body in bodies.items():
            program.post(f"/plans/{plan.public_id}{path}", body)
            assert program.response.content == nothing, path
        program.patch(f"/plans/{plan.public_id}/lines/{line.public_id}", {"what": "x"})
        assert program.response.content == nothing


def test_a_plan_is_written_answered_agreed_followed_and_looked_back_at(become: Become, call: Call) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López"])
    goal = a_goal(case, by)
    strength = str(a_root(case, by, "strength").public_id)
    marta = str(Person.objects.get(id=lead(case)).public_id)
    me = str(Worker.objects.get(actor_id=by.actor_id).public_id)
    program = call("worker")
    plan = program.post("/plans", {"case": str(case.public_id)}, Idempotency_Key="plan")
    assert (program.status, plan["state"], plan["number"], plan["content"]) == (201, "draft", 1, None)
    path = f"/plans/{plan['id']}"
    given = {"goal": str(goal.public_id), "owner": "worker", "worker": me, "what": "calls the landlord", "due_on": SOON}
    line = program.post(f"{path}/lines", {**given, "builds_on": strength}, Idempotency_Key="line")
    assert (program.status, line["worker"]["name"], line["builds_on"]) == (201, "Dele Akande", strength)
    assert program.post(f"{path}/lines", {**given, "builds_on": strength}, Idempotency_Key="line")["id"] == line["id"]
    at = f"{path}/lines/{line['id']}"
    changed = program.patch(at, {"what": "writes to the landlord", "builds_on": None}, If_Match='"1"')
    assert (changed["wording"], changed["version"], changed["builds_on"]) == (2, 2, None)
    assert changed["due_on"] == SOON
    program.patch(at, {"what": "visits the landlord"}, If_Match='"1"')
    assert (program.status, program.response["ETag"]) == (409, '"2"')
    assert program.answered["current"]["what"] == "writes to the landlord"
    program.post(f"{path}/agree", {"review_on": SOON})
    assert (program.status, program.answered["code"]) == (422, "plan.nobody_answered")
    said = {"person": marta, "reply": "agree", "how": "spoken", "words": "Yes."}
    answered = program.post(f"{path}/agreements", said, Idempotency_Key="yes")
    assert (program.status, len(answered["agreements"])) == (201, 1)
    assert len(program.post(f"{path}/agreements", said, Idempotency_Key="yes")["agreements"]) == 1
    agreed = program.post(f"{path}/agree", {"review_on": SOON, "why": "They cannot wait"})
    assert (program.status, agreed["state"], agreed["review_on"]) == (200, "in_force", SOON)
    program.post(f"{path}/agree", {"review_on": SOON, "why": "Again"}, If_Match='"1"')
    assert (program.status, program.answered["current"]["state"]) == (409, "in_force")
    begun = program.post(f"{at}/settle", {"state": "started"}, If_Match='"2"')
    assert (begun["state"], begun["version"]) == ("started", 3)
    held = program.post(f"{path}/reviews", {"with_whom": "Marta", "decision": "Go on", "next_on": SOON})
    assert (program.status, held["reviews"][0]["plan"], held["reviews"][0]["decision"]) == (201, plan["id"], "Go on")
    new = program.post(f"{path}/lines", {**given, "what": "asks the school"})
    assert program.status == 201
    versions = program.get(path)["versions"]
    assert [(one["number"], one["state"]) for one in versions] == [(2, "draft"), (1, "in_force")]
    assert new["number"] == 2


def test_what_cannot_be_is_refused_at_the_fields_that_were_sent(become: Become, call: Call) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López"])
    goal = a_goal(case, by)
    line = a_step(case, by, goal=goal)
    other = a_ready_case(by, people=["Adam Kowalczyk"])
    a_goal(other, by)
    strange, theirs = str(Person.objects.get(id=lead(other)).public_id), a_step(other, by)
    marta = str(Person.objects.get(id=lead(case)).public_id)
    me = str(Worker.objects.get(actor_id=by.actor_id).public_id)
    program = call("worker")
    plan = program.get("/plans", case=str(case.public_id))["items"][0]
    path = f"/plans/{plan['id']}"
    given = {"owner": "worker", "worker": me, "what": "calls"}
    bad = [
        ("lines", {**given, "worker": None}, "worker"),
        ("lines", {**given, "worker": str(uuid4())}, "worker"),
        ("lines", {**given, "what": ""}, "what"),
        ("lines", {**given, "what": "x" * 301}, "what"),
        ("lines", {**given, "owner": "nobody"}, "owner"),
        ("lines", {**given, "owner": "person", "person": strange}, "person"),
        ("lines", {**given, "owner": "family"}, "owner_name"),
        ("lines", {**given, "due_on": "2020-01-01"}, "due_on"),
        ("lines", {**given, "goal": str(uuid4())}, "goal"),
        ("lines", {**given, "builds_on": str(uuid4())}, "builds_on"),
        ("lines", {**given, "number": 4}, "number"),
        ("agreements", {"person": strange, "reply": "agree", "how": "spoken"}, "person"),
        ("agreements", {"person": marta, "reply": "partly", "how": "spoken"}, "words"),
        ("agreements", {"person": marta, "reply": "agree", "how": "silence"}, "how"),
        ("agreements", {"person": marta, "reply": "agree", "how": "spoken", "on": "2190-01-01"}, "on"),
        ("agreements", {"person": marta, "reply": "agree", "how": "spoken", "line": str(theirs.public_id)}, "line"),
        ("agree", {}, "review_on"),
        ("reviews", {"with_whom": "Marta", "decision": ""}, None),
        (f"lines/{line.public_id}/settle", {"state": "open"}, "state"),
        (f"lines/{line.public_id}/settle", {"state": "dropped"}, "words"),
        (f"lines/{line.public_id}/settle", {"state": "done", "on": "2190-01-01"}, "on"),
    ]
    for where, body, field in bad:
        program.post(f"{path}/{where}", body)
        assert (program.status, list(program.answered["fields"])) == (422, [field] if field else []), (where, body)
    program.post(f"{path}/lines/{theirs.public_id}/settle", {"state": "done"})
    assert program.status == 404
    program.patch(f"{path}/lines/{line.public_id}", {"worker": str(uuid4())})
    assert (program.status, list(program.answered["fields"])) == (422, ["worker"])
