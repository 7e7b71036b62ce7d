"""What a reader may do with a case by how she stands to it."""

from __future__ import annotations

import pytest

from alongside.ground.foundation.reader import Reader
from alongside.record.cases.rules import standing as rules
from alongside.record.cases.rules.standing import Standing

WORKER = Reader(1, "worker", "Dele", 1, teams=(7,), worker_id=4)
NOBODY = Reader(2, "house", "House", 2)
LEADS = (rules.may_move_stage, rules.may_change_people, rules.may_assign, rules.may_end)


@pytest.mark.parametrize(
    ("stands", "reaches", "leads"),
    [
        (Standing(7, rules=True), True, True),
        (Standing(7, supervises=True), True, True),
        (Standing(7, in_team=True), True, False),
        (Standing(7, emergency=True), False, False),
        (Standing(7), False, False),
    ],
)
def test_carriers_and_supervisors_lead_and_the_team_records_steps(stands: Standing, reaches: bool, leads: bool) -> None:
    assert bool(rules.may_reach_milestone(WORKER, stands)) == reaches
    for rule in LEADS:
        decision = rule(WORKER, stands)
        assert bool(decision) == leads
        assert leads or "carries this case" in str(decision.reason)


def test_whoever_is_no_worker_does_nothing() -> None:
    stands = Standing(7, rules=True, supervises=True)
    for rule in (*LEADS, rules.may_reach_milestone):
        assert not rule(NOBODY, stands)
    assert not rules.may_start_case(NOBODY)
    assert rules.may_start_case(WORKER)


def test_a_step_is_taken_back_by_whoever_leads_or_recorded_it() -> None:
    assert rules.may_take_back(WORKER, Standing(7, in_team=True), own=True)
    assert not rules.may_take_back(WORKER, Standing(7, in_team=True), own=False)
    assert rules.may_take_back(WORKER, Standing(7, rules=True), own=False)
    assert not rules.may_take_back(WORKER, Standing(7), own=True)
