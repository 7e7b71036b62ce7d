"""Consents through the API: who reads them, and taking one back."""

from __future__ import annotations

from uuid import uuid4

import pytest

from alongside.agency.access import actions as access
from alongside.agency.access.models import Account, Reading
from alongside.practice.consents import actions
from alongside.practice.consents.enums import Ground, Item, Purpose
from alongside.practice.consents.models import Consent
from alongside.practice.consents.rules.disclosing import Thing
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.doors.exchange.conftest import CAST, SEES, Call
from tests.factories.cases import a_case
from tests.factories.consents import HOUSING, a_consent, an_asked_consent, lead


@pytest.mark.parametrize("username", CAST)
def test_each_of_the_cast_reads_what_the_desk_shows_her(become: Become, call: Call, username: str) -> None:
    by = become("worker")
    case = a_case(by)
    consent = a_consent(case, by)
    excluded = Account.objects.get(username="excluded").actor_id
    access.exclude(circle=case.circle_id, actor_id=excluded, why="A neighbour", by=by)
    program = call(username)
    program.get(f"/consents/{uuid4()}")
    nothing = program.response.content
    found = program.get(f"/consents/{consent.public_id}")
    if username in SEES:
        assert (found["state"], found["items"], found["signatures"][0]["name"]) == (
            "in_force",
            ["identity", "household"],
            "Marta López",
        )
        assert program.get("/consents", case=str(case.public_id))["items"][0]["id"] == found["id"]
        become("privacy")
        assert Reading.objects.filter(act="consents list", circle_id=case.circle_id).exists()
    else:
        assert (program.status, program.response.content) == (404, nothing)
        assert program.get("/consents")["items"] == []
        program.send("POST", f"/consents/{consent.public_id}/withdraw", {})
        assert (program.status, program.response.content) == (404, nothing)


def test_taken_back_once_on_the_version_that_was_seen(become: Become, call: Call) -> None:
    by = become("worker")
    case = a_case(by)
    consent, asked = a_consent(case, by), an_asked_consent(case, by)
    actions.record_disclosure(
        case=case,
        person_id=lead(case),
        ground=Ground.CONSENT,
        recipient=HOUSING,
        purpose=Purpose.HOUSING,
        things=[Thing(Item.IDENTITY, "Marta López")],
        consent=consent,
        by=by,
    )
    person = str(Person.objects.get(id=lead(case)).public_id)
    program = call("worker")
    live = program.get("/consents", person=person, in_force="true")["items"]
    assert [one["id"] for one in live] == [str(consent.public_id)]
    assert [one["id"] for one in program.get("/consents", in_force="false")["items"]] == [str(asked.public_id)]
    path = f"/consents/{consent.public_id}/withdraw"
    program.send("POST", path, {"how": "spoken"}, If_Match='"1"')
    assert program.status == 409
    done = program.send("POST", path, {"why": "He knows them"}, If_Match='"2"', Idempotency_Key="w-1")
    assert (program.status, done["state"], done["withdrawn_how"]) == (200, "withdrawn", "spoken")
    assert [thing["item"] for thing in done["left"][0]["things"]] == ["identity"]
    assert program.send("POST", path, {"why": "He knows them"}, If_Match='"2"', Idempotency_Key="w-1") == done
    program.send("POST", path, {})
    assert program.status == 422
    become("worker")
    assert Consent.objects.get(id=consent.id).version == 3
