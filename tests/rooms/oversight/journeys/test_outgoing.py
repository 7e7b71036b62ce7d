"""A text that tells where somebody hides does not leave, unless somebody says by name why it may."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.agency.access.models import History, Reading
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.oversight.journeys import ending
from alongside.oversight.journeys.outgoing import OVERRIDE, guard_circle
from alongside.record.cases import actions as cases
from alongside.record.cases.enums import ClosingReason
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.people import a_phone

WHY = "She asked that the shelter's number stands here."


def test_a_summary_is_not_signed_with_a_hidden_number_and_says_whose(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Marta López"])
    person = Person.objects.get(display_name="Marta López")
    a_phone(person, case.circle_id, by, "085 555 4471", level=SAFE_LOCATION)
    said: dict[str, Any] = {"reasons": [ClosingReason.GOALS_MET], "summary": "She is well. Ring 085-555 4471."}
    with pytest.raises(Refused, match="Marta López: Phone") as refusal:
        ending.keep_closing(case=case, sign=True, by=by, **said)
    assert refusal.value.fields.keys() == {"summary", "may_leave"}
    assert "4471" not in str(refusal.value.message)
    with pytest.raises(Refused):
        ending.keep_closing(case=case, sign=True, may_leave="fine", by=by, **said)
    signed = ending.keep_closing(case=case, sign=True, may_leave=WHY, by=by, **said)
    assert signed.signed_at
    assert History.objects.filter(table_name="cases_closing", row_id=signed.id, why=WHY).exists()
    (read,) = Reading.objects.filter(act=OVERRIDE)
    assert (read.actor_id, read.person_ids) == (by.actor_id, [person.id])


def test_after_care_is_looked_at_too(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Marta López"])
    person = Person.objects.get(display_name="Marta López")
    a_phone(person, case.circle_id, by, "085 555 4471", level=SAFE_LOCATION)
    closing = cases.write_closing(case=case, reasons=[ClosingReason.GOALS_MET], summary="She is well.", by=by)
    cases.add_after_care(closing=closing, what="Ring 0855554471", due_on=case.opened_on, worker_id=by.worker_id, by=by)
    with pytest.raises(Refused, match="must not be found"):
        ending.sign_closing(closing=closing, by=by)


def test_what_tells_nothing_leaves_without_a_word(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Marta López"])
    a_phone(Person.objects.get(display_name="Marta López"), case.circle_id, by, "085 555 4471")
    guard_circle(circle=case.circle_id, texts=["Ring 085 555 4471"], field="summary", by=by)
    assert not Reading.objects.filter(act=OVERRIDE).exists()
