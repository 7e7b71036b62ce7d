"""One entry, many files: each file gets its own part, and none tells that there is another (S-175)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from alongside.agency.access import actions as access
from alongside.agency.access.models import Account
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import PSYCHOTHERAPY
from alongside.oversight.journeys.several_files import Elsewhere, record_in_several
from alongside.oversight.overviews.family_items import family_copy
from alongside.practice.contacts.actions import sign_note
from alongside.practice.contacts.models import Contact, ContactPart, Note
from alongside.practice.contacts.queries import contact_page, note_row, recording_facts
from alongside.practice.contacts.queries.several import files_of_family, same_occasion
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.dynamics import members
from tests.factories.several import siblings, told_of

WHY = "They have told each other of it."


def test_each_file_has_its_own_part_and_knows_of_no_other(become: Become, visit: Callable[[str], Client]) -> None:
    by = become("worker")
    case, his = siblings(by)
    facts = recording_facts(case=case.id, by=by)
    (other,) = files_of_family(facts, by=by)
    assert other.case.id == his.id
    dani, tomas, told = members(case)[1], members(his)[0], told_of(case)
    beside = Elsewhere(other, (tomas,), parts={tomas: "Tomás wants to stay."})
    with pytest.raises(Refused, match="Dani"):
        record_in_several(facts=facts, elsewhere=[beside], by=by, **{**told, "text": "Dani baked with the others."})
    with pytest.raises(Refused, match="who of the other file"):
        record_in_several(facts=facts, elsewhere=[Elsewhere(other, ())], by=by, **told)
    with pytest.raises(Refused, match="so few eyes"):
        record_in_several(facts=facts, elsewhere=[beside], by=by, **{**told, "level": PSYCHOTHERAPY})
    assert not Contact.objects.exists()
    first, second = record_in_several(facts=facts, elsewhere=[beside], sign=True, by=by, **told)
    assert {first.circle_id, second.circle_id} == {case.circle_id, his.circle_id}
    assert (second.place, Note.objects.get(contact=second).opinion) == ("", "")
    assert [one.id for one in same_occasion(second)] == [second.id, first.id]
    assert contact_page(first.public_id, by=by).intact
    with pytest.raises(DatabaseError, match="signed"), transaction.atomic():
        ContactPart.objects.filter(person_id=dani).update(words="Other")
    copy = family_copy(case.id, Person.objects.get(id=dani).public_id, by=by)
    assert "They baked together.\nDani misses the old school." in [line.words for line in copy.lines]
    assert "slept badly" not in str(copy)
    colleague = Account.objects.get(username="excluded").actor_id
    access.exclude(circle=case.circle_id, actor_id=colleague, why="A neighbour of theirs.", by=by)
    reader = become("excluded")
    shown = visit("excluded").get(f"/contacts/{second.public_id}/").content.decode()
    assert "Tomás wants to stay." in shown
    for hidden in ("old school", case.number, "Dani", "Every file of the family"):
        assert hidden not in shown
    become("excluded")
    assert [one.id for one in same_occasion(second)] == [second.id]
    assert list(ContactPart.objects.values_list("person_id", flat=True)) == [tomas]
    assert files_of_family(recording_facts(case=his.id, by=reader), by=reader) == ()


def test_a_part_waits_for_the_signature_and_is_bound_by_it(become: Become) -> None:
    by = become("worker")
    case, _his = siblings(by)
    facts = recording_facts(case=case.id, by=by)
    (first,) = record_in_several(facts=facts, elsewhere=[], by=by, **told_of(case))
    ContactPart.objects.filter(words__startswith="Dani").update(words="Dani likes the new school.")
    sign_note(note=note_row(first.public_id), by=by)
    page = contact_page(first.public_id, by=by)
    assert page.intact
    assert "Dani likes the new school." in str(page.contact.parts)
