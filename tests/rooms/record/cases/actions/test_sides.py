"""Nobody works for both sides of an allegation until the supervisor has decided, with a reason (S-177)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.practice.assessments import actions as assessments
from alongside.record.cases import actions as cases
from alongside.record.cases.actions.sides import decide_interest, end_interest, flag_interest
from alongside.record.cases.models import AdverseInterest, Case
from alongside.record.cases.queries.sides import interest_row, opposed, sides_of, undecided_abuse
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.assessments import a_ready_case
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact

NOTE = "Everything that matters stands in the notes of last week."


def two(case: Case) -> tuple[int, int]:
    first, second = case.participants.order_by("id").values_list("person_id", flat=True)[:2]
    return int(first), int(second)


def an_interest(case: Case, by: object, **other: object) -> AdverseInterest:
    one, another = two(case)
    facts = {"one_id": one, "other_id": another, "kind": "abuse", "basis": "She told the health visitor.", **other}
    return flag_interest(case=case, by=by, **facts)  # type: ignore[arg-type]


def test_assessment_waits_until_the_supervisor_has_decided_and_contacts_do_not(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Ana Sol", "Rui Sol"])
    row = an_interest(case, by)
    assert undecided_abuse(case.id)
    with pytest.raises(Refused, match="until the supervisor has decided") as refused:
        assessments.start_assessment(case=case, by=by)
    assert refused.value.code == "case.sides.undecided"
    assert a_contact(case, by)
    with pytest.raises(Refused, match="Only the supervisor"):
        decide_interest(interest=row, version=1, decision="Me", review_on=clock.today(), by=by)
    chief = become("supervisor")
    soon = clock.today() + timedelta(days=30)
    with pytest.raises(Refused) as incomplete:
        decide_interest(interest=row, version=1, decision=" ", review_on=soon + timedelta(days=90), by=chief)
    assert set(incomplete.value.fields) == {"decision", "review_on"}
    decide_interest(interest=row, version=1, decision="Sinéad works with Rui.", review_on=soon, by=chief)
    with pytest.raises(Stale):
        decide_interest(interest=row, version=1, decision="Other", review_on=soon, by=chief)
    line = sides_of(case.id)[0]
    assert (line.waits, line.decided_by, line.review_on) == (False, "Amina Yusuf", soon)
    by = become("worker")
    assert assessments.start_assessment(case=case, by=by)


def test_who_works_for_the_other_side_takes_no_case_of_this_one(become: Become) -> None:
    colleague = become("colleague")
    by = become("worker")
    case = a_case(by, people=["Ana Sol", "Rui Sol"])
    row = an_interest(case, by)
    _ana, rui = two(case)
    his = a_case(by, people=["Somebody Else"])
    cases.add_participant(case=his, person_id=rui, role="person", by=by)
    assert opposed(case.circle_id, by.actor_id)
    assert not opposed(case.circle_id, colleague.actor_id)
    become("supervisor")
    cases.hand_over(case=case, to_worker_id=colleague.worker_id or 0, note=NOTE, by=become("supervisor"))
    with pytest.raises(Refused, match="stands against a person of this case") as refused:
        cases.hand_over(case=case, to_worker_id=by.worker_id or 0, note=NOTE, by=become("supervisor"))
    assert refused.value.code == "case.sides.both"
    chief = become("supervisor")
    soon = clock.today() + timedelta(days=30)
    decide_interest(interest=row, version=1, decision="Nobody else.", same_worker=True, review_on=soon, by=chief)
    assert cases.hand_over(case=case, to_worker_id=by.worker_id or 0, note=NOTE, by=chief)


def test_it_rests_on_something_and_stands_once_and_is_over_for_a_reason(become: Become) -> None:
    by = become("worker")
    case, other = a_case(by, people=["Ana Sol", "Rui Sol"]), a_case(by, people=["Eve Roe"])
    stranger = other.participants.get().person_id
    with pytest.raises(Refused) as refused:
        an_interest(case, by, other_id=stranger, kind="x", basis="", seen_on=clock.today() + timedelta(days=1))
    assert set(refused.value.fields) == {"other", "kind", "basis", "seen_on"}
    with pytest.raises(Refused, match="two different"):
        an_interest(case, by, other_id=two(case)[0])
    row = an_interest(case, by, kind="custody")
    assert not undecided_abuse(case.id)
    with pytest.raises(Refused, match="stands already"):
        an_interest(case, by, one_id=two(case)[1], other_id=two(case)[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        AdverseInterest.objects.filter(id=row.id).update(decided_on=clock.today())
    chief = become("supervisor")
    with pytest.raises(Refused):
        end_interest(interest=row, version=1, why="", by=chief)
    end_interest(interest=row, version=1, why="The court has decided.", by=chief)
    with pytest.raises(Refused, match="This is over"):
        end_interest(interest=row, version=2, why="Again", by=chief)
    assert sides_of(case.id)[0].ended_on == clock.today()


def test_others_neither_see_nor_write_it(become: Become) -> None:
    by = become("worker")
    case = a_case(by, people=["Ana Sol", "Rui Sol"])
    row, names = an_interest(case, by), Person.objects.count()
    assert names
    for who in ("elsewhere", "privacy", "admin"):
        stranger = become(who)
        assert sides_of(case.id) == ()
        assert not opposed(case.circle_id, by.actor_id)
        with pytest.raises(NotFound):
            interest_row(case.id, row.public_id)
        with pytest.raises(NotFound):
            end_interest(interest=row, version=1, why="x", by=stranger)
