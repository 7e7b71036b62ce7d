"""Who lives with whom: a household begins, fills and empties."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.test import Client

from alongside.record.people.models import Household, HouseholdMember
from tests.conftest import Become
from tests.doors.desk.people.known import marta
from tests.factories.people import a_person

Visit = Callable[[str], Client]


def test_households_begin_fill_and_empty(become: Become, visit: Visit) -> None:
    case, _person, base = marta(become)
    other = a_person(case.circle_id, "Rosario Vega", become("worker"))
    client = visit("worker")
    assert "Rosario Vega" in client.get(base + "homes/new/").content.decode()
    form = {"label": "Quay Row", "part": "head", "from_on": "2020-01-01", "others": [str(other.public_id)]}
    assert client.post(base + "homes/new/", {**form, "from_on": "2999-01-01"}).status_code == 422
    assert client.post(base + "homes/new/", form).status_code == 302
    become("worker")
    home = Household.objects.get()
    assert home.members.count() == 2
    joining = f"{base}homes/{home.public_id}/join/"
    assert "Somebody lives at Quay Row" in client.get(joining).content.decode()
    twice = client.post(joining, {"person": str(other.public_id), "part": "parent"})
    assert "already" in twice.content.decode()
    become("worker")
    stay = HouseholdMember.objects.get(person=other)
    leaving = f"{base}homes/stays/{stay.public_id}/end/"
    assert "Rosario Vega has left Quay Row" in client.get(leaving).content.decode()
    assert client.post(leaving, {"version": "1", "on": "2019-01-01"}).status_code == 422
    assert client.post(leaving, {"version": "1", "on": "2021-01-01"}).status_code == 302
    back = {"person": str(other.public_id), "part": "parent", "from_on": "2022-01-01"}
    assert client.post(joining, back).status_code == 302
    for absent in (f"{base}homes/{uuid4()}/join/", f"{base}homes/stays/{uuid4()}/end/"):
        assert client.get(absent).status_code == 404
