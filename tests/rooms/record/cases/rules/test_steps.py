"""The steps of each stage as a page shows them: reached, missing, passed or still to come."""

from __future__ import annotations

from datetime import date

from alongside.agency.organisation.rules import default_protocol
from alongside.record.cases.rules.events import SpineEvent
from alongside.record.cases.rules.spine import derive
from alongside.record.cases.rules.steps import Check, CheckState, stage_steps
from tests.rooms.record.cases.rules.spines import ASSESSMENT_DONE, INTAKE_DONE, at_work, event, reached

FAMILY = default_protocol("family_support")
TODAY = date(2026, 5, 20)


def checks(events: list[SpineEvent], stage: str, today: date = TODAY) -> dict[str, Check]:
    lines = stage_steps(events, FAMILY, derive(events, FAMILY, today), today)
    return {check.key: check for one in lines if one.view.stage == stage for check in one.checks}


def test_a_step_that_was_reached_says_when_and_by_whom() -> None:
    notice = checks(at_work(), "intake")["notice_given"]
    assert (notice.state, notice.on, notice.by) == (CheckState.DONE, date(2026, 5, 2), "Ada Bell")
    assert notice.lawful
    assert notice.needed
    assert "GDPR Article 13" in notice.basis


def test_what_is_missing_now_is_told_from_what_comes_later() -> None:
    events = [event("opened"), *reached(*INTAKE_DONE)]
    now, later = checks(events, "assessment"), checks(events, "plan")
    assert {now[key].state for key in ASSESSMENT_DONE} == {CheckState.MISSING}
    assert later["plan_agreed"].state == CheckState.LATER
    assert (now["person_seen"].on, now["person_seen"].by) == (None, "")


def test_what_a_reason_passed_is_not_missing_any_more() -> None:
    events = [event("opened"), *reached(*INTAKE_DONE), event("moved", 1, stage="work", why="no heating")]
    assert {checks(events, "assessment")[key].state for key in ASSESSMENT_DONE} == {CheckState.PASSED}


def test_after_going_back_a_step_of_that_stage_is_missing_again() -> None:
    back = event("moved", 17, stage="assessment", why="a baby was born")
    again = checks([*at_work(), back], "assessment")["person_seen"]
    assert (again.state, again.on, again.by) == (CheckState.MISSING, None, "")


def test_nothing_is_missing_of_a_case_that_is_closed() -> None:
    events = [event("opened"), event("closed", 3, closing_reason="moved_away")]
    assert CheckState.MISSING not in {check.state for check in checks(events, "intake").values()}


def test_the_step_of_a_deadline_stands_beside_the_needs_with_its_date() -> None:
    steps = checks([event("opened"), *reached(*INTAKE_DONE)], "intake")
    told = steps["first_contact_made"]
    assert not told.needed
    assert told.words == "First contact made"
    assert told.due is not None
    assert told.due.overdue
    assert all(steps[key].due is None for key in INTAKE_DONE)


def test_an_event_that_is_still_to_come_has_not_been_reached() -> None:
    assert checks(at_work(), "work", date(2026, 5, 10))["work_started"].state == CheckState.LATER
