"""How a family works, at the desk: written down, put right, ended, and shut to others (S-171)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client

from alongside.ground.foundation import clock
from alongside.practice.dynamics.models import DynamicsEntry
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.dynamics import an_entry


def test_a_view_is_written_down_and_the_missing_ones_are_named(become: Become, visit: Callable[[str], Client]) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    base, client = f"/cases/{case.public_id}/dynamics/", visit("worker")
    assert client.get(base).content.decode().count("Nobody has been asked yet") == 7
    person = str(case.participants.get(focus=True).person.public_id)
    assert 'value="conflict" selected' in client.get(f"{base}new/?area=conflict&person={person}").content.decode()
    typed: dict[str, Any] = {"area": "routines", "person": person, "words": "I wake them <b>at six</b>.", "level": "1"}
    typed |= {"said_on": clock.today() + timedelta(days=1), "reported_by": "", "idempotency_key": "a" * 32}
    wrong = client.post(f"{base}new/", typed)
    assert wrong.status_code == 422
    assert "This day has not come yet" in wrong.content.decode()
    assert "I wake them &lt;b&gt;at six&lt;/b&gt;." in wrong.content.decode()
    right = {**typed, "said_on": clock.today(), "idempotency_key": "b" * 32}
    assert client.post(f"{base}new/", right).status_code == 302
    assert client.post(f"{base}new/", right).status_code == 302
    become("worker")
    row = DynamicsEntry.objects.get(case=case)
    shown = client.get(base).content.decode()
    assert "Not heard yet: Dani, Inés Ruiz." in shown
    assert "The worker’s view is missing." in shown
    page = f"{base}{row.public_id}/"
    assert client.post(page, {"why": "", "on": clock.today()}).status_code == 422
    assert client.post(page, {"why": "Early shift", "on": clock.today()}).status_code == 302
    assert "Early shift" in client.get(base).content.decode()
    assert "It is no longer so" not in client.get(page).content.decode()
    mine = {**right, "person": "worker", "words": "They laugh.", "idempotency_key": "c" * 32}
    assert client.post(f"{base}new/", mine).status_code == 302
    assert "The worker’s view: Dele" in client.get(base).content.decode()


def test_it_is_shut_to_others_and_to_other_cases(become: Become, visit: Callable[[str], Client]) -> None:
    by = become("worker")
    case, other = a_case(by, family=True), a_case(by)
    row = an_entry(case, by)
    for tail in ("dynamics/", "dynamics/new/", f"dynamics/{row.public_id}/"):
        for who in ("elsewhere", "privacy"):
            assert visit(who).get(f"/cases/{case.public_id}/{tail}").status_code == 404
    assert visit("worker").get(f"/cases/{other.public_id}/dynamics/{row.public_id}/").status_code == 404
