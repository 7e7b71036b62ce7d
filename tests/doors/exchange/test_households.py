"""Households through the API."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from alongside.record.people.models import Person
from tests.conftest import Become
from tests.doors.exchange.conftest import Call, Program
from tests.factories.cases import a_case

HIDES = ["elsewhere", "intake", "evaluator", "privacy", "admin"]


def a_home(become: Become, call: Call) -> tuple[Program, dict[str, Any], Person]:
    """A household that a program wrote down, with one person in it."""
    case = a_case(become("worker"), people=["Marta López"])
    person = Person.objects.get(display_name="Marta López")
    program = call("worker")
    home = program.post("/households", {"case": str(case.public_id), "label": "The yellow house"})
    assert program.status == 201, home
    member = {"person": str(person.public_id), "part": "head", "from_on": "2020-01-01"}
    return program, program.post(f"/households/{home['id']}/members", member), person


def test_somebody_comes_to_live_in_a_household_and_leaves_it(become: Become, call: Call) -> None:
    program, home, person = a_home(become, call)
    assert [one["name"] for one in home["members"]] == ["Marta López"]
    assert program.get("/households", person=str(person.public_id))["items"][0]["id"] == home["id"]
    path = f"/households/{home['id']}/members/{home['members'][0]['id']}/end"
    program.post(path, {"on": "2019-01-01"})
    assert (program.status, list(program.answered["fields"])) == (422, ["on"])
    left = program.post(path, {"on": "2024-05-01", "why": "Moved"}, If_Match='"1"')
    assert left["members"][0]["until_on"] == "2024-05-01"
    program.post(path, {"on": "2024-06-01"}, If_Match='"1"')
    assert (program.status, program.answered["current"]["until_on"]) == (409, "2024-05-01")
    program.post(f"/households/{uuid4()}/members/{home['members'][0]['id']}/end", {})
    assert program.status == 404


@pytest.mark.parametrize("username", HIDES)
def test_a_household_that_is_hidden_is_absent(become: Become, call: Call, username: str) -> None:
    _program, home, person = a_home(become, call)
    program = call(username)
    program.get(f"/households/{uuid4()}")
    absent = program.response.content
    program.get(f"/households/{home['id']}")
    assert (program.status, program.response.content) == (404, absent)
    assert program.get("/households")["items"] == []
    program.get("/households", person=str(person.public_id))
    assert program.status == 404
