"""The privacy officer's pages of the audit: what stands out, whether the log is whole, who saw a person."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.utils import timezone

from alongside.agency.access import actions as access
from alongside.agency.access.enums import SessionKind
from alongside.agency.access.models import Reading
from alongside.agency.access.queries import house_actor, note_reading
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case

Visit = Callable[[str], Client]
PAGES = ("unusual/", "unusual/look/", "whole/", "people/")


def test_the_pages_are_the_privacy_officer_s(visit: Visit) -> None:
    for name in ("worker", "supervisor", "admin", "evaluator"):
        visitor = visit(name)
        for page in PAGES:
            assert visitor.get(f"/privacy/{page}").status_code == 403, (name, page)


def test_an_access_is_looked_at_and_what_was_found_is_kept(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"), people=["Orla Byrne"])
    become("colleague")
    note_reading("case page", circle=case.circle_id, kind="case", ids=[case.id])
    officer = visit("privacy")
    page = officer.get("/privacy/unusual/")
    ((one, address),) = page.context["waiting"]
    told = page.content.decode()
    assert "Somebody in this record bears the surname of Sinéad Byrne." in told
    assert "Orla" not in told
    assert officer.get(address).status_code == 200
    assert "Say a little more" in officer.post(address, {"outcome": "explained", "note": "no"}).content.decode()
    assert officer.post(address, {"outcome": "asked", "note": "I asked her supervisor."}).status_code == 302
    assert [line.outcome for line, _a in officer.get("/privacy/unusual/").context["waiting"]] == ["asked"]
    assert officer.post(address, {"outcome": "explained", "note": "No relation, says both."}).status_code == 302
    again = officer.get("/privacy/unusual/")
    assert again.context["waiting"] == []
    assert "No relation, says both." in again.content.decode()
    assert officer.get("/privacy/unusual/?on=2020-01-01").context["seen"] == []
    for wrong in ("", "?on=never", f"?on={timezone.localdate()}&what=night&who=1"):
        assert officer.get(f"/privacy/unusual/look/{wrong}").status_code == 404
    become("privacy")
    assert Reading.objects.filter(act="unusual accesses").count() >= 6
    assert one.circle_id == case.circle_id


def test_whether_the_log_is_whole_is_said(become: Become, visit: Visit) -> None:
    officer = visit("privacy")
    assert "It has not been checked yet" in officer.get("/privacy/whole/").content.decode()
    for well, words in ((True, "The log is whole."), (False, "Entry 7 of the history was changed")):
        with access.acting(actor_id=house_actor(), kind=SessionKind.JOB), connection.cursor() as cursor:
            cursor.execute("select app.note_verification(%s, 2, 9, 0.4, %s)", [well, words])
        assert words in officer.get("/privacy/whole/").content.decode()


def test_who_saw_a_person_by_the_number_of_her_case(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"), people=["Ludmila Ostrava"])
    person = Person.objects.get(display_name="Ludmila Ostrava")
    visit("worker").get(f"/cases/{case.public_id}/")
    officer = visit("privacy")
    assert officer.get("/privacy/people/").status_code == 200
    assert "no case with this number" in officer.get("/privacy/people/?number=HF-9").content.decode()
    assert "Ludmila Ostrava" in officer.get("/privacy/people/", {"number": case.number}).content.decode()
    told = officer.get(f"/privacy/people/{person.public_id}/").content.decode()
    assert "Dele Akande" in told
    assert "Carries the case" in told
    letter = officer.get(f"/privacy/people/{person.public_id}/letter/").content.decode()
    assert "Ludmila Ostrava" in letter
    assert "Dele Akande" not in letter
    assert "Worker, Family team" in letter
    assert officer.get(f"/privacy/people/{case.public_id}/").status_code == 404
    assert visit("worker").get(f"/privacy/people/{person.public_id}/").status_code == 403
