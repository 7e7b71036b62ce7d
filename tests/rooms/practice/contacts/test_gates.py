"""The guard of signed notes lets keys and sharing through, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from alongside.ground.foundation import clock
from alongside.ground.foundation.reader import Reader
from alongside.practice.contacts import actions as contacts
from alongside.practice.contacts.models import Contact, Note
from alongside.practice.contacts.queries import note_row
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact

Become = Callable[[str], Reader]


def test_the_key_of_a_signed_note_can_be_written_anew(become: Become) -> None:
    by = become("supervisor")
    case = a_case(by)
    contact = a_contact(case, by)
    before = Contact.objects.get(id=contact.id).acl_key
    Contact.objects.filter(id=contact.id).update(acl_key=0)
    Note.objects.filter(contact=contact).update(acl_key=0)
    assert Contact.objects.get(id=contact.id).acl_key == before


def test_sharing_a_signed_note_changes_only_that(become: Become) -> None:
    by = become("worker")
    note = note_row(a_contact(a_case(by), by).public_id)
    contacts.hold_note(note=note, reason="First in person", until=clock.today() + timedelta(days=2), by=by)
    assert not note_row(note.contact.public_id).shared
