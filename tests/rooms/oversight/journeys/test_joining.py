"""A newcomer joins a case or a request in one step, or nothing is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.journeys.joining import Newcomer, add_to_case, add_to_intake, bring_in
from alongside.record.cases.models import Participant
from alongside.record.people import queries as people
from alongside.record.people.models import NotSamePerson, Person
from tests.conftest import Become
from tests.factories.cases import a_case, a_circle
from tests.factories.intakes import an_intake
from tests.factories.people import a_person


def looked_for(name: str, by: Reader) -> Newcomer:
    return Newcomer(name, people.near_matches(full_name=name, by=by).receipt)


def test_a_newcomer_joins_a_case_with_her_part(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    twin = a_person(a_circle(by), "Rosa Vega", by)
    newcomer = replace(
        looked_for("Rosario Vega", by), phone="085 555 0171", born_on=date(1959, 2, 3), not_same=(twin.id,)
    )
    person = add_to_case(case=case.public_id, newcomer=newcomer, role="relative", by=by)
    part = Participant.objects.get(case=case, person=person)
    assert (part.role, part.until_on) == ("relative", None)
    assert [point.value for point in people.contact_points(person.id)] == ["085 555 0171"]
    assert NotSamePerson.objects.filter(person=person, other_id=twin.id).exists()


def test_nothing_is_written_when_anything_is_refused(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    newcomer = replace(looked_for("Rosario Vega", by), phone="none")
    with pytest.raises(Refused, match="five digits"):
        add_to_case(case=case.public_id, newcomer=newcomer, role="relative", by=by)
    with pytest.raises(Refused, match="Look first"):
        add_to_case(case=case.public_id, newcomer=Newcomer("Rosario Vega", ""), role="relative", by=by)
    with pytest.raises(NotFound):
        add_to_case(case=uuid4(), newcomer=newcomer, role="relative", by=by)
    assert not Person.objects.filter(display_name="Rosario Vega").exists()


def test_a_stranger_adds_nobody(become: Become) -> None:
    case = a_case(become("worker"))
    by = become("elsewhere")
    with pytest.raises(NotFound):
        add_to_case(case=case.public_id, newcomer=looked_for("Rosario Vega", by), role="relative", by=by)


def test_a_request_is_about_the_newcomer(become: Become) -> None:
    by = become("intake")
    intake = an_intake(by)
    person = add_to_intake(intake=intake.public_id, newcomer=looked_for("Rosario Vega", by), by=by)
    intake.refresh_from_db()
    assert intake.person_id == person.id


def test_somebody_of_the_record_is_brought_in(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    person = a_person(a_circle(by), "Rosario Vega", by)
    bring_in(person_id=person.id, case=case.public_id, role="carer", by=by)
    assert Participant.objects.filter(case=case, person=person, role="carer").exists()
    by = become("intake")
    intake = an_intake(by)
    bring_in(person_id=person.id, intake=intake.public_id, role="", by=by)
    intake.refresh_from_db()
    assert intake.person_id == person.id
