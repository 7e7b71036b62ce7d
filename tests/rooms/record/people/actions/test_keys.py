"""Search keys follow every name and the birth."""

from __future__ import annotations

from datetime import date

import pytest

from alongside.ground.foundation.reader import Reader
from alongside.record.people import actions
from alongside.record.people.actions import NewName
from alongside.record.people.actions.keys import write_keys
from alongside.record.people.models import Person, PersonKey
from alongside.record.people.rules.names import search_keys
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.people import a_person


@pytest.fixture
def by(become: Become) -> Reader:
    return become("worker")


@pytest.fixture
def marta(by: Reader) -> Person:
    return a_person(a_circle(by), "Marta López", by, born=date(1992, 3, 1))


def keys(person: Person) -> set[str]:
    return set(PersonKey.objects.filter(person=person).values_list("key", flat=True))


def test_everyone_added_can_be_found_by_her_name(marta: Person) -> None:
    assert set(search_keys("marta lopez")) & keys(marta)
    assert not set(search_keys("Zofia Wrona")) & keys(marta)


def test_one_more_name_adds_keys_and_takes_none(marta: Person, by: Reader) -> None:
    before = keys(marta)
    actions.add_name(person=marta, name=NewName("Zofia Wrona"), by=by)
    assert before < keys(marta)
    assert set(search_keys("Zofia Wrona")) & keys(marta)


def test_another_birth_takes_the_old_keys_away(marta: Person) -> None:
    before = keys(marta)
    marta.born_on = date(1948, 11, 30)
    write_keys(marta)
    after = keys(marta)
    assert before - after
    assert after - before
    assert set(search_keys("Marta López")) & after


def test_written_again_nothing_changes(marta: Person) -> None:
    before = dict(PersonKey.objects.filter(person=marta).values_list("key", "id"))
    write_keys(marta)
    assert dict(PersonKey.objects.filter(person=marta).values_list("key", "id")) == before


def test_the_keys_of_others_are_left_alone(marta: Person, by: Reader) -> None:
    other = a_person(a_circle(by), "Marta López", by)
    kept = keys(other)
    marta.born_on = None
    write_keys(marta)
    assert keys(other) == kept
