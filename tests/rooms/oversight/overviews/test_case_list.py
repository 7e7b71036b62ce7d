"""The list of cases with what comes next."""

from __future__ import annotations

from datetime import timedelta

from alongside.ground.foundation import clock
from alongside.oversight.overviews.case_list import Sought, case_list
from alongside.practice.plans.models import Step
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.factories.cases import a_case


def test_the_next_step_is_the_one_with_the_earliest_day_that_is_still_to_do(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    lines = (("Later", 9, "open"), ("Nursery place", 2, "started"), ("Gone", 1, "done"))
    for number, (what, days, state) in enumerate(lines, 1):
        Step.objects.create(
            circle_id=case.circle_id,
            case=case,
            number=number,
            what=what,
            state=state,
            owner="worker",
            due_on=clock.today() + timedelta(days=days),
        )
    (line,) = case_list(Sought(), by=by).lines
    assert line.next_words == "Nursery place"
    assert line.next_on


def test_nothing_written_and_no_contact_stay_empty(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    page = case_list(Sought(), by=by)
    (line,) = page.lines
    assert (line.next_words, line.next_on, line.last_contact, page.count) == ("", "", "", 1)
    Case.objects.filter(id=case.id).update(last_contact_at=clock.now())
    assert case_list(Sought(whose="team"), by=by).lines[0].last_contact
    assert case_list(Sought(whose="team"), by=by).count is None
