"""At the desk: ask, read together, sign, take back. What is wrong stands at its field; strangers meet nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client

from alongside.ground.foundation import clock
from alongside.practice.consents.models import Consent
from alongside.practice.documents.models import Document
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.consents import a_consent, an_asked_consent, lead

Visit = Callable[[str], Client]


def what(**other: Any) -> dict[str, Any]:
    return {
        "regime": "hipaa",
        "recipient": "City housing office",
        "recipient_kind": "organisation",
        "items": ["identity", "household"],
        "purpose": "housing",
        "until_on": (clock.today() + timedelta(days=30)).isoformat(),
        "idempotency_key": uuid4().hex,
        **other,
    }


def test_a_consent_from_the_question_to_its_end(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    person = str(Person.objects.get(id=lead(case)).public_id)
    worker = visit("worker")
    base = f"/cases/{case.public_id}/consents/"
    assert b"Nobody was asked yet" in worker.get(base).content
    assert b"Start from nothing" in worker.get(f"{base}new/").content
    wrong = worker.post(f"{base}new/", what(person=person, recipient_kind="treating", until_on=""))
    assert wrong.status_code == 422
    assert b"Name who receives it" in wrong.content
    assert b"45 CFR 164.508(c)(1)(v)" in wrong.content
    sent = what(person=person)
    first, again = worker.post(f"{base}new/", sent), worker.post(f"{base}new/", sent)
    assert first["Location"] == again["Location"]
    here = first["Location"]
    page = worker.get(here).content.decode()
    assert "We may share it with: City housing office." in page
    assert "Nobody has signed." in page
    sign = {"name": "Marta López", "capacity": "self", "how": "screen", "signed_on": clock.today().isoformat()}
    unfree = worker.post(f"{here}sign/", sign)
    assert unfree.status_code == 422
    assert b"Help was made to depend on it" in unfree.content
    assert b"Marta L\xc3\xb3pez" in unfree.content
    assert worker.post(f"{here}sign/", {**sign, "free": "on"}).status_code == 302
    assert b"In force" in worker.get(base).content
    stale = worker.post(f"{here}withdraw/", {"how": "spoken", "version": "1"})
    assert stale.status_code == 409
    assert worker.post(f"{here}withdraw/", {"how": "spoken", "version": "2"}).status_code == 302
    page = worker.get(here).content.decode()
    assert "Taken back" in page
    over = worker.post(f"{here}sign/", {**sign, "free": "on"})
    assert over.status_code == 422
    assert b"settled before" in over.content


def test_a_no_a_paper_and_the_persons_own_list(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_case(by)
    row, other = an_asked_consent(case, by), an_asked_consent(case, by)
    worker = visit("worker")
    here = f"/cases/{case.public_id}/consents/{row.public_id}/"
    assert worker.post(f"{here}refuse/", {"words": "Not them"}).status_code == 302
    assert b"Not them" in worker.get(here).content
    there = f"/cases/{case.public_id}/consents/{other.public_id}/"
    assert worker.post(f"{there}paper/").status_code == 302
    assert Document.objects.get().kind == "consent"
    assert b"Being made" in worker.get(there).content
    person = Person.objects.get(id=lead(case)).public_id
    page = worker.get(f"/people/{person}/consents/").content.decode()
    assert "They said no" in page
    assert case.number in page


def test_a_victim_service_offers_its_own_form_alone(become: Become, visit: Visit) -> None:
    by = become("elsewhere")
    case = a_case(by, programme="safe")
    elsewhere = visit("elsewhere")
    page = elsewhere.get(f"/cases/{case.public_id}/consents/new/").content.decode()
    assert 'value="victim"' in page
    assert 'value="hipaa"' not in page
    assert (clock.today() + timedelta(days=30)).isoformat() in page


def test_strangers_and_other_cases_meet_nothing(become: Become, visit: Visit) -> None:
    by = become("worker")
    case, other = a_case(by), a_case(by)
    row = a_consent(case, by)
    here = f"/cases/{case.public_id}/consents/{row.public_id}/"
    for name in ("elsewhere", "intake", "privacy", "admin", "evaluator"):
        stranger = visit(name)
        assert stranger.get(here).status_code == 404
        assert stranger.post(f"{here}withdraw/", {"how": "spoken"}).status_code == 404
    worker = visit("worker")
    wrong = f"/cases/{other.public_id}/consents/{row.public_id}/"
    for answer in (worker.get(wrong), worker.post(f"{wrong}withdraw/"), worker.post(f"{wrong}paper/")):
        assert answer.status_code == 404
    assert Consent.objects.get(id=row.id).withdrawn_at is None
