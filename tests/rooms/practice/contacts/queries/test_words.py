"""Words of contacts and notes are read in clear, whether encrypted or not, with one query for any number."""

from __future__ import annotations

from typing import Any

from alongside.practice.contacts.models import Contact, Note
from alongside.practice.contacts.queries.views import whole
from alongside.practice.contacts.queries.words import words_of_contact, words_of_contacts, words_of_note, words_of_notes
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.contacts import TEXT, a_contact
from tests.factories.eyes import SAID, a_note_for_few, credential


def test_one_query_opens_them_all_and_none_is_asked_where_nothing_is_encrypted(become: Become, queries: Any) -> None:
    credential(become, "worker")
    by = become("worker")
    case = a_case(by)
    plain = a_contact(case, by, place="Harbour")
    rows = list(whole(Contact.objects.all()))
    notes = list(Note.objects.all())
    with queries() as asked:
        assert words_of_contacts(rows)[plain.id].own["place"] == "Harbour"
        assert words_of_notes(notes)[notes[0].id][0]["text"] == TEXT
    assert asked == []
    closed = [a_note_for_few(case, by) for _time in range(3)]
    rows = list(whole(Contact.objects.all()))
    with queries() as asked:
        found = words_of_contacts(rows)
    assert len(asked) == 1
    assert [found[one.id].note["text"] for one in (plain, *closed)] == [TEXT, *[SAID["text"]] * 3]
    assert words_of_note(Note.objects.get(contact=closed[0]))["sections"] == SAID["sections"]
    assert words_of_contact(Contact.objects.get(id=closed[0].id))["place"] == SAID["place"]
