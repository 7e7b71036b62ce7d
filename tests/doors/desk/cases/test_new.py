"""Opening a case directly: search first, three fields."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client

from alongside.agency.organisation import queries as organisation
from alongside.record.cases.models import Case, Participant
from tests.conftest import Become
from tests.factories.cases import a_case, a_circle, a_person

Visit = Callable[[str], Client]


def programme() -> int:
    return next(line.id for line in organisation.programmes() if line.code == "family")


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def test_a_case_opens_for_somebody_of_the_record(become: Become, visit: Visit) -> None:
    by = become("worker")
    marta = a_person(a_circle(by), "Marta López", by)
    client = visit("worker")
    found = client.post("/cases/new/", {"name": "marta lopez"}).content.decode()
    assert str(marta.public_id) in found
    form = client.post("/cases/new/", {"person": marta.public_id}).content.decode()
    assert "For Marta López." in form
    sent = {
        "open": "1",
        "person": marta.public_id,
        "programme": programme(),
        "worker": by.worker_id,
        "idempotency_key": hidden(form, "idempotency_key"),
    }
    first = client.post("/cases/new/", sent)
    case = Case.objects.get(title="Marta López")
    assert first.headers["Location"] == f"/cases/{case.public_id}/"
    again = client.post("/cases/new/", sent)
    assert again.headers["Location"] == first.headers["Location"]
    assert Case.objects.filter(title="Marta López").count() == 1
    assert not case.family


def test_somebody_new_comes_in_only_after_the_search(become: Become, visit: Visit) -> None:
    by = become("worker")
    client = visit("worker")
    found = client.post("/cases/new/", {"name": "Halima Warsame"}).content.decode()
    receipt = hidden(found, "searched")
    form = client.post("/cases/new/", {"name": "Halima Warsame", "searched": receipt}).content.decode()
    sent = {"open": "1", "new_name": hidden(form, "new_name"), "programme": programme(), "worker": by.worker_id}
    refused = client.post("/cases/new/", {**sent, "searched": "made up"})
    assert refused.status_code == 422
    assert "Look first" in refused.content.decode()
    client.post("/cases/new/", {**sent, "searched": receipt})
    assert Participant.objects.get(case__title="Halima Warsame").person.display_name == "Halima Warsame"


def test_a_case_that_is_open_already_is_shown_first(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_case(by)
    person = Participant.objects.get(case=case).person
    page = visit("worker").get(f"/cases/new/?person={person.public_id}").content.decode()
    assert f"{case.number} is open already" in page


def test_bad_input_stays_on_the_page(become: Become, visit: Visit) -> None:
    by = become("worker")
    marta = a_person(a_circle(by), "Marta López", by)
    client = visit("worker")
    assert client.post("/cases/new/", {"name": ""}).status_code == 422
    assert client.post("/cases/new/", {"open": "1", "person": marta.public_id}).status_code == 422
    assert client.get("/cases/new/?person=nobody").status_code == 404


def test_a_person_whom_she_cannot_see_is_not_there(become: Become, visit: Visit) -> None:
    elsewhere = become("elsewhere")
    hidden_person = a_person(a_circle(elsewhere, programme="safe"), "Ana Nowak", elsewhere)
    answer = visit("worker").get(f"/cases/new/?person={hidden_person.public_id}")
    assert answer.status_code == 404
