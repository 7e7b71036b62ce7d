"""Booking, settling and moving appointments through the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from alongside.ground.foundation.reader import Reader
from alongside.practice.contacts.models import Appointment
from tests.doors.desk.contacts.pages import fields_of, send
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact, a_past_appointment, an_appointment

Become = Callable[[str], Reader]
Visit = Callable[[str], Client]


def test_a_time_is_booked_once(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    client = visit("worker")
    address = f"/appointments/new/?case={case.public_id}"
    fields = {**fields_of(client.get(address)), "place": "14 Quay Row", "about": "Plan line 3"}
    for _ in range(2):
        assert client.post(address, fields)["Location"] == f"/cases/{case.public_id}/"
    become("worker")
    booked = Appointment.objects.get()
    assert (booked.place, booked.about) == ("14 Quay Row", "Plan line 3")


def test_a_time_that_has_passed_is_refused_with_what_would_be_right(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    yesterday = str(timezone.localdate() - timedelta(days=1))
    answer = send(visit("worker"), f"/appointments/new/?case={case.public_id}", on=yesterday, about="Kept")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose a time to come" in page
    assert "Kept" in page


def test_regular_meetings(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    send(visit("worker"), f"/appointments/new/?case={case.public_id}", repeat="2", times="3")
    become("worker")
    assert Appointment.objects.count() == 3


@pytest.mark.parametrize(("outcome", "words"), [("came", "came"), ("did_not_come", "did not come")])
def test_one_press_settles_and_can_be_undone(become: Become, visit: Visit, outcome: str, words: str) -> None:
    by = become("worker")
    row = a_past_appointment(a_case(by), by)
    client = visit("worker")
    answer = client.post(f"/appointments/{row.public_id}/settle/", {"outcome": outcome}, headers={"Referer": "/x/"})
    assert answer["Location"] == "/x/"
    page = client.get("/").content.decode()
    assert words in page
    assert f"/appointments/{row.public_id}/take-back/" in page
    become("worker")
    row.refresh_from_db()
    assert row.outcome == outcome
    client.post(f"/appointments/{row.public_id}/take-back/")
    become("worker")
    row.refresh_from_db()
    assert row.outcome == ""


def test_a_script_gets_the_line_anew(become: Become, visit: Visit) -> None:
    by = become("worker")
    row = a_past_appointment(a_case(by), by)
    answer = visit("worker").post(
        f"/appointments/{row.public_id}/settle/", {"outcome": "came"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 200
    assert f"/contacts/new/?appointment={row.public_id}" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_what_cannot_be_settled_says_why(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_case(by)
    to_come, written = an_appointment(case, by), a_past_appointment(case, by)
    a_contact(case, by, appointment=written)
    client = visit("worker")
    client.post(f"/appointments/{to_come.public_id}/settle/", {"outcome": "came"})
    assert "still to come" in client.get("/drafts/").content.decode()
    client.post(f"/appointments/{written.public_id}/take-back/")
    assert "written up already" in client.get("/drafts/").content.decode()
    client.post(f"/appointments/{to_come.public_id}/settle/", {"outcome": "nonsense"})
    assert "Choose what came of it" in client.get("/drafts/").content.decode()


def test_another_site_is_never_led_to(become: Become, visit: Visit) -> None:
    by = become("worker")
    row = a_past_appointment(a_case(by), by)
    answer = visit("worker").post(
        f"/appointments/{row.public_id}/settle/", {"outcome": "came"}, headers={"Referer": "https://elsewhere.example/"}
    )
    assert answer["Location"] == "/"


def test_moving_books_the_new_time_in_its_place(become: Become, visit: Visit) -> None:
    by = become("worker")
    row = a_past_appointment(a_case(by), by)
    client = visit("worker")
    fields = fields_of(client.get(f"/appointments/{row.public_id}/move/"))
    assert fields["place"] == ["14 Quay Row"]
    assert client.post(f"/appointments/{row.public_id}/move/", fields)["Location"] == "/"
    become("worker")
    row.refresh_from_db()
    assert row.outcome == "moved"
    assert row.moved_to is not None
    assert timezone.localtime(row.moved_to.starts_at).weekday() == timezone.localtime(row.starts_at).weekday()
