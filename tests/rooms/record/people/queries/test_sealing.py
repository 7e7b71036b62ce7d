"""Who learns whose record is sealed, and what was asked about it."""

from __future__ import annotations

from alongside.agency.access.models import Reading
from alongside.record.people.actions.sealing import ask_seal, decide_seal
from alongside.record.people.enums import SealKind
from alongside.record.people.models import Person
from alongside.record.people.queries.sealing import seal_acts, sealed_people
from tests.conftest import Become
from tests.factories.cases import a_case


def test_only_the_privacy_officer_sees_the_list_and_who_asked_sees_her_question(become: Become) -> None:
    case = a_case(become("worker"))
    person = Person.objects.get(id=case.participants.get().person_id)
    act = ask_seal(person=person, kind=SealKind.SEAL, why="She works in the office next door.", by=become("worker"))
    for username, names in (("worker", [""]), ("supervisor", []), ("admin", []), ("privacy", [person.display_name])):
        become(username)
        assert [one.name for one in seal_acts()] == names, username
        assert sealed_people() == ()
    decide_seal(act=act, agree=True, answer="Agreed, as she asked.", by=become("privacy"))
    for username in ("worker", "supervisor", "admin"):
        become(username)
        assert sealed_people() == ()
    become("privacy")
    (line,) = sealed_people()
    assert (line.public_id, line.teams, line.opened_to) == (person.public_id, "Family team", "Dele Akande")
    assert Reading.objects.filter(act="sealed records", result="masked", person_ids=[person.id]).exists()
    (asked,) = seal_acts()
    assert (asked.agreed, asked.decided_by, asked.kind_words) == (True, "Grace Osei", "Seal their record")
