"""Kin are reached through relatives of any kind and never through friends, as far as the reader sees."""

from __future__ import annotations

from alongside.record.people import actions
from alongside.record.people.queries.kin import kin_facts, kin_people, reached_kin
from tests.conftest import Become
from tests.factories.kin import a_family
from tests.factories.people import a_person


def test_kin_are_reached_and_friends_are_not(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    friend = a_person(kin.case.circle_id, "Bo Friend", by)
    marta = kin.people["Marta López"]
    actions.relate(circle=kin.case.circle_id, person=friend, other=marta, kind="friend", by=by)
    numbers = {one.id for one in kin.people.values()}
    assert reached_kin([marta.id]) == numbers
    assert reached_kin([marta.id], steps=0) == {marta.id}
    assert [one.id for one in kin_people(numbers)] == sorted(numbers)
    assert len(kin_facts(numbers)) == 11
    assert kin_facts([marta.id]) == ()
    become("elsewhere")
    assert reached_kin([marta.id]) == {marta.id}
    assert kin_people(numbers) == ()
