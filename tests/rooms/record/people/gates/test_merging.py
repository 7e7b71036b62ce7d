"""What only other connections can show: too late, sealed, and two workers who merge at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import close_old_connections, connections

from alongside.agency.access import actions as access
from alongside.agency.access.enums import SessionKind
from alongside.agency.access.models import Account
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.record.people.actions.merging import merge_person, undo_merge
from alongside.record.people.models import Person
from alongside.record.people.queries.merging import merge_row
from tests.factories.cases import a_circle
from tests.factories.people import a_person

pytestmark = pytest.mark.committed


def actor(username: str) -> int:
    return Account.objects.get(username=username).actor_id


def acting(username: str) -> Any:
    return access.acting(actor_id=actor(username), kind=SessionKind.COMMAND)


def owner(sql: str, *arguments: Any) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, arguments)


@pytest.fixture
def three() -> Iterator[list[int]]:
    """Three entries that other connections see too; they and what is made of them are taken away again."""
    with acting("worker") as by:
        circle = a_circle(by)
        numbers = [a_person(circle, name, by).id for name in ("Skara Brodgar", "Skara Brodger", "Skara Brodgir")]
    yield numbers
    owner("update people_person set merged_into_id = null where id = any (%s)", numbers)
    owner("delete from people_mergedrow")
    owner("delete from people_merge")
    owner("delete from access_circlesubject where circle_id = %s", circle)
    for table, column in (("personkey", "person_id"), ("personname", "person_id"), ("person", "id")):
        owner(f"delete from people_{table} where {column} = any (%s)", numbers)
    owner("delete from access_grant where scope = 'c' and scope_id = %s", circle)
    owner("delete from access_circle where id = %s", circle)


def merged(keep: int, lose: int) -> Any:
    with acting("worker") as by:
        rows = Person.objects.in_bulk([keep, lose])
        if len(rows) < 2:
            raise NotFound
        return merge_row(merge_person(keep=rows[keep], lose=rows[lose], sides={}, why="The same", by=by))


def test_after_ninety_days_it_is_too_late(three: list[int]) -> None:
    merge = merged(three[0], three[1])
    owner("update people_merge set merged_at = merged_at - interval '91 days'")
    with pytest.raises(Refused, match="90 days"), acting("worker") as by:
        undo_merge(merge=merge, by=by)
    owner("update people_merge set merged_at = merged_at + interval '2 days'")
    with acting("worker") as by:
        undo_merge(merge=merge, by=by)
        assert Person.objects.filter(id__in=three).count() == 3


def test_a_sealed_entry_is_never_merged_and_answers_as_if_it_were_not_there(three: list[int]) -> None:
    owner("update people_person set sealed = true where id = %s", three[1])
    with pytest.raises(NotFound):
        merged(three[0], three[1])
    owner("update people_person set sealed = false where id = %s", three[1])


def test_of_two_merges_at_once_one_waits_and_finds_the_entry_gone(three: list[int]) -> None:
    told: list[str] = []

    def worker(keep: int, lose: int) -> None:
        try:
            merged(keep, lose)
            told.append("merged")
        except (Refused, NotFound):
            told.append("refused")
        finally:
            close_old_connections()
            connections["default"].close()

    both = [threading.Thread(target=worker, args=pair) for pair in ((three[0], three[1]), (three[2], three[1]))]
    for each in both:
        each.start()
    for each in both:
        each.join(20)
    assert sorted(told) == ["merged", "refused"]
