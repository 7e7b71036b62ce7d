"""Who can see a person: her own list names those who carry her case, everybody else by their part."""

from __future__ import annotations

from alongside.agency.access import actions as access
from alongside.agency.access.models import Circle, Reading
from alongside.oversight.overviews.person_access import person_access
from alongside.record.people.models import Person
from alongside.record.people.queries import card_of
from tests.conftest import Become
from tests.factories.cases import a_case


def test_grounds_ends_and_looks_stand_with_names_and_for_herself_with_parts(become: Become) -> None:
    case = a_case(become("worker"))
    public = Circle.objects.values_list("public_id", flat=True).get(id=case.circle_id)
    card = card_of(Person.objects.get(id=case.participants.get().person_id))
    access.break_glass(circle_public=public, why="She rang and the line went dead.", by=become("intake"))
    by = become("worker")
    page = person_access(card, by=by)
    found = {one.name: one for one in page.seers}
    assert found["Dele Akande"].until is None
    assert found["Róisín Clarke"].until is not None
    assert "the line went dead" in found["Róisín Clarke"].why
    hers = person_access(card, for_her=True, by=by)
    names = {one.name for one in hers.seers}
    assert "Dele Akande" in names
    assert not names & {"Róisín Clarke", "Sinéad Byrne", "Amina Yusuf"}
    assert {look.name for look in hers.looks} <= {"Dele Akande"} | {name for name in names if "agency" in name}
    become("privacy")
    assert Reading.objects.filter(act="person access", person_ids=[card.id]).count() == 2
    become("elsewhere")
    assert person_access(card, by=become("elsewhere")).seers == ()
