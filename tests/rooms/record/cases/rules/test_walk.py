"""Walking through the events one after the other: what is met, what stands in the way, where the case stops."""

from __future__ import annotations

import pytest

from alongside.agency.organisation.rules import default_protocol, read_protocol
from alongside.record.cases.enums import Stage
from alongside.record.cases.rules.events import SpineEvent
from alongside.record.cases.rules.walk import CLOSING, ORDER, Walk, cannot_move, need_words, walk
from tests.rooms.record.cases.rules.spines import ASSESSMENT_DONE, INTAKE_DONE, at_work, event, reached

FAMILY = default_protocol("family_support")
PLAN = ORDER.index(Stage.PLAN)
WORK = ORDER.index(Stage.WORK)
NOTICE = "First: confidentiality and its limits explained."


def at(events: list[SpineEvent]) -> Walk:
    return walk(events, FAMILY)


def closed() -> list[SpineEvent]:
    return [*at_work(), event("closed", 100, closing_reason="goals_met")]


def test_before_it_opens_nothing_is_reached_and_what_came_early_waits() -> None:
    early = at(reached(*INTAKE_DONE))
    assert (early.is_open, early.reached) == (False, {})
    assert [line.milestone for line in early.waiting_to_count] == list(INTAKE_DONE)
    opened = at([*reached(*INTAKE_DONE), event("opened", 3)])
    assert opened.stage == Stage.ASSESSMENT
    assert opened.waiting_to_count == []


def test_what_stands_before_a_stage_is_lawful_or_may_be_passed() -> None:
    way = at([event("opened")]).obstacle(WORK)
    assert [need.key for need in way.lawful] == ["notice_given"]
    assert set(ASSESSMENT_DONE) < {need.key for need in way.missing}
    assert not at(at_work()).obstacle(WORK)


def test_nothing_lawful_stands_before_the_end() -> None:
    way = at([event("opened")]).obstacle(CLOSING)
    assert way.lawful == ()
    assert way.missing


def test_a_need_that_was_passed_is_open_no_more_and_a_lawful_one_stays() -> None:
    passed = at([event("opened"), *reached("notice_given"), event("moved", 1, stage="work", why="no heating")])
    assert passed.open_needs(ORDER.index(Stage.ASSESSMENT)) == ()
    assert passed.skipped[(1, "person_seen")] == "no heating"
    assert [need.key for need in at([event("opened")]).open_needs(0) if need.lawful] == ["notice_given"]


def test_what_the_law_asks_once_stays_met_and_what_it_asks_each_time_does_not() -> None:
    notice = next(need for need in FAMILY.stages[0].needs if need.key == "notice_given")
    again = [*closed(), event("reopened", 150, why="lost the flat")]
    assert at(again).is_met(notice)
    data = FAMILY.as_data()
    data["stages"][0]["needs"][2]["each_episode"] = True
    strict = read_protocol(data)
    asked = next(need for need in strict.stages[0].needs if need.key == "notice_given")
    assert not walk(again, strict).is_met(asked)
    assert walk([*again, *reached("notice_given", day=151)], strict).is_met(asked)


@pytest.mark.parametrize(
    ("history", "to", "why", "words"),
    [
        ([], PLAN, "please", "The case is not open."),
        (closed(), PLAN, "please", "The case is not open."),
        (at_work(), WORK, "please", "The case is at this stage already."),
        ([event("opened")], WORK, "in a hurry", NOTICE),
        (at_work(), PLAN, " ", "Going back needs a reason."),
        (at_work(), PLAN, "start afresh", ""),
        (at_work(), ORDER.index(Stage.REVIEW), "", ""),
        ([event("opened"), *reached("notice_given")], CLOSING, "moved away", ""),
    ],
)
def test_why_a_case_cannot_move(history: list[SpineEvent], to: int, why: str, words: str) -> None:
    assert cannot_move(at(history), to, why) == words


def test_going_on_without_a_reason_names_what_is_missing() -> None:
    words = cannot_move(at([event("opened"), *reached(*INTAKE_DONE)]), PLAN, "")
    assert words.startswith("Going on without this needs a reason: every child and adult of the case seen")
    assert " and " in words


def test_needs_are_one_phrase() -> None:
    needs = FAMILY.stages[0].needs[:3]
    assert need_words(needs) == f"{needs[0].words}, {needs[1].words} and {needs[2].words}"
    assert need_words(needs[:1]) == needs[0].words


def test_a_stage_holds_after_somebody_moved_it_until_a_step_of_that_stage_or_later() -> None:
    back = [*at_work(), event("moved", 30, stage="assessment", why="a baby was born")]
    assert at(back).held
    assert at([*back, *reached("notice_given", day=31)]).held
    assert not at([*back, *reached("person_seen", day=31)]).held


def test_an_ending_is_kept_with_its_number_and_its_stage() -> None:
    twice = at([*closed(), event("reopened", 150, stage="plan", why="again"), event("closed", 160)])
    assert [(one.number, one.stage) for one in twice.ended] == [(1, Stage.WORK), (2, Stage.PLAN)]
    assert twice.closed == event("closed", 160)


def test_only_the_last_word_of_a_closed_case_still_counts() -> None:
    summary = at([*closed(), *reached("summary_given", "person_seen", day=103)])
    assert "summary_given" in summary.episode_keys()
    assert [line.milestone for line in summary.waiting_to_count] == ["person_seen"]
