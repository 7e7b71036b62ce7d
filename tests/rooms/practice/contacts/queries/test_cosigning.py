"""Every note but those of students and volunteers stands by itself; what is hidden answers the same (S-206)."""

from __future__ import annotations

from uuid import uuid4

from alongside.practice.contacts.queries.cosigning import cosigning_of
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact
from tests.factories.students import a_trainee, acting_as


def test_only_a_trainees_note_waits_and_only_for_those_who_see_it(become: Become) -> None:
    student = a_trainee(become("admin"))
    by = become("worker")
    case = a_case(by)
    own = a_contact(case, by).public_id
    with acting_as(student) as trainee:
        waiting = a_contact(case, trainee).public_id
    by = become("worker")
    assert cosigning_of(own, by=by) is None
    assert cosigning_of(uuid4(), by=by) is None
    found = cosigning_of(waiting, by=by)
    assert found is not None
    assert (found.waits, found.may, found.by) == (True, True, "")
    assert cosigning_of(waiting, by=become("elsewhere")) is None
