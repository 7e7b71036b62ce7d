"""Contacts, notes and appointments as handles: the right row, in order, and nothing for strangers."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.practice.contacts.models import ContactPerson
from alongside.practice.contacts.queries.handles import (
    appointment_row,
    happened_of,
    note_row,
    note_rows,
    written_of,
)
from tests.conftest import Become
from tests.factories.assessments import a_ready_case
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact, an_appointment, an_hour_ago
from tests.factories.plans import a_goal


def test_a_contact_told_again_is_what_was_told(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by, family=True)
    marta, dani, ines = list(case.participants.order_by("id").values_list("person_id", flat=True))
    goal = a_goal(case, by, start_level=0)
    at = an_hour_ago()
    contact = a_contact(
        case,
        by,
        at=at,
        people=[dani, marta, ines],
        seen_alone=[dani],
        language="Spanish",
        place="14 Quay Row",
        interpreter="no",
        interpreter_words="by phone",
        goals=[(goal.id, 1)],
        own_words="We eat together.",
        said_by_id=dani,
        opinion="It holds.",
        sections={"plan": "z"},
        sign=False,
    )
    ContactPerson.objects.filter(contact=contact, person_id=ines).update(was_there=False)
    told = happened_of(note_row(contact.public_id).contact)
    assert (told.mode, told.at, told.ends_at) == ("visit", at, at + timedelta(minutes=45))
    assert (told.people, told.seen_alone) == ((dani, marta), frozenset([dani]))
    assert (told.place, told.language, told.interpreter_words) == ("14 Quay Row", "Spanish", "by phone")
    assert (told.goals, told.not_about_a_goal) == ({goal.id: 1}, False)
    written = written_of(note_row(contact.public_id))
    assert (written.own_words, written.said_by_id, written.opinion) == ("We eat together.", dani, "It holds.")
    assert written.sections == {"plan": "z"}
    assert written.shared


def test_of_several_notes_mine_come_oldest_first(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    newer = a_contact(case, by)
    older = a_contact(case, by, at=an_hour_ago() - timedelta(days=2))
    hers = a_contact(case, become("colleague"))
    by = become("worker")
    rows = note_rows([newer.public_id, older.public_id, hers.public_id, uuid4()], by=by)
    assert [row.contact_id for row in rows] == [older.id, newer.id]
    assert note_rows([], by=by) == []


@pytest.mark.parametrize("who", ["elsewhere", "intake", "privacy", "admin", "client"])
def test_hidden_and_absent_are_the_same(become: Become, who: str) -> None:
    by = become("worker")
    case = a_case(by)
    contact, booked = a_contact(case, by), an_appointment(case, by, starts_at=clock.now() + timedelta(days=1))
    assert appointment_row(booked.public_id).case == case
    stranger = become(who)
    assert note_rows([contact.public_id], by=stranger) == []
    for public_id in (contact.public_id, uuid4()):
        with pytest.raises(NotFound):
            note_row(public_id)
    for public_id in (booked.public_id, uuid4()):
        with pytest.raises(NotFound):
            appointment_row(public_id)
