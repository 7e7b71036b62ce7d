"""The guard of signed notes lets keys and sharing through, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import F, Model, QuerySet

from alongside.ground.foundation import clock
from alongside.ground.foundation.gate_calls import GateRefusal, refusals
from alongside.practice.contacts import actions as contacts
from alongside.practice.contacts.models import Contact, ContactGoal, ContactPart, ContactPerson, Note
from alongside.practice.contacts.queries import note_row
from alongside.practice.plans.models import Goal
from alongside.record.people.models import Merge
from tests.conftest import Administer, Become
from tests.factories.assessments import lead
from tests.factories.cases import a_case, a_person
from tests.factories.contacts import a_contact


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


def changed(rows: QuerySet[Any], **values: Any) -> bool:
    """Whether the database lets the rows be changed; it never says yes to changing none."""
    try:
        with transaction.atomic(), refusals():
            assert rows.update(**values)
    except GateRefusal as refusal:
        return refusal.hint != "signed"
    return True


def added(model: type[Model], **values: Any) -> bool:
    """Whether the database lets a row be added."""
    try:
        with transaction.atomic(), refusals():
            model._default_manager.create(**values)
    except GateRefusal as refusal:
        return refusal.hint != "signed"
    return True


def test_everything_that_a_signature_covers_stays_and_nothing_else(become: Become, administer: Administer) -> None:
    by = become("worker")
    case = a_case(by)
    marta, dani = lead(case), a_person(case.circle_id, "Dani Prado", by).id
    with administer():
        goal = Goal.objects.create(circle_id=case.circle_id, case=case, title="Rent", starts_on=clock.today())
    signed, draft = a_contact(case, by), a_contact(case, by, sign=False)
    for contact, kept in ((signed, True), (draft, False)):
        free = not kept
        note, there = Note.objects.filter(contact=contact), ContactPerson.objects.filter(contact=contact)
        with administer():
            part = ContactPart.objects.create(
                circle_id=case.circle_id, acl_key=note.get().acl_key, contact=contact, person_id=marta, words="Hers"
            )
        parts, row = ContactPart.objects.filter(id=part.id), {"circle_id": case.circle_id, "contact": contact}
        assert changed(note, text="Something else") is free
        assert changed(note, version=F("version") + 1, shared=False, hold_reason="Later", hold_until=clock.today())
        assert changed(Contact.objects.filter(id=contact.id), place="Elsewhere") is free
        assert changed(Contact.objects.filter(id=contact.id), version=F("version") + 1) is free
        assert changed(there, seen_alone=True) is free
        assert changed(parts, words="Not hers") is free
        assert changed(there, person_id=dani)
        assert changed(parts, person_id=dani)
        assert added(ContactPerson, person_id=marta, **row) is free
        assert added(ContactPart, person_id=marta, **row) is free
        assert added(ContactGoal, goal=goal, **row) is free


def test_whose_words_a_signed_note_holds_follows_only_who_became_one_with_whom(
    become: Become, administer: Administer
) -> None:
    by = become("worker")
    case = a_case(by)
    marta, martha, dani = (
        lead(case),
        *(a_person(case.circle_id, name, by).id for name in ("Martha Lopez", "Dani Prado")),
    )
    note = Note.objects.filter(contact=a_contact(case, by, own_words="I want quiet.", said_by_id=marta))
    assert not changed(note, said_by_id=martha)
    with administer():
        Merge.objects.create(
            keep_id=martha, lose_id=marta, lose_public=uuid4(), lose_name="x", by_id=by.actor_id, why="The same"
        )
    assert not changed(note, said_by_id=dani)
    assert changed(note, said_by_id=martha)
    assert not changed(note, said_by_id=dani)
    assert changed(note, said_by_id=marta)
    assert not changed(note, said_by_id=martha, own_words="I want noise.")
