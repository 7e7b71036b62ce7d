"""The ledger of choices at the desk: written down, put right, and shut to others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from alongside.ground.foundation import clock
from alongside.practice.choices.models import Choice, Limit
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.choices import a_choice, a_limit


def test_a_choice_is_written_down_and_answered(become: Become, visit: Callable[[str], Client]) -> None:
    by = become("worker")
    case = a_case(by)
    base, client = f"/cases/{case.public_id}/", visit("worker")
    assert "Nothing yet" in client.get(f"{base}choices/").content.decode()
    person = str(case.participants.get(focus=True).person.public_id)
    typed = {"person": person, "what": "", "ways": "Go\nNot now", "offered_on": clock.today(), "answer": "later"}
    wrong = client.post(f"{base}choices/new/", {**typed, "idempotency_key": "a" * 32})
    assert wrong.status_code == 422
    assert "Not now" in wrong.content.decode()
    right = {**typed, "what": "Parents' group", "idempotency_key": "b" * 32}
    assert client.post(f"{base}choices/new/", right).status_code == 302
    assert client.post(f"{base}choices/new/", right).status_code == 302
    become("worker")
    row = Choice.objects.get(what="Parents' group")
    page = f"{base}choices/{row.public_id}/"
    answered = {"answer": "no", "words": "Not with strangers.", "version": 1}
    assert client.post(page, answered).status_code == 302
    again = client.post(page, {**answered, "words": "Mine"})
    assert again.status_code == 409
    assert "Not with strangers." in again.content.decode()
    assert "Mine" in again.content.decode()
    assert 'name="version" value="2"' in again.content.decode()
    assert "Not with strangers." in client.get(f"{base}choices/").content.decode()


def test_a_limit_needs_its_ground_and_is_looked_at(become: Become, visit: Callable[[str], Client]) -> None:
    by = become("worker")
    case = a_case(by)
    base, client, today = f"/cases/{case.public_id}/", visit("worker"), clock.today()
    typed = {
        "person": str(case.participants.get(focus=True).person.public_id),
        "what": "Where the children sleep",
        "ground": "order",
        "basis": "Family court, order 12/2026",
        "why": "The court placed them.",
        "decided_by": "Judge Moran",
        "from_on": today,
        "review_on": today + timedelta(days=60),
        "told": "on",
    }
    wrong = client.post(f"{base}limits/new/", {**typed, "idempotency_key": "c" * 32})
    assert wrong.status_code == 422
    assert "Without an end there is no limit" in wrong.content.decode()
    right = {**typed, "until_on": today + timedelta(days=90), "idempotency_key": "d" * 32}
    assert client.post(f"{base}limits/new/", right).status_code == 302
    become("worker")
    page = f"{base}limits/{Limit.objects.get(case=case).public_id}/"
    assert client.post(page, {"outcome": "kept", "words": "", "version": 1}).status_code == 422
    assert client.post(page, {"outcome": "ended", "words": "Lifted", "version": 9}).status_code == 409
    assert client.post(page, {"outcome": "ended", "words": "Lifted", "version": 1}).status_code == 302
    shown = client.get(f"{base}choices/").content.decode()
    assert "Limits that are over" in shown
    assert "Look at it again" not in client.get(page).content.decode()


def test_it_is_shut_to_others_and_to_other_cases(become: Become, visit: Callable[[str], Client]) -> None:
    by = become("worker")
    case, other = a_case(by), a_case(by)
    choice, limit = a_choice(case, by), a_limit(case, by)
    tails = ["choices/", "choices/new/", f"choices/{choice.public_id}/", "limits/new/", f"limits/{limit.public_id}/"]
    stranger, client = visit("elsewhere"), visit("worker")
    for tail in tails:
        assert stranger.get(f"/cases/{case.public_id}/{tail}").status_code == 404
    for tail in (tails[2], tails[4]):
        assert client.get(f"/cases/{other.public_id}/{tail}").status_code == 404
