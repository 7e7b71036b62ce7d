"""Taking an entry out of a file: once, with its reason, by whoever carries the case (S-175)."""

from __future__ import annotations

import pytest

from alongside.ground.foundation.errors import Refused
from alongside.practice.contacts.actions import take_out_contact
from alongside.practice.contacts.models import Contact, ContactRemoval
from alongside.practice.contacts.queries import contact_form, contact_page
from alongside.practice.contacts.queries.several import people_of, same_occasion
from tests.conftest import Become
from tests.factories.assessments import lead
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact


def test_every_entry_has_an_occasion_of_its_own_and_goes_once(become: Become) -> None:
    by = become("worker")
    case = a_case(by)
    one, other = a_contact(case, by), a_contact(case, by)
    assert len(set(Contact.objects.values_list("occasion", flat=True))) == 2
    assert [row.id for row in same_occasion(one)] == [one.id]
    assert list(people_of(one)) == [lead(case)]
    with pytest.raises(Refused, match="from which file"):
        take_out_contact(contact=one, where="", why="Not theirs.", by=by)
    (row,) = take_out_contact(contact=other, where="file", why=" It was a neighbour. ", by=by)
    assert (row.why, row.person_id, row.author_id) == ("It was a neighbour.", None, by.actor_id)
    assert take_out_contact(contact=other, where="file", why="Again.", by=by) == []
    last = contact_form(case=case.public_id, by=by).last
    assert last is not None
    assert last.id == one.id
    page = contact_page(other.public_id, by=by)
    assert page.contact.taken_out
    assert page.intact
    assert ContactRemoval.objects.count() == 1
