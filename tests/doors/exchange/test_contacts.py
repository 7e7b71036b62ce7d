"""Contacts through the API: recorded in one go, with everything that came of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from alongside.agency.access import actions as access
from alongside.agency.access.models import Account, Reading
from alongside.agency.staff.models import Worker
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import RESTRICTED
from alongside.practice.contacts.models import Appointment, Contact, ContactPerson, Note
from alongside.practice.plans.models import Step
from alongside.record.cases.models import Case
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.doors.exchange.conftest import CAST, SEES, Call, Count
from tests.factories.assessments import a_ready_case, lead
from tests.factories.contacts import a_contact, a_past_appointment, an_hour_ago
from tests.factories.plans import a_goal

SOON = str(clock.today() + timedelta(days=7))


def told(case: Case, **more: Any) -> dict[str, Any]:
    """A visit an hour ago, but not before today, with the person whom the case is for."""
    marta = str(Person.objects.get(id=lead(case)).public_id)
    at = max(an_hour_ago(), timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)).isoformat()
    return {"case": str(case.public_id), "mode": "visit", "at": at, "people": [marta], "text": "We talked.", **more}


@pytest.mark.parametrize("username", CAST)
def test_each_of_the_cast_reads_what_the_desk_shows_her(become: Become, call: Call, username: str) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López"])
    ordinary = a_contact(case, by)
    hidden = a_contact(case, by, level=RESTRICTED, text="Kept from the team")
    access.exclude(
        circle=case.circle_id, actor_id=Account.objects.get(username="excluded").actor_id, why="A neighbour", by=by
    )
    notes = {one: str(Note.objects.get(contact=one).public_id) for one in (ordinary, hidden)}
    given = told(case)
    program = call(username)
    program.get(f"/contacts/{uuid4()}")
    nothing = program.response.content
    found = program.get(f"/contacts/{ordinary.public_id}")
    if username in SEES:
        leads = username != "colleague"
        assert (found["people"][0]["name"], found["signed"], found["note"]) == ("Marta López", True, notes[ordinary])
        assert len(program.get("/contacts", case=str(case.public_id))["items"]) == 1 + leads
        assert len(program.get("/notes", case=str(case.public_id))["items"]) == 1 + leads
        program.get(f"/contacts/{hidden.public_id}")
        assert program.status == (200 if leads else 404)
        program.get(f"/notes/{notes[hidden]}")
        assert program.status == (200 if leads else 404)
        become("privacy")
        acts = set(Reading.objects.filter(circle_id=case.circle_id).values_list("act", flat=True))
        assert acts >= {"contact by a program", "contact list by a program", "note list by a program"}
    else:
        assert (program.status, program.response.content) == (404, nothing)
        assert program.get("/contacts")["items"] == []
        assert program.get("/notes")["items"] == []
        program.post("/contacts", given)
        assert program.response.content == nothing
        for verb in ("sign", "share"):
            program.post(f"/notes/{notes[ordinary]}/{verb}")
            assert program.response.content == nothing
        program.post(f"/notes/{notes[ordinary]}/amendments", {"text": "x", "reason": "x"})
        assert program.response.content == nothing


def test_a_contact_is_recorded_with_everything_that_came_of_it(become: Become, call: Call) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López"])
    goal, agreed = a_goal(case, by), a_past_appointment(case, by)
    given = told(
        case,
        goals=[{"goal": str(goal.public_id), "level": 0}],
        own_words="No letter came.",
        appointment=str(agreed.public_id),
        next_step={"what": "calls the landlord", "due_on": SOON},
        next_appointment={"starts_at": f"{SOON}T10:00:00Z", "ends_at": f"{SOON}T10:45:00Z"},
        sign=True,
    )
    program = call("worker")
    found = program.post("/contacts", given, Idempotency_Key="visit")
    assert (program.status, found["signed"], found["late"]) == (201, True, False)
    assert found["goals"] == [{"id": str(goal.public_id), "title": goal.title, "level": 0}]
    assert found["appointment"] == str(agreed.public_id)
    assert program.post("/contacts", given, Idempotency_Key="visit")["id"] == found["id"]
    note = program.get(f"/notes/{found['note']}")
    assert (note["own_words"], note["said_by"]["name"]) == ("No letter came.", "Marta López")
    assert program.get(f"/goals/{goal.public_id}")["level"] == 0
    become("worker")
    assert note["next_step"] == str(Step.objects.get(what="calls the landlord").public_id)
    assert Step.objects.get(what="calls the landlord").worker_id == by.worker_id
    assert Contact.objects.filter(case=case).count() == 1
    assert Appointment.objects.filter(case=case, starts_at__gte=clock.now()).count() == 1
    assert Appointment.objects.get(id=agreed.id).outcome == "came"


def test_what_cannot_be_is_refused_at_the_fields_that_were_sent(become: Become, call: Call) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López"])
    goal = str(a_goal(case, by).public_id)
    other = a_ready_case(by, people=["Adam Kowalczyk"])
    strange = str(Person.objects.get(id=lead(other)).public_id)
    nobody = str(Worker.objects.exclude(actor_id=by.actor_id).earliest("id").public_id)
    given = told(case)
    program = call("worker")
    bad: list[tuple[dict[str, Any], list[str] | None]] = [
        ({"mode": "dream"}, ["mode"]),
        ({"at": f"{SOON}T10:00:00Z"}, ["at"]),
        ({"at": an_hour_ago().replace(tzinfo=None).isoformat()}, ["at"]),
        ({"at": "1990-01-01T00:00:00Z"}, ["at"]),
        ({"ends_at": "2020-01-01T00:00:00Z"}, ["ends_at"]),
        ({"people": [strange]}, ["people"]),
        ({"people": [str(uuid4())]}, ["people"]),
        ({"people": [], "seen_alone": given["people"]}, ["seen_alone"]),
        ({"place": "x" * 201}, ["place"]),
        ({"language": "x" * 61}, ["language"]),
        ({"goals": [{"goal": str(uuid4())}]}, ["goals.0.goal"]),
        ({"goals": [{"goal": goal}, {"goal": goal}]}, ["goals"]),
        ({"goals": [{"goal": goal, "level": 2}]}, ["goals.0.level"]),
        ({"goals": [{"goal": goal, "level": 3}]}, ["goals.0.level"]),
        ({"goals": [{"goal": goal}], "not_about_a_goal": True}, ["not_about_a_goal"]),
        ({"format": "haiku"}, ["format"]),
        ({"format": "soap", "sections": {"rhyme": "x"}}, ["sections.rhyme"]),
        ({"format": "soap", "sections": {"plan": "x"}, "sign": True, "not_about_a_goal": True}, None),
        ({"own_words": "Mine", "people": []}, ["said_by"]),
        ({"shared": False}, ["hold_reason", "hold_until"]),
        ({"other_worker": nobody}, ["other_worker"]),
        ({"interpreter": "no", "sign": True, "not_about_a_goal": True}, ["interpreter_words"]),
        ({"sign": True}, ["goals"]),
        ({"next_step": {"what": "calls", "due_on": "2020-01-01"}}, ["next_step.due_on"]),
        ({"next_step": {"what": "calls"}}, ["next_step.due_on"]),
        ({"next_step": {"what": "calls", "due_on": SOON, "owner": "partner"}}, ["next_step.owner"]),
        ({"next_step": {"what": "x", "due_on": SOON, "person": str(uuid4())}}, ["next_step.person"]),
        (
            {"next_appointment": {"starts_at": "2020-01-01T10:00:00Z", "ends_at": "2020-01-01T09:00:00Z"}},
            ["next_appointment.starts_at", "next_appointment.ends_at"],
        ),
        ({"mood": "good"}, ["mood"]),
    ]
    for change, fields in bad:
        program.post("/contacts", {**given, **change})
        said = list(program.answered["fields"]) if program.status == 422 else program.status
        assert said == (fields or [f"sections.{one}" for one in ("subjective", "objective", "assessment")]), change
    for change in ({"case": str(uuid4())}, {"appointment": str(uuid4())}):
        program.post("/contacts", {**given, **change})
        assert program.status == 404
    become("worker")
    assert not Contact.objects.filter(case=case).exists()
    colleague = call("colleague")
    colleague.post("/contacts", {**given, "restricted": True})
    assert (colleague.status, list(colleague.answered["fields"])) == (422, ["restricted"])


def test_contacts_are_found_by_case_person_and_time(become: Become, call: Call) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López"])
    now = an_hour_ago()
    late, early = a_contact(case, by, at=now), a_contact(case, by, at=now - timedelta(days=9))
    other = a_contact(a_ready_case(by, people=["Adam Kowalczyk"]), by)
    marta = str(Person.objects.get(id=lead(case)).public_id)
    names = {one.id: str(one.public_id) for one in (late, early, other)}
    middle = (now - timedelta(days=3)).isoformat()
    program = call("worker")

    def found(**query: str) -> list[str]:
        return [one["id"] for one in program.get("/contacts", **query)["items"]]

    assert found() == [names[other.id], names[early.id], names[late.id]]
    assert found(case=str(case.public_id)) == found(person=marta) == [names[early.id], names[late.id]]
    assert found(case=str(case.public_id), from_at=middle) == [names[late.id]]
    assert found(case=str(case.public_id), until_at=middle) == [names[early.id]]
    program.get("/contacts", from_at="2026-01-01T10:00:00")
    assert (program.status, list(program.answered["fields"])) == (422, ["from_at"])
    program.get("/contacts", worker="x")
    assert (program.status, list(program.answered["fields"])) == (422, ["worker"])


def test_lists_and_details_ask_as_much_for_many_rows_as_for_one(become: Become, call: Call, count: Count) -> None:
    by = become("worker")
    case = a_ready_case(by, people=["Marta López"])
    contact = a_contact(case, by, own_words="Mine", sign=False)
    note = Note.objects.get(contact=contact)
    program = call("worker")
    paths = ["/contacts", f"/contacts/{contact.public_id}", "/notes", f"/notes/{note.public_id}"]
    few = [count(program, path) for path in paths]
    become("worker")
    shared = {"circle_id": case.circle_id}
    made = {**shared, "case": case, "author_id": by.actor_id}
    contacts = Contact.objects.bulk_create(
        Contact(**made, mode="call", at=contact.at, recorded_at=contact.at) for _number in range(59)
    )
    ContactPerson.objects.bulk_create(ContactPerson(**shared, contact=one, person_id=lead(case)) for one in contacts)
    Note.objects.bulk_create(
        Note(**made, contact=one, format="girp", own_words="Mine", said_by_id=lead(case)) for one in contacts
    )
    assert [count(program, path) for path in paths] == few
    assert max(few) <= 5
    assert len(program.get("/contacts", limit=200)["items"]) == len(program.get("/notes", limit=200)["items"]) == 60
