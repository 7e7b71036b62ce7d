"""Writing to the spine: reaching, moving, taking back; what is stored is what is derived."""

from __future__ import annotations

import random
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import Reader
from alongside.record.cases import actions as cases
from alongside.record.cases import queries
from alongside.record.cases.actions import Reached
from alongside.record.cases.actions.spine import moment_of
from alongside.record.cases.enums import CaseState, ClosingReason, EventKind, Milestone, Stage
from alongside.record.cases.models import AfterCare, Case, StageEvent
from tests.conftest import Become
from tests.factories.cases import a_case

INTAKE_DONE = [Reached(key) for key in ("intake_decided", "safe_contact_asked", "notice_given")]


def stored(case: Case) -> tuple[str, str, int]:
    row = Case.objects.get(id=case.id)
    return row.stage, row.state, row.episode


def test_a_step_that_completes_a_stage_moves_the_case_on(become: Become) -> None:
    by = become("worker")
    case = a_case(by, milestones=INTAKE_DONE[:2])
    assert stored(case)[0] == Stage.INTAKE
    view = cases.reach(case=case, milestone=Milestone.NOTICE_GIVEN, by=by)
    assert view.stage == Stage.ASSESSMENT
    assert stored(case)[0] == Stage.ASSESSMENT
    assert StageEvent.objects.filter(case=case, milestone="notice_given", by_name=by.name).count() == 1


def test_a_step_may_bear_the_day_on_which_it_happened_but_no_day_to_come(become: Become) -> None:
    by = become("worker")
    yesterday = clock.today() - timedelta(days=1)
    case = a_case(by, opened_on=clock.today() - timedelta(days=5))
    cases.reach(case=case, milestone=Milestone.SAFETY_CHECKED, at=yesterday, by=by)
    assert StageEvent.objects.get(case=case, milestone="safety_checked").at.date() == yesterday
    with pytest.raises(Refused, match="still to come") as refused:
        cases.reach(case=case, milestone=Milestone.SAFETY_CHECKED, at=clock.today() + timedelta(days=1), by=by)
    assert "at" in refused.value.fields


def test_a_lawful_gate_refuses_whatever_the_reason_and_cites_the_law(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    for why in ("", "She asked for a plan at once"):
        with pytest.raises(Refused) as refused:
            cases.move_stage(case=case, to=Stage.PLAN, why=why, by=by)
        assert refused.value.code == "case.stage.lawful_gate"
        assert "GDPR" in str(refused.value.basis)
    assert stored(case)[0] == Stage.INTAKE
    assert not StageEvent.objects.filter(case=case, kind=EventKind.MOVED).exists()


def test_moving_on_without_an_earlier_step_needs_a_reason_that_is_kept_with_what_it_passes(become: Become) -> None:
    by = become("worker")
    case = a_case(by, milestones=INTAKE_DONE)
    with pytest.raises(Refused, match="needs a reason") as refused:
        cases.move_stage(case=case, to=Stage.PLAN, why=" ", by=by)
    assert "why" in refused.value.fields
    cases.move_stage(case=case, to=Stage.PLAN, why="The family brought its own plan", by=by)
    event = StageEvent.objects.get(case=case, kind=EventKind.MOVED)
    assert event.why == "The family brought its own plan"
    assert "Standard 5" in event.cites
    assert stored(case)[0] == Stage.PLAN


def test_going_back_needs_a_reason(become: Become) -> None:
    by = become("worker")
    case = a_case(by, milestones=INTAKE_DONE)
    with pytest.raises(Refused, match="Going back needs a reason"):
        cases.move_stage(case=case, to=Stage.INTAKE, why="", by=by)
    cases.move_stage(case=case, to=Stage.INTAKE, why="Another request came in", by=by)
    assert stored(case)[0] == Stage.INTAKE


def test_a_step_recorded_by_mistake_is_taken_back_and_both_stay_on_record(become: Become) -> None:
    by = become("worker")
    case = a_case(by, milestones=INTAKE_DONE)
    with pytest.raises(Refused, match="by mistake"):
        cases.take_back(case=case, milestone=Milestone.NOTICE_GIVEN, why="", by=by)
    with pytest.raises(Refused, match="no such step"):
        cases.take_back(case=case, milestone=Milestone.PERSON_SEEN, why="Wrong case", by=by)
    cases.take_back(case=case, milestone=Milestone.NOTICE_GIVEN, why="Wrong case", by=by)
    assert stored(case)[0] == Stage.INTAKE
    assert StageEvent.objects.filter(case=case, milestone="notice_given").count() == 2


@pytest.mark.parametrize("who", ["colleague", "excluded"])
def test_a_colleague_of_the_team_records_steps_but_does_not_move_the_case(become: Become, who: str) -> None:
    case = a_case(become("worker"), milestones=INTAKE_DONE)
    by = become(who)
    cases.reach(case=case, milestone=Milestone.SAFETY_CHECKED, by=by)
    with pytest.raises(Refused, match="carries this case"):
        cases.move_stage(case=case, to=Stage.PLAN, why="To help out", by=by)
    with pytest.raises(Refused, match="carries this case"):
        cases.take_back(case=case, milestone=Milestone.NOTICE_GIVEN, why="To help out", by=by)
    cases.take_back(case=case, milestone=Milestone.SAFETY_CHECKED, why="It was another family", by=by)


@pytest.mark.parametrize("who", ["elsewhere", "intake", "evaluator", "privacy", "admin", "client"])
def test_whoever_does_not_see_the_case_learns_nothing(become: Become, who: str) -> None:
    case = a_case(become("worker"), milestones=INTAKE_DONE)
    by = become(who)
    with pytest.raises(NotFound):
        cases.reach(case=case, milestone=Milestone.SAFETY_CHECKED, by=by)
    with pytest.raises(NotFound):
        cases.move_stage(case=case, to=Stage.PLAN, why="Curious", by=by)


def test_the_supervisor_of_the_team_may_move_it(become: Become) -> None:
    case = a_case(become("worker"), milestones=INTAKE_DONE)
    cases.move_stage(case=case, to=Stage.PLAN, why="Agreed in supervision", by=become("supervisor"))
    assert stored(case)[0] == Stage.PLAN


def _any_verb(case: Case, by: Reader, chance: random.Random) -> None:
    """One verb at random, with reasons or without, sensible or not."""
    why = chance.choice(["", "Because it is so"])
    verb = chance.randrange(7)
    if verb <= 2:
        at = clock.now() - timedelta(days=chance.randrange(6)) if chance.random() < 0.4 else None
        cases.reach(case=case, milestone=chance.choice(list(Milestone)), at=at, why=why, by=by)
    elif verb == 3:
        cases.move_stage(case=case, to=chance.choice(list(Stage)), why=why, by=by)
    elif verb == 4:
        cases.take_back(case=case, milestone=chance.choice(list(Milestone)), why=why, by=by)
    elif verb == 5:
        closing = cases.write_closing(case=case, reasons=[ClosingReason.GOALS_MET], by=by)
        if chance.random() < 0.5:
            cases.add_after_care(closing=closing, what="Call", due_on=clock.today(), owner_name="Marta", by=by)
        met = {line.key for line in queries.protocol_of(case).closing}
        cases.close(case=case, closing=closing, met=met, by=by)
    else:
        line = AfterCare.objects.filter(case=case, done_on=None).first()
        if line and chance.random() < 0.5:
            cases.finish_after_care(line=line, outcome="Well", by=by)
        else:
            cases.reopen(case=case, why=why, worker_id=by.worker_id, by=by)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [*range(5), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(5, 25))])
def test_what_is_stored_is_what_is_derived_after_any_sequence_of_verbs(become: Become, seed: int) -> None:
    by = become("worker")
    chance = random.Random(seed)  # noqa: S311 - a repeatable story, no secret
    case = a_case(by, opened_on=clock.today() - timedelta(days=chance.randrange(9)))
    taken = 0
    for _ in range(30):
        try:
            _any_verb(case, by, chance)
            taken += 1
        except Refused:
            pass
        row = Case.objects.get(id=case.id)
        view = queries.derived(row, queries.events_of(case.id))
        where = view.stage or view.episodes[-1].stage
        assert (row.stage, row.state, row.episode, row.closed_on) == (where, view.state, view.episode, view.closed_on)
        assert {aside.event.kind for aside in view.set_aside} <= {EventKind.MOVED}  # made needless by a past step
        assert (row.state in (CaseState.CLOSED, CaseState.AFTER_CARE)) == (row.closed_on is not None)
    assert taken


def test_a_moment_is_now_noon_of_another_day_or_what_was_said() -> None:
    today = clock.today()
    yesterday = today - timedelta(days=1)
    assert abs(moment_of(None) - clock.now()) < timedelta(minutes=1)
    assert abs(moment_of(today) - clock.now()) < timedelta(minutes=1)
    assert timezone.localtime(moment_of(yesterday)).hour == 12
    naive = datetime.combine(yesterday, time(9))
    assert moment_of(naive) == timezone.make_aware(naive)
    with pytest.raises(Refused) as refused:
        moment_of(today + timedelta(days=1))
    assert refused.value.code == "case.date.future"
