"""People through the API: the same rows and rules as at the desk."""

from __future__ import annotations

from uuid import uuid4

import pytest

from alongside.agency.access import actions as access
from alongside.agency.access.models import Account, Reading
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.doors.exchange.conftest import Call
from tests.factories.cases import a_case
from tests.factories.people import a_person, a_phone

SEES = {"worker": 200, "colleague": 200, "supervisor": 200}
CAST = ["worker", "colleague", "excluded", "supervisor", "elsewhere", "intake", "evaluator", "privacy", "admin"]


@pytest.mark.parametrize("username", CAST)
def test_each_of_the_cast_reads_what_the_desk_shows_her(become: Become, call: Call, username: str) -> None:
    by = become("worker")
    case = a_case(by, people=["Marta López"])
    person = Person.objects.get(display_name="Marta López")
    a_phone(person, case.circle_id, by, "085 555 4471")
    kept_out = Account.objects.get(username="excluded").actor_id
    access.exclude(circle=case.circle_id, actor_id=kept_out, why="She is a neighbour", by=by)
    program = call(username)
    absent = program.get(f"/people/{uuid4()}")
    assert (program.status, absent["code"]) == (404, "not_found")
    nothing = program.response.content
    found = program.get(f"/people/{person.public_id}")
    assert program.status == SEES.get(username, 404)
    names = [one["name"] for one in program.get("/people")["items"]]
    if username in SEES:
        assert found["name"] == "Marta López"
        assert found["contact_points"][0]["value"] == "085 555 4471"
        assert program.get("/people")["items"][0]["id"] == found["id"]
        become("privacy")
        assert Reading.objects.filter(act="person page", person_ids=[person.id]).exists()
    else:
        assert "Marta López" not in names
        assert program.get(f"/people/{person.public_id}")
        assert program.response.content == nothing


def test_somebody_new_joins_a_case_after_near_matches_were_shown(become: Become, call: Call) -> None:
    case = a_case(become("worker"), people=["Adam Kowalczyk"])
    program = call("worker")
    given = {"case": str(case.public_id), "full_name": "Amara Okoye", "languages": ["ig"], "born_on": "1990-02-03"}
    program.post("/people", given)
    assert (program.status, program.answered["fields"]["searched"]) == (422, "This is needed.")
    given["searched"] = program.get("/people/matches", full_name="Amara Okoye")["searched"]
    first = program.post("/people", given, Idempotency_Key="one press")
    assert program.status == 422
    assert program.answered["code"] == "idempotency_key"
    first = program.post("/people", given, Idempotency_Key="one-press")
    assert (program.status, first["name"], first["born_on"]) == (201, "Amara Okoye", "1990-02-03")
    assert program.response["ETag"] == f'"{first["version"]}"'
    again = program.post("/people", given, Idempotency_Key="one-press")
    assert (program.status, again["id"]) == (201, first["id"])
    program.post("/people", {**given, "languages": []}, Idempotency_Key="one-press")
    assert (program.status, program.answered["code"]) == (422, "idempotency_key")
    assert len(program.get("/people")["items"]) == 2


def test_a_stale_change_answers_both_versions_and_keeps_nothing(become: Become, call: Call) -> None:
    by = become("worker")
    a_case(by, people=["Marta López"])
    person = Person.objects.get(display_name="Marta López")
    program = call("worker")
    mine = program.patch(f"/people/{person.public_id}", {"pronouns": "she/her"}, If_Match='"1"')
    assert (program.status, mine["pronouns"], mine["version"]) == (200, "she/her", 2)
    program.patch(f"/people/{person.public_id}", {"pronouns": "they/them"}, If_Match='"1"')
    assert program.status == 409
    assert program.response["ETag"] == '"2"'
    assert program.answered["current"]["pronouns"] == "she/her"
    assert program.answered["yours"] == {"pronouns": "they/them"}
    assert program.get(f"/people/{person.public_id}")["pronouns"] == "she/her"
    program.patch(f"/people/{person.public_id}", {"born_on": "2090-01-01"})
    assert program.status == 422
    assert program.answered["fields"]
    program.patch(f"/people/{person.public_id}", {"nickname": "M"})
    assert program.answered["fields"] == {"nickname": "There is no such field here."}
    now = program.patch(f"/people/{person.public_id}", {"born_on": "1990-05-03"})
    assert (now["born_on"], now["birth_precision"]) == ("1990-05-03", "exact")


def test_pages_of_the_list_hold_everybody_once(become: Become, call: Call) -> None:
    by = become("worker")
    case = a_case(by, people=["Adam Kowalczyk"])
    for name in ("Bea", "Cid", "Dora", "Eva"):
        a_person(case.circle_id, f"{name} Moss", by)
    program = call("worker")
    seen: list[str] = []
    after: dict[str, str] = {}
    while True:
        page = program.get("/people", limit=2, **after)
        seen += [one["name"] for one in page["items"]]
        if page["after"] is None:
            break
        after = {"after": page["after"]}
    assert seen == ["Eva Moss", "Dora Moss", "Cid Moss", "Bea Moss", "Adam Kowalczyk"]
    program.get("/people", limit=0)
    assert program.status == 422
