"""A note that a student signs waits for a qualified worker, and is in no copy until then (S-206)."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from alongside.agency.staff.enums import Role
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.oversight.exports.queries.whole_case import whole_case
from alongside.practice.contacts.actions.cosigning import cosign_note
from alongside.practice.contacts.models import CoSignature, Note
from alongside.practice.contacts.queries.cosigning import cosigning_of
from alongside.record.cases.queries import case_row
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact
from tests.factories.students import a_trainee, acting_as


def test_what_a_student_signs_waits_and_leaves_with_nobody(become: Become) -> None:
    student = a_trainee(become("admin"))
    case = a_case(become("worker"))
    with acting_as(student) as by:
        contact = a_contact(case_row(case.public_id), by).public_id
        note = Note.objects.get(contact__public_id=contact)
        assert note.needs_cosign
        waiting = cosigning_of(contact, by=by)
        assert waiting is not None
        assert (waiting.waits, waiting.may) == (True, False)
        with pytest.raises(Refused, match="Somebody else signs this too"):
            cosign_note(note=note, by=by)
    worker = become("worker")
    assert whole_case(case.public_id, by=worker).content["sections"]["notes"] == []
    asked = cosigning_of(contact, by=worker)
    assert asked is not None
    assert asked.may
    assert cosign_note(note=note, words="Read with her.", by=worker).author_id == worker.actor_id
    with pytest.raises(Refused, match="does not wait"):
        cosign_note(note=note, by=worker)
    assert len(whole_case(case.public_id, by=worker).content["sections"]["notes"]) == 1
    done = cosigning_of(contact, by=worker)
    assert done is not None
    assert (done.waits, done.by, done.words) == (False, "Dele Akande", "Read with her.")
    with pytest.raises(DatabaseError), transaction.atomic():
        CoSignature.objects.update(words="Other")


def test_a_workers_note_stands_by_itself_and_nobody_outside_signs(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    contact = a_contact(case, by).public_id
    note = Note.objects.get(contact__public_id=contact)
    assert not note.needs_cosign
    assert cosigning_of(contact, by=by) is None
    stranger = become("elsewhere")
    with pytest.raises(NotFound):
        cosign_note(note=note, by=stranger)


def test_a_second_trainee_does_not_sign_for_the_first(become: Become) -> None:
    first, second = (a_trainee(become("admin"), name=name) for name in ("Pia Lind", "Ole Berg"))
    case = a_case(become("worker"))
    with acting_as(first) as by:
        note = Note.objects.get(contact=a_contact(case_row(case.public_id), by))
    with acting_as(second) as by, pytest.raises(Refused, match="qualified worker"):
        cosign_note(note=note, by=by)


def test_a_volunteer_sees_no_record_and_both_roles_need_an_end(become: Become) -> None:
    admin = become("admin")
    volunteer = a_trainee(admin, Role.VOLUNTEER, name="Jo Fenn")
    case = a_case(become("worker"))
    with acting_as(volunteer) as by:
        assert Role.VOLUNTEER in by.roles
        assert by.teams == ()
        with pytest.raises(NotFound):
            case_row(case.public_id)
