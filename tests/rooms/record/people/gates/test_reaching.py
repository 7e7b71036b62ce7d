"""What is safe with a person is told to whoever writes to her, without number, address or hidden label."""

from __future__ import annotations

from typing import Any

from django.db import connection

from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.record.people import actions
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case, a_circle
from tests.factories.people import a_person, a_phone
from tests.rooms.record.people.gates.test_sealing import sealed

STREET: dict[str, Any] = {"kind": "address", "value": "7 Elm Road"}


def covered(*people: Person) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute("select * from app.covered_points(%s)", [[one.id for one in people]])
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def test_a_privacy_officer_learns_what_is_safe_and_nobody_else(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    person = a_person(circle, "Marta López", by)
    actions.add_contact_point(person=person, circle=circle, **STREET, label="Elm house", letter_ok="no", by=by)
    a_phone(person, circle, by, "085 555 4471", label="Shelter Rose", call_ok="yes", level=SAFE_LOCATION)
    assert covered(person) == []
    for stranger in ("colleague", "supervisor", "intake", "evaluator", "admin"):
        become(stranger)
        assert covered(person) == [], stranger
    become("privacy")
    phone, address = covered(person)
    assert (address["label"], address["letter_ok"]) == ("Elm house", "no")
    assert (phone["label"], phone["call_ok"], phone["level"]) == ("", "yes", SAFE_LOCATION)
    assert not {"value", "note", "who_else", "phone_key"} & phone.keys()
    assert covered() == []


def test_what_the_officer_may_not_know_of_is_not_there(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    elsewhere = a_circle(by)
    ended, own = a_person(elsewhere, "Marta López", by), a_person(circle, "Grace Osei", by)
    point = actions.add_contact_point(person=ended, circle=elsewhere, **STREET, letter_ok="yes", by=by)
    actions.end_contact_point(point=point, version=point.version, by=by)
    actions.add_contact_point(person=own, circle=circle, **STREET, letter_ok="yes", by=by)
    actions.link_worker(person=own, worker_id=become("privacy").worker_id or 0, by=become("worker"))
    shelter = become("elsewhere")
    safe = a_circle(shelter, programme="safe")
    hides = a_person(safe, "Nadia Rahimi", shelter)
    actions.add_contact_point(person=hides, circle=safe, **STREET, letter_ok="yes", by=shelter)
    become("privacy")
    assert covered(ended, own, hides) == []


def test_a_sealed_person_is_not_there(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    person = Person.objects.get(display_name="Marta López")
    actions.add_contact_point(person=person, circle=case.circle_id, **STREET, letter_ok="yes", by=by)
    become("privacy")
    assert covered(person)
    become("worker")
    sealed(become, case)
    become("privacy")
    assert covered(person) == []
