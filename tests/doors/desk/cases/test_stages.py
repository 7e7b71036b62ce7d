"""The page of the stages: ticking, undoing, moving, taking back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from alongside.ground.foundation import clock
from alongside.record.cases.actions import Reached
from alongside.record.cases.models import Case, StageEvent
from tests.conftest import Become
from tests.factories.cases import a_case

Visit = Callable[[str], Client]
INTAKE_DONE = [Reached(key) for key in ("intake_decided", "safe_contact_asked", "notice_given")]


def test_one_press_records_a_step_and_one_press_undoes_it(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"), milestones=INTAKE_DONE[:2])
    client = visit("worker")
    answer = client.post(f"/cases/{case.public_id}/stages/tick/", {"milestone": "notice_given"}, follow=True)
    page = answer.content.decode()
    assert "Recorded: Confidentiality explained" in page
    undo = f"/cases/{case.public_id}/stages/undo/notice_given/"
    assert f'action="{undo}"' in page
    assert Case.objects.get(id=case.id).stage == "assessment"
    assert client.post(undo, follow=True).status_code == 200
    assert Case.objects.get(id=case.id).stage == "intake"
    assert StageEvent.objects.filter(case=case, kind="taken_back").count() == 1


def test_an_unknown_step_is_refused_in_words(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    answer = visit("worker").post(f"/cases/{case.public_id}/stages/tick/", {"milestone": "party"})
    assert answer.status_code == 422
    assert "There is no milestone" in answer.content.decode()


def test_a_lawful_gate_shows_its_citation_and_keeps_the_reason(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"))
    answer = visit("worker").post(f"/cases/{case.public_id}/stages/move/", {"to": "plan", "why": "She asked for it"})
    page = answer.content.decode()
    assert answer.status_code == 422
    problem = answer.context["move"].errors["to"][0]
    assert problem.startswith("The law asks for this first")
    assert "GDPR Article 13" in problem
    assert "She asked for it" in page


def test_moving_on_and_back_with_reasons(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"), milestones=INTAKE_DONE)
    client = visit("worker")
    url = f"/cases/{case.public_id}/stages/move/"
    assert client.post(url, {"to": "plan", "why": ""}).status_code == 422
    assert client.post(url, {"to": "plan", "why": "They brought a plan"}, follow=True).status_code == 200
    assert Case.objects.get(id=case.id).stage == "plan"
    page = client.get(f"/cases/{case.public_id}/stages/?to=intake").content.decode()
    assert '<option value="intake" selected' in page
    assert "passed with a reason" in page
    client.post(url, {"to": "intake", "why": "Another request came in"})
    assert Case.objects.get(id=case.id).stage == "intake"


def test_a_step_of_long_ago_is_taken_back_with_a_reason(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"), milestones=INTAKE_DONE)
    client = visit("worker")
    url = f"/cases/{case.public_id}/stages/take-back/"
    assert client.post(url, {"milestone": "notice_given", "mistake": ""}).status_code == 422
    assert client.post(url, {"milestone": "notice_given", "mistake": "Another family"}).status_code == 302
    assert Case.objects.get(id=case.id).stage == "intake"


def test_a_colleague_may_tick_but_sees_no_form_to_move(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"), milestones=INTAKE_DONE)
    page = visit("colleague").get(f"/cases/{case.public_id}/stages/").content.decode()
    assert "stages/tick/" in page
    assert "stages/move/" not in page
    assert "Only whoever carries this case" in page
    answer = visit("colleague").post(f"/cases/{case.public_id}/stages/move/", {"to": "plan", "why": "To help"})
    assert answer.status_code == 422
    assert Case.objects.get(id=case.id).stage == "assessment"


def test_the_path_says_what_is_done_missing_and_late(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"), milestones=INTAKE_DONE)
    page = visit("worker").get(f"/cases/{case.public_id}/").content.decode()
    assert "Missing: every child and adult of the case seen and 2 more" in page
    assert "Back to Intake" in page
    assert "When the person is ready" in page


def test_a_step_of_another_day_bears_that_day(become: Become, visit: Visit) -> None:
    case = a_case(become("worker"), opened_on=clock.today() - timedelta(days=9))
    client, url = visit("worker"), f"/cases/{case.public_id}/stages/tick-on/"
    late = client.post(url, {"milestone": "notice_given", "at": clock.today() + timedelta(days=1)})
    assert late.status_code == 422
    assert "still to come" in late.content.decode()
    assert client.post(url, {"milestone": "notice_given", "at": ""}).status_code == 422
    day = clock.today() - timedelta(days=3)
    assert client.post(url, {"milestone": "notice_given", "at": day}).status_code == 302
    assert timezone.localdate(StageEvent.objects.get(case=case, milestone="notice_given").at) == day
