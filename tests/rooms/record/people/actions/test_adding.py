"""A person comes into the record after near matches were shown, and is found again by whatever is remembered of her."""

from __future__ import annotations

from datetime import date

import pytest

from alongside.ground.foundation.errors import Refused
from alongside.record.people import actions, queries
from alongside.record.people.actions import NewName
from alongside.record.people.enums import NameKind
from alongside.record.people.models import Person, PersonKey
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.people import a_person


def test_nobody_is_added_before_near_matches_were_shown(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    with pytest.raises(Refused) as caught:
        actions.add_person(circle=circle, full_name="Marta López", searched="", by=by)
    assert caught.value.code == "people.search_first"
    _none, receipt = queries.near_matches(full_name="Marta Lopes", by=by)
    with pytest.raises(Refused, match="Look first"):
        actions.add_person(circle=circle, full_name="Marta López", searched=receipt, by=by)
    assert not Person.objects.filter(display_name="Marta López").exists()


def test_a_receipt_belongs_to_whoever_looked(become: Become) -> None:
    _none, receipt = queries.near_matches(full_name="Marta López", by=become("colleague"))
    by = become("worker")
    with pytest.raises(Refused, match="Look first"):
        actions.add_person(circle=a_circle(by), full_name="Marta López", searched=receipt, by=by)


def test_a_person_is_added_with_her_names_and_keys(become: Become) -> None:
    by = become("worker")
    person = a_person(
        a_circle(by),
        "Daniel Prado",
        by,
        born=date(2011, 3, 4),
        preferred="Dani",
        pronouns="they/them",
        languages=["Spanish", " ", "Spanish", "English"],
        other_names=[NewName("Даниэль Прадо", NameKind.OTHER_SCRIPT, language="ru")],
    )
    assert person.display_name == "Dani Prado"
    assert person.sort_key == "dani prado"
    assert person.languages == ["Spanish", "English"]
    assert [name.full for name in queries.names_of(person.id)] == ["Daniel Prado", "Dani", "Даниэль Прадо"]
    keys = set(PersonKey.objects.filter(person=person).values_list("key", flat=True))
    assert {"@2011-03-04", "daniel", "dani"} <= keys


def test_names_have_an_end_and_persons_are_two_only_with_another(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    with pytest.raises(Refused, match="at most 250 letters"):
        a_person(circle, "Anna " * 60, by)
    with pytest.raises(Refused, match="Write a name"):
        a_person(circle, " ", by)
    person = a_person(circle, "Marta López", by)
    with pytest.raises(Refused, match="one and the same"):
        actions.remember_not_same(person=person, other_id=person.id, by=by)


def test_who_is_not_seen_is_not_brought_anywhere(become: Become) -> None:
    worker = become("worker")
    person = a_person(a_circle(worker), "Marta López", worker)
    by = become("elsewhere")
    circle = a_circle(by, programme="safe")
    with pytest.raises(Refused):
        actions.bring_into_circle(person_id=person.id, circle=circle, why="She asks for help", by=by)
    with pytest.raises(Refused):
        actions.bring_into_circle(person_id=999_999, circle=circle, why="She asks for help", by=by)
    intake = become("intake")
    with pytest.raises(Refused):
        actions.bring_into_circle(person_id=person.id, circle=a_circle(intake), by=intake)


def test_a_person_brought_into_another_circle_is_seen_there(become: Become) -> None:
    by = become("worker")
    person = a_person(a_circle(by), "Marta López", by)
    second = a_circle(by)
    brought = actions.bring_into_circle(person_id=person.id, circle=second, why="Sister's case", by=by)
    assert brought == person
    assert second in queries.circles_of(person.id)
    assert queries.person_rows([person.id]) == {person.id: person}
