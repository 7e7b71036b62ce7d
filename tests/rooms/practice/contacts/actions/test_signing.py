"""Signing, amending and changing notes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import Error, transaction

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.ground.foundation.reader import RESTRICTED, Reader
from alongside.practice.contacts import actions as contacts
from alongside.practice.contacts.models import Amendment, Contact, ContactGoal, ContactPerson, Note
from alongside.practice.contacts.queries.handles import happened_of, note_row, note_rows, written_of
from alongside.practice.contacts.rules.contacts import Written
from alongside.practice.contacts.rules.notes import content_digest
from alongside.record.cases.models import Case
from tests.factories.assessments import a_ready_case
from tests.factories.cases import a_case
from tests.factories.contacts import TEXT, a_contact
from tests.factories.plans import a_goal

Become = Callable[[str], Reader]


def unsigned(case: Case, by: Reader, **told: Any) -> Note:
    return note_row(a_contact(case, by, sign=False, **told).public_id)


def code_of(call: Callable[..., Any], **more: Any) -> str:
    with pytest.raises(Refused) as refusal:
        call(**more)
    return refusal.value.code


def test_a_signature_binds_what_was_written(become: Become) -> None:
    by = become("worker")
    note = contacts.sign_note(note=unsigned(a_case(by), by), by=by)
    note = note_row(note.contact.public_id)
    assert note.signed_by_id == by.actor_id
    told, written = happened_of(note.contact), written_of(note)
    assert note.digest == content_digest(note.contact.public_id, by.actor_id, told, written)
    changed = Written(written.format, "Something else")
    assert note.digest != content_digest(note.contact.public_id, by.actor_id, told, changed)


def test_signed_at_once_or_later_it_binds_the_same(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by)
    goal = a_goal(case, by)
    contact = a_contact(case, by, goals=[(goal.id, 0)], sections={"intervention": "x", "response": " y ", "plan": "z"})
    note = note_row(contact.public_id)
    assert note.digest == content_digest(contact.public_id, by.actor_id, happened_of(note.contact), written_of(note))


def test_signing_twice_is_one_signature(become: Become) -> None:
    by = become("worker")
    note = unsigned(a_case(by), by)
    first = contacts.sign_note(note=note, by=by)
    with clock.standing_at(clock.now() + timedelta(hours=1)):
        again = contacts.sign_note(note=note, by=by)
    assert again.signed_at == first.signed_at


def test_the_golden_thread_is_asked_for(become: Become) -> None:
    by = become("worker")
    note = unsigned(a_case(by), by, not_about_a_goal=False)
    with pytest.raises(Refused) as refusal:
        contacts.sign_note(note=note, by=by)
    assert set(refusal.value.fields) == {"goals"}


@pytest.mark.parametrize("who", ["colleague", "supervisor"])
def test_only_its_author_signs(become: Become, who: str) -> None:
    by = become("worker")
    note = unsigned(a_case(by), by)
    assert code_of(contacts.sign_note, note=note, by=become(who)) == "note.not_author"


def test_the_second_worker_who_was_there_signs_too(become: Become) -> None:
    colleague = become("colleague")
    by = become("worker")
    note = unsigned(a_case(by), by, co_author_id=colleague.actor_id)
    signed = contacts.sign_note(note=note, by=become("colleague"))
    assert signed.signed_by_id == colleague.actor_id


def test_several_are_signed_and_what_lacks_something_says_so(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    ready = unsigned(case, by)
    lacking = unsigned(case, by, not_about_a_goal=False)
    names = [ready.contact.public_id, lacking.contact.public_id]
    came = contacts.sign_notes(notes=note_rows(names, by=by), by=by)
    assert came.signed == (ready.contact.public_id,)
    assert "goal" in came.refused[lacking.contact.public_id]
    assert note_row(ready.contact.public_id).signed_at
    assert note_row(lacking.contact.public_id).signed_at is None


@pytest.mark.parametrize(
    "change",
    [
        lambda contact: Note.objects.filter(contact=contact).update(text="Other words"),
        lambda contact: Note.objects.filter(contact=contact).update(signed_at=None),
        lambda contact: Note.objects.filter(contact=contact).update(digest="0" * 64),
        lambda contact: Contact.objects.filter(id=contact.id).update(at=contact.at - timedelta(days=1)),
        lambda contact: ContactPerson.objects.filter(contact=contact).update(was_there=False),
        lambda contact: ContactGoal.objects.create(
            circle_id=contact.circle_id, contact=contact, goal=contact.case.goals.get()
        ),
    ],
)
def test_the_database_keeps_a_signed_note(become: Become, change: Callable[[Contact], object]) -> None:
    by = become("worker")
    case = a_ready_case(by)
    a_goal(case, by)
    contact = a_contact(case, by)
    contact.refresh_from_db()
    with pytest.raises(Error) as error, transaction.atomic():
        change(contact)
    assert "signed note" in str(error.value)
    assert note_row(contact.public_id).text == TEXT


def test_an_amendment_stands_beneath_the_signed_text(become: Become) -> None:
    by = become("worker")
    contact = a_contact(a_case(by), by)
    amended = contacts.amend_note(
        note=note_row(contact.public_id), text=" It was Thursday. ", reason="Wrong day", by=become("colleague")
    )
    assert (amended.text, amended.reason) == ("It was Thursday.", "Wrong day")
    assert note_row(contact.public_id).text == TEXT
    with pytest.raises(Error), transaction.atomic():
        Amendment.objects.filter(id=amended.id).update(text="Something else")


@pytest.mark.parametrize(
    ("text", "reason", "code"),
    [("", "Wrong day", "note.amendment.text"), ("It was Thursday.", " ", "note.amendment.reason")],
)
def test_an_amendment_needs_words_and_a_reason(become: Become, text: str, reason: str, code: str) -> None:
    by = become("worker")
    note = note_row(a_contact(a_case(by), by).public_id)
    assert code_of(contacts.amend_note, note=note, text=text, reason=reason, by=by) == code


def test_a_note_that_is_not_signed_is_changed_not_amended(become: Become) -> None:
    by = become("worker")
    note = unsigned(a_case(by), by)
    assert code_of(contacts.amend_note, note=note, text="x", reason="y", by=by) == "note.not_signed"


def test_its_author_changes_a_note_until_it_is_signed(become: Become) -> None:
    by = become("worker")
    case = a_ready_case(by, family=True)
    goal = a_goal(case, by)
    marta, dani, _ines = case.participants.order_by("id").values_list("person_id", flat=True)
    note = unsigned(case, by, people=[marta], not_about_a_goal=True)
    contacts.change_note(
        note=note,
        version=note.version,
        written=Written("narrative", " Other words ", own_words="Yes.", said_by_id=dani),
        people=[dani],
        goals=[goal.id],
        interpreter="no",
        interpreter_words="Not wanted",
        by=by,
    )
    changed = note_row(note.contact.public_id)
    told = happened_of(changed.contact)
    assert (changed.text, changed.own_words, changed.said_by_id) == ("Other words", "Yes.", dani)
    assert (told.people, dict(told.goals), told.not_about_a_goal) == ((dani,), {goal.id: None}, False)
    assert (told.interpreter, told.interpreter_words) == ("no", "Not wanted")
    assert changed.version == note.version + 1


def test_a_stale_change_gets_the_other_text(become: Become) -> None:
    by = become("worker")
    note = unsigned(a_case(by), by)
    contacts.change_note(note=note, version=note.version, written=Written("girp", "The newer text"), by=by)
    with pytest.raises(Stale) as stale:
        contacts.change_note(note=note, version=note.version, written=Written("girp", "Mine"), by=by)
    assert stale.value.theirs["text"] == "The newer text"
    assert note_row(note.contact.public_id).text == "The newer text"


def test_nobody_else_changes_a_note_and_nobody_a_signed_one(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    note = unsigned(case, by)
    written = Written("girp", "Mine")
    signed = note_row(a_contact(case, by).public_id)
    assert code_of(contacts.change_note, note=signed, version=1, written=written, by=by) == "note.signed"
    colleague = become("colleague")
    assert code_of(contacts.change_note, note=note, version=1, written=written, by=colleague) == "note.not_author"


def test_a_note_is_held_back_with_reason_and_day_and_shared_again(become: Become) -> None:
    by = become("worker")
    note = note_row(a_contact(a_case(by), by).public_id)
    assert note.shared
    tomorrow = clock.today() + timedelta(days=1)
    held = contacts.hold_note(note=note, reason="To be talked over first", until=tomorrow, by=by)
    assert (held.shared, held.hold_until) == (False, tomorrow)
    assert contacts.share_note(note=note, by=by).shared
    assert code_of(contacts.hold_note, note=note, reason="", until=tomorrow, by=by) == "note.hold"
    assert code_of(contacts.hold_note, note=note, reason="x", until=date(2020, 1, 1), by=by) == "note.hold"


def test_a_note_that_one_lost_sight_of_is_not_there(become: Become) -> None:
    by = become("worker")
    note = unsigned(a_case(by), by, level=RESTRICTED)
    colleague = become("colleague")
    with pytest.raises(NotFound):
        contacts.sign_note(note=note, by=colleague)
    with pytest.raises(NotFound):
        contacts.hold_note(note=note, reason="He reads along", until=clock.today() + timedelta(days=9), by=colleague)
