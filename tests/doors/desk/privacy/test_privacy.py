"""The privacy officer's pages: numbers without names, and the look at emergencies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from alongside.agency.access import actions as access
from alongside.agency.access import queries
from alongside.agency.staff.models import Worker
from alongside.agency.tokens.actions import make_token
from alongside.agency.tokens.queries import tokens_seen
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from tests.factories.cases import a_case

Become = Callable[[str], Reader]
Visit = Callable[[str], Client]
WHY = "The school rang: nobody has collected the child today."


def test_the_log_shows_who_looked_and_no_word_of_the_record(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    visit("worker").get(f"/cases/{case.public_id}/")
    page = visit("privacy").get("/privacy/").content.decode()
    assert "Dele Akande" in page
    assert case.title not in page
    assert "Marta" not in page
    again = visit("privacy").get("/privacy/").content.decode()
    assert "Reading log" in again
    assert "Grace Osei" in again


def test_the_log_is_narrowed_by_day_and_worker(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    visit("worker").get(f"/cases/{case.public_id}/")
    become("admin")
    workers = {row.name: str(row.public_id) for row in Worker.objects.all()}
    client = visit("privacy")
    hers = client.get("/privacy/", {"worker": workers["Dele Akande"]}).context["events"]
    assert hers
    assert {event.name for event, *_ in hers} == {"Dele Akande"}
    assert not client.get("/privacy/", {"worker": workers["Ivo Prado"]}).context["events"]
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    assert not client.get("/privacy/", {"on": tomorrow}).context["events"]
    assert client.get("/privacy/", {"on": "yesterday"}).status_code == 200


def test_the_pages_are_the_privacy_officer_s(visit: Visit) -> None:
    for name in ("worker", "supervisor", "intake", "evaluator", "admin", "client"):
        for path in ("/privacy/", "/privacy/emergencies/"):
            assert visit(name).get(path).status_code == 403, name


def test_an_emergency_is_looked_at_and_the_note_is_kept(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    circle = queries.circle_public_id(case.circle_id)
    assert circle
    access.break_glass(circle_public=circle, why=WHY, by=become("intake"))
    client = visit("privacy")
    page = client.get("/privacy/emergencies/")
    assert WHY in page.content.decode()
    (waiting,) = page.context["waiting"]
    path = f"/privacy/emergencies/{waiting.grant}/"
    assert "at least 10 letters" in client.post(path, {"note": "fine"}).content.decode()
    assert client.post(path, {"note": "It was needed; the child was safe."}).status_code == 302
    assert "It was needed" in client.get("/privacy/emergencies/").content.decode()
    assert client.get(path).status_code == 404


def test_the_log_names_the_program_that_read_and_the_officer_sees_no_tokens_of_others(
    become: Become, visit: Visit
) -> None:
    by = become("worker")
    case = a_case(by)
    token = make_token(name="Monthly figures", scopes=["cases:read"], by=by)
    visit("worker").get(f"/cases/{case.public_id}/")
    assert Client().get("/api/v1/cases", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    page = visit("privacy").get("/privacy/")
    programs = [program for event, _act, _ground, program in page.context["events"] if event.name == "Dele Akande"]
    assert set(programs) == {"", "Monthly figures"}
    assert "by “Monthly figures”" in page.content.decode()
    assert [line.name for line in tokens_seen(by=become("worker"))] == ["Monthly figures"]
    assert tokens_seen(by=become("privacy")) == []
    assert [line.name for line in tokens_seen(by=become("admin"))] == ["Monthly figures"]
