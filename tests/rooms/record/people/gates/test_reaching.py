"""What is safe with a person is told to whoever writes to her, without number, address or hidden label."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.record.people import actions
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.database.putting import many, put
from tests.factories.cases import a_case, a_circle
from tests.factories.people import a_person, a_phone
from tests.rooms.record.people.gates.test_sealing import sealed

STREET: dict[str, Any] = {"kind": "address", "value": "7 Elm Road"}


def covered(*people: Person | int) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        numbers = [one if isinstance(one, int) else one.id for one in people]
        cursor.execute("select * from app.covered_points(%s)", [numbers])
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


@pytest.mark.usefixtures("administer")
def test_each_point_is_told_of_but_for_what_hides_it(become: Become) -> None:
    officer = become("privacy").actor_id
    with many():
        circle, shelter = (put("access_circle", kind=kind) for kind in ("ordinary", "victim-service"))
        people = {name: put("people_person") for name in ("of the house", "of a conflict", "of others' conflicts")}
        people["sealed"], not_asked = put("people_person", sealed=True), put("people_person")
        for name, others in {
            "of a conflict": ({},),
            "of others' conflicts": ({"actor_id": officer + 1}, {"ended_at": datetime(2020, 1, 1, tzinfo=UTC)}),
        }.items():
            for other in others:
                place = put("access_circle", kind="ordinary")
                put("access_circlesubject", circle_id=place, person_id=people[name])
                put("access_exclusion", **{"circle_id": place, "actor_id": officer} | other)
        points = {name: put("people_contactpoint", person_id=who, circle_id=circle) for name, who in people.items()}
        hers = people["of the house"]
        put("people_contactpoint", person_id=hers, circle_id=shelter)
        put("people_contactpoint", person_id=hers, circle_id=circle, ended_on=date(2020, 1, 1))
        put("people_contactpoint", person_id=not_asked, circle_id=circle)
    become("privacy")
    told = [point["id"] for point in covered(*people.values())]
    assert told == [points["of others' conflicts"], points["of the house"]], "the newest first"
    become("supervisor")
    assert covered(*people.values()) == []
