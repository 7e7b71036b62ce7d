"""The calendar feed, read again by a library that is not ours."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client
from icalendar import Calendar

from alongside.agency.tokens.actions import end_token, make_token
from alongside.agency.tokens.enums import CALENDAR, FEED
from alongside.agency.tokens.models import Token
from alongside.agency.tokens.rules import PREFIX
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.practice.contacts import actions
from alongside.record.cases.models import Case
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case


def an_appointment(by: Reader, case: Case, *, days: int = 3) -> Any:
    """A visit that is agreed, with Marta."""
    marta = Person.objects.filter(parts__case=case).get()
    start = clock.now() + timedelta(days=days)
    return actions.book_appointment(
        case=case,
        worker_id=by.worker_id or 0,
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        mode="visit",
        place="14 Quay Row",
        about="The rent",
        people=[marta.id],
        safe_because="She asked for this visit herself, at this time.",
        by=by,
    )


def read(words: str) -> list[Any]:
    """The events of the feed at the address that ``words`` make."""
    answer = Client().get(f"/calendar/{words.removeprefix(PREFIX)}.ics")
    assert answer.status_code == 200, answer.content
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "Quay" not in answer.content.decode()
    assert "rent" not in answer.content.decode()
    assert "Marta" not in answer.content.decode()
    calendar = Calendar.from_ical(answer.content)
    assert calendar.walk("VTIMEZONE")
    return list(calendar.walk("VEVENT"))


def test_an_appointment_keeps_its_name_and_a_cancelled_one_stays_cancelled(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Marta López"])
    appointment = an_appointment(by, case)
    words = make_token(name="My calendar", scopes={CALENDAR}, days=365, by=by)
    (event,) = read(words)
    assert str(event["UID"]) == f"{appointment.public_id}@alongside"
    assert (str(event["SUMMARY"]), str(event["STATUS"]), event["SEQUENCE"]) == ("Appointment", "CONFIRMED", 0)
    assert event.decoded("DTSTART") == appointment.starts_at.replace(microsecond=0)
    by = become("worker")
    appointment.refresh_from_db()
    actions.settle_appointment(appointment=appointment, outcome="cancelled", words="She is ill", by=by)
    for _time in range(2):
        (again,) = read(words)
        assert (str(again["UID"]), str(again["STATUS"])) == (str(event["UID"]), "CANCELLED")
        assert again["SEQUENCE"] > event["SEQUENCE"]


def test_initials_are_shown_to_who_asked_for_them_and_never_of_a_victim_service(become: Become) -> None:
    by = become("worker")
    an_appointment(by, a_case(by, people=["Marta López"]))
    words = make_token(name="My calendar", scopes=FEED, days=365, by=by)
    (event,) = read(words)
    assert str(event["SUMMARY"]).endswith("ML")
    by = become("worker")
    an_appointment(by, a_case(by, people=["Marta López"], programme="safe"), days=5)
    assert [str(one["SUMMARY"]).endswith("ML") for one in read(words)] == [True, False]


def test_an_address_that_was_ended_or_never_made_was_never_there(become: Become) -> None:
    by = become("worker")
    words = make_token(name="My calendar", scopes={CALENDAR}, days=365, by=by)
    address = f"/calendar/{words.removeprefix(PREFIX)}.ics"
    client = Client()
    absent = client.get("/calendar/nothing.ics")
    assert absent.status_code == 404
    assert client.post(address).status_code == 405
    by = become("worker")
    end_token(token=Token.objects.get(actor_id=by.actor_id).public_id, by=by)
    ended = client.get(address)
    assert (ended.status_code, ended.content) == (404, absent.content)


def test_a_calendar_opens_nothing_else_and_a_token_no_calendar(become: Become) -> None:
    by = become("worker")
    calendar = make_token(name="My calendar", scopes={CALENDAR}, days=365, by=by)
    token = make_token(name="Reports", scopes={"cases:read"}, days=30, by=by)
    client = Client(headers={"Authorization": f"Bearer {calendar}"})
    for address in ("/api/v1/me", "/api/v1/cases", "/api/v1/people"):
        assert client.get(address).status_code == 403
    assert client.get(f"/calendar/{token.removeprefix(PREFIX)}.ics").status_code == 404
