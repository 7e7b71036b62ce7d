"""What leaves is recorded once and refused with every reason; a report of harm waits for nobody."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.test import Client

from alongside.practice.consents.models import Disclosure
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.consents import HOUSING, a_consent, lead

Visit = Callable[[str], Client]


def test_on_a_consent_and_on_law(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_case(by)
    consent = a_consent(case, by)
    person = str(Person.objects.get(id=lead(case)).public_id)
    worker = visit("worker")
    new = f"/cases/{case.public_id}/disclosures/new/"
    assert HOUSING.encode() in worker.get(f"{new}?consent={consent.public_id}").content
    sent = {
        "person": person,
        "ground": "consent",
        "consent": str(consent.public_id),
        "item": "health",
        "text": "Ill",
        "way": "letter",
        "idempotency_key": uuid4().hex,
    }
    wrong = worker.post(new, sent)
    assert wrong.status_code == 422
    assert b"does not cover this: Health" in wrong.content
    right = {**sent, "item": "identity", "text": "Marta López", "idempotency_key": uuid4().hex}
    assert worker.post(new, right).status_code == 302
    assert worker.post(new, right).status_code == 302
    assert Disclosure.objects.count() == 1
    court = {"ground": "order", "recipient": "The court", "consent": "", "idempotency_key": uuid4().hex}
    silent = worker.post(new, {**right, **court})
    assert b"Name the law, the order or the danger." in silent.content
    assert b"Say whether the person was told" in silent.content
    told = {**right, **court, "ground_words": "Order 17", "told": "on", "idempotency_key": uuid4().hex}
    assert worker.post(new, told).status_code == 302
    page = worker.get(f"/cases/{case.public_id}/consents/").content.decode()
    assert "Order 17" in page
    own = worker.get(f"/people/{person}/what-left/").content.decode()
    assert own.count("Marta López</p>") >= 2
    assert "The court" in own


def test_the_number_stands_first_and_a_colleague_reports_without_leave(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_case(by)
    person = str(Person.objects.get(id=lead(case)).public_id)
    colleague = visit("colleague")
    here = f"/cases/{case.public_id}/worry/"
    page = colleague.get(here).content.decode()
    assert page.index("01 555 0100") < page.index("What you told them")
    empty = colleague.post(here, {"person": person})
    assert empty.status_code == 422
    sent = {"person": person, "words": "A bruise", "told_whom": "Duty desk", "idempotency_key": uuid4().hex}
    for _press in range(2):
        assert colleague.post(here, sent).status_code == 302
    assert b"A bruise" not in colleague.get(f"/cases/{case.public_id}/consents/").content
    assert b"A bruise" in visit("worker").get(f"/cases/{case.public_id}/consents/").content
    assert b"A bruise" not in visit("worker").get(f"/people/{person}/what-left/").content
    assert Disclosure.objects.count() in (0, 1)
    become("worker")
    assert Disclosure.objects.count() == 1
    stranger = visit("elsewhere")
    assert stranger.get(here).status_code == 404
    assert stranger.post(here, sent).status_code == 404
