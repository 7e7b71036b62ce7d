"""The jobs that compare people, and the mail that tells of two who became one."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import connections

from alongside.agency.access import actions as access
from alongside.agency.access.enums import SessionKind
from alongside.agency.access.models import Account
from alongside.doors.commands.matching import compare, compare_all_people, compare_new_people, tell_of_merge
from alongside.record.people.actions.merging import merge_person
from alongside.record.people.models import Person
from alongside.record.people.queries.likely import likely_pairs
from tests.factories.cases import a_circle
from tests.factories.mails import carried
from tests.factories.people import a_person

pytestmark = pytest.mark.committed


def owner(sql: str, *arguments: int) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, arguments)


@pytest.fixture
def circle() -> Iterator[int]:
    """A circle of the worker with two alike that other connections see too; all of it is taken away again."""
    with access.acting(actor_id=worker(), kind=SessionKind.COMMAND) as by:
        number = a_circle(by)
        people = [a_person(number, "Skara Brodgar", by).id for _turn in range(2)]
    yield number
    for statement in (
        "update people_person set merged_into_id = null",
        "delete from people_mergedrow",
        "delete from people_merge",
        "delete from people_likelypair",
        "delete from access_circlesubject",
        "delete from people_personkey",
        "delete from people_personname",
        "delete from people_person",
    ):
        owner(statement)
    owner("delete from access_grant where scope = 'c' and scope_id = %s", number)
    owner("delete from access_circle where id = %s", number)
    assert people


def worker() -> int:
    return Account.objects.get(username="worker").actor_id


def test_the_house_compares_and_whoever_carries_is_told_without_a_name(circle: int) -> None:
    compare_new_people(timestamp=0)
    compare_all_people(timestamp=0)
    assert compare(1) == 0
    with access.acting(actor_id=worker(), kind=SessionKind.COMMAND) as by:
        pair = likely_pairs(by=by).pairs[0]
        rows = {card.id: card for card in (pair.one, pair.two)}
        assert len(rows) == 2
    with access.acting(actor_id=worker(), kind=SessionKind.COMMAND) as by:
        one, two = people_of(pair.one.id, pair.two.id)
        merge = merge_person(keep=one, lose=two, sides={}, why="The same", by=by)
    tell_of_merge(merge=str(merge), undone=False)
    tell_of_merge(merge=str(merge), undone=True)
    tell_of_merge(merge=str(uuid4()), undone=False)
    letters = carried()
    assert [letter.to for letter in letters] == [["worker@example.org"], ["worker@example.org"]]
    for letter in letters:
        assert letter.subject == "Please look at My day"
        assert "Skara" not in letter.body
    assert circle


def people_of(*numbers: int) -> list[Person]:
    rows = Person.objects.in_bulk(numbers)
    return [rows[number] for number in numbers]
