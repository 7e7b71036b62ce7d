"""What waits for a supervisor: who works with two sides, and who may know somebody in her case (S-177, S-203)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from alongside.agency.staff.actions import answer_tie, note_boundary
from alongside.agency.staff.models import BoundaryEntry, Worker
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.oversight.overviews.my_day import my_day
from alongside.record.cases import actions as cases
from alongside.record.cases.actions.sides import decide_interest, flag_interest
from alongside.record.cases.queries.sides import others_for
from alongside.record.cases.queries.waiting import supervisor_waits
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.dynamics import members
from tests.factories.people import a_phone


def test_a_decision_waits_on_the_supervisors_day_and_comes_again(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Ana Sol", "Rui Sol"])
    ana, rui = members(case)
    row = flag_interest(case=case, one_id=ana, other_id=rui, kind="abuse", basis="She told a nurse.", by=by)
    assert supervisor_waits() == ()
    assert not [line for line in my_day(by=by).needs if "Who works with whom" in line.title]
    chief = become("supervisor")
    (line,) = supervisor_waits()
    assert (line.what, line.case, line.interest) == ("sides", case.public_id, row.public_id)
    assert others_for(case, by=chief) == ("Ivo Prado", "Sinéad Byrne")
    (need,) = [line for line in my_day(by=chief).needs if "Who works with whom" in line.title]
    assert need.url == f"/cases/{case.public_id}/sides/{row.public_id}/"
    review = clock.today() + timedelta(days=30)
    decide_interest(interest=row, version=1, decision="Sinéad works with Rui.", review_on=review, by=chief)
    assert supervisor_waits() == ()
    become("elsewhere")
    assert supervisor_waits() == ()
    with clock.standing_at(clock.now() + timedelta(days=24)):
        become("supervisor")
        (again,) = supervisor_waits()
        assert again.due_on == review


def test_a_worker_who_may_know_somebody_is_shown_to_the_supervisor_alone(
    become: Become, visit: Callable[[str], Client]
) -> None:
    by = become("worker")
    case, other = a_case(by, people=["Dele Akande"]), a_case(by, people=["Ana Sol", "Rui Sol"])
    ana, rui = (cases_person for cases_person in other.participants.order_by("id"))
    become("admin")
    Worker.objects.filter(id=by.worker_id or 0).update(phone="+353 85 555 4471")
    by = become("worker")
    a_phone(ana.person, other.circle_id, by, "085 555 4471")
    a_phone(rui.person, other.circle_id, by, "085 555 4471", level=SAFE_LOCATION)
    note_boundary(kind="known", what="I know them.", answer="open", case_number=case.number, by=by)
    assert supervisor_waits() == ()
    chief = become("supervisor")
    found = {(line.what, line.case_number, line.told, line.name) for line in supervisor_waits()}
    assert found == {
        ("name", case.number, "Dele Akande", "Dele Akande"),
        ("phone", other.number, "Ana Sol", "Dele Akande"),
    }
    worker = Worker.objects.get(id=by.worker_id or 0)
    page, client = f"/boundaries/{case.public_id}/{worker.public_id}/", visit("supervisor")
    shown = client.get(page).content.decode()
    assert "Dele Akande may know somebody in a case" in shown
    assert "the same name" in shown
    assert client.post(page, {"words": ""}).status_code == 422
    assert client.post(page, {"words": "Chance: they have never met."}).status_code == 302
    for who in ("worker", "colleague", "elsewhere", "privacy", "admin"):
        assert visit(who).get(page).status_code == 404
    become("supervisor")
    assert [line.what for line in supervisor_waits()] == ["phone"]
    become("worker")
    assert not BoundaryEntry.objects.filter(what__startswith="Chance").exists()
    for wrong in (become("colleague"), become("supervisor")):
        with pytest.raises(Refused, match="Only a supervisor"):
            answer_tie(worker_id=wrong.worker_id or 0, case_number=case.number, words="Chance", by=wrong)
    with pytest.raises(Refused, match="what it is"):
        answer_tie(worker_id=by.worker_id or 0, case_number=case.number, words=" ", by=chief)
    colleague = become("colleague")
    note = "Everything that matters stands in the notes of last week."
    cases.hand_over(case=other, to_worker_id=colleague.worker_id or 0, note=note, by=become("supervisor"))
    assert supervisor_waits() == ()
