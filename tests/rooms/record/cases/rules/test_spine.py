"""The spine: the stage with its reason, and no impossible state whatever happened in whatever order."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.agency.organisation.rules import (
    MILESTONES,
    STAGES,
    ProtocolRules,
    default_protocol,
    protocol_keys,
    read_protocol,
)
from alongside.ground.foundation.calendar import calendar_for
from alongside.record.cases.enums import MILESTONE_STAGE, STARTS, CaseState, ClosingReason, Milestone, Stage
from alongside.record.cases.rules.events import SpineEvent
from alongside.record.cases.rules.spine import SpineView, StepState, derive
from tests.rooms.record.cases.rules.spines import (
    AFTERWARDS,
    ASSESSMENT_DONE,
    INTAKE_DONE,
    any_history,
    at_work,
    event,
    protocols,
    reached,
)

FAMILY = default_protocol("family_support")
OUTREACH = default_protocol("outreach_shelter")
IN_MAY = date(2026, 5, 20)


def strip(view: SpineView) -> list[StepState]:
    return [stage.state for stage in view.stages]


def step(view: SpineView, stage: str) -> object:
    return next(line for line in view.stages if line.stage == stage)


def test_a_case_without_events_is_not_opened_and_asks_for_everything() -> None:
    view = derive([], FAMILY, IN_MAY)
    assert (view.state, view.stage, view.episode, view.reason) == (CaseState.NOT_OPENED, None, 0, "Not opened yet")
    assert strip(view) == [StepState.LATER] * 6
    assert "confidentiality and its limits explained" in [line.words for line in view.stages[0].missing]


def test_the_stage_follows_from_what_happened_and_says_why() -> None:
    view = derive(at_work(), FAMILY, IN_MAY)
    assert view.stage == Stage.WORK
    assert view.reason == "Plan agreed 15 May; first step started 17 May"
    assert strip(view) == [StepState.DONE] * 3 + [StepState.NOW] + [StepState.LATER] * 2
    assert [stage.done_on for stage in view.stages[:3]] == [date(2026, 5, 2), date(2026, 5, 11), date(2026, 5, 15)]


def test_a_plan_agreed_without_a_step_is_work_without_the_second_half() -> None:
    assert derive(at_work()[:-1], FAMILY, IN_MAY).reason == "Plan agreed 15 May"


def test_the_year_is_said_when_it_is_another() -> None:
    assert derive(at_work(), FAMILY, AFTERWARDS).reason == "Plan agreed 15 May 2026; first step started 17 May 2026"


def test_what_was_done_before_opening_counts_from_the_opening() -> None:
    view = derive([*reached(*INTAKE_DONE), event("opened", 3)], FAMILY, IN_MAY)
    assert view.stage == Stage.ASSESSMENT
    assert view.stages[0].done_on == date(2026, 5, 4)


def test_later_events_do_not_count_yet() -> None:
    assert derive(at_work(), FAMILY, date(2026, 5, 3)).stage == Stage.ASSESSMENT


def test_a_step_on_without_the_earlier_one_waits_and_says_for_what() -> None:
    events = [event("opened"), *reached(*INTAKE_DONE), *reached("work_started", day=1)]
    view = derive(events, FAMILY, IN_MAY)
    assert view.stage == Stage.ASSESSMENT
    assert view.waiting.startswith("Work has begun, but this is still missing: every child and adult of the case seen")


def test_with_a_reason_the_step_counts_and_the_reason_is_shown() -> None:
    events = [event("opened"), *reached(*INTAKE_DONE), *reached("work_started", day=1, why="no heating")]
    view = derive(events, FAMILY, IN_MAY)
    assert (view.stage, view.waiting) == (Stage.WORK, "")
    assert view.stages[1].skipped == "no heating"
    assert [line.key for line in view.stages[1].missing] == list(ASSESSMENT_DONE)


def test_a_lawful_gate_holds_against_any_reason_until_its_milestone() -> None:
    events = [event("opened"), *reached("plan_proposed", day=1, why="in a hurry")]
    held = derive(events, FAMILY, IN_MAY)
    assert (held.stage, held.waiting) == (
        Stage.INTAKE,
        "Plan has begun, but this is still missing: confidentiality and its limits explained.",
    )
    view = derive([*events, *reached("notice_given", day=4)], FAMILY, IN_MAY)
    assert (view.stage, view.reason) == (Stage.PLAN, "Plan proposed 2 May: in a hurry")
    assert view.stages[2].entered_on == date(2026, 5, 5)


def test_a_move_past_a_lawful_gate_is_set_aside_with_its_words() -> None:
    view = derive([event("opened"), event("moved", 1, stage="work", why="please")], FAMILY, IN_MAY)
    assert view.stage == Stage.INTAKE
    assert [line.why for line in view.set_aside] == ["First: confidentiality and its limits explained."]


def test_closing_is_never_behind_a_gate() -> None:
    view = derive([event("opened"), *reached("closing_started", day=1, why="moved away")], FAMILY, IN_MAY)
    assert view.stage == Stage.CLOSING


def test_going_back_asks_for_the_later_steps_again_and_remembers_them() -> None:
    back = event("moved", 30, stage="assessment", why="a baby was born")
    view = derive([*at_work(), back], FAMILY, AFTERWARDS)
    assert (view.stage, view.reason) == (Stage.ASSESSMENT, "Moved to another stage 31 May 2026: a baby was born")
    assert [line.key for line in view.missing] == list(ASSESSMENT_DONE)
    assert view.stages[2].state == StepState.LATER
    assert view.stages[2].before_on == date(2026, 5, 15)
    again = derive([*at_work(), back, *reached(*ASSESSMENT_DONE, day=40)], FAMILY, AFTERWARDS)
    assert again.stage == Stage.PLAN


def test_going_back_without_a_reason_is_set_aside() -> None:
    view = derive([*at_work(), event("moved", 30, stage="plan")], FAMILY, AFTERWARDS)
    assert (view.stage, [line.why for line in view.set_aside]) == (Stage.WORK, ["Going back needs a reason."])


def test_what_the_law_asks_once_is_not_asked_again_after_going_back() -> None:
    view = derive([*at_work(), event("moved", 30, stage="intake", why="start afresh")], FAMILY, AFTERWARDS)
    assert "notice_given" not in [line.key for line in view.missing]


def test_a_review_comes_back_to_work_and_sets_the_next_date() -> None:
    before = derive(at_work(), FAMILY, IN_MAY)
    assert before.next_review_on == date(2026, 8, 13)
    during = derive([*at_work(), *reached("review_started", day=90)], FAMILY, AFTERWARDS)
    assert during.stage == Stage.REVIEW
    after = derive(
        [*at_work(), *reached("review_started", day=90), *reached("review_held", day=95)], FAMILY, AFTERWARDS
    )
    assert (after.stage, after.last_review_on, after.next_review_on) == (
        Stage.WORK,
        date(2026, 8, 4),
        date(2026, 11, 2),
    )
    assert after.stages[4].before_on == date(2026, 8, 4)
    assert after.review_overdue


def test_a_review_held_without_being_started_counts_for_the_rhythm() -> None:
    view = derive([*at_work(), *reached("review_held", day=60)], FAMILY, AFTERWARDS)
    assert (view.stage, view.last_review_on) == (Stage.WORK, date(2026, 6, 30))


def test_a_second_review_is_as_good_as_the_first() -> None:
    first = [*reached("review_started", day=90), *reached("review_held", day=95)]
    view = derive([*at_work(), *first, *reached("review_started", day=180)], FAMILY, AFTERWARDS)
    assert view.stage == Stage.REVIEW


def test_a_milestone_taken_back_is_as_if_it_had_never_been() -> None:
    undone = event("taken_back", 20, milestone="plan_agreed", why="the wrong case")
    view = derive([*at_work(), undone], FAMILY, AFTERWARDS)
    assert (view.stage, view.waiting) == (
        Stage.PLAN,
        "Work has begun, but this is still missing: the family's answer to the plan.",
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (event("taken_back", 20, milestone="plan_agreed"), "Taking a step back out of the record needs a reason."),
        (event("taken_back", 20, milestone="review_held", why="x"), "There is no such step to take back."),
        (event("burned", 20), "This kind of event is not known."),
        (event("milestone", 20, milestone="enlightened"), "This milestone is not known."),
        (event("moved", 20, stage="limbo", why="x"), "This stage is not known."),
        (event("moved", 20, why="x"), "It does not say to which stage."),
        (event("moved", 20, stage="work", why="x"), "The case is at this stage already."),
        (event("opened", 20), "It is open already."),
        (event("reopened", 20), "Only a closed case can be reopened."),
        (event("after_care_started", 20), "After-care begins when a case has closed."),
        (event("after_care_ended", 20), "There is no after-care to end."),
    ],
)
def test_what_cannot_be_is_set_aside_and_said(wrong: SpineEvent, sentence: str) -> None:
    view = derive([*at_work(), wrong], FAMILY, AFTERWARDS)
    assert [(line.event, line.why) for line in view.set_aside] == [(wrong, sentence)]
    assert view.stage == Stage.WORK


def closed_case() -> list[SpineEvent]:
    return [*at_work(), event("closed", 100, closing_reason="goals_met")]


def test_a_closed_case_says_when_and_why_and_has_no_present_stage() -> None:
    view = derive(closed_case(), FAMILY, AFTERWARDS)
    assert (view.state, view.stage, view.stage_label) == (CaseState.CLOSED, None, "Closed")
    assert (view.reason, view.closed_on) == ("Closed 9 August 2026: Goals met", date(2026, 8, 9))
    assert strip(view) == [StepState.DONE] * 4 + [StepState.NOT_REACHED, StepState.DONE]
    assert view.next_review_on is None
    assert view.overdue == ()


@pytest.mark.parametrize(
    ("late", "sentence"),
    [
        (event("closed", 101), "It is closed already."),
        (event("opened", 101), "The case is closed; it can be reopened."),
        (event("moved", 101, stage="plan", why="x"), "The case is not open."),
    ],
)
def test_nothing_moves_while_it_is_closed(late: SpineEvent, sentence: str) -> None:
    view = derive([*closed_case(), late], FAMILY, AFTERWARDS)
    assert view.state == CaseState.CLOSED
    assert [line.why for line in view.set_aside] == [sentence]


def test_closing_before_opening_is_set_aside() -> None:
    assert [line.why for line in derive([event("closed")], FAMILY, IN_MAY).set_aside] == ["The case was not open yet."]


def test_after_care_begins_and_ends() -> None:
    cared = [*closed_case(), event("after_care_started", 100)]
    assert derive(cared, FAMILY, AFTERWARDS).state == CaseState.AFTER_CARE
    assert derive([*cared, event("after_care_ended", 150)], FAMILY, AFTERWARDS).state == CaseState.CLOSED


def test_reopening_begins_the_next_episode_and_shows_the_earlier_one() -> None:
    view = derive([*closed_case(), event("reopened", 150, why="lost the flat")], FAMILY, AFTERWARDS)
    assert (view.state, view.episode, view.stage) == (CaseState.REOPENED, 2, Stage.INTAKE)
    assert view.reason == "Case reopened 28 September 2026: lost the flat"
    assert [(e.number, e.closed_on, e.reason) for e in view.episodes] == [(1, date(2026, 8, 9), "Goals met")]
    assert "notice_given" not in [line.key for line in view.missing]


def test_an_intake_while_closed_counts_for_the_next_episode() -> None:
    again = [*closed_case(), *reached("intake_decided", "safe_contact_asked", day=149), event("reopened", 150)]
    assert derive(again, FAMILY, AFTERWARDS).stage == Stage.ASSESSMENT


def test_a_review_held_while_closed_does_not_end_the_next_one() -> None:
    ended = [*at_work(), *reached("closing_started", day=90, why="moved away"), event("closed", 100)]
    again = [*ended, *reached("review_held", day=120), event("reopened", 150, stage="work", why="came back")]
    view = derive([*again, *reached("review_started", day=160)], FAMILY, AFTERWARDS)
    assert view.stage == Stage.REVIEW


def test_reopening_at_a_stage_passes_the_earlier_ones_with_the_reason() -> None:
    view = derive([*closed_case(), event("reopened", 150, stage="work", why="it came back")], FAMILY, AFTERWARDS)
    assert view.stage == Stage.WORK
    assert view.stages[1].skipped == "it came back"


def test_a_summary_given_after_closing_belongs_to_the_episode_that_ended() -> None:
    view = derive([*closed_case(), *reached("summary_given", day=103)], FAMILY, AFTERWARDS)
    assert view.set_aside == ()


def test_deadlines_count_business_days_and_holidays() -> None:
    events = [event("opened"), *reached("intake_decided", day=21)]
    in_scotland = calendar_for("GB", "ENG")
    due = {line.key: line for line in derive(events, FAMILY, date(2026, 6, 5), calendar=in_scotland).due}
    assert due["first_contact"].due_on == date(2026, 6, 1)
    assert due["first_contact"].overdue
    assert due["first_contact"].days_left == -4
    without = {line.key: line for line in derive(events, FAMILY, date(2026, 6, 5)).due}
    assert without["first_contact"].due_on == date(2026, 5, 29)


def test_a_deadline_kept_late_says_so_and_is_not_overdue() -> None:
    events = [event("opened"), *reached("intake_decided"), *reached("first_contact_made", day=20)]
    due = {line.key: line for line in derive(events, FAMILY, AFTERWARDS).due}
    assert (due["first_contact"].late, due["first_contact"].overdue, due["first_contact"].done_on) == (
        True,
        False,
        date(2026, 5, 21),
    )


def test_going_back_drops_the_reasons_with_which_later_steps_were_passed() -> None:
    hurried = [event("opened"), *reached(*INTAKE_DONE), *reached("work_started", day=1, why="no heating")]
    back = event("moved", 5, stage="assessment", why="time to ask properly")
    onward = event("moved", 8, stage="work", why="")
    view = derive([*hurried, back, onward], FAMILY, IN_MAY)
    assert view.stage == Stage.ASSESSMENT
    assert [line.why.split(":")[0] for line in view.set_aside] == ["Going on without this needs a reason"]


def test_the_oldest_overdue_stands_first() -> None:
    view = derive(at_work(), FAMILY, AFTERWARDS)
    assert [stage.overdue for stage in view.stages] == [True, False, True, False, False, False]
    assert [line.key for line in view.overdue] == ["tell_referrer", "first_contact", "give_plan_copy"]


def test_outreach_begins_at_work_and_nothing_stands_before_a_bed() -> None:
    view = derive([event("opened")], OUTREACH, IN_MAY)
    assert (view.stage, view.reason) == (Stage.WORK, "Case opened 1 May")
    assert view.next_review_on == date(2027, 5, 1)


def test_outreach_stays_where_somebody_moved_it() -> None:
    back = event("moved", 2, stage="plan", why="wants to talk about housing")
    view = derive([event("opened"), back], OUTREACH, IN_MAY)
    assert view.stage == Stage.PLAN
    onward = derive([event("opened"), back, *reached("work_started", day=3)], OUTREACH, IN_MAY)
    assert onward.stage == Stage.WORK


def test_a_notice_that_each_episode_needs_is_asked_again() -> None:
    data = FAMILY.as_data()
    data["stages"][0]["needs"][2]["each_episode"] = True
    strict = read_protocol(data)
    view = derive([*closed_case(), event("reopened", 150, stage="work", why="it came back")], strict, AFTERWARDS)
    assert (view.stage, [line.key for line in view.missing if line.lawful]) == (Stage.INTAKE, ["notice_given"])


@given(any_history, protocols, st.randoms(use_true_random=False), st.dates(date(2026, 4, 1), AFTERWARDS))
def test_no_order_of_events_leads_to_an_impossible_state(
    history: list[SpineEvent], protocol: ProtocolRules, shuffler: random.Random, today: date
) -> None:
    view = derive(history, protocol, today)
    shuffled = list(history)
    shuffler.shuffle(shuffled)
    assert derive(shuffled, protocol, today) == view
    is_open = view.state in (CaseState.OPEN, CaseState.REOPENED)
    check_strip(view, is_open=is_open)
    check_gates(view, is_open=is_open)
    check_dates(view, today)
    assert view.reason
    assert all(line.event in history and line.why for line in view.set_aside)
    assert (view.episode > 1) == (view.state == CaseState.REOPENED or len(view.episodes) > 1)
    assert len(view.episodes) == view.episode - is_open
    assert (view.state == CaseState.NOT_OPENED) == (view.episode == 0)


def check_strip(view: SpineView, *, is_open: bool) -> None:
    states = strip(view)
    assert states.count(StepState.NOW) == int(is_open)
    assert (view.stage is not None) == is_open
    if is_open:
        now = states.index(StepState.NOW)
        assert view.stages[now].stage == view.stage
        assert set(states[:now]) <= {StepState.DONE}
        assert set(states[now + 1 :]) <= {StepState.LATER}
    elif view.state == CaseState.NOT_OPENED:
        assert set(states) == {StepState.LATER}
    else:
        assert StepState.LATER not in states
        assert states[-1] == StepState.DONE


def check_gates(view: SpineView, *, is_open: bool) -> None:
    if not is_open:
        return
    for stage in view.stages:
        if stage.state == StepState.DONE:
            assert view.stage == Stage.CLOSING or not any(line.lawful for line in stage.missing)
            assert stage.skipped or not any(not line.lawful for line in stage.missing)


def check_dates(view: SpineView, today: date) -> None:
    for stage in view.stages:
        assert (stage.done_on is not None) == (stage.state == StepState.DONE)
        assert stage.done_on is None or stage.done_on <= today
        assert stage.entered_on is None or stage.done_on is None or stage.entered_on <= stage.done_on
    for line in view.due:
        assert not line.overdue or (line.done_on is None and line.due_on < today and view.stage is not None)
    closed = view.state in (CaseState.CLOSED, CaseState.AFTER_CARE)
    assert (view.closed_on is not None) == closed
    assert view.closed_on is None or view.opened_on is None or view.opened_on <= view.closed_on


def test_protocols_and_cases_mean_the_same_stages_and_milestones() -> None:
    assert tuple(Stage.values) == STAGES
    assert set(Milestone.values) == MILESTONES
    assert set(MILESTONE_STAGE) == set(Milestone)
    assert all(MILESTONE_STAGE[milestone] == stage for milestone, stage in STARTS.items())


@pytest.mark.parametrize("key", protocol_keys())
def test_protocols_use_known_closing_reasons_and_settle_them_in_their_own_stage(key: str) -> None:
    protocol = default_protocol(key)
    assert {line.key for line in protocol.closing_reasons} == set(ClosingReason.values)
    for stage in protocol.stages:
        assert all(MILESTONE_STAGE[Milestone(need.key)] == stage.stage for need in stage.needs)
