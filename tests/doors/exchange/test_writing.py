"""Once for each key, on the version that was seen."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory

from alongside.agency.staff.models import Worker
from alongside.doors.exchange.examples import EXAMPLES
from alongside.doors.exchange.writing import version_seen
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.practice.assessments.models import Assessment
from alongside.practice.contacts.models import Note
from alongside.practice.plans.models import Goal, Step
from alongside.record.cases.models import Participant
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.doors.exchange.conftest import Call, Program
from tests.factories.assessments import a_ready_case, lead
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact
from tests.factories.intakes import an_intake
from tests.factories.plans import an_agreed_plan


@pytest.mark.parametrize(("said", "seen"), [("", 7), ("*", 7), ('"3"', 3), ("3", 3), ('W/"3"', 3), (' "12" ', 12)])
def test_if_match_names_a_version(said: str, seen: int) -> None:
    headers = {"If-Match": said} if said else {}
    assert version_seen(RequestFactory(headers=headers).get("/"), 7) == seen


@pytest.mark.parametrize("said", ["three", '"3", "4"', '"-1"', "9" * 30])
def test_anything_else_is_refused(said: str) -> None:
    with pytest.raises(Refused, match="one version"):
        version_seen(RequestFactory(headers={"If-Match": said}).get("/"), 7)


def test_a_key_is_its_callers_own_and_a_refusal_does_not_use_it_up(become: Become, call: Call) -> None:
    a_case(become("worker"), people=["Marta López"])
    person = Person.objects.get(display_name="Marta López")
    path = f"/people/{person.public_id}/names"
    first, second = call("worker"), call("supervisor")
    first.post(path, {"full": ""}, Idempotency_Key="k")
    assert first.status == 422
    added = first.post(path, {"full": "Marta Vega"}, Idempotency_Key="k")
    assert (first.status, len(added["names"])) == (201, 2)
    assert len(second.post(path, {"full": "La Martita"}, Idempotency_Key="k")["names"]) == 3
    first.post(path, {"full": "Marta Vega"}, Idempotency_Key="k")
    assert (first.status, len(first.answered["names"])) == (201, 3)
    first.post("/households", {"full": "Marta Vega"}, Idempotency_Key="k")
    assert first.status == 422


def test_a_stale_version_stops_every_verb_on_what_is_there_and_shows_it_as_it_is(become: Become, call: Call) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López"])
    plan = an_agreed_plan(case, by)
    note = Note.objects.get(contact=a_contact(case, by, sign=False))
    goal, assessment = Goal.objects.get(case=case), Assessment.objects.get(case=case)
    line, part = Step.objects.get(case=case), Participant.objects.get(case=case)
    person, me = Person.objects.get(id=lead(case)), worker_of(by)
    taker = become("intake")
    intake = an_intake(taker)
    verbs: list[Any] = [
        (person, f"/people/{person.public_id}/names", "add_name", {}),
        (person, f"/people/{person.public_id}/contact-points", "add_contact_point", {"case": str(case.public_id)}),
        (person, f"/people/{person.public_id}/join", "join", {"case": str(case.public_id)}),
        (case, f"/cases/{case.public_id}/milestones", "reach", {}),
        (case, f"/cases/{case.public_id}/move", "move_stage", {}),
        (case, f"/cases/{case.public_id}/assignments", "assign_worker", {"worker": me}),
        (case, f"/cases/{case.public_id}/hand-over", "hand_over", {"to_worker": me}),
        (case, f"/cases/{case.public_id}/close", "close_case", {}),
        (case, f"/cases/{case.public_id}/reopen", "reopen_case", {"worker": me}),
        (part, f"/participants/{part.public_id}/end", "end_participation", {}),
        (assessment, f"/assessments/{assessment.public_id}/statements", "add_statement", {}),
        (assessment, f"/assessments/{assessment.public_id}/areas/money", "look_at_area", {}),
        (assessment, f"/assessments/{assessment.public_id}/finish", "finish_assessment", {}),
        (goal, f"/goals/{goal.public_id}/progress", "note_progress", {}),
        (goal, f"/goals/{goal.public_id}/end", "end_goal", {}),
        (line, f"/plans/{plan.public_id}/lines/{line.public_id}/settle", "settle_line", {}),
        (plan, f"/plans/{plan.public_id}/lines", "add_line", {}),
        (plan, f"/plans/{plan.public_id}/agreements", "record_agreement", {}),
        (plan, f"/plans/{plan.public_id}/agree", "agree_plan", {}),
        (plan, f"/plans/{plan.public_id}/reviews", "hold_review", {}),
        (note, f"/notes/{note.public_id}/sign", "", {}),
        (note, f"/notes/{note.public_id}/amendments", "amend_note", {}),
        (note, f"/notes/{note.public_id}/hold", "hold_note", {}),
        (note, f"/notes/{note.public_id}/share", "", {}),
    ]
    of_intakes: list[Any] = [
        (intake, f"/intakes/{intake.public_id}/acknowledge", "", {}),
        (intake, f"/intakes/{intake.public_id}/notice", "give_notice", {}),
        (intake, f"/intakes/{intake.public_id}/match", "match_person", {}),
        (intake, f"/intakes/{intake.public_id}/decide", "decide", {}),
        (intake, f"/intakes/{intake.public_id}/accept", "accept", {"worker": me}),
        (intake, f"/intakes/{intake.public_id}/reopen", "reopen", {"worker": me}),
    ]
    stops(call("worker"), verbs)
    stops(call("intake"), of_intakes)


def stops(program: Program, verbs: list[Any]) -> None:
    """Each of the verbs (thing, path, name of its example, changes) is answered 409 with both versions."""
    for thing, path, example, change in verbs:
        body = {**EXAMPLES.get(example, {}), **change}
        program.post(path, body, If_Match='"99"')
        assert program.status == 409, (path, program.answered)
        assert program.answered["current"]["id"] == str(thing.public_id), path
        assert program.answered["yours"] == (body if example else {}), path
        program.post(path, body, If_Match="soon")
        assert (program.status, program.answered["code"]) == (422, "if_match"), path


def worker_of(by: Reader) -> str:
    """The outside name of a reader's worker."""
    return str(Worker.objects.get(actor_id=by.actor_id).public_id)
