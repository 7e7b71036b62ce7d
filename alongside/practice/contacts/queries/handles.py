"""Contacts, notes and appointments as handles for actions, and a contact told again as the rules take it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import ORDINARY, Reader
from alongside.practice.contacts.models import Appointment, Contact, ContactGoal, ContactPart, ContactPerson, Note
from alongside.practice.contacts.queries.words import words_of_contact, words_of_note
from alongside.practice.contacts.rules.contacts import Happened, Written
from alongside.practice.documents.queries import levels_to_choose


def contact_row(public_id: UUID) -> Contact:
    """A contact, to be passed to an action; raises NotFound when absent or hidden."""
    row = Contact.objects.select_related("case__circle").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def file_levels(contact: Contact, *, by: Reader) -> list[int]:
    """The levels at which ``by`` may add a file to a contact: that of the contact alone, where fewer people see it."""
    levels = levels_to_choose(contact.case, by)
    return levels if contact.level == ORDINARY else [level for level in levels if level == contact.level]


def note_row(contact_public_id: UUID) -> Note:
    """The note of a contact, to be passed to an action; raises NotFound when absent or hidden."""
    row = Note.objects.select_related("contact").filter(contact__public_id=contact_public_id).first()
    if row is None:
        raise NotFound
    return row


def note_by_name(public_id: UUID) -> Note:
    """The note with this outside name of its own, to be passed to an action; raises NotFound when absent or hidden."""
    row = Note.objects.select_related("contact").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def note_rows(contact_public_ids: Iterable[UUID], *, by: Reader) -> list[Note]:
    """The notes of several contacts that ``by`` wrote, oldest first; those absent or hidden are left out."""
    rows = Note.objects.select_related("contact").filter(contact__public_id__in=list(contact_public_ids))
    return list(rows.filter(author_id=by.actor_id).order_by("contact__at", "id"))


def appointment_row(public_id: UUID) -> Appointment:
    """An appointment, to be passed to an action; raises NotFound when absent or hidden."""
    row = Appointment.objects.select_related("case").filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row


def happened_of(contact: Contact) -> Happened:
    """What was told of a contact. Two statements."""
    there = list(
        ContactPerson.objects.filter(contact=contact, was_there=True, person__merged_into=None)
        .order_by("id")
        .values_list("person_id", "seen_alone")
    )
    about = ContactGoal.objects.filter(contact=contact).order_by("id").values_list("goal_id", "progress__value")
    words = words_of_contact(contact)
    return Happened(
        mode=contact.mode,
        at=contact.at,
        ends_at=contact.ends_at,
        place=words["place"],
        people=tuple(person for person, _ in there),
        seen_alone=frozenset(person for person, alone in there if alone),
        language=contact.language,
        interpreter=contact.interpreter,
        interpreter_words=words["interpreter_words"],
        goals=dict(about),
        not_about_a_goal=contact.not_about_a_goal,
    )


def parts_of(contact_id: int) -> dict[int, str]:
    """What of a contact is for one person's file alone, by the person's number."""
    rows = ContactPart.objects.filter(contact_id=contact_id).exclude(words="").order_by("id")
    return dict(rows.values_list("person_id", "words"))


def written_of(note: Note) -> Written:
    """The words of a note, as they were written."""
    words = words_of_note(note)
    return Written(
        format=note.format,
        text=words["text"],
        sections=words["sections"],
        own_words=words["own_words"],
        said_by_id=note.said_by_id,
        opinion=words["opinion"],
        shared=note.shared,
        hold_reason=words["hold_reason"],
        hold_until=note.hold_until,
    )
