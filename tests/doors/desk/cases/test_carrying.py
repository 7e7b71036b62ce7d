"""Who carries a case: handing over, helping, covering."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from alongside.ground.foundation import clock
from alongside.record.cases.models import Assignment
from tests.conftest import Become
from tests.factories.cases import a_case

Visit = Callable[[str], Client]
NOTE = "Marta prefers texts after six. Rent is next."


def test_the_supervisor_hands_a_case_over_with_a_note(become: Become, visit: Visit) -> None:
    colleague = become("colleague").worker_id
    case = a_case(become("worker"))
    client, base = visit("supervisor"), f"/cases/{case.public_id}/carry/"
    without = client.post(base + "hand-over/", {"to_worker": colleague, "note": "", "on": clock.today()})
    assert without.status_code == 422
    short = client.post(base + "hand-over/", {"to_worker": colleague, "note": "Yours", "on": clock.today()})
    assert "At least 20 letters" in short.content.decode()
    done = client.post(base + "hand-over/", {"to_worker": colleague, "note": NOTE, "on": clock.today()}, follow=True)
    page = done.content.decode()
    assert "The case is handed over" in page
    assert NOTE in page
    assert "1 change of named worker" in page
    assert Assignment.objects.get(case=case, until_on=None).worker_id == colleague


def test_the_worker_who_hands_over_still_reaches_a_page(become: Become, visit: Visit) -> None:
    colleague = become("colleague").worker_id
    case = a_case(become("worker"))
    url = f"/cases/{case.public_id}/carry/hand-over/"
    answer = visit("worker").post(url, {"to_worker": colleague, "note": NOTE, "on": clock.today()}, follow=True)
    assert answer.status_code == 200


def test_the_first_worker_is_named_without_a_note(become: Become, visit: Visit) -> None:
    worker = become("worker")
    case = a_case(worker)
    Assignment.objects.filter(case=case).update(until_on=clock.today())
    client = visit("supervisor")
    assert "Name a worker" in client.get(f"/cases/{case.public_id}/carry/").content.decode()
    client.post(f"/cases/{case.public_id}/carry/hand-over/", {"to_worker": worker.worker_id})
    assert Assignment.objects.filter(case=case, until_on=None, worker_id=worker.worker_id or 0).exists()


def test_cover_comes_and_goes(become: Become, visit: Visit) -> None:
    colleague = become("colleague").worker_id
    case = a_case(become("worker"))
    client, base = visit("worker"), f"/cases/{case.public_id}/carry/"
    back = clock.today() + timedelta(days=5)
    bad = client.post(base + "help/", {"worker": colleague, "role": "cover", "until_on": clock.today()})
    assert "still to come" in bad.content.decode()
    client.post(base + "help/", {"worker": colleague, "role": "cover", "until_on": back})
    cover = Assignment.objects.get(case=case, role="cover")
    assert cover.until_on == back
    client.post(base + "end/", {"worker": cover.worker.public_id})
    cover.refresh_from_db()
    assert cover.until_on == clock.today()


def test_a_colleague_sees_who_carries_it_and_no_form(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    page = visit("colleague").get(f"/cases/{case.public_id}/carry/").content.decode()
    assert "Dele Akande" in page
    assert "hand-over/" not in page
