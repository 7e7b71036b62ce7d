"""The breach register on its pages, and an unusual access that becomes an entry by one press."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.oversight.breaches.models import Breach
from alongside.record.people.models import Person
from tests.factories.cases import a_case

Become = Callable[[str], Reader]
Visit = Callable[[str], Client]
FACTORS = dict.fromkeys(("what_kind", "who_got_it", "was_it_seen", "what_limits_it"), "A name and a street, no more")


def test_a_breach_from_first_word_to_last(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    person = Person.objects.get(display_name="Marta López")
    client = visit("privacy")
    assert client.post("/privacy/breaches/new/", {"title": "A letter"}).status_code == 422
    at = timezone.localtime(clock.now() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    said = {"title": "A letter", "kind": "sent", "happened": "It went to number 12", "found_at": at, "own_hours": "24"}
    said["law"] = "gdpr"
    here = client.post("/privacy/breaches/new/", said).headers["Location"]
    page = client.get(here).content.decode()
    assert page.count("70 hours left") + page.count("71 hours left") == 2, "the authority, the people"
    assert "GDPR or UK GDPR" in page
    assert client.post(here, {"kind": "closed", "words": "Envelopes are checked now"}).status_code == 422
    client.post(f"{here}harm/", FACTORS | {"harm": "low"})
    client.post(here, {"kind": "told_house", "whom": "The director", "words": "Told by phone at once"})
    client.post(f"{here}people/", {"case_number": case.number, "person": str(person.public_id)})
    assert client.post(here, {"kind": "closed", "words": "Envelopes are checked now"}).status_code == 302
    page = client.get(here).content.decode()
    assert "Marta López" in page
    assert "No safe way to tell is known" in page
    assert "Closed on" in page
    assert "A letter" in client.get("/privacy/breaches/").content.decode()


def test_an_unusual_access_becomes_an_entry_by_one_press(become: Become, visit: Visit) -> None:
    a_case(become("supervisor"), people=["Nora Akande"], worker_id=become("colleague").worker_id)
    case = a_case(become("worker"), people=["Femi Akande"])
    visit("worker").get(f"/cases/{case.public_id}/")
    client = visit("privacy")
    listed = client.get("/privacy/unusual/").content.decode()
    address = listed.split("/privacy/unusual/look/")[1].split('"')[0].replace("&amp;", "&")
    assert "Take it down as a breach" in client.get(f"/privacy/unusual/look/{address}").content.decode()
    gone = client.post(f"/privacy/breaches/from-access/{address}")
    assert gone.status_code == 302
    become("privacy")
    row = Breach.objects.get()
    assert (row.kind, row.noticed, row.about_id) == ("read", "access", become("worker").actor_id)
    assert client.post("/privacy/breaches/from-access/?on=today").status_code == 404
    assert client.post("/privacy/breaches/from-log/").status_code == 302


def test_the_desk_is_the_first_page(visit: Visit) -> None:
    client = visit("privacy")
    assert client.get("/").headers["Location"] == "/privacy/desk/"
    assert "No request waits" in client.get("/privacy/desk/").content.decode()
