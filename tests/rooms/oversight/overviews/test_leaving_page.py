"""What workers who leave still carry, and who might take it over."""

from __future__ import annotations

from uuid import uuid4

import pytest

from alongside.agency.staff import actions as staff
from alongside.agency.staff.models import Worker
from alongside.ground.foundation import clock
from alongside.oversight.overviews.leaving_page import carriers, leaving_page
from alongside.record.cases import actions as cases
from tests.conftest import Become
from tests.factories.cases import a_case


def gone(become: Become, name: str = "Dele Akande") -> Worker:
    by = become("admin")
    leaver = Worker.objects.get(name=name)
    staff.end_worker(worker=leaver, by=by)
    return leaver


def test_who_has_left_stands_first_with_what_she_still_carries(become: Become) -> None:
    colleague = become("colleague")
    by = become("worker")
    shared, _alone = a_case(by), a_case(by)
    cases.assign_worker(case=shared, worker_id=colleague.worker_id or 0, role="co_worker", by=by)
    leaver = gone(become)
    lines = carriers(by=become("supervisor"))
    assert [(line.name, line.named, line.helps) for line in lines] == [("Dele Akande", 2, 0), ("Sinéad Byrne", 0, 1)]
    assert (lines[0].worker, lines[0].left_on, lines[1].left_on) == (leaver.public_id, clock.today(), None)


def test_whoever_carries_nothing_is_not_listed(become: Become) -> None:
    gone(become)
    assert carriers(by=become("supervisor")) == []


def test_her_cases_and_the_colleagues_who_might_take_them(become: Become) -> None:
    case = a_case(become("worker"))
    leaver = gone(become)
    page = leaving_page(leaver.public_id, by=become("supervisor"))
    assert page is not None
    assert [line.title for line in page.cases] == [case.title]
    assert leaver.name == page.worker.name
    assert "Sinéad Byrne" in {one.name for one in page.colleagues}
    assert "Dele Akande" not in {one.name for one in page.colleagues}


def test_one_who_stays_has_a_page_without_cases(become: Become) -> None:
    become("admin")
    colleague = Worker.objects.get(name="Sinéad Byrne").public_id
    page = leaving_page(colleague, by=become("supervisor"))
    assert page is not None
    assert page.cases == ()
    assert "Sinéad Byrne" not in {one.name for one in page.colleagues}


def test_somebody_of_another_team_and_nobody_are_the_same(become: Become) -> None:
    become("admin")
    other = Worker.objects.get(name="Tomasz Nowak").public_id
    by = become("supervisor")
    assert leaving_page(other, by=by) is None
    assert leaving_page(uuid4(), by=by) is None


@pytest.mark.parametrize("who", ["worker", "colleague", "intake", "privacy"])
def test_who_supervises_nobody_sees_no_carriers(become: Become, who: str) -> None:
    a_case(become("worker"))
    assert carriers(by=become(who)) == []
