"""Participants through the API."""

from __future__ import annotations

from uuid import uuid4

from alongside.record.people.models import Person
from tests.conftest import Become
from tests.doors.exchange.conftest import Call
from tests.factories.cases import a_case
from tests.factories.people import a_person


def test_somebody_takes_part_and_stops(become: Become, call: Call) -> None:
    by = become("worker")
    case = a_case(by, people=["Marta López"])
    uncle = a_person(case.circle_id, "Tío Rosales", by)
    program = call("worker")
    given = {"case": str(case.public_id), "person": str(uncle.public_id), "role": "relative", "note": "Drives her"}
    part = program.post("/participants", given)
    assert (program.status, part["person_name"], part["role"]) == (201, "Tío Rosales", "relative")
    program.post("/participants", given)
    assert program.status == 422
    program.post("/participants", {**given, "role": "uncle"})
    assert list(program.answered["fields"]) == ["role"]
    program.post("/participants", {**given, "case": str(uuid4())})
    assert program.status == 404
    assert program.get("/participants", case=str(case.public_id), person=str(uncle.public_id))["items"] == [part]
    ended = program.post(f"/participants/{part['id']}/end", {"why": "Moved abroad"})
    assert (program.status, bool(ended["until_on"])) == (200, True)
    marta = Person.objects.get(display_name="Marta López")
    hidden = call("elsewhere")
    assert hidden.get("/participants")["items"] == []
    for address in (f"/participants/{part['id']}", f"/cases/{case.public_id}", f"/people/{marta.public_id}"):
        hidden.get(address)
        assert hidden.status == 404
