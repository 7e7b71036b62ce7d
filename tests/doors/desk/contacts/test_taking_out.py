"""Taking an entry out of a file is for those who carry it (S-175)."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from alongside.practice.contacts.models import ContactRemoval
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact


def test_taking_out_is_shut_to_others(become: Become, visit: Callable[[str], Client]) -> None:
    by = become("worker")
    contact = a_contact(a_case(by), by)
    for who in ("elsewhere", "privacy", "excluded"):
        answer = visit(who).post(f"/contacts/{contact.public_id}/take-out/", {"where": "file", "why": "Not theirs."})
        assert answer.status_code == (422 if who == "excluded" else 404)
    assert not ContactRemoval.objects.exists()
