"""Who decides on a request, and what every decision must say."""

from __future__ import annotations

import pytest

from alongside.agency.organisation.rules import default_protocol
from alongside.ground.foundation.reader import Reader
from alongside.record.intakes.enums import IntakeState
from alongside.record.intakes.rules.deciding import (
    Verdict,
    alternative_missing,
    criterion_of,
    field_at_fault,
    may_acknowledge,
    may_change,
    may_screen,
    may_take_intake,
)

WORKER = Reader(1, "worker", "Róisín Clarke", 1, teams=(7,), worker_id=3)
HOUSE = Reader(2, "house", "Alongside", 2)
RULES = default_protocol("family_support")


def test_only_the_team_that_receives_takes_requests_in() -> None:
    assert may_take_intake(WORKER, intake_team_id=7, team="Front desk")
    refused = may_take_intake(WORKER, intake_team_id=8, team="Front desk")
    assert refused.code == "intake.not_in_team"
    assert "Front desk" in refused.reason
    assert not may_take_intake(Reader(2, "house", "Alongside", 2, teams=(7,)), intake_team_id=7, team="Front desk")


def test_what_was_heard_changes_until_it_is_decided() -> None:
    assert may_change(WORKER, IntakeState.NEW)
    assert may_change(WORKER, IntakeState.DECIDED).code == "intake.decided"
    assert may_change(HOUSE, IntakeState.NEW).code == "intake.not_a_worker"


@pytest.mark.parametrize(
    ("verdict", "code"),
    [
        (Verdict("accept", "child_in_household"), ""),
        (Verdict("accept", reason="Rent arrears with children at home"), ""),
        (Verdict("accept"), "intake.reason.required"),
        (Verdict("accept", "outside_area"), "intake.criterion.unknown"),
        (Verdict("accept", "no_such_thing"), "intake.criterion.unknown"),
        (Verdict("", reason="because"), "intake.outcome.required"),
        (Verdict("perhaps", reason="because"), "intake.outcome.required"),
        (Verdict("inform", "one_question"), "intake.alternative.required"),
        (Verdict("inform", alternative="The opening hours"), "intake.reason.required"),
        (Verdict("inform", "one_question", alternative="The opening hours"), ""),
        (Verdict("refer_on", "other_service_fits"), "intake.alternative.required"),
        (Verdict("refer_on", reason="Debt advice fits", alternative="Citizens’ advice, Harbour Road"), ""),
        (Verdict("decline", "no_room", "  ", "   "), "intake.alternative.required"),
        (Verdict("decline", "", "   ", "Elsewhere"), "intake.reason.required"),
        (Verdict("decline", "no_room", alternative="Waiting time six weeks; the food bank now"), ""),
    ],
)
def test_every_decision_has_a_reason_and_every_no_an_alternative(verdict: Verdict, code: str) -> None:
    decision = may_screen(WORKER, IntakeState.NEW, verdict, RULES)
    assert decision.code == code
    assert bool(decision) is (code == "")
    if code:
        assert decision.reason


def test_a_decision_may_be_made_again_but_not_once_a_case_is_open() -> None:
    good = Verdict("accept", "several_needs")
    assert may_screen(WORKER, IntakeState.DECIDED, good, RULES)
    assert may_screen(WORKER, IntakeState.BECAME_CASE, good, RULES).code == "intake.became_case"
    assert may_screen(HOUSE, IntakeState.NEW, good, RULES).code == "intake.not_a_worker"


def test_a_refusal_names_the_field_at_fault() -> None:
    missing = may_screen(WORKER, IntakeState.NEW, Verdict("decline", "no_room"), RULES)
    assert field_at_fault(missing) == "alternative"
    assert field_at_fault(may_screen(WORKER, IntakeState.NEW, Verdict("accept"), RULES)) == "reason"
    assert field_at_fault(may_screen(HOUSE, IntakeState.NEW, Verdict("accept"), RULES)) is None
    assert len({alternative_missing(outcome) for outcome in ("inform", "refer_on", "decline")}) == 3


def test_a_printed_criterion_is_found_for_its_own_decision_only() -> None:
    assert criterion_of(RULES, Verdict("decline", "no_room")) is not None
    assert criterion_of(RULES, Verdict("accept", "no_room")) is None


def test_only_an_urgent_request_that_nobody_has_is_taken() -> None:
    assert may_acknowledge(WORKER, urgent=True, taken=False)
    assert may_acknowledge(WORKER, urgent=False, taken=False).code == "intake.not_urgent"
    assert may_acknowledge(WORKER, urgent=True, taken=True).code == "intake.taken"
    assert may_acknowledge(HOUSE, urgent=True, taken=False).code == "intake.not_a_worker"
