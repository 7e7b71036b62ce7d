"""How a person is related to others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

from django.test import Client

from alongside.record.people import actions
from alongside.record.people.models import Relationship
from tests.conftest import Become
from tests.doors.desk.people.known import marta
from tests.factories.cases import a_case
from tests.factories.people import a_person

Visit = Callable[[str], Client]


def test_relationships_are_written_and_end(become: Become, visit: Visit) -> None:
    case, _person, base = marta(become)
    other = a_person(case.circle_id, "Rosario Vega", become("worker"), born=date(2001, 1, 1))
    client = visit("worker")
    form = {"other": str(other.public_id), "kind": "parent"}
    asked = client.post(base + "relations/new/", form)
    assert asked.status_code == 422
    assert "say why it is right" in asked.content.decode()
    assert client.post(base + "relations/new/", {**form, "why": "Adopted her"}).status_code == 302
    become("worker")
    row = Relationship.objects.get()
    assert (row.person_id, row.kind) == (other.id, "parent")
    assert "Parent of Marta López" in client.get(base).content.decode()
    ending = f"{base}relations/{row.public_id}/end/"
    assert "this has ended" in client.get(ending).content.decode()
    assert client.post(ending, {"version": "1", "on": "2999-01-01"}).status_code == 422
    assert client.post(ending, {"version": "1"}).status_code == 302
    assert client.get(f"{base}relations/{uuid4()}/end/").status_code == 404
    elsewhere = f"/people/{a_person(case.circle_id, 'Third', become('worker')).public_id}/relations/"
    assert client.get(f"{elsewhere}{row.public_id}/end/").status_code == 404


def test_with_nobody_else_in_the_case_the_form_says_so(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"), people=["Adam Kowalczyk"])
    person = case.participants.get().person
    page = visit("worker").get(f"/people/{person.public_id}/relations/new/").content.decode()
    assert "Bring the other person into the case first" in page


def test_with_two_cases_in_common_somebody_is_offered_once(become: Become, visit: Visit) -> None:
    case, person, base = marta(become)
    by = become("worker")
    other, second = a_person(case.circle_id, "Rosario Vega", by), a_case(by, people=["Second Case"])
    for one in (person, other):
        actions.bring_into_circle(person_id=one.id, circle=second.circle_id, by=by)
    page = visit("worker").get(base + "relations/new/").content.decode()
    assert page.count(str(other.public_id)) == 1
