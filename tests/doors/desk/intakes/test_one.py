"""The page of one request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from alongside.agency.access.models import Reading as LogEntry
from alongside.agency.staff import queries as staff
from alongside.ground.foundation import clock
from alongside.oversight.journeys.accept_intake import pass_on
from alongside.record.cases.models import Assignment, Case, Participant
from alongside.record.intakes import actions as intakes
from alongside.record.intakes.models import Intake, Screening
from alongside.record.intakes.queries import intake_row
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.doors.desk.intakes.pages import Reading, a_call, hidden
from tests.factories.cases import a_case
from tests.factories.intakes import an_intake
from tests.rooms.oversight.journeys.test_accept_intake import closed_case

Visit = Callable[[str], Client]
ACCEPT = {"outcome": "accept", "criterion_accept": "child_in_household", "reason": "Rent", "whose": "one"}
NOBODY_ELSE = ("worker", "colleague", "excluded", "supervisor", "elsewhere", "evaluator", "privacy", "admin")


def address(row: Intake, tail: str = "") -> str:
    return f"/intakes/{row.public_id}/{tail}"


def text_of(visit: Visit, username: str, row: Intake) -> str:
    return Reading(visit(username).get(address(row)).content.decode()).text


@pytest.mark.parametrize("username", NOBODY_ELSE)
def test_absent_and_hidden_answer_the_same(visit: Visit, become: Become, username: str) -> None:
    row = an_intake(become("intake"), urgency="today")
    client = visit(username)
    absent = client.get(f"/intakes/{uuid4()}/")
    hidden_one = client.get(address(row))
    assert (hidden_one.status_code, hidden_one.content) == (404, absent.content)
    for tail in ("take/", "notice/", "decide/", "reopen/"):
        assert client.post(address(row, tail), a_call_of(ACCEPT)).status_code == 404
    assert client.get(address(row, "change/")).status_code == 404
    assert client.post(address(row, "change/"), {"words": "Mine now"}).status_code == 404


def a_call_of(typed: dict[str, str]) -> dict[str, str]:
    return {
        "notice_how": "Read aloud",
        "case": str(uuid4()),
        "why": "Rent again",
        "person_name": "Marta Lopes",
        **typed,
    }


def test_the_page_says_what_was_heard_and_logs_the_reading(visit: Visit, become: Become) -> None:
    row = an_intake(
        become("intake"),
        safe_text="yes",
        safe_from=time(18),
        safe_note="Her brother opens letters",
        caller="professional",
        caller_name="Dr Byrne",
        language="Spanish",
    )
    text = text_of(visit, "intake", row)
    for words in (
        "Marta Lopes",
        "Lost her care home job in May.",
        "A professional, Dr Byrne",
        "Text: yes",
        "Between 18:00 and …",
        "Her brother opens letters",
        "Not asked: call, voicemail, letter",
        "Nobody has explained yet how we keep things private",
        "01 555 0100",
    ):
        assert words in text
    become("intake")
    assert LogEntry.objects.filter(act="intake page", object_ids=[row.id]).exists()


def test_an_urgent_request_is_taken_once(visit: Visit, become: Become) -> None:
    row = an_intake(become("intake"), urgency="today", received_at=clock.now() - timedelta(minutes=12))
    client = visit("intake")
    assert "Somebody today" in client.get(address(row)).content.decode()
    taken = client.post(address(row, "take/"), follow=True).content.decode()
    assert "You have it. It waited 12 minutes." in taken
    assert (
        "Somebody has taken this request already." in client.post(address(row, "take/"), follow=True).content.decode()
    )


def test_confidentiality_is_explained_on_the_page(visit: Visit, become: Become) -> None:
    row = an_intake(become("intake"))
    client = visit("intake")
    wrong = client.post(address(row, "notice/"), {"notice_how": "By pigeon"})
    assert wrong.status_code == 422
    done = client.post(
        address(row, "notice/"), {"notice_how": "Given on paper", "notice_language": "Spanish"}, follow=True
    )
    assert "Confidentiality explained: Given on paper" in Reading(done.content.decode()).text


def test_what_was_heard_is_changed_until_it_is_decided(visit: Visit, become: Become) -> None:
    row = an_intake(become("intake"))
    client = visit("intake")
    page = client.get(address(row, "change/")).content.decode()
    assert "Lost her care home job" in page
    saved = client.post(address(row, "change/"), a_call(version="1", safe_letter="yes", words="Found work."))
    assert saved.status_code == 302
    stale = client.post(address(row, "change/"), a_call(version="1", words="Lost it again."))
    assert stale.status_code == 422
    text = Reading(stale.content.decode()).text
    assert "What stands there now" in text
    assert "Found work." in text
    assert "Lost it again." in text
    wrong = client.post(address(row, "change/"), a_call(version="2", birth_words="2999"))
    assert "lies in the future" in wrong.content.decode()
    by = become("intake")
    assert Intake.objects.get(id=row.id).safe_letter == "yes"
    intakes.screen(intake=row, outcome="accept", reason="Two needs", by=by)
    late = client.post(address(row, "change/"), a_call(version="3"))
    assert "has been decided" in late.content.decode()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"outcome": ""}, "Choose what is decided"),
        ({"outcome": "decline", "reason": "Too far"}, "Write what you offered instead"),
        ({"outcome": "refer_on", "alternative": "Debt advice"}, "Say why"),
        ({**ACCEPT, "person_name": " "}, "A case is for somebody"),
        ({**ACCEPT, "worker": "0"}, "not offered any more"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(
    visit: Visit, become: Become, typed: dict[str, str], says: str
) -> None:
    row = an_intake(become("intake"), person_name="")
    answer = visit("intake").post(address(row, "decide/"), {"person_name": "Marta Lopes", **typed})
    assert answer.status_code == 422
    assert says in Reading(answer.content.decode()).text
    become("intake")
    assert not Screening.objects.exists()


def test_a_request_is_decided_and_decided_again(visit: Visit, become: Become) -> None:
    row = an_intake(become("intake"))
    client = visit("intake")
    typed = {"outcome": "inform", "criterion_inform": "one_question", "alternative": "Open on Mondays"}
    text = Reading(client.post(address(row, "decide/"), typed, follow=True).content.decode()).text
    assert "Instead: Open on Mondays" in text
    assert "Decide again" in text
    opened = client.post(address(row, "decide/"), {**ACCEPT, "person_name": "Marta Lopes"}, follow=True)
    assert "The Family team has it now" in opened.content.decode()
    assert "Dele" not in opened.content.decode()


def test_pressing_open_case_twice_opens_one(visit: Visit, become: Become) -> None:
    row = an_intake(become("intake"))
    client = visit("intake")
    (key,) = hidden(client.get(address(row)).content.decode(), "idempotency_key")
    sent = {**ACCEPT, "person_name": "Marta Lopes", "idempotency_key": key}
    for _press in (1, 2):
        answer = client.post(address(row, "decide/"), sent, follow=True)
        assert "The Family team has it now" in answer.content.decode()
    become("supervisor")
    assert Case.objects.count() == 1


def test_somebody_alike_is_shown_first_and_matched_by_eye(visit: Visit, become: Become) -> None:
    a_case(become("worker"), people=["Marta López"])
    marta = str(Person.objects.get().public_id)
    row = an_intake(become("intake"))
    client = visit("intake")
    shown = client.post(address(row, "decide/"), {**ACCEPT, "person_name": "Marta Lopes"})
    assert "Somebody alike is in the record" in shown.content.decode()
    apart = client.post(address(row, "decide/"), {**ACCEPT, "person_name": "Marta Lopes", "not_same": marta})
    assert hidden(apart.content.decode(), "apart") == [marta]
    matched = client.post(address(row, "decide/"), {"same": marta}, follow=True)
    assert "Kept: this is Marta López." in matched.content.decode()
    become("intake")
    assert intake_row(row.public_id).person_id == Person.objects.get().id
    assert client.post(address(row, "decide/"), {"same": str(uuid4())}).status_code == 404
    assert client.post(address(row, "decide/"), {"same": "her"}).status_code == 404
    assert client.post(address(row, "decide/"), {**ACCEPT, "person_name": "Marta López"}).status_code == 302
    become("supervisor")
    assert (Person.objects.count(), Case.objects.count()) == (1, 2)


def test_the_team_opens_the_case_of_a_request_that_was_passed_on(visit: Visit, become: Become) -> None:
    by = become("intake")
    row = an_intake(by)
    pass_on(intake=row, reason="Two needs", by=by)
    become("supervisor")
    dele = next(worker.id for worker in staff.workers() if worker.name == "Dele Akande")
    client = visit("supervisor")
    page = client.get(address(row)).content.decode()
    (seen,) = hidden(page, "seen")
    sent = {"outcome": "accept", "person_name": "Marta Lopes", "worker": str(dele), "whose": "one", "seen": seen}
    answer = client.post(address(row, "decide/"), sent)
    become("supervisor")
    case = Case.objects.get()
    assert answer.url == f"/cases/{case.public_id}/"  # type: ignore[attr-defined]  # a redirect
    assert Assignment.objects.get(case=case).worker_id == dele
    settled = Reading(client.get(address(row)).content.decode()).text
    assert f"Open {case.number}" in settled
    assert "Decide again" not in settled


def test_earlier_work_is_offered_and_reopened(visit: Visit, become: Become) -> None:
    case, person_id = closed_case(become)
    by = become("intake")
    row = an_intake(by)
    intakes.match_person(intake=row, person_id=person_id, by=by)
    assert "worked together before" not in text_of(visit, "intake", row)
    pass_on(intake=row, reason="Rent again", by=become("intake"))
    client = visit("supervisor")
    assert "You have worked together before" in client.get(address(row)).content.decode()
    empty = client.post(address(row, "reopen/"), {"case": str(case.public_id), "why": ""})
    assert empty.status_code == 422
    answer = client.post(address(row, "reopen/"), {"case": str(case.public_id), "why": "Rent again"})
    assert answer.url == f"/cases/{case.public_id}/"  # type: ignore[attr-defined]
    become("supervisor")
    assert Case.objects.get().state == "reopened"


def test_an_open_case_is_not_reopened(visit: Visit, become: Become) -> None:
    case = a_case(become("worker"))
    person_id = Participant.objects.get(case=case).person_id
    by = become("intake")
    row = an_intake(by, person_id=person_id)
    pass_on(intake=row, reason="Rent again", by=by)
    answer = visit("supervisor").post(address(row, "reopen/"), {"case": str(case.public_id), "why": "Rent again"})
    assert answer.status_code == 422
    assert "That case is open already." in answer.content.decode()
