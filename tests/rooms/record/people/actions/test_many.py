"""Many people at once: as one by one, and refused as one by one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest

from alongside.agency.access import actions as access
from alongside.ground.foundation.errors import Refused
from alongside.record.people import actions
from alongside.record.people.actions import NewMember, NewPerson, NewPoint, NewRelation
from alongside.record.people.enums import ContactPointKind, HouseholdPart, RelationshipKind
from alongside.record.people.models import Person, PersonKey, PersonName
from alongside.record.people.queries import near_matches
from alongside.record.people.rules.keeping import receipt_for
from tests.conftest import Become

Queries = Callable[[], AbstractContextManager[list[str]]]


def test_many_are_added_as_one_is(become: Become, queries: Queries) -> None:
    by = become("worker")
    circle = access.open_circle(team_id=by.teams[0], by=by)
    searched = near_matches(full_name="Juan de la Cruz", by=by).receipt
    facts = {"given": "Juan", "family": "de la Cruz", "preferred": "Juancho", "born_on": date(1990, 1, 2), "sex": "m"}
    whole: Any = {"full_name": "Juan de la Cruz", "searched": searched, "languages": ("Spanish",), **facts}
    one = actions.add_person(circle=circle, by=by, **whole)
    new = NewPerson(circle, **whole)
    with queries() as seen:
        (other,) = actions.add_people(people=[new], by=by)
    assert len([sql for sql in seen if "savepoint" not in sql.lower()]) == 5
    shown = ("display_name", "sort_key", "born_on", "birth_precision", "sex", "languages")
    values = [Person.objects.filter(id=row.id).values(*shown).get() for row in (one, other)]
    assert values[0] == values[1]
    names = [
        set(PersonName.objects.filter(person=row).values_list("kind", "full", "given", "family"))
        for row in (one, other)
    ]
    assert names[0] == names[1]
    keys = [set(PersonKey.objects.filter(person=row).values_list("key", flat=True)) for row in (one, other)]
    assert keys[0] == keys[1]


def test_many_are_refused_as_one_is(become: Become) -> None:
    by = become("worker")
    circle = access.open_circle(team_id=by.teams[0], by=by)
    receipt = receipt_for("Ana Silva", by)
    for people, words in (
        ([NewPerson(circle, "Ana Silva", "no receipt")], "Look first"),
        ([NewPerson(circle, "Ana Silva", receipt, born_on=date(2090, 1, 1))], "in the future"),
        ([NewPerson(circle + 99, "Ana Silva", receipt)], "do not have the authority"),
    ):
        with pytest.raises(Refused, match=words):
            actions.add_people(people=people, by=by)
    years = (date(1990, 1, 1), date(1985, 1, 1))
    new = [NewPerson(circle, "Ana Silva", receipt, born_on=day) for day in years]
    elder, younger = actions.add_people(people=new, by=by)
    relation = NewRelation(circle, elder, younger, RelationshipKind.PARENT)
    with pytest.raises(Refused, match="would not be older"):
        actions.relate_many(relations=[relation], by=by)
    with pytest.raises(Refused, match="at least five digits"):
        actions.add_contact_points(points=[NewPoint(circle, elder, ContactPointKind.PHONE, "12")], by=by)
    with pytest.raises(Refused, match="kept in the record by workers"):
        actions.start_households(wanted=[(circle, "Home")], by=become("admin"))


def test_households_points_and_relationships(become: Become) -> None:
    by = become("worker")
    circle = access.open_circle(team_id=by.teams[0], by=by)
    receipt = receipt_for("Ana Silva", by)
    one, two = actions.add_people(people=[NewPerson(circle, "Ana Silva", receipt)] * 2, by=by)
    (home,) = actions.start_households(wanted=[(circle, "  14 Quay   Row ")], by=by)
    (member,) = actions.join_households(members=[NewMember(home, one, HouseholdPart.HEAD)], by=by)
    phone = NewPoint(circle, one, ContactPointKind.PHONE, " 087 5550101 ")
    (point,) = actions.add_contact_points(points=[phone], by=by)
    (tie,) = actions.relate_many(relations=[NewRelation(circle, one, two, RelationshipKind.FRIEND, source="x")], by=by)
    assert (home.label, member.part, point.phone_key, point.call_ok, tie.kind) == (
        "14 Quay Row", "head", "875550101", "not_asked", "friend")  # fmt: skip
