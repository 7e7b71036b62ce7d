"""The frame of every case page: tabs, menu and the path of stages in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import Http404
from django.test import Client

from alongside.doors.desk.cases.frame import LOOKS, MENU, TABS, exists, frame_of, path_of, row_in
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.ground.ui.values import PathStep
from alongside.record.cases import actions as cases
from alongside.record.cases.actions import Reached
from alongside.record.cases.enums import Stage
from alongside.record.cases.models import Case
from alongside.record.cases.queries import CaseHead, case_head, protocol_of
from tests.conftest import Become
from tests.factories.cases import a_case

Visit = Callable[[str], Client]
INTAKE_DONE = [Reached(key) for key in ("intake_decided", "safe_contact_asked", "notice_given")]


def head_of(case: Case, by: Reader) -> CaseHead:
    return case_head(case.public_id, by=by)


def steps(case: Case, by: Reader) -> dict[str, PathStep]:
    return dict(zip([stage.value for stage in Stage], path_of(head_of(case, by)), strict=True))


def close(case: Case, by: Reader) -> None:
    closing = cases.write_closing(case=case, reasons=["goals_met"], summary="Done.", by=by)
    cases.close(case=case, closing=closing, met={line.key for line in protocol_of(case).closing}, by=by)


def test_every_stage_has_its_own_look() -> None:
    assert set(LOOKS) == set(Stage)
    assert len({look.icon for look in LOOKS.values()}) == len({look.role for look in LOOKS.values()}) == len(Stage)


def test_every_tab_and_every_line_of_the_menu_leads_to_a_page(become: Become, visit: Visit) -> None:
    by = become("worker")
    case = a_case(by)
    frame = frame_of(head_of(case, by), "plan")
    assert [link.label for link in frame["tabs"] if link.current] == ["Plan"]
    client = visit("worker")
    for link in (*frame["tabs"], *frame["menu"]):
        assert client.get(link.url).status_code == 200, link.url


def test_what_has_no_page_yet_is_not_offered() -> None:
    assert exists("plan/")
    assert not exists("no-such-part/")
    assert {tail for _key, tail, _label in TABS} >= {"", "plan/", "people/"}
    assert len(MENU) == len({tail for tail, _label, _icon in MENU})


def test_an_open_case_can_be_closed_and_a_closed_one_reopened(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    base = f"/cases/{case.public_id}/"
    offered = {link.url for link in frame_of(head_of(case, by), "")["menu"]}
    assert f"{base}close/" in offered
    assert f"{base}reopen/" not in offered
    close(case, by)
    offered = {link.url for link in frame_of(head_of(case, by), "")["menu"]}
    assert f"{base}close/" not in offered
    assert f"{base}reopen/" in offered


def test_the_path_says_what_is_done_missing_and_still_to_come(become: Become) -> None:
    by = become("worker")
    path = steps(a_case(by, milestones=INTAKE_DONE), by)
    assert [path[stage.value].state for stage in Stage] == ["done", "now", "later", "later", "later", "later"]
    assert path["intake"].text.startswith("Done ")
    assert path["assessment"].text.startswith("Missing: ")
    assert path["assessment"].text.endswith(" more")
    assert path["closing"].text == "When the person is ready"
    assert path["intake"].back_url.endswith("?to=intake#move")
    assert path["assessment"].back_url == ""


def test_one_thing_missing_is_named_alone(become: Become) -> None:
    by = become("worker")
    assert " more" not in steps(a_case(by, milestones=INTAKE_DONE[1:]), by)["intake"].text


def test_a_family_is_ready_together(become: Become) -> None:
    by = become("worker")
    assert steps(a_case(by, family=True), by)["closing"].text == "When the family is ready"


def test_what_was_passed_with_a_reason_is_counted(become: Become) -> None:
    by = become("worker")
    case = a_case(by, milestones=INTAKE_DONE)
    cases.move_stage(case=case, to="plan", why="They brought a plan", by=by)
    assert "3 steps passed with a reason" in steps(case, by)["assessment"].text


def test_what_is_late_says_since_when(become: Become) -> None:
    by = become("worker")
    case = a_case(by, milestones=INTAKE_DONE[:1])
    with clock.standing_at(clock.now() + timedelta(days=60)):
        assert ": was due " in steps(case, by)["intake"].text


def test_a_stage_with_nothing_missing_counts_its_days(become: Become) -> None:
    by = become("worker")
    case = a_case(by, milestones=INTAKE_DONE)
    cases.move_stage(case=case, to="work", why="They brought a plan", by=by)
    assert steps(case, by)["work"].text.startswith("Day 1, since ")


def test_a_review_says_when_it_is_due_or_since_when_it_is_late(become: Become) -> None:
    by = become("worker")
    done = [*INTAKE_DONE, *(Reached(key) for key in ("person_seen", "safety_checked", "assessment_finished"))]
    case = a_case(by, milestones=[*done, Reached("plan_proposed"), Reached("plan_agreed"), Reached("work_started")])
    path = steps(case, by)
    assert path["review"].text
    assert not path["review"].text.startswith("Overdue")
    with clock.standing_at(clock.now() + timedelta(days=400)):
        assert steps(case, by)["review"].text.startswith("Overdue since ")


def test_of_a_closed_case_nothing_goes_back_and_what_was_not_reached_says_so(become: Become) -> None:
    by = become("worker")
    case = a_case(by, milestones=INTAKE_DONE)
    close(case, by)
    path = steps(case, by)
    assert path["plan"].text == "Not reached"
    assert {step.back_url for step in path.values()} == {""}


def test_a_colleague_is_not_offered_the_way_back(become: Become) -> None:
    case = a_case(become("worker"), milestones=INTAKE_DONE)
    assert {step.back_url for step in steps(case, become("colleague")).values()} == {""}


def test_a_thing_of_another_case_is_not_there(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    closing = cases.write_closing(case=case, reasons=["goals_met"], summary="Done.", by=by)
    assert row_in(case.public_id, lambda: closing) == closing
    with pytest.raises(Http404):
        row_in(uuid4(), lambda: closing)

    def hidden() -> None:
        raise NotFound

    with pytest.raises(Http404):
        row_in(case.public_id, hidden)
