"""Opening something to one of the family at the desk, and what each may be given (S-174, S-176)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.practice.dynamics.models import CarerSight, KeptTo
from alongside.record.cases import actions as cases
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case, a_person
from tests.factories.dynamics import an_entry, members
from tests.factories.people import a_phone

WHY = "They have called each other on it for years."


def test_a_hidden_number_is_held_and_what_was_typed_stays(become: Become, visit: Callable[[str], Client]) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    mother, son, _daughter = members(case)
    a_phone(Person.objects.get(id=mother), case.circle_id, by, "085 555 4471", level=SAFE_LOCATION)
    row = an_entry(case, by, words="Ring 085 555 4471.")
    he = str(Person.objects.get(id=son).public_id)
    base, client = f"/cases/{case.public_id}/", visit("worker")
    page = f"{base}for-whom/entry/{row.public_id}/"
    wrong = client.post(page, {"people": [he], "despite": "Because"})
    assert wrong.status_code == 422
    assert "where somebody is who must not be found" in wrong.content.decode()
    assert "Because" in wrong.content.decode()
    assert "085 555 4471" not in client.get(f"{base}copy-for/{he}/").content.decode()
    assert client.post(page, {"people": [he], "despite": WHY}).status_code == 302
    become("worker")
    assert KeptTo.objects.get().despite == WHY
    stopped = client.get(f"{base}copy-for/{he}/").content.decode()
    assert "must not be found: Marta López" in stopped
    assert "085 555 4471" not in stopped
    assert client.post(f"{base}copy-for/{he}/", {"despite": "No"}).status_code == 422
    assert "085 555 4471" in client.post(f"{base}copy-for/{he}/", {"despite": WHY}).content.decode()
    assert 'value="workers"' in client.get(page).content.decode()


def test_a_carer_is_let_see_something_and_it_ends(become: Become, visit: Callable[[str], Client]) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    nora = a_person(case.circle_id, "Nora Whelan", by)
    cases.add_participant(case=case, person_id=nora.id, role="carer", by=by)
    base, client = f"/cases/{case.public_id}/carers/", visit("worker")
    assert "No carer sees anything" in client.get(base).content.decode()
    she = str(Person.objects.get(id=members(case)[0]).public_id)
    typed = {
        "carer": str(nora.public_id),
        "person": she,
        "items": ["needs"],
        "basis": "Tell her.",
        "from_on": clock.today(),
    }
    wrong = client.post(f"{base}new/", {**typed, "idempotency_key": "a" * 32})
    assert wrong.status_code == 422
    shown = wrong.content.decode()
    assert "a power of attorney" in shown
    assert "Tell her." in shown
    right = {**typed, "ground": "consent", "until_on": clock.today() + timedelta(days=30), "idempotency_key": "b" * 32}
    assert client.post(f"{base}new/", right).status_code == 302
    become("worker")
    row = CarerSight.objects.get()
    assert client.post(f"{base}{row.public_id}/", {"why": ""}).status_code == 422
    assert client.post(f"{base}{row.public_id}/", {"why": "Taken back"}).status_code == 302
    assert "Taken back" in client.get(base).content.decode()


def test_it_is_shut_to_others(become: Become, visit: Callable[[str], Client]) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    row, person = an_entry(case, by), Person.objects.get(id=members(case)[0]).public_id
    tails = [
        f"for-whom/entry/{row.public_id}/",
        f"copy-for/{person}/",
        "carers/",
        "carers/new/",
        "assessment/together/",
    ]
    for tail in tails:
        for who in ("elsewhere", "privacy"):
            assert visit(who).get(f"/cases/{case.public_id}/{tail}").status_code == 404
    worker = visit("worker")
    for tail in (f"for-whom/letter/{row.public_id}/", f"copy-for/{row.public_id}/", f"carers/{row.public_id}/"):
        assert worker.get(f"/cases/{case.public_id}/{tail}").status_code == 404
    assert "The family side by side" in worker.get(f"/cases/{case.public_id}/assessment/together/").content.decode()
