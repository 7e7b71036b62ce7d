"""What may happen next: every yes is borne out by the spine, every no says what is missing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from alongside.agency.organisation.rules import ProtocolRules, default_protocol
from alongside.record.cases.enums import STARTS, CaseState, Milestone, Stage
from alongside.record.cases.rules.events import SpineEvent
from alongside.record.cases.rules.moves import Attempt, closing_gaps, may_close, may_move, may_reach, may_reopen
from alongside.record.cases.rules.spine import derive
from tests.rooms.record.cases.rules.spines import (
    AFTERWARDS,
    INTAKE_DONE,
    any_history,
    at_work,
    event,
    protocols,
    reached,
    reasons,
)

FAMILY = default_protocol("family_support")
ORDER = list(Stage)
EVERYTHING = {line.key for line in FAMILY.closing}
stages = st.sampled_from(ORDER)


def later(history: list[SpineEvent], kind: str, **more: str) -> list[SpineEvent]:
    """``history`` and one more event after all of it."""
    return [*history, event(kind, 70, **more)]


def test_going_on_without_an_earlier_step_needs_a_reason_and_names_the_step() -> None:
    events = [event("opened"), *reached(*INTAKE_DONE)]
    refusal = may_move(events, FAMILY, "work", today=AFTERWARDS)
    assert refusal.code == "case.stage.reason_required"
    assert "safety looked at" in str(refusal.reason)
    assert "NASW Case Management Standard 5" in str(refusal.basis)
    assert may_move(events, FAMILY, "work", "no heating", today=AFTERWARDS)


def test_a_lawful_gate_refuses_with_its_citation_whatever_the_reason() -> None:
    refusal = may_move([event("opened")], FAMILY, "assessment", "in a hurry", today=AFTERWARDS)
    assert refusal.code == "case.stage.lawful_gate"
    assert refusal.reason == "The law asks for this first: confidentiality and its limits explained."
    assert "45 CFR 164.520" in str(refusal.basis)


@pytest.mark.parametrize(
    ("stage", "why", "code"),
    [
        ("plan", "", "case.stage.reason_required"),
        ("plan", "  ", "case.stage.reason_required"),
        ("work", "why not", "case.stage.same"),
        ("limbo", "why not", "case.stage.unknown"),
        ("plan", "a baby was born", ""),
        ("closing", "moved away", ""),
    ],
)
def test_moving_a_case_at_work(stage: str, why: str, code: str) -> None:
    assert may_move(at_work(), FAMILY, stage, why, today=AFTERWARDS).code == code


def test_a_closed_case_does_not_move_and_says_since_when() -> None:
    refusal = may_move(later(at_work(), "closed"), FAMILY, "plan", "x", today=AFTERWARDS)
    assert (refusal.code, refusal.reason) == ("case.closed", "The case closed on 10 July 2026. Reopen it first.")


def test_a_case_that_is_not_open_does_not_move() -> None:
    assert may_move([], FAMILY, "plan", "x", today=AFTERWARDS).code == "case.not_open"
    assert may_reach([], FAMILY, "plan_agreed", today=AFTERWARDS).code == "case.not_open"


@pytest.mark.parametrize(
    ("milestone", "why", "code"),
    [
        ("plan_proposed", "", "case.stage.reason_required"),
        ("plan_proposed", "no heating", ""),
        ("assessment_started", "", ""),
        ("safety_checked", "", ""),
        ("enlightened", "", "case.milestone.unknown"),
    ],
)
def test_reaching_a_milestone_at_assessment(milestone: str, why: str, code: str) -> None:
    events = [event("opened"), *reached(*INTAKE_DONE)]
    assert may_reach(events, FAMILY, milestone, why, today=AFTERWARDS).code == code


def test_starting_a_plan_behind_the_gate_is_refused() -> None:
    assert may_reach([event("opened")], FAMILY, "plan_proposed", "x", today=AFTERWARDS).code == "case.stage.lawful_gate"


def test_closing_asks_for_what_is_open_and_where_it_can_go() -> None:
    refusal = may_close(at_work(), FAMILY, reasons=["goals_met"], met=EVERYTHING - {"aid_settled"}, today=AFTERWARDS)
    assert refusal.code == "case.closing.open_items"
    assert refusal.reason == "Before closing, settle or hand over: aid that was promised paid."
    handed = {"aid_settled": "Noor Karim, money advice"}
    assert may_close(
        at_work(),
        FAMILY,
        reasons=["goals_met"],
        met=EVERYTHING - {"aid_settled"},
        handed_over=handed,
        today=AFTERWARDS,
    )


@pytest.mark.parametrize("handed_over", [{"notes_signed": "Noor Karim"}, {"notes_signed": " "}])
def test_some_things_cannot_be_handed_over(handed_over: dict[str, str]) -> None:
    met = EVERYTHING - {"notes_signed"}
    assert not may_close(at_work(), FAMILY, reasons=["goals_met"], met=met, handed_over=handed_over, today=AFTERWARDS)


def test_a_hand_over_names_somebody() -> None:
    met = EVERYTHING - {"aid_settled"}
    gaps = closing_gaps(
        at_work(), FAMILY, reasons=["goals_met"], met=met, handed_over={"aid_settled": " "}, today=AFTERWARDS
    )
    assert [(gap.key, gap.can_be_handed_over) for gap in gaps] == [("aid_settled", True)]


def test_a_milestone_settles_the_requirement_of_its_name() -> None:
    met = EVERYTHING - {"closing_talked_through"}
    events = [*at_work(), *reached("closing_talked_through", day=40)]
    assert may_close(events, FAMILY, reasons=["goals_met"], met=met, today=AFTERWARDS)
    assert not may_close(at_work(), FAMILY, reasons=["goals_met"], met=met, today=AFTERWARDS)


def test_nobody_is_asked_to_talk_to_the_dead() -> None:
    keys = [gap.key for gap in closing_gaps(at_work(), FAMILY, reasons=["died"], today=AFTERWARDS)]
    assert keys == ["notes_signed", "summary_written"]


@pytest.mark.parametrize(
    ("given_reasons", "why", "code"),
    [
        ([], "", "case.closing.reason_required"),
        (["bored"], "", "case.closing.reason_required"),
        (["goals_met", "bored"], "", "case.closing.reason_required"),
        (["other"], " ", "case.closing.why_required"),
        (["other"], "the programme ends", ""),
        (["goals_met", "moved_away"], "", ""),
    ],
)
def test_closing_needs_a_reason_that_the_programme_knows(given_reasons: list[str], why: str, code: str) -> None:
    decision = may_close(at_work(), FAMILY, reasons=given_reasons, why=why, met=EVERYTHING, today=AFTERWARDS)
    assert decision.code == code


def attempts(*channels: str, every: int = 5) -> list[Attempt]:
    return [Attempt(date(2026, 6, 1) + timedelta(days=every * n), channel) for n, channel in enumerate(channels)]


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        ([], "Contact counts as lost after 5 attempts; there have been 0."),
        (attempts("call", "call", "letter", "visit"), "Contact counts as lost after 5 attempts; there have been 4."),
        (
            attempts("call", "call", "Call ", "letter", "letter"),
            "Try in at least 3 different ways, such as a call, a letter and a visit; so far: call, letter.",
        ),
        (
            attempts("call", "text", "letter", "visit", "call", every=1),
            "The attempts must be spread over at least 14 days.",
        ),
        (attempts("call", "text", "letter", "visit", "call"), ""),
    ],
)
def test_contact_is_not_lost_before_enough_was_tried(made: list[Attempt], sentence: str) -> None:
    decision = may_close(at_work(), FAMILY, reasons=["lost_contact"], met=EVERYTHING, attempts=made, today=AFTERWARDS)
    assert decision.reason == sentence
    assert bool(decision) == (not sentence)


def test_only_a_closed_case_reopens_and_only_with_a_reason() -> None:
    closed = later(at_work(), "closed")
    assert may_reopen(at_work(), FAMILY, "x", today=AFTERWARDS).code == "case.not_closed"
    assert may_reopen(closed, FAMILY, " ", today=AFTERWARDS).code == "case.reopening.reason_required"
    assert may_reopen(closed, FAMILY, "lost the flat", today=AFTERWARDS)
    cared = later(closed, "after_care_started")
    assert may_reopen(cared, FAMILY, "lost the flat", today=AFTERWARDS)


@given(any_history, protocols, stages, reasons)
def test_a_move_that_is_allowed_happens_and_one_that_is_refused_does_not(
    history: list[SpineEvent], protocol: ProtocolRules, stage: str, why: str
) -> None:
    before = derive(history, protocol, AFTERWARDS)
    after = derive(later(history, "moved", stage=stage, why=why), protocol, AFTERWARDS)
    if may_move(history, protocol, stage, why, today=AFTERWARDS):
        assert after.stage == stage
    else:
        assert after.stage == before.stage
        assert len(after.set_aside) == len(before.set_aside) + 1


@given(any_history, protocols, st.sampled_from(list(STARTS)), reasons)
def test_a_start_that_is_allowed_takes_the_case_at_least_there(
    history: list[SpineEvent], protocol: ProtocolRules, milestone: Milestone, why: str
) -> None:
    assume(may_reach(history, protocol, milestone, why, today=AFTERWARDS))
    after = derive(later(history, "milestone", milestone=milestone, why=why), protocol, AFTERWARDS)
    assert after.stage is not None
    assert ORDER.index(after.stage) >= ORDER.index(STARTS[milestone])


@given(any_history, protocols, st.sampled_from(["goals_met", "died", "moved_away"]))
def test_closing_and_reopening_are_borne_out(history: list[SpineEvent], protocol: ProtocolRules, reason: str) -> None:
    met = {line.key for line in protocol.closing}
    may = may_close(history, protocol, reasons=[reason], met=met, today=AFTERWARDS)
    before = derive(history, protocol, AFTERWARDS)
    assert bool(may) == (before.stage is not None)
    assume(may)
    closed = later(history, "closed", closing_reason=reason)
    assert derive(closed, protocol, AFTERWARDS).state == CaseState.CLOSED
    assert may_reopen(closed, protocol, "again", today=AFTERWARDS)
    again = derive([*closed, event("reopened", 71, why="again")], protocol, AFTERWARDS)
    assert (again.state, again.episode) == (CaseState.REOPENED, before.episode + 1)
