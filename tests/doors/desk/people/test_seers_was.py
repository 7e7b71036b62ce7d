"""The page of a person as she was: who gets it, and what a bad day answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case


def test_a_person_is_shown_as_she_was_to_whoever_sees_her(become: Become, visit: Callable[[str], Client]) -> None:
    a_case(become("worker"), people=["Marta López"])
    person = Person.objects.get(display_name="Marta López")
    base, today = f"/people/{person.public_id}/access/as-it-was/", timezone.localdate()
    client = visit("worker")
    page = client.get(base).content.decode()
    assert "Marta López" in page
    assert "Dele Akande" in page
    assert "sealed on that day" not in page
    earlier = today - timedelta(days=3)
    assert "Nothing was written down by then." in client.get(f"{base}?on={earlier}").content.decode()
    changed = client.get(f"{base}?on={earlier}&until={today}").content.decode()
    assert "What changed from" in changed
    assert "Marta López" in changed
    assert client.get(f"{base}?on=never").status_code == 422
    for stranger in ("elsewhere", "privacy", "admin", "evaluator"):
        assert visit(stranger).get(base).status_code == 404, stranger
