"""A contact with everything that hangs on it goes to the database in one statement, or not at all."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import Error, transaction

from alongside.agency.access.models import History
from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import ORDINARY, RESTRICTED, Reader
from alongside.practice.contacts.actions.writing import people_json, write_contact
from alongside.practice.contacts.models import Contact, ContactGoal, ContactPerson, Note
from alongside.practice.contacts.rules.contacts import Happened
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.factories.assessments import a_ready_case, lead
from tests.factories.cases import a_case
from tests.factories.plans import a_goal


def a_visit(case: Case, by: Reader, *, level: int = ORDINARY) -> Contact:
    now = clock.now()
    return Contact(
        public_id=uuid4(),
        circle_id=case.circle_id,
        level=level,
        case_id=case.id,
        mode="visit",
        at=now - timedelta(hours=1),
        ends_at=now,
        recorded_at=now,
        author_id=by.actor_id,
    )


def a_note(text: str) -> Note:
    return Note(format="girp", text=text, sections={"plan": "z"}, shared=False, hold_reason="Her husband reads along")


def test_contact_people_goals_and_note_in_one_statement(become: Become, queries: Any) -> None:
    by = become("worker")
    case = a_ready_case(by, family=True)
    marta, dani = list(case.participants.order_by("id").values_list("person_id", flat=True))[:2]
    goal = a_goal(case, by)
    contact, note = a_visit(case, by), a_note("They talked.")
    told = Happened("visit", contact.at, people=[marta, dani], seen_alone=[dani], goals={goal.id: None})
    with queries() as seen:
        write_contact(contact, told, progress={}, note=note, by=by)
    assert len(seen) == 1
    kept = Contact.objects.get(id=contact.id)
    assert (kept.public_id, kept.at, kept.version, kept.acl_key != 0) == (contact.public_id, contact.at, 1, True)
    there = ContactPerson.objects.filter(contact=kept).values_list("person_id", "seen_alone", "was_there")
    assert set(there) == {(marta, False, True), (dani, True, True)}
    assert ContactGoal.objects.get(contact=kept).goal == goal
    written = Note.objects.get(id=note.id)
    assert (written.contact_id, written.case_id, written.text, written.sections) == (
        kept.id,
        case.id,
        "They talked.",
        {"plan": "z"},
    )
    assert (written.shared, written.hold_reason, written.author_id) == (False, "Her husband reads along", by.actor_id)


def test_without_a_note_the_contact_stands_alone_and_can_be_changed(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    contact = a_visit(case, by)
    write_contact(contact, Happened("visit", contact.at), progress={}, note=None, by=by)
    assert not Note.objects.exists()
    contact.place = "Harbour"
    contact.save(update_fields=["place"])
    assert Contact.objects.get().place == "Harbour"


def test_the_level_goes_down_to_everything_that_hangs_on_it(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    contact, note = a_visit(case, by, level=RESTRICTED), a_note("For few eyes.")
    told = Happened("visit", contact.at, people=[lead(case)])
    write_contact(contact, told, progress={}, note=note, by=by)
    assert set(Note.objects.values_list("level", flat=True)) == {RESTRICTED}
    become("colleague")
    assert not Contact.objects.exists()
    assert not ContactPerson.objects.exists()
    assert not Note.objects.exists()


def test_history_knows_of_each_row(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    contact, note = a_visit(case, by), a_note("They talked.")
    told = Happened("visit", contact.at, people=[lead(case)])
    write_contact(contact, told, progress={}, note=note, by=by)
    for table, row in (("contacts_contact", contact.id), ("contacts_note", note.id)):
        assert History.objects.filter(table_name=table, row_id=row, verb="insert").count() == 1


@pytest.mark.parametrize("who", ["elsewhere", "privacy", "admin"])
def test_row_level_security_holds_in_one_statement_too(become: Become, who: str) -> None:
    case = a_case(become("worker"))
    stranger = become(who)
    contact = a_visit(case, stranger)
    with pytest.raises(Error), transaction.atomic():
        write_contact(contact, Happened("visit", contact.at), progress={}, note=None, by=stranger)


def test_somebody_of_another_case_cannot_be_there(become: Become) -> None:
    by = become("worker")
    case, other = a_case(by), a_case(by, people=["Rosario Vega"])
    contact = a_visit(case, by)
    told = Happened("visit", contact.at, people=[lead(other)])
    with pytest.raises(Error), transaction.atomic():
        write_contact(contact, told, progress={}, note=None, by=by)
    assert not Contact.objects.exists()


def test_who_was_seen_alone_is_said_of_her_only() -> None:
    assert json.loads(people_json([4, 7], {7})) == [{"person": 4, "alone": False}, {"person": 7, "alone": True}]
    assert json.loads(people_json([], [])) == []
