"""The other files of a family are those that the worker carries herself; a victim service stands by itself (S-175)."""

from __future__ import annotations

from alongside.practice.contacts.queries import recording_facts
from alongside.practice.contacts.queries.several import files_of_family
from tests.conftest import Become
from tests.factories.several import siblings


def test_only_what_she_carries_is_offered(become: Become) -> None:
    by = become("worker")
    case, his = siblings(by)
    facts = recording_facts(case=case.id, by=by)
    assert [file.case.id for file in files_of_family(facts, by=by)] == [his.id]
    colleague = become("colleague")
    assert files_of_family(recording_facts(case=case.id, by=colleague), by=colleague) == ()
