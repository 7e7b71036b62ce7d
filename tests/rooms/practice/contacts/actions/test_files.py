"""Files of a contact: added to it and to its case, seen by nobody who does not see both."""

from __future__ import annotations

import pytest

from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import RESTRICTED
from alongside.practice.contacts import actions, queries
from alongside.practice.contacts.models import ContactFile
from alongside.practice.documents.actions import NewFile, withdraw_file
from alongside.practice.documents.queries import attachments_of
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact
from tests.factories.files import a_pdf, a_picture, checked


def test_a_file_of_a_contact_is_one_of_its_case_and_stands_in_its_timeline(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    contact, close = a_contact(case, by), a_contact(case, by, level=RESTRICTED)
    plain = actions.add_file_to_contact(contact=contact, file=NewFile("a.jpg", a_picture()), by=by)
    kept = actions.add_file_to_contact(contact=contact, file=NewFile("b.pdf", a_pdf(), level=RESTRICTED), by=by)
    inside = actions.add_file_to_contact(contact=close, file=NewFile("c.pdf", a_pdf()), by=by)
    assert (plain.level, kept.level, inside.level) == (1, RESTRICTED, RESTRICTED)
    checked(plain, by)
    shown = queries.contact_page(contact.public_id, by=by).contact.files
    assert [(one.title, one.ready) for one in shown] == [("a", True), ("b", False)]
    assert {one.title for one in attachments_of(case)} == {"a", "b", "c"}
    colleague = become("colleague")
    assert [one.title for one in queries.contact_page(contact.public_id, by=colleague).contact.files] == ["a"]
    assert [one.title for one in queries.timeline(case.id).entries[0].files] == ["a"]
    assert ContactFile.objects.count() == 1
    by = become("worker")
    withdraw_file(attachment=plain, why="Another case", by=by)
    assert [one.title for one in queries.contact_page(contact.public_id, by=by).contact.files] == ["b"]
    stranger = become("elsewhere")
    with pytest.raises(Refused):
        actions.add_file_to_contact(contact=contact, file=NewFile("a.jpg", a_picture()), by=stranger)
    assert not ContactFile.objects.exists()
