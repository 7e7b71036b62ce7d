"""A person as she was: what was changed since is undone, and what is closed to the reader now stays closed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from alongside.ground.foundation.reader import SAFE_LOCATION, Reader
from alongside.oversight.overviews.person_as_it_was import PersonThen, person_as_it_was, person_changed, rows_of
from alongside.record.people import actions as people
from alongside.record.people import queries
from alongside.record.people.actions.sealing import ask_seal, decide_seal
from alongside.record.people.enums import SealKind
from alongside.record.people.models import Person, PersonName, Relationship
from tests.conftest import Become
from tests.database.copies import own_copy
from tests.factories.cases import a_case
from tests.factories.people import a_phone

BEFORE = timedelta(days=1)


def words(found: PersonThen) -> str:
    return " ".join(f"{row.title} {row.facts}" for part in found.parts for row in part.rows)


def of(person: Person, by: Reader) -> PersonThen:
    card = queries.person_cards([person.id], by=by)[person.id]
    return person_as_it_was(card, timezone.now() + timedelta(seconds=5))


def test_she_is_shown_with_names_ways_homes_and_who_could_see_her(become: Become) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    person = Person.objects.get(display_name="Marta López")
    child = Person.objects.get(display_name="Dani Prado")
    a_phone(person, case.circle_id, by, "085 555 0100")
    a_phone(person, case.circle_id, by, "085 555 4471", level=SAFE_LOCATION)
    Relationship.objects.create(circle_id=case.circle_id, person=person, other=child, kind="parent")
    found = of(person, by)
    told = words(found)
    for said in ("Marta López", "085 555 0100", "085 555 4471", "Dani Prado"):
        assert said in told
    assert "Dele Akande" in {one.name for one in found.could}
    assert found.sealed is None
    labels = {label for part in found.parts for row in part.rows for label, _value in row.facts}
    assert "Family name" in labels
    assert "For a family" not in labels
    card = queries.person_cards([person.id], by=by)[person.id]
    now, earlier = timezone.now() + timedelta(seconds=5), timezone.now() - BEFORE
    assert not any(rows_of(person.id, earlier).values())
    assert person_as_it_was(card, earlier).could == ()
    assert {row.kind for row in person_changed(card, earlier, now)}
    assert person_changed(card, now, now) == ()
    colleague = become("colleague")
    hers = words(of(person, colleague))
    assert "085 555 0100" in hers
    assert "4471" not in hers
    become("elsewhere")
    assert not any(rows_of(person.id, now).values())


@pytest.mark.committed
def test_what_was_changed_is_undone_and_told(become: Become) -> None:
    with own_copy():
        with transaction.atomic():
            by = become("worker")
            case = a_case(by)
            person = Person.objects.get(display_name="Marta López")
            point = a_phone(person, case.circle_id, by, "085 555 0100", level=SAFE_LOCATION)
        between = timezone.now()
        with transaction.atomic():
            by = become("worker")
            people.change_contact_point(point=point, version=1, value="085 555 0199", by=by)
            Person.objects.filter(id=person.id).update(pronouns="they/them")
            PersonName.objects.filter(person=person).update(language="es")
        with transaction.atomic():
            by = become("worker")
            card = queries.person_cards([person.id], by=by)[person.id]
            then = words(person_as_it_was(card, between))
            assert "085 555 0100" in then
            assert "0199" not in then
            assert "they/them" not in then
            changed = person_changed(card, between, timezone.now())
            values = {(before, after) for row in changed for _label, before, after in row.fields}
            assert {("085 555 0100", "085 555 0199"), ("", "they/them"), ("", "es")} <= values
        with transaction.atomic():
            act = ask_seal(person=person, kind=SealKind.SEAL, why="She asked for it herself.", by=become("worker"))
            decide_seal(act=act, agree=True, answer="Agreed, as she asked.", by=become("privacy"))
        with transaction.atomic():
            by = become("worker")
            card = queries.person_cards([person.id], by=by)[person.id]
            assert (person_as_it_was(card, between).sealed, of(person, by).sealed) == (False, True)
        for username in ("supervisor", "colleague", "privacy"):
            with transaction.atomic():
                become(username)
                assert not any(rows_of(person.id, between).values()), username
