"""Where somebody new comes in, and who there is like her."""

from __future__ import annotations

from uuid import uuid4

import pytest

from alongside.ground.foundation.errors import NotFound
from alongside.oversight.overviews.new_person import people_alike, person_ids, place_of
from alongside.record.people.rules.dates import Birth
from tests.conftest import Become
from tests.factories.cases import a_case, a_circle
from tests.factories.intakes import an_intake
from tests.factories.people import a_person


def test_the_place_is_a_case_or_a_request_that_the_reader_sees(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Marta López"])
    place = place_of(case=case.public_id, intake=None)
    assert place is not None
    assert (place.words, place.query) == (f"Marta López ({case.number})", f"case={case.public_id}")
    assert place_of(case=None, intake=None) is None
    by = become("intake")
    intake = an_intake(by, person_name="")
    request = place_of(case=None, intake=intake.public_id)
    assert request is not None
    assert (request.words, request.query) == ("a request without a name", f"intake={intake.public_id}")
    for hidden in (case.public_id, uuid4()):
        with pytest.raises(NotFound):
            place_of(case=hidden, intake=None)


def test_those_alike_come_with_cases_and_a_receipt(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    person = a_person(case.circle_id, "Rosario Vega", by, phone="085 555 0171")
    alike = people_alike("Rosario Bega", birth=Birth(1959), phone="0855550171", preferred="Charo", by=by)
    assert [hit.match.person_id for hit in alike.hits] == [person.id]
    assert alike.receipt
    assert person_ids([person.public_id, uuid4()]) == (person.id,)


def test_the_house_number_of_somebody_known_by_the_index_alone(become: Become) -> None:
    by = become("worker")
    person = a_person(a_circle(by), "Rosario Vega", by)
    become("intake")
    assert person_ids([person.public_id]) == (person.id,)
    become("elsewhere")
    assert person_ids([person.public_id]) == ()
