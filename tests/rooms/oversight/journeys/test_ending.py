"""Closing and reopening: refused while anything is open, complete when nothing is, with everything kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.journeys import ending, papers
from alongside.oversight.overviews.closing_page import closing_page
from alongside.practice.documents import queries as documents
from alongside.record.cases import actions as cases
from alongside.record.cases.enums import CaseState, ClosingReason, Milestone
from alongside.record.cases.models import Case, Closing
from tests.conftest import Become
from tests.factories.cases import a_case


def ready_to_close(case: Case, by: Reader, *, sign: bool = True) -> Closing:
    """An ending that lacks nothing."""
    for milestone in (Milestone.NOTICE_GIVEN, Milestone.CLOSING_TALKED_THROUGH):
        cases.reach(case=case, milestone=milestone, by=by)
    closing = cases.write_closing(
        case=case,
        reasons=[ClosingReason.GOALS_MET],
        agreed_with="Marta",
        person_view="I can do this now.",
        summary="Rent is paid and the children are in school.",
        by=by,
    )
    due = clock.today() + timedelta(days=30)
    cases.add_after_care(closing=closing, what="Ring once", due_on=due, worker_id=by.worker_id, by=by)
    return cases.sign_closing(closing=closing, by=by) if sign else closing


def test_nothing_written_cannot_close(become: Become) -> None:
    by = become("worker")
    with pytest.raises(Refused, match="Write first why"):
        ending.close_case(case=a_case(by), by=by)


def test_an_open_item_is_named_with_its_practice(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    cases.write_closing(case=case, reasons=[ClosingReason.GOALS_MET], summary="Done.", by=by)
    with pytest.raises(Refused, match="closing summary") as refusal:
        ending.close_case(case=case, by=by)
    assert "COA" in str(refusal.value.basis)
    case.refresh_from_db()
    assert case.state == CaseState.OPEN


@pytest.mark.parametrize(
    ("reason", "field", "sentence"),
    [(ClosingReason.LOST_CONTACT, "reasons", "there have been 0"), (ClosingReason.OTHER, "reason_words", "few words")],
)
def test_a_reason_that_does_not_hold_yet_is_not_signed(
    become: Become, reason: ClosingReason, field: str, sentence: str
) -> None:
    by = become("worker")
    case = a_case(by)
    kept = ending.keep_closing(case=case, reasons=[ClosingReason.GOALS_MET], summary="Done.", by=by)
    with pytest.raises(Refused, match=sentence) as refusal:
        ending.keep_closing(case=case, sign=True, reasons=[reason], summary="Done.", version=kept.version, by=by)
    assert list(refusal.value.fields) == [field]
    kept.refresh_from_db()
    assert (kept.reasons, kept.signed_at) == ([ClosingReason.GOALS_MET], None)
    signed = ending.keep_closing(
        case=case, sign=True, reasons=[ClosingReason.GOALS_MET], summary="Done.", version=kept.version, by=by
    )
    assert signed.signed_at is not None


def test_a_complete_ending_closes_into_after_care_and_queues_the_paper(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    ready_to_close(case, by)
    closed = ending.close_case(case=case, by=by)
    assert closed.state == CaseState.AFTER_CARE
    lines = documents.documents_of(case.id)
    assert [line.state for line in lines] == ["waiting"]
    papers.make_document(public_id=lines[0].public_id, by=by)
    paper = documents.paper(case.public_id, lines[0].public_id)
    assert paper.content.startswith(b"%PDF-")
    assert "Marta" not in paper.file_name


def test_reopening_keeps_the_earlier_ending(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    ready_to_close(case, by)
    ending.close_case(case=case, by=by)
    reopened = ending.reopen_case(case=case, why="She lost the new job too.", by=by)
    assert reopened.episode == 2
    page = closing_page(case.public_id, by=by)
    assert page.earlier[0].summary == "Rent is paid and the children are in school."
    assert page.closing.row is None


def test_the_page_says_what_is_settled_and_drafts_the_summary(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    page = closing_page(case.public_id, by=by)
    states = {line.key: line.settled for line in page.readiness}
    assert states["notes_signed"]
    assert not states["summary_written"]
    assert "We worked together from" in page.draft
    ready_to_close(case, by)
    assert closing_page(case.public_id, by=by).open_count == 0


def test_an_unsigned_summary_gives_no_paper(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    ready_to_close(case, by, sign=False)
    with pytest.raises(Refused, match="Sign the summary first"):
        ending.ask_for_summary(case=case, by=by)


@pytest.mark.parametrize("username", ["elsewhere", "intake", "privacy", "admin", "evaluator"])
def test_others_find_nothing(become: Become, username: str) -> None:
    case = a_case(become("worker"))
    with pytest.raises(NotFound):
        closing_page(case.public_id, by=become(username))


def test_a_colleague_reads_but_does_not_close(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    ready_to_close(case, by)
    with pytest.raises(Refused):
        ending.close_case(case=case, by=become("colleague"))


def test_a_line_of_after_care_is_a_handle_in_its_own_case_only(become: Become) -> None:
    by = become("worker")
    case, other = a_case(by), a_case(by)
    closing = cases.write_closing(case=case, reasons=["goals_met"], summary="Done.", by=by)
    line = cases.add_after_care(closing=closing, what="Ring", due_on=clock.today(), worker_id=by.worker_id, by=by)
    assert ending.after_care_line(case=case, number=line.id) == line
    for where, number in ((other, line.id), (case, 0)):
        with pytest.raises(NotFound):
            ending.after_care_line(case=where, number=number)
