"""Contacts and notes a page at a time: in which order, from where, and what the reading log says of it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from alongside.agency.access.models import Reading
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import RESTRICTED
from alongside.practice.contacts.actions import amend_note
from alongside.practice.contacts.models import Note
from alongside.practice.contacts.queries import note_by_name, series
from tests.conftest import Become
from tests.factories.assessments import lead
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact


def test_pages_go_on_where_the_last_one_ended_and_tell_each_circle_to_the_log(become: Become) -> None:
    by = become("worker")
    marta, adam = a_case(by, people=["Marta López"]), a_case(by, people=["Adam Kowalczyk"])
    told = [a_contact(case, by).public_id for case in (marta, adam, marta)]
    first = series.contacts_after(size=2, by=by)
    rest = series.contacts_after(size=2, after=first.after, by=by)
    assert [one.public_id for one in (*first.items, *rest.items)] == told[::-1]
    assert rest.after is None
    with pytest.raises(Refused):
        series.contacts_after(after=uuid4(), by=by)
    with pytest.raises(NotFound):
        series.contacts_after(case=uuid4(), by=by)
    seen = [(case.circle_id, [lead(case)]) for case in (marta, marta, adam)]
    become("privacy")
    events = Reading.objects.filter(act="contact list by a program")
    assert sorted(events.values_list("circle_id", "person_ids")) == sorted(seen)


def test_a_note_tells_its_amendments_and_nothing_of_a_level_that_is_not_held(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    signed = Note.objects.get(contact=a_contact(case, by, own_words="It is better."))
    contact = a_contact(case, by, level=RESTRICTED).public_id
    hidden = Note.objects.get(contact__public_id=contact)
    amend_note(note=note_by_name(signed.public_id), text="It was 10:00.", reason="Wrong time", by=by)
    fact = series.note_fact(signed.public_id, by=by)
    assert (fact.own_words, fact.said_by and fact.said_by.name) == ("It is better.", "Marta López")
    assert [(one.text, one.author) for one in fact.amendments] == [("It was 10:00.", "Dele Akande")]
    assert len(series.notes_after(by=by).items) == 2
    other = become("colleague")
    assert [one.public_id for one in series.notes_after(case=case.public_id, by=other).items] == [signed.public_id]
    with pytest.raises(NotFound):
        series.note_fact(hidden.public_id, by=other)
    with pytest.raises(NotFound):
        series.contact_fact(contact, by=other)
    with pytest.raises(NotFound):
        note_by_name(hidden.public_id)
    assert series.notes_after(signed=False, by=other).items == ()
