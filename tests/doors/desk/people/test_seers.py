"""Who can see a person: the page with names, and the list to hand over to her."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case

Visit = Callable[[str], Client]


def test_who_can_see_a_person_with_names_and_for_herself_without(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    person = Person.objects.get(id=case.participants.get().person_id)
    base = f"/people/{person.public_id}/access/"
    visit("colleague").get(f"/cases/{case.public_id}/")
    visit("colleague").get(f"/cases/{case.public_id}/")
    full = visit("worker").get(base).content.decode()
    assert {"Sinéad Byrne", "Amina Yusuf"} <= {name for name in ("Sinéad Byrne", "Amina Yusuf") if name in full}
    hers = visit("worker").get(f"{base}?for=her").content.decode()
    assert "Sinéad Byrne" not in hers
    assert "2 times" in hers
    assert "Who can see what we keep about you" in hers
    assert "Somebody of the agency (works in the team)" in hers
    assert visit("elsewhere").get(base).status_code == 404
