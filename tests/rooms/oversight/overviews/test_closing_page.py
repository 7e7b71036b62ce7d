"""The closing of a case: what is settled, what is open and where, and the summary drafted from the record."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from alongside.agency.access.models import Reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.oversight.overviews.closing_page import Readiness, after_care_of, attempts_of, closing_page, open_ends
from alongside.practice.assessments.enums import Domain, StatementKind
from alongside.practice.plans.models import Goal, Step
from alongside.record.cases import actions as cases
from alongside.record.cases.models import AfterCare, Case, Closing
from tests.conftest import Become
from tests.factories.assessments import a_ready_case, a_statement, an_assessment, lead
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact, an_hour_ago
from tests.factories.plans import a_goal, a_step


def lines(case: Case, become: Become) -> dict[str, Readiness]:
    return {line.key: line for line in closing_page(case.public_id, by=become("worker")).readiness}


def test_everything_that_is_still_open_says_what_and_where(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    for number in range(2):
        a_statement(an_assessment(case, by) if not number else case.assessments.get(), by, domain=Domain.SAFETY,
                    words=f"Afraid {number}", urgency="now")  # fmt: skip
    goal = a_goal(case, by)
    a_step(case, by, goal=goal)
    partner = {"owner": "partner", "worker_id": None, "owner_name": "Harbour Debt Advice"}
    a_step(case, by, goal=goal, what="answers", **partner)
    a_contact(case, by, sign=False)
    assert open_ends(case.id) == {
        "safety_settled": "2 needs for safety are still marked “now”.",
        "aid_settled": "1 thing that we promised is not done yet.",
        "referrals_answered": "1 partner has not answered yet.",
        "notes_signed": "1 note is not signed.",
        "goals_looked_at": "1 goal has no outcome yet.",
    }
    open_now = {key: line for key, line in lines(case, become).items() if line.what_is_open}
    assert set(open_now) == set(open_ends(case.id))
    assert not [line for line in open_now.values() if line.settled]
    assert open_now["safety_settled"].put_right_at.endswith("/assessment/?area=safety")
    assert open_now["aid_settled"].put_right_at.endswith("/plan/")


def test_what_is_done_dropped_or_wished_for_later_is_not_open(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    a_statement(an_assessment(case, by), by, domain=Domain.SAFETY, words="Was afraid", urgency="soon")
    goal = a_goal(case, by)
    step = a_step(case, by, goal=goal)
    Goal.objects.filter(id=goal.id).update(state="dropped")
    Step.objects.filter(id=step.id).update(state="done", done_on=clock.today())
    looked_at = a_goal(case, by, title="Sleep")
    a_contact(case, by, goals=[(looked_at.id, 0)])
    assert open_ends(case.id) == {}


def test_other_cases_hold_nothing_open_here(become: Become) -> None:
    by = become("worker")
    case, other = a_case(by), a_ready_case(by)
    a_step(other, by, goal=a_goal(other, by))
    a_contact(other, by, sign=False)
    assert open_ends(case.id) == {}


def test_what_was_handed_over_or_is_not_asked_for_this_reason_is_not_counted(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    before = closing_page(case.public_id, by=by).open_count
    key = next(line.key for line in lines(case, become).values() if line.can_be_handed_over and not line.settled)
    cases.write_closing(case=case, reasons=["died"], summary="He died.", handed_over={key: "Harbour"}, by=by)
    page = closing_page(case.public_id, by=by)
    assert {line.key: line.handed_to for line in page.readiness}[key] == "Harbour"
    assert "Died" in {line.not_asked_for for line in page.readiness} or page.open_count < before
    assert page.open_count < before


def test_what_was_written_and_signed_is_shown_with_its_handle(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    page = closing_page(case.public_id, by=by)
    assert (page.closing.row, page.closing.version, page.closing.planned, page.is_open) == (None, 0, True, True)
    closing = cases.write_closing(
        case=case, reasons=["goals_met"], summary="Rent is paid.", person_view="I sleep again.", agreed_with="M", by=by
    )
    cases.sign_closing(closing=closing, by=by)
    page = closing_page(case.public_id, by=by)
    assert page.closing.row == closing
    assert (page.closing.summary, page.closing.signed, page.closing.signed_by) == ("Rent is paid.", True, "Dele Akande")
    assert {line.key: line.settled for line in page.readiness}["summary_written"]
    assert Reading.objects.filter(act="closing page").latest("id").circle_id == case.circle_id


def test_after_care_by_date_with_a_name_and_what_is_late(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    assert after_care_of(None) == ()
    closing = cases.write_closing(case=case, reasons=["goals_met"], summary="Done.", by=by)
    due = clock.today() + timedelta(days=9)
    cases.add_after_care(closing=closing, what="Write a card", due_on=due, owner_name="Her sister Ana", by=by)
    late = cases.add_after_care(closing=closing, what="Ring once", due_on=due, worker_id=by.worker_id, by=by)
    AfterCare.objects.filter(id=late.id).update(due_on=clock.today() - timedelta(days=1))
    first, second = after_care_of(closing)
    assert (first.what, first.who, first.overdue) == ("Ring once", "Dele Akande", True)
    assert (second.what, second.who, second.overdue) == ("Write a card", "Her sister Ana", False)
    AfterCare.objects.filter(id=late.id).update(done_on=clock.today())
    assert not after_care_of(closing)[0].overdue


def test_attempts_are_those_that_reached_nobody(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    a_contact(case, by)
    a_contact(case, by, mode="missed", place="At her door", text="", people=[], sign=False)
    a_contact(case, by, mode="letter", at=an_hour_ago() - timedelta(days=3), ends_at=None)
    assert [(one.on, one.channel) for one in attempts_of(case.id)] == [
        ((an_hour_ago() - timedelta(days=3)).date(), "letter"),
        (an_hour_ago().date(), "At her door"),
    ]


def test_the_draft_tells_hope_contacts_and_goals(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    assert len(closing_page(case.public_id, by=by).draft.splitlines()) == 1
    hope: dict[str, Any] = {"domain": Domain.ASPIRATIONS, "words": "", "said_by_id": lead(case)}
    a_statement(an_assessment(case, by), by, kind=StatementKind.HOPE, own_words="I want my mornings back.", **hope)
    a_goal(case, by, title="Rent", start_level=0)
    dropped = a_goal(case, by, title="Car")
    Goal.objects.filter(id=dropped.id).update(state="dropped")
    a_contact(case, by)
    a_contact(case, by, mode="missed", text="", people=[], sign=False)
    draft = closing_page(case.public_id, by=by).draft
    assert "Marta hoped: “I want my mornings back.”" in draft
    assert "We were in contact once." in draft
    assert "• Rent: as hoped" in draft
    assert "• Car: dropped" in draft
    a_contact(case, by)
    assert "We were in contact 2 times." in closing_page(case.public_id, by=by).draft


def test_an_earlier_ending_stays_and_the_next_begins_empty(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    closing = cases.write_closing(case=case, reasons=["goals_met", "other"], reason_words="x", summary="First.", by=by)
    met = {line.key for line in closing_page(case.public_id, by=by).readiness}
    cases.close(case=case, closing=closing, met=met, by=by)
    assert not closing_page(case.public_id, by=by).is_open
    cases.reopen(case=case, why="She lost the flat", by=by)
    page = closing_page(case.public_id, by=by)
    (earlier,) = page.earlier
    assert (earlier.episode, earlier.summary, earlier.closed_on) == (1, "First.", clock.today())
    assert earlier.reasons.startswith("Goals met, ")
    assert page.closing.row is None
    assert Closing.objects.filter(case=case).count() == 1


@pytest.mark.parametrize("who", ["elsewhere", "intake", "evaluator", "privacy", "admin", "client"])
def test_hidden_and_absent_are_the_same(become: Become, who: str) -> None:
    case = a_case(become("worker"))
    by = become(who)
    for public_id in (case.public_id, UUID(int=1)):
        with pytest.raises(NotFound):
            closing_page(public_id, by=by)
