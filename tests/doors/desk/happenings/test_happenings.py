"""Life events, places and orders at the desk: written, put right, ended, taken back; nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import RESTRICTED, SAFE_LOCATION
from alongside.record.people.models import LegalOrder, LifeEvent, Person, Placement
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.happenings import a_life_event, a_placement, an_order

Visit = Callable[[str], Client]


def test_a_life_event_is_written_put_right_and_taken_back(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    base, client = f"/cases/{case.public_id}/events/", visit("worker")
    assert "Begin with something that went well" in client.get(base).content.decode()
    dani = str(Person.objects.get(display_name="Dani Prado").public_id)
    typed = {"kind": "school", "words": "Learned to read", "on": "40", "people": [dani], "level": "1", "gain": "on"}
    wrong = client.post(f"{base}life/new/", {**typed, "idempotency_key": "a" * 32})
    assert (wrong.status_code, wrong.content.decode().count("Learned to read")) == (422, 1)
    assert "about 2019" in wrong.content.decode()
    right = {**typed, "on": "June 2024", "idempotency_key": "b" * 32}
    assert [client.post(f"{base}life/new/", right).status_code for _twice in "12"] == [302, 302]
    become("worker")
    row = LifeEvent.objects.get()
    assert (str(row.on), row.precision, row.gain) == ("2024-06-01", "month", True)
    here = f"{base}life/{row.public_id}/"
    assert 'value="2024-06"' in client.get(here).content.decode()
    changed = {**typed, "on": "", "words": "Reads aloud", "version": "1", "idempotency_key": "c" * 32}
    assert client.post(here, changed).status_code == 302
    stale = client.post(here, {**changed, "words": "Mine", "idempotency_key": "d" * 32})
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "Reads aloud" in page
    assert "Mine" in page
    assert 'name="version" value="2"' in page
    assert "Day not known" in client.get(base).content.decode()
    assert client.post(f"{here}take-back/", {"version": "2", "why": ""}).status_code == 422
    assert client.post(f"{here}take-back/", {"version": "2", "why": "Of another child"}).status_code == 302
    assert client.get(here).status_code == 404
    assert "Reads aloud" not in client.get(base).content.decode()


def test_a_place_is_written_and_ended_and_never_twice_at_once(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    base, client = f"/cases/{case.public_id}/events/", visit("worker")
    marta, dani = (str(Person.objects.get(display_name=name).public_id) for name in ("Marta López", "Dani Prado"))
    typed = {"person": dani, "kind": "foster", "place": "Keanes", "begin": "2024-05-03", "level": "1"}
    assert client.post(f"{base}places/new/", {**typed, "idempotency_key": "a" * 32}).status_code == 302
    second = {**typed, "kind": "kinship", "place": "An aunt", "begin": "2025", "idempotency_key": "b" * 32}
    clash = client.post(f"{base}places/new/", {**second, "begin": "2025-02-01"})
    page = clash.content.decode()
    assert clash.status_code == 422
    assert "Foster home: Keanes, from 3 May 2024" in page
    assert "An aunt" in page
    become("worker")
    row = Placement.objects.get()
    here = f"{base}places/{row.public_id}/"
    page = client.get(here).content.decode()
    assert f"{here}end/" in page
    change = {"kind": "foster", "place": "The Keanes", "begin": "2024-05-03", "carers": [marta], "version": "1"}
    assert client.post(here, {**change, "idempotency_key": "c" * 32}).status_code == 302
    assert client.post(f"{here}end/", {"version": "2", "until": "tomorrow?", "why": "Moved"}).status_code == 422
    assert client.post(f"{here}end/", {"version": "2", "until": "2025-02-01", "why": "Moved"}).status_code == 302
    assert f"{here}end/" not in client.get(here).content.decode()
    assert client.post(f"{base}places/new/", {**second, "begin": "2025-02-01"}).status_code == 302
    assert client.post(f"{here}take-back/", {"version": "3", "why": "Never was"}).status_code == 302
    listed = client.get(base).content.decode()
    assert "An aunt" in listed
    assert "The Keanes" not in listed


def test_an_order_has_checked_days_and_marks_who_keeps_away(become: Become, visit: Visit) -> None:
    by = become("worker")
    case, today = a_case(by, family=True), clock.today()
    base, client = f"/cases/{case.public_id}/events/", visit("worker")
    marta, dani, ines = (str(one.public_id) for one in Person.objects.order_by("id"))
    typed = {"kind": "no_contact", "authority": "District Court", "terms": "No letters", "concerned": [dani],
             "restrained": [marta], "from_on": "2026-01-01", "until_on": "2025-01-01", "level": "1"}  # fmt: skip
    wrong = client.post(f"{base}orders/new/", {**typed, "idempotency_key": "a" * 32})
    assert wrong.status_code == 422
    assert "The order ends before it begins" in wrong.content.decode()
    assert "No letters" in wrong.content.decode()
    end = today + timedelta(days=10)
    right = {
        **typed,
        "from_on": today - timedelta(days=9),
        "until_on": end,
        "seen_on": today,
        "idempotency_key": "b" * 32,
    }
    assert client.post(f"{base}orders/new/", right).status_code == 302
    become("worker")
    row = LegalOrder.objects.get()
    here = f"{base}orders/{row.public_id}/"
    listed = client.get(base).content.decode()
    assert "in 10 days" in listed
    assert "Dele Akande read the paper" in listed
    mark = "No contact: Marta López keeps away from Dani Prado"
    for page in (f"/cases/{case.public_id}/", f"/people/{dani}/", f"/people/{marta}/"):
        assert mark in client.get(page).content.decode(), page
    assert mark not in client.get(f"/people/{ines}/").content.decode()
    change = {name: value for name, value in right.items() if name != "level"}
    assert (
        client.post(here, {**change, "version": "1", "terms": "None", "idempotency_key": "c" * 32}).status_code == 302
    )
    after = {**right, "kind": "contact", "restrained": [], "replaces": str(row.public_id), "idempotency_key": "d" * 32}
    assert client.post(f"{base}orders/new/", after).status_code == 302
    assert "Replaced by another order" in client.get(here).content.decode()
    assert mark not in client.get(f"/cases/{case.public_id}/").content.decode()
    become("worker")
    last = LegalOrder.objects.get(kind="contact")
    there = f"{base}orders/{last.public_id}/"
    assert client.post(f"{there}end/", {"version": "1", "why": ""}).status_code == 422
    assert client.post(f"{there}end/", {"version": "1", "why": "The court"}).status_code == 302
    assert client.post(f"{there}take-back/", {"version": "2", "why": "Another family"}).status_code == 302
    assert client.get(there).status_code == 404


def test_others_see_nothing_of_it_and_no_case_opens_another_ones_rows(become: Become, visit: Visit) -> None:
    by = become("worker")
    case, other = a_case(by, family=True), a_case(by, people=["Adam Kowalczyk"])
    dani = Person.objects.get(display_name="Dani Prado")
    rows = {
        "life": a_life_event(case.circle_id, by, dani, level=RESTRICTED),
        "places": a_placement(dani, case.circle_id, by, level=SAFE_LOCATION),
        "orders": an_order(case.circle_id, by, about=[dani], level=RESTRICTED),
    }
    base, client = f"/cases/{case.public_id}/events/", visit("worker")
    for kind, row in rows.items():
        for tail in ("", "take-back/", *([] if kind == "life" else ["end/"])):
            assert client.get(f"{base}{kind}/{row.public_id}/{tail}").status_code == 200, (kind, tail)
            wrong = f"/cases/{other.public_id}/events/{kind}/{row.public_id}/{tail}"
            assert client.get(wrong).status_code == 404, (kind, tail)
    colleague = visit("colleague")
    page = colleague.get(base).content.decode()
    assert "Keane" not in page
    assert "District Court" not in page
    for kind, row in rows.items():
        assert colleague.get(f"{base}{kind}/{row.public_id}/").status_code == 404, kind
        assert visit("elsewhere").get(f"{base}{kind}/new/").status_code == 404, kind
    refused = {
        "kind": "move",
        "words": "Went",
        "people": [str(dani.public_id)],
        "level": "2",
        "idempotency_key": "e" * 32,
    }
    answer = colleague.post(f"{base}life/new/", refused)
    assert (answer.status_code, "not at this level" in answer.content.decode()) == (422, True)
