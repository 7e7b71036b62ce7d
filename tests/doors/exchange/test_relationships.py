"""Relationships through the API."""

from __future__ import annotations

from uuid import uuid4

from alongside.record.people.models import Person
from tests.conftest import Become
from tests.doors.exchange.conftest import Call
from tests.factories.cases import a_case


def test_two_persons_are_related_and_it_ends(become: Become, call: Call) -> None:
    case = a_case(become("worker"), people=["Marta López", "Rosa López"])
    ids = {one.display_name: str(one.public_id) for one in Person.objects.all()}
    program = call("worker")
    given = {
        "case": str(case.public_id),
        "person": ids["Marta López"],
        "kind": "parent",
        "other": ids["Rosa López"],
        "source": "Marta",
    }
    fact = program.post("/relationships", given)
    assert (program.status, fact["person_name"], fact["kind"]) == (201, "Marta López", "parent")
    assert program.get("/relationships", person=ids["Rosa López"])["items"] == [fact]
    program.post("/relationships", {**given, "other": ids["Marta López"]})
    assert program.status == 422
    program.post("/relationships", {**given, "intake": str(uuid4())})
    assert "either the case or the intake" in str(program.answered)
    program.post("/relationships", {**given, "other": str(uuid4())})
    assert program.status == 404
    ended = program.post(f"/relationships/{fact['id']}/end", {"on": "2025-02-03", "why": "So she says"})
    assert (program.status, ended["until_on"]) == (200, "2025-02-03")
    hidden = call("elsewhere")
    hidden.get(f"/relationships/{fact['id']}")
    assert hidden.status == 404
    hidden.post(f"/relationships/{fact['id']}/end", {})
    assert hidden.status == 404
    assert hidden.get("/relationships")["items"] == []
