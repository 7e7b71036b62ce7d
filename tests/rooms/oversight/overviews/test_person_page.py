"""A person's page over many rooms: cases, requests, and where something about her can be kept."""

from __future__ import annotations

from uuid import uuid4

import pytest

from alongside.ground.foundation.errors import NotFound
from alongside.oversight.overviews.person_page import keepers, people_of_circle, person_overview
from alongside.record.people import actions as people
from tests.conftest import Become
from tests.factories.cases import a_case, a_circle
from tests.factories.intakes import an_intake
from tests.factories.people import a_person


def test_the_page_has_her_cases_and_requests(become: Become) -> None:
    by = become("intake")
    intake = an_intake(by)
    person = a_person(intake.circle_id, "Rosario Vega", by)
    type(intake).objects.filter(id=intake.id).update(person=person)
    overview = person_overview(person.public_id, by=by)
    assert [one.public_id for one in overview.intakes] == [intake.public_id]
    assert [one.label for one in overview.keepers] == ["Request to Front desk"]
    by = become("worker")
    case = a_case(by, people=["Marta López"])
    marta = case.participants.get().person
    overview = person_overview(marta.public_id, by=by)
    assert [(part.case.number, part.focus) for part in overview.parts] == [(case.number, True)]
    assert [one.label for one in overview.keepers] == [f"Marta López ({case.number})"]
    assert keepers([]) == ()


def test_hidden_and_absent_are_the_same(become: Become) -> None:
    by = become("worker")
    person = a_person(a_circle(by), "Marta López", by)
    for username in ("elsewhere", "intake", "evaluator", "admin"):
        reader = become(username)
        for public_id in (person.public_id, uuid4()):
            with pytest.raises(NotFound):
                person_overview(public_id, by=reader)


def test_the_people_of_a_circle_but_her(become: Become) -> None:
    by = become("worker")
    circle, other = a_circle(by), a_circle(by)
    one, two = a_person(circle, "Marta López", by), a_person(circle, "Dani Prado", by)
    people.bring_into_circle(person_id=a_person(other, "Adam Kowalczyk", by).id, circle=circle, by=by)
    found = people_of_circle(circle, but=one.id, by=by)
    assert [name for _public_id, name in found] == ["Adam Kowalczyk", "Dani Prado"]
    assert found[1][0] == two.public_id
    assert people_of_circle(circle, but=0, by=become("elsewhere")) == ()
