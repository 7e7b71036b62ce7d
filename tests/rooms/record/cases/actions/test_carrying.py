"""Who carries a case."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from alongside.agency.access import actions as access
from alongside.agency.access.queries import who_can_see
from alongside.agency.organisation import queries as organisation
from alongside.agency.organisation.models import ProgrammeTeam
from alongside.agency.staff.models import Worker
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.record.cases import actions as cases
from alongside.record.cases.enums import AssignmentRole, Milestone
from alongside.record.cases.models import Assignment, Case, StageEvent
from tests.conftest import Become
from tests.factories.cases import a_case

NOTE = "Marta prefers texts after six. Rent is the next step."


def granted(case: Case) -> set[str]:
    return {one.name for one in who_can_see(case.circle_id) if one.scope == "c"}


def test_handing_over_changes_dates_grants_and_spine_together(become: Become) -> None:
    colleague = become("colleague")
    by = become("worker")
    assert by.worker_id
    case = a_case(by, opened_on=clock.today() - timedelta(days=9))
    cases.hand_over(case=case, to_worker_id=colleague.worker_id or 0, note=NOTE, by=by)
    become("supervisor")
    old, new = Assignment.objects.filter(case=case).order_by("id")
    assert (old.worker_id, old.until_on, old.handover_note) == (by.worker_id, clock.today(), NOTE)
    assert (new.worker_id, new.role, new.until_on) == (colleague.worker_id, AssignmentRole.PRIMARY, None)
    assert granted(case) == {"Sinéad Byrne"}
    assert StageEvent.objects.filter(case=case, milestone=Milestone.WORKER_NAMED).count() == 2


@pytest.mark.parametrize("note", ["", "Over to you", " " * 40])
def test_handing_over_needs_a_note(become: Become, note: str) -> None:
    to = become("colleague").worker_id or 0
    by = become("worker")
    case = a_case(by)
    with pytest.raises(Refused) as refused:
        cases.hand_over(case=case, to_worker_id=to, note=note, by=by)
    assert "note" in refused.value.fields
    assert Assignment.objects.get(case=case).until_on is None


def test_handing_over_to_oneself_or_to_nobody_is_refused(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    with pytest.raises(Refused, match="already"):
        cases.hand_over(case=case, to_worker_id=by.worker_id or 0, note=NOTE, by=by)
    with pytest.raises(Refused, match="works here"):
        cases.hand_over(case=case, to_worker_id=0, note=NOTE, by=by)


def test_a_conflict_of_interest_stops_a_hand_over_whole(become: Become) -> None:
    excluded = become("excluded")
    by = become("worker")
    case = a_case(by)
    access.exclude(circle=case.circle_id, actor_id=excluded.actor_id, why="Brother of Dani", by=by)
    with pytest.raises(Refused, match="conflict of interest"):
        cases.hand_over(case=case, to_worker_id=excluded.worker_id or 0, note=NOTE, by=by)
    assert Assignment.objects.get(case=case).worker_id == by.worker_id
    assert StageEvent.objects.filter(case=case, milestone=Milestone.WORKER_NAMED).count() == 1


def test_a_second_named_worker_is_refused_a_co_worker_is_not(become: Become) -> None:
    colleague = become("colleague").worker_id or 0
    by = become("worker")
    case = a_case(by)
    with pytest.raises(Refused, match="Hand it over"):
        cases.assign_worker(case=case, worker_id=colleague, by=by)
    cases.assign_worker(case=case, worker_id=colleague, role=AssignmentRole.CO_WORKER, by=by)
    assert granted(case) == {"Dele Akande", "Sinéad Byrne"}
    with pytest.raises(Refused, match="already"):
        cases.assign_worker(case=case, worker_id=colleague, role=AssignmentRole.COVER, by=by)


def test_cover_ends_by_itself(become: Become) -> None:
    colleague = become("colleague").worker_id or 0
    by = become("worker")
    case = a_case(by)
    back = clock.today() + timedelta(days=14)
    cases.assign_worker(case=case, worker_id=colleague, role=AssignmentRole.COVER, until_on=back, by=by)
    (grant,) = [one for one in who_can_see(case.circle_id) if one.name == "Sinéad Byrne" and one.scope == "c"]
    assert abs((grant.valid_until - clock.now()).days - 13) <= 1
    with pytest.raises(Refused) as refused:
        cases.assign_worker(case=case, worker_id=colleague, role=AssignmentRole.COVER, until_on=clock.today(), by=by)
    assert "until_on" in refused.value.fields


def test_co_work_ends_for_her_or_by_whoever_carries_but_never_for_the_named_worker(become: Become) -> None:
    colleague = become("colleague")
    by = become("worker")
    case = a_case(by)
    cases.assign_worker(case=case, worker_id=colleague.worker_id or 0, role=AssignmentRole.CO_WORKER, by=by)
    with pytest.raises(Refused, match="hand the case over"):
        cases.end_co_work(case=case, worker_id=by.worker_id or 0, by=by)
    me = become("colleague")
    cases.end_co_work(case=case, worker_id=me.worker_id or 0, by=me)
    become("worker")
    assert granted(case) == {"Dele Akande"}
    with pytest.raises(Refused, match="does not carry"):
        cases.end_co_work(case=case, worker_id=colleague.worker_id or 0, by=by)


def test_an_unassigned_case_is_named_by_the_supervisor(become: Become) -> None:
    worker = become("worker")
    case = a_case(worker)
    Assignment.objects.filter(case=case).update(until_on=clock.today())
    by = become("supervisor")
    cases.assign_worker(case=case, worker_id=worker.worker_id or 0, by=by)
    assert Assignment.objects.filter(case=case, until_on=None, role=AssignmentRole.PRIMARY).count() == 1


def test_another_team_takes_the_case_and_the_old_team_sees_nothing_any_more(become: Become) -> None:
    become("worker")
    teams = {line.name: line.id for line in organisation.teams()}
    programme = next(line.id for line in organisation.programmes() if line.code == "family")
    become("admin")
    ProgrammeTeam.objects.create(programme_id=programme, team_id=teams["Older people's team"])
    by = become("worker")
    beside = a_case(by)
    cases.move_to_team(case=beside, team_id=teams["Older people's team"], note=NOTE, by=become("supervisor"))
    become("elsewhere")
    assert granted(beside) == set()
    by = become("worker")
    case = a_case(by, family=True)
    with pytest.raises(Refused) as refused:
        cases.move_to_team(case=case, team_id=teams["Older people's team"], note="Yours", by=by)
    assert list(refused.value.fields) == ["note"]
    cases.move_to_team(case=case, team_id=teams["Older people's team"], note=NOTE, by=by)
    for who in ("worker", "colleague", "supervisor"):
        become(who)
        assert not Case.objects.filter(id=case.id).exists()
        assert not StageEvent.objects.filter(case_id=case.id).exists()
    become("elsewhere")
    moved = Case.objects.select_related("circle").get(id=case.id)
    assert moved.circle.team_id == teams["Older people's team"]
    assert moved.stage == case.stage
    ended = Assignment.objects.get(case=case)
    assert (ended.until_on, ended.handover_note) == (clock.today(), NOTE)
    assert granted(moved) == set()


def test_a_team_outside_the_programme_or_the_same_team_is_refused(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    for team in organisation.teams():
        with pytest.raises(Refused, match="works in this programme"):
            cases.move_to_team(case=case, team_id=team.id, note=NOTE, by=by)
    assert Assignment.objects.get(case=case).until_on is None


@pytest.mark.parametrize("who", ["colleague", "excluded"])
def test_a_colleague_does_not_decide_who_carries_it(become: Become, who: str) -> None:
    case = a_case(become("worker"))
    by = become(who)
    for verb in (
        lambda: cases.assign_worker(case=case, worker_id=by.worker_id or 0, role="co_worker", by=by),
        lambda: cases.hand_over(case=case, to_worker_id=by.worker_id or 0, note=NOTE, by=by),
        lambda: cases.move_to_team(case=case, team_id=1, note=NOTE, by=by),
    ):
        with pytest.raises(Refused, match="carries this case"):
            verb()


@pytest.mark.parametrize("who", ["elsewhere", "intake", "evaluator", "privacy", "admin", "client"])
def test_whoever_does_not_see_the_case_cannot_assign(become: Become, who: str) -> None:
    case = a_case(become("worker"))
    by = become(who)
    with pytest.raises(NotFound):
        cases.hand_over(case=case, to_worker_id=by.worker_id or 0, note=NOTE, by=by)


def test_a_case_that_nobody_carries_is_not_handed_over_but_given(become: Become) -> None:
    case = a_case(become("worker"))
    Assignment.objects.filter(case=case).update(until_on=clock.today())
    supervisor = become("supervisor")
    colleague = Worker.objects.get(name="Sinéad Byrne").id
    with pytest.raises(Refused) as refused:
        cases.hand_over(case=case, to_worker_id=colleague, note=NOTE, by=supervisor)
    assert refused.value.code == "case.hand_over.nobody"


def test_only_open_cases_and_workers_who_are_here_and_days_of_the_case(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    supervisor = become("supervisor")
    colleague = Worker.objects.get(name="Sinéad Byrne").id
    tomorrow = clock.today() + timedelta(days=1)
    for more, code in (({"to_worker_id": 0}, "case.worker.unknown"), ({"on": tomorrow}, "case.assignment.dates")):
        given: dict[str, Any] = {"case": case, "to_worker_id": colleague, "note": NOTE, **more}
        with pytest.raises(Refused) as refused:
            cases.hand_over(**given, by=supervisor)
        assert refused.value.code == code
    Case.objects.filter(id=case.id).update(state="closed")
    with pytest.raises(Refused) as refused:
        cases.hand_over(case=case, to_worker_id=colleague, note=NOTE, by=supervisor)
    assert refused.value.code == "case.closed"


def test_a_co_worker_who_takes_over_is_not_counted_twice(become: Become) -> None:
    colleague = become("colleague")
    by = become("worker")
    case = a_case(by)
    cases.assign_worker(case=case, worker_id=colleague.worker_id or 0, role="co_worker", by=by)
    third = become("supervisor")
    cases.assign_worker(case=case, worker_id=third.worker_id or 0, role="co_worker", by=become("worker"))
    cases.hand_over(case=case, to_worker_id=colleague.worker_id or 0, note=NOTE, by=become("supervisor"))
    standing = Assignment.objects.filter(case=case, until_on=None).order_by("id")
    assert [(one.worker_id, one.role) for one in standing] == [
        (third.worker_id, "co_worker"),
        (colleague.worker_id, "primary"),
    ]
