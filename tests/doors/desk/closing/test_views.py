"""The closing pages: save, sign, hand over, close, print, reopen; and everyone who may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from alongside.doors.commands import jobs
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.practice.documents.models import Document
from alongside.record.cases import actions as cases
from alongside.record.cases.enums import CaseState, Milestone
from alongside.record.cases.models import Case, Closing, Participant
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.people import a_phone

Visit = Callable[[str], Client]
WORDS = {
    "reasons": ["goals_met"],
    "summary": "Rent is paid.",
    "person_view": "I sleep again.",
    "agreed_with": "Marta",
}


@pytest.fixture
def case(become: Become) -> Case:
    return a_case(become("worker"))


def address(case: Case, tail: str = "") -> str:
    return f"/cases/{case.public_id}/close/{tail}"


def test_the_page_lists_what_is_open_and_drafts_the_summary(case: Case, visit: Visit) -> None:
    page = visit("worker").get(address(case)).content.decode()
    assert "Ready to close?" in page
    assert "We worked together from" in page
    assert "COA case record standard" in page


def test_save_sign_and_close_with_after_care(case: Case, visit: Visit, become: Become) -> None:
    worker = visit("worker")
    worker.post(address(case, "save/"), WORDS)
    worker.post(
        f"/cases/{case.public_id}/after-care/add/",
        {"what": "Ring once", "who": "dele akande", "due_on": (clock.today() + timedelta(days=20)).isoformat()},
    )
    assert worker.post(address(case, "save/"), {**WORDS, "sign": "yes", "version": "1"}).status_code == 302
    by = become("worker")
    cases.reach(case=case, milestone=Milestone.CLOSING_TALKED_THROUGH, by=by)
    assert worker.post(address(case, "now/")).status_code == 302
    become("worker")
    case.refresh_from_db()
    assert case.state == CaseState.AFTER_CARE
    document = Document.objects.get(case=case)
    jobs.make_document(document=str(document.public_id), actor=document.asked_by_id)
    answer = worker.get(f"/cases/{case.public_id}/papers/{document.public_id}/")
    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_an_open_item_refuses_in_plain_words_and_keeps_the_text(case: Case, visit: Visit) -> None:
    worker = visit("worker")
    worker.post(address(case, "save/"), WORDS)
    answer = worker.post(address(case, "now/"))
    assert answer.status_code == 422
    assert "settle or hand over" in answer.content.decode()
    assert "Rent is paid." in answer.content.decode()


def test_signing_without_a_reason_says_so_and_keeps_the_text(case: Case, visit: Visit) -> None:
    answer = visit("worker").post(address(case, "save/"), {"summary": "Rent is paid.", "sign": "yes"})
    assert answer.status_code == 422
    assert "Choose why the case closes" in answer.content.decode()
    assert "Rent is paid." in answer.content.decode()


def test_a_hidden_number_is_signed_only_with_a_reason_and_the_field_for_it_appears(
    case: Case, visit: Visit, become: Become
) -> None:
    by = become("worker")
    person = Participant.objects.filter(case=case).order_by("id")[0].person
    a_phone(person, case.circle_id, by, "085 555 4471", level=SAFE_LOCATION)
    worker, what = visit("worker"), {**WORDS, "summary": "Ring 085 555 4471.", "sign": "yes"}
    assert 'name="may_leave"' not in worker.get(address(case)).content.decode()
    answer = worker.post(address(case, "save/"), what)
    page = answer.content.decode()
    assert (answer.status_code, 'name="may_leave"' in page, "Ring 085 555 4471." in page) == (422, True, True)
    assert "must not be found" in page
    why = "She asked that this number stands here."
    assert worker.post(address(case, "save/"), {**what, "may_leave": why}).status_code == 302
    become("worker")
    assert Closing.objects.get(case=case).signed_at


def test_a_stale_edit_shows_both_versions(case: Case, visit: Visit, become: Become) -> None:
    worker = visit("worker")
    worker.post(address(case, "save/"), WORDS)
    worker.post(address(case, "save/"), {**WORDS, "summary": "Written meanwhile.", "version": "1"})
    answer = worker.post(address(case, "save/"), {**WORDS, "summary": "Typed late.", "version": "1"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Typed late." in page
    assert "Written meanwhile." in page
    worker.post(address(case, "save/"), {**WORDS, "summary": "Typed late.", "version": "1", "keep": "mine"})
    become("worker")
    assert Closing.objects.get(case=case).summary == "Typed late."


def test_after_care_without_a_name_is_refused_and_a_double_press_adds_one_line(case: Case, visit: Visit) -> None:
    worker = visit("worker")
    worker.post(address(case, "save/"), WORDS)
    where = f"/cases/{case.public_id}/after-care/add/"
    line = {"what": "Ring once", "due_on": (clock.today() + timedelta(days=20)).isoformat()}
    assert worker.post(where, line).status_code == 422
    for _press in range(2):
        worker.post(where, {**line, "who": "Her sister Ana", "idempotency_key": "once"})
    assert worker.get(address(case)).content.decode().count("Her sister Ana") == 1


@pytest.mark.parametrize("username", ["elsewhere", "intake", "evaluator", "privacy", "admin"])
@pytest.mark.parametrize("tail", ["close/", "reopen/"])
def test_others_find_what_they_find_at_an_address_that_does_not_exist(
    case: Case, visit: Visit, username: str, tail: str
) -> None:
    other = visit(username)
    hidden = other.get(f"/cases/{case.public_id}/{tail}")
    absent = other.get(f"/cases/00000000-0000-4000-8000-000000000000/{tail}")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content == absent.content


def test_a_colleague_cannot_close(case: Case, visit: Visit) -> None:
    visit("worker").post(address(case, "save/"), WORDS)
    assert visit("colleague").post(address(case, "now/")).status_code == 422
