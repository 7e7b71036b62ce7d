"""Notes that one of a family may be given (S-174, S-175)."""

from __future__ import annotations

from typing import Any

from alongside.practice.contacts.models import Note
from alongside.practice.contacts.queries.given import contacts_given, notes_given
from alongside.practice.dynamics.actions import keep_to
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact
from tests.factories.dynamics import members


def test_a_note_with_a_part_is_for_whoever_has_it_until_it_is_kept(become: Become) -> None:
    by = become("worker")
    case = a_case(by, family=True)
    mother, dani, ines = members(case)
    there: dict[str, Any] = {"people": [mother, dani], "text": "They baked."}
    contact = a_contact(case, by, **there, own_words="I burnt it.", said_by_id=mother, parts={dani: "He is tired."})
    a_contact(case, by, **there, parts={ines: "Not signed yet."}, sign=False)
    a_contact(case, by, people=[mother], text="Nobody's but the workers'.")
    (given,) = notes_given(case.id, dani)
    assert given.texts == ("They baked.", "He is tired.")
    assert notes_given(case.id, ines) == []
    assert [one.texts for one in notes_given(case.id, ines, [(mother, ["notes"])])] == [("I burnt it.",)]
    keep_to(case=case, kind="note", item=Note.objects.get(contact=contact).id, people=[mother], by=by)
    assert notes_given(case.id, dani) == []
    (hers,) = notes_given(case.id, mother)
    assert (hers.by_name, hers.texts) == (True, ("They baked.", "I burnt it."))
    assert contact.id in contacts_given(case.id, dani)
