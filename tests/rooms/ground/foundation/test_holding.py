"""A row that is held is read anew and stays as it is until the transaction ends."""

from __future__ import annotations

import pytest

from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.holding import hold
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.people import a_person


def test_it_is_read_again_and_locked_and_hidden_is_gone(become: Become) -> None:
    by = become("worker")
    person = a_person(a_circle(by), "Marta López", by)
    Person.objects.filter(id=person.id).update(pronouns="she/they", version=7)
    hold(person)
    assert (person.pronouns, person.version) == ("she/they", 7)
    become("elsewhere")
    with pytest.raises(NotFound):
        hold(person)
