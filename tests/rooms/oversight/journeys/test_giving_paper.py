"""A case for one of the family on paper at once: the same as at the desk, and stopped by the same."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from alongside.ground.foundation.errors import NotFound, Refused
from alongside.oversight.journeys.giving_paper import give_case_on_paper
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact
from tests.factories.dynamics import members

WHY = "For the boy, who asked for it"


def test_it_is_stopped_by_what_tells_of_another_child(become: Become) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    _mother, dani, ines = members(case)
    he = Person.objects.get(id=dani).public_id
    a_contact(case, by, people=[dani, ines], text="They baked.", parts={dani: "He likes Inés.", ines: "She reads."})
    with pytest.raises(Refused, match="tells of somebody else"):
        give_case_on_paper(case=case.public_id, to=he, why=WHY, by=by)
    taken = give_case_on_paper(case=case.public_id, to=he, why=WHY, may_leave="They have told each other of it.", by=by)
    said = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(taken.content)).pages)
    assert "He likes" in said
    assert "She reads" not in said
    with pytest.raises(NotFound):
        give_case_on_paper(case=case.public_id, to=case.public_id, why=WHY, by=by)
