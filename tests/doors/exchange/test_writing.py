"""Once for each key, on the version that was seen."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from alongside.doors.exchange.writing import version_seen
from alongside.ground.foundation.errors import Refused
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.doors.exchange.conftest import Call
from tests.factories.cases import a_case


@pytest.mark.parametrize(("said", "seen"), [("", 7), ("*", 7), ('"3"', 3), ("3", 3), ('W/"3"', 3), (' "12" ', 12)])
def test_if_match_names_a_version(said: str, seen: int) -> None:
    headers = {"If-Match": said} if said else {}
    assert version_seen(RequestFactory(headers=headers).get("/"), 7) == seen


@pytest.mark.parametrize("said", ["three", '"3", "4"', '"-1"', "9" * 30])
def test_anything_else_is_refused(said: str) -> None:
    with pytest.raises(Refused, match="one version"):
        version_seen(RequestFactory(headers={"If-Match": said}).get("/"), 7)


def test_a_key_is_its_callers_own_and_a_refusal_does_not_use_it_up(become: Become, call: Call) -> None:
    a_case(become("worker"), people=["Marta López"])
    person = Person.objects.get(display_name="Marta López")
    path = f"/people/{person.public_id}/names"
    first, second = call("worker"), call("supervisor")
    first.post(path, {"full": ""}, Idempotency_Key="k")
    assert first.status == 422
    added = first.post(path, {"full": "Marta Vega"}, Idempotency_Key="k")
    assert (first.status, len(added["names"])) == (201, 2)
    assert len(second.post(path, {"full": "La Martita"}, Idempotency_Key="k")["names"]) == 3
    first.post(path, {"full": "Marta Vega"}, Idempotency_Key="k")
    assert (first.status, len(first.answered["names"])) == (201, 3)
    first.post("/households", {"full": "Marta Vega"}, Idempotency_Key="k")
    assert first.status == 422


def test_what_begins_has_no_version_that_could_be_stale(become: Become, call: Call) -> None:
    case, program = a_case(become("worker")), call("worker")
    given = {"case": str(case.public_id), "label": "The yellow house"}
    program.post("/households", given, If_Match='"3"')
    assert (program.status, program.answered["code"]) == (422, "if_match")
    program.post("/households", given, If_Match="*")
    assert program.status == 201
