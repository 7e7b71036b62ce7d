"""An entry that was taken out of a file is in no list and no copy of it, and no other child is told of (S-175)."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from alongside.ground.foundation.errors import Refused
from alongside.oversight.journeys.several_files import Elsewhere, record_in_several
from alongside.oversight.overviews.family_items import family_copy
from alongside.practice.contacts.actions import take_out_contact
from alongside.practice.contacts.models import ContactRemoval
from alongside.practice.contacts.queries import recording_facts, timeline
from alongside.practice.contacts.queries.several import files_of_family
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.dynamics import members
from tests.factories.several import siblings, told_of

WHY = "They have told each other of it."


def test_it_is_taken_out_of_the_file_that_is_named(become: Become) -> None:
    by = become("worker")
    case, his = siblings(by)
    facts = recording_facts(case=case.id, by=by)
    dani, ines = members(case)[1:]
    (other,) = files_of_family(facts, by=by)
    told = told_of(case, text="Dani and Tomás baked together.")
    beside = Elsewhere(other, tuple(members(his)))
    first, second = record_in_several(facts=facts, elsewhere=[beside], despite=WHY, sign=True, by=by, **told)
    for wrong, said in (
        ({"where": ""}, "from which file"),
        ({"where": "person", "person_id": members(his)[0]}, "somebody"),
    ):
        with pytest.raises(Refused) as refused:
            take_out_contact(contact=first, why="Not theirs.", by=by, **wrong)
        assert said in str(refused.value.fields["where"])
    with pytest.raises(Refused, match="why"):
        take_out_contact(contact=first, where="file", why=" ", by=by)
    assert not ContactRemoval.objects.exists()
    she = Person.objects.get(id=ines).public_id
    assert family_copy(case.id, she, by=by).others == ("Dani Prado",)
    assert "Dani and" in str(family_copy(case.id, she, despite=WHY, by=by).lines)
    take_out_contact(contact=first, where="person", person_id=ines, why="She was with a friend.", by=by)
    assert family_copy(case.id, she, by=by).lines == ()
    assert family_copy(case.id, Person.objects.get(id=dani).public_id, by=by).others == ()
    assert timeline(case.id).entries
    gone = take_out_contact(contact=second, where="all", why="It was another family.", by=by)
    assert {row.contact_id for row in gone} == {first.id, second.id}
    assert take_out_contact(contact=second, where="all", why="Again.", by=by) == []
    assert (timeline(case.id).entries, timeline(his.id).entries) == ((), ())
    with pytest.raises(DatabaseError), transaction.atomic():
        ContactRemoval.objects.update(why="Other")
    with pytest.raises(Refused, match="carry"):
        take_out_contact(contact=first, where="file", why="Not theirs.", by=become("colleague"))
