"""Asking for a seal and deciding about it: who may, with which reasons."""

from __future__ import annotations

import pytest
from django.db import DatabaseError

from alongside.ground.foundation.errors import NotFound, Refused
from alongside.record.people.actions.sealing import ask_open_seal, ask_seal, decide_seal
from alongside.record.people.enums import SealKind
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case

WHY = "She works in the office next door and asked for it."
YES = "Agreed, as she asked."


def test_a_fault_of_the_database_is_not_told_as_a_refusal(become: Become) -> None:
    with pytest.raises(DatabaseError, match="uuid"):
        decide_seal(act="no name", agree=True, answer=YES, by=become("privacy"))  # type: ignore[arg-type]


def test_who_asks_does_not_decide_and_reasons_are_needed(become: Become) -> None:
    case = a_case(become("worker"))
    person = Person.objects.get(id=case.participants.get().person_id)
    by = become("worker")
    with pytest.raises(Refused, match="20 letters"):
        ask_seal(person=person, kind=SealKind.SEAL, why="She asked", by=by)
    with pytest.raises(Refused, match="so already"):
        ask_seal(person=person, kind=SealKind.UNSEAL, why=WHY, by=by)
    with pytest.raises(NotFound):
        ask_seal(person=person, kind=SealKind.SEAL, why=WHY, by=become("elsewhere"))
    with pytest.raises(Refused, match="carries"):
        ask_seal(person=person, kind=SealKind.SEAL, why=WHY, by=become("colleague"))
    act = ask_seal(person=person, kind=SealKind.SEAL, why=WHY, by=become("worker"))
    with pytest.raises(Refused, match="so already"):
        ask_seal(person=person, kind=SealKind.SEAL, why=WHY, by=become("supervisor"))
    for username in ("worker", "supervisor", "admin"):
        with pytest.raises(Refused, match="privacy officer"):
            decide_seal(act=act, agree=True, answer=YES, by=become(username))
    with pytest.raises(Refused, match="10 letters"):
        decide_seal(act=act, agree=True, answer="yes", by=become("privacy"))
    decide_seal(act=act, agree=False, answer="Not for this reason.", by=become("privacy"))
    with pytest.raises(NotFound):
        decide_seal(act=act, agree=True, answer=YES, by=become("privacy"))
    become("colleague")
    assert Person.objects.filter(id=person.id, sealed=False).exists()
    with pytest.raises(Refused, match="four hours"):
        ask_open_seal(words="Marta López", why="The court asks for her hearing.", hours=5, by=become("colleague"))
    with pytest.raises(Refused, match="carries a case"):
        ask_open_seal(words="Marta López", why="The court asks for her hearing.", hours=1, by=become("evaluator"))
