"""A worker steps out of a case: at once, for good, with a reason, and only out of one she sees."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from alongside.agency.access import actions as access
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.record.cases import actions as cases
from alongside.record.cases import queries
from alongside.record.cases.models import Assignment, Case
from tests.conftest import Become
from tests.factories.cases import a_case


def test_she_carries_it_no_more_sees_it_no_more_and_cannot_come_back(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    cases.declare_conflict(case=case, why="  She is my cousin ", by=by)
    with pytest.raises(NotFound):
        queries.case_head(case.public_id, by=become("worker"))
    supervisor = become("supervisor")
    (mine,) = Assignment.objects.filter(case=case)
    assert (mine.until_on, mine.version) == (clock.today(), 2)
    assert "conflict of interest" in mine.handover_note
    with pytest.raises((Refused, DatabaseError)), transaction.atomic():
        access.assign(circle=case.circle_id, actor_id=by.actor_id, by=supervisor)


def test_others_go_on_carrying_it(become: Become) -> None:
    colleague = become("colleague")
    by = become("worker")
    case = a_case(by)
    cases.assign_worker(case=case, worker_id=colleague.worker_id or 0, role="co_worker", by=by)
    cases.declare_conflict(case=case, why="She is my cousin", by=become("colleague"))
    become("worker")
    assert [one.worker_id for one in Assignment.objects.filter(case=case, until_on=None)] == [by.worker_id]


def test_a_part_of_hers_that_has_ended_keeps_its_end(become: Become) -> None:
    by = become("worker")
    case = a_case(by, opened_on=clock.today() - timedelta(days=9))
    before = clock.today() - timedelta(days=3)
    Assignment.objects.filter(case=case).update(until_on=before)
    cases.declare_conflict(case=case, why="She is my cousin", by=by)
    become("supervisor")
    (one,) = Assignment.objects.filter(case=case)
    assert (one.until_on, one.handover_note) == (before, "")


@pytest.mark.parametrize("why", ["", "  ", "no"])
def test_without_a_reason_nothing_ends(become: Become, why: str) -> None:
    by = become("worker")
    case = a_case(by)
    with pytest.raises(Refused) as refused:
        cases.declare_conflict(case=case, why=why, by=by)
    assert refused.value.code == "case.conflict.why_required"
    assert list(refused.value.fields) == ["why"]
    assert Assignment.objects.filter(case=case, until_on=None).exists()


@pytest.mark.parametrize("who", ["elsewhere", "privacy", "admin", "excluded"])
def test_out_of_a_case_that_one_does_not_see_nobody_steps(become: Become, who: str) -> None:
    excluded = become("excluded")
    by = become("worker")
    case = a_case(by)
    access.exclude(circle=case.circle_id, actor_id=excluded.actor_id, why="Her brother", by=by)
    stranger = become(who)
    with pytest.raises((NotFound, Refused, Case.DoesNotExist)):
        cases.declare_conflict(case=case, why="She is my cousin", by=stranger)
    become("worker")
    assert Assignment.objects.get(case=case).until_on is None
