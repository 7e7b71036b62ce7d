"""Notes through the API: changed until signed, amended afterwards, held back or shared."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from alongside.ground.foundation import clock
from alongside.practice.contacts.models import Note
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.doors.exchange.conftest import Call
from tests.factories.assessments import a_ready_case, lead
from tests.factories.contacts import TEXT, a_contact
from tests.factories.plans import a_goal

SOON = str(clock.today() + timedelta(days=7))


def test_a_note_is_changed_signed_amended_held_back_and_shared(become: Become, call: Call) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López"])
    goal = str(a_goal(case, by).public_id)
    contact = a_contact(case, by, sign=False, not_about_a_goal=False)
    marta = str(Person.objects.get(id=lead(case)).public_id)
    path = f"/notes/{Note.objects.get(contact=contact).public_id}"
    program = call("worker")
    program.post(f"{path}/sign")
    assert (program.status, list(program.answered["fields"])) == (422, ["goals"])
    change = {"own_words": "It is better now.", "said_by": marta, "goals": [goal]}
    changed = program.patch(path, change, If_Match='"1"')
    assert (changed["text"], changed["own_words"], changed["said_by"]["id"]) == (TEXT, change["own_words"], marta)
    assert program.get(f"/contacts/{contact.public_id}")["goals"][0]["id"] == goal
    program.patch(path, {"text": "Other"}, If_Match='"1"')
    assert (program.status, program.answered["current"]["text"], program.answered["yours"]) == (
        409,
        TEXT,
        {"text": "Other"},
    )
    program.post(f"{path}/sign", If_Match='"1"')
    assert (program.status, program.response["ETag"]) == (409, '"2"')
    signed = program.post(f"{path}/sign", If_Match='"2"', Idempotency_Key="sign")
    assert (program.status, signed["signed_by"], len(signed["digest"])) == (200, "Dele Akande", 64)
    program.patch(path, {"text": "Other"})
    assert (program.status, program.answered["code"]) == (422, "note.signed")
    amendment = {"text": "It was 10:00.", "reason": "Wrong time"}
    amended = program.post(f"{path}/amendments", amendment, Idempotency_Key="amend")
    assert (program.status, amended["amendments"][0]["text"], amended["text"]) == (201, "It was 10:00.", TEXT)
    assert len(program.post(f"{path}/amendments", amendment, Idempotency_Key="amend")["amendments"]) == 1
    held = program.post(f"{path}/hold", {"reason": "He reads along", "until": SOON})
    assert (held["shared"], held["hold_reason"], held["hold_until"]) == (False, "He reads along", SOON)
    shared = program.post(f"{path}/share")
    assert (shared["shared"], shared["hold_reason"], shared["hold_until"]) == (True, "", None)
    assert [one["id"] for one in program.get("/notes", signed="true")["items"]] == [signed["id"]]
    assert program.get("/notes", signed="false")["items"] == []


def test_what_cannot_be_is_refused_at_the_fields_that_were_sent(become: Become, call: Call) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López"])
    other = a_ready_case(by, people=["Adam Kowalczyk"])
    strange = str(Person.objects.get(id=lead(other)).public_id)
    path = f"/notes/{Note.objects.get(contact=a_contact(case, by, sign=False)).public_id}"
    done = f"/notes/{Note.objects.get(contact=a_contact(case, by)).public_id}"
    program = call("worker")
    bad = [
        ("PATCH", path, {}, ["body"]),
        ("PATCH", path, {"said_by": strange}, ["said_by"]),
        ("PATCH", path, {"said_by": str(uuid4())}, ["said_by"]),
        ("PATCH", path, {"people": [strange]}, ["people"]),
        ("PATCH", path, {"goals": [str(uuid4())]}, ["goals"]),
        ("PATCH", path, {"format": "haiku"}, ["format"]),
        ("PATCH", path, {"sections": {"rhyme": "x"}}, ["sections.rhyme"]),
        ("PATCH", path, {"interpreter": "maybe"}, ["interpreter"]),
        ("PATCH", path, {"signed_by": "me"}, ["signed_by"]),
        ("POST", f"{path}/amendments", {"text": "x", "reason": "y"}, []),
        ("POST", f"{done}/amendments", {"text": "", "reason": "y"}, ["text"]),
        ("POST", f"{done}/amendments", {"text": "x", "reason": ""}, ["reason"]),
        ("POST", f"{done}/hold", {"reason": "", "until": SOON}, ["reason"]),
        ("POST", f"{done}/hold", {"reason": "x", "until": "2020-01-01"}, ["until"]),
        ("POST", f"{done}/hold", {"reason": "x"}, ["until"]),
    ]
    for method, where, body, fields in bad:
        program.send(method, where, body)
        assert (program.status, list(program.answered["fields"])) == (422, fields), (where, body)
    colleague = call("colleague")
    colleague.patch(path, {"text": "Mine"})
    assert (colleague.status, colleague.answered["code"]) == (422, "note.not_author")
    colleague.post(f"{path}/sign")
    assert (colleague.status, colleague.answered["code"]) == (422, "note.not_author")


def test_a_token_for_contacts_reads_no_words_of_notes(become: Become, call: Call) -> None:
    by = become("worker")
    contact = a_contact(a_ready_case(by), by)
    note = Note.objects.get(contact=contact).public_id
    program = call("worker", scopes=["contacts:read"])
    program.get(f"/contacts/{contact.public_id}")
    assert (program.status, TEXT in program.response.content.decode()) == (200, False)
    program.get(f"/notes/{note}")
    assert program.status == 403
