"""Making one of two: what the database refuses, moves and tells; two at once, as only other connections show it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import Error, close_old_connections, connection, connections, transaction

from alongside.agency.access import actions as access
from alongside.agency.access.enums import SessionKind
from alongside.agency.access.models import Account, Circle, CircleSubject, Exclusion, Grant
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.record.people.actions.merging import merge_person, undo_merge
from alongside.record.people.models import LikelyPair, Merge, Person
from alongside.record.people.queries.merging import merge_row
from alongside.record.people.rules.pointers import pointers
from tests.conftest import Administer, Become, answered
from tests.database.putting import many, put, seen
from tests.factories.cases import a_circle
from tests.factories.cast import entered_house
from tests.factories.intakes import team_id
from tests.factories.people import a_person


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


@pytest.mark.committed
def test_after_ninety_days_it_is_too_late(three: list[int]) -> None:
    merge = merged(three[0], three[1])
    owner("update people_merge set merged_at = merged_at - interval '91 days'")
    with pytest.raises(Refused, match="90 days"), acting("worker") as by:
        undo_merge(merge=merge, by=by)
    owner("update people_merge set merged_at = merged_at + interval '2 days'")
    with acting("worker") as by:
        undo_merge(merge=merge, by=by)
        assert Person.objects.filter(id__in=three).count() == 3


@pytest.mark.committed
def test_a_sealed_entry_is_never_merged_and_answers_as_if_it_were_not_there(three: list[int]) -> None:
    owner("update people_person set sealed = true where id = %s", three[1])
    with pytest.raises(NotFound):
        merged(three[0], three[1])
    owner("update people_person set sealed = false where id = %s", three[1])


@pytest.mark.committed
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


DAY = timedelta(days=1)


@dataclass
class Made:
    """One of two in circles of the worker, and in one that she knows of only by the index."""

    merge: Merge
    before: Merge
    keep: Person
    lose: Person
    other: Person
    hers: int
    theirs: int
    known: int
    strange: int


@pytest.fixture
def made(become: Become, administer: Administer) -> Made:
    """Written by the administrator: ``keep`` and ``lose``, somebody else, and a circle that concerns neither."""
    elsewhere = become("elsewhere")
    known, strange = a_circle(elsewhere), a_circle(elsewhere)
    by = become("worker")
    hers, theirs, third = (a_circle(by) for _ in "123")
    keep, lose = (a_person(circle, "Skara Brodgar", by) for circle in (hers, theirs))
    other = a_person(third, "Ana Prado", by)
    with administer():
        team = Circle.objects.get(id=known).team_id
        Grant.objects.create(
            actor_id=by.actor_id, scope="t", scope_id=team, levels=64, reason="team", valid_until=clock.now() + DAY
        )
        Circle.objects.filter(id=strange).update(kind="victim-service")
        CircleSubject.objects.create(circle_id=known, person_id=lose.id)
        CircleSubject.objects.create(circle_id=strange, person_id=other.id)
        Exclusion.objects.create(actor_id=by.actor_id, circle_id=strange, why="Cousin")
        Person.objects.filter(id=lose.id).update(merged_into=keep)
        before = a_merge(other, keep, undone_at=clock.now())
        merge = a_merge(keep, lose)
    return Made(merge, before, keep, lose, other, hers, theirs, known, strange)


def a_merge(keep: Person, lose: Person, **facts: Any) -> Merge:
    row = {"keep": keep, "lose": lose, "lose_public": uuid4(), "lose_name": "x", "by_id": 1, "why": "The same", **facts}
    return Merge.objects.create(**row)


def set_to(model: Any, number: int, **facts: Any) -> None:
    assert model.objects.filter(id=number).update(**facts) == 1


def no_more_hers(circle: int) -> None:
    Grant.objects.filter(scope="c", scope_id=circle).update(valid_until=clock.now() - DAY)


def barred(circle: int) -> None:
    Exclusion.objects.create(actor_id=Account.objects.get(username="worker").actor_id, circle_id=circle, why="Aunt")


UNDO: tuple[tuple[str | None, Callable[[Made], object]], ...] = (
    (None, lambda made: None),
    ("undone", lambda made: set_to(Merge, made.merge.id, undone_at=clock.now())),
    ("over", lambda made: set_to(Merge, made.merge.id, merged_at=clock.now() - 91 * DAY)),
    (None, lambda made: set_to(Merge, made.merge.id, merged_at=clock.now() - 89 * DAY)),
    ("later", lambda made: set_to(Person, made.keep.id, merged_into=made.other)),
    ("later", lambda made: a_merge(made.keep, made.other)),
    (None, lambda made: a_merge(made.keep, made.other, undone_at=clock.now())),
    (None, lambda made: a_merge(made.keep, made.other, id=made.merge.id - 1000)),
    (None, lambda made: a_merge(made.lose, made.other)),
    ("ask", lambda made: set_to(Person, made.keep.id, sealed=True)),
    (None, lambda made: set_to(Person, made.other.id, sealed=True)),
    ("ask", lambda made: barred(made.known)),
    ("ask", lambda made: set_to(Circle, made.known, kind="victim-service")),
    ("ask", lambda made: set_to(Circle, made.known, team_id=team_id("Front desk"))),
    ("authority", lambda made: no_more_hers(made.hers)),
    ("authority", lambda made: no_more_hers(made.theirs)),
    ("absent", lambda made: barred(made.hers)),
)


def test_when_one_is_made_two_again(become: Become, administer: Administer, made: Made) -> None:
    for number, (wanted, change) in enumerate(UNDO):
        with transaction.atomic():
            with administer():
                change(made)
            become("worker")
            assert answered("undo_refusal", made.merge.public_id) == wanted, number
            transaction.set_rollback(True)
    assert answered("undo_refusal", uuid4()) == "absent"
    become("elsewhere")
    assert answered("undo_refusal", made.merge.public_id) == "absent"
    with connection.cursor() as cursor:
        cursor.execute("select app.leave_session()")
    assert answered("undo_refusal", made.merge.public_id) == "absent"


def one_of(keep: Person, lose: Person, why: Any = "The same", plan: Any = None) -> Any:
    """What the database answers to making two one, without what the action does beside it."""
    told = [pointer.plan() for pointer in pointers()] if plan is None else plan
    return answered("merge_people", keep.id, lose.id, why, "{}", json.dumps(told))


def test_two_are_made_one_for_a_reason_and_with_every_column(become: Become) -> None:
    by = become("worker")
    keep, lose = (a_person(a_circle(by), "Skara Brodgar", by) for _ in "12")
    told = [pointer.plan() for pointer in pointers()]
    for why in ("ab", "  ab ", None):
        assert one_of(keep, lose, why) == "(reason)"
    assert one_of(keep, keep, "ab") == "(absent)"
    strange = {"table": "people_person", "column": "id"}
    half = [one for one in told if (one["table"], one["column"]) != ("people_relationship", "other_id")]
    for plan, words in (
        (told[1:], "is not registered"),
        (half, "is not registered"),
        ([*told, strange], "no column people_person.id"),
    ):
        with pytest.raises(Error, match=words), transaction.atomic():
            one_of(keep, lose, plan=plan)
    a_person(a_circle(by), "Ana Prado", by)
    both = set(CircleSubject.objects.filter(person_id__in=[keep.id, lose.id]).values_list("circle_id", flat=True))
    merge = Merge.objects.get(public_id=one_of(keep, lose, " ok! "))
    assert (merge.keep_id, merge.lose_id, merge.why) == (keep.id, lose.id, "ok!")
    assert set(CircleSubject.objects.filter(person_id=keep.id).values_list("circle_id", flat=True)) == both


def test_pairs_of_whoever_is_gone_end_and_no_others(become: Become, administer: Administer) -> None:
    by = become("worker")
    circle = a_circle(by)
    first, keep, lose, last = (a_person(circle, name, by) for name in ("Ana", "Skara Brodgar", "Skara Brodger", "Zoe"))
    long_ago = clock.now() - DAY
    with administer():
        pairs = [
            LikelyPair.objects.create(person=one, other=two, points=9, ended_at=ended)
            for one, two, ended in (
                (first, lose, None),
                (lose, last, None),
                (keep, lose, long_ago),
                (first, keep, None),
                (keep, last, None),
            )
        ]
    one_of(keep, lose)
    with administer():
        ended = [LikelyPair.objects.get(id=one.id).ended_at for one in pairs]
        assert [each and each > long_ago for each in ended] == [True, True, False, None, None]
        gone = Person.objects.filter(merged_into=keep).values_list("id", flat=True)
        assert list(gone) == [lose.id]


@pytest.mark.usefixtures("administer")
def test_two_times_in_one_home_are_one_only_where_they_touch(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    keep, lose = (a_person(circle, "Skara Brodgar", by) for _ in "12")
    years = {"apart": ((2010, 2012), (2015, 2017)), "touching": ((2010, 2016), (2015, 2017))}
    with many():
        stays = {
            when: [
                put(
                    "people_householdmember",
                    household_id=home,
                    circle_id=circle,
                    person_id=person.id,
                    from_on=date(begun, 1, 1),
                    until_on=date(ended, 1, 1),
                )
                for person, (begun, ended) in zip((keep, lose), both, strict=True)
            ]
            for home, (when, both) in enumerate(years.items(), 7)
        }
    one_of(keep, lose)
    with many():
        hers = {row for (row,) in seen("select id from people_householdmember where person_id = %s", keep.id)}
        assert hers == {*stays["apart"], stays["touching"][0]}


def told(merge: Merge) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("select * from app.merge_contents(%s)", [merge.public_id])
        return list(cursor.fetchall())


@pytest.mark.usefixtures("administer")
def test_of_what_a_merge_did_a_reader_is_told_what_she_sees(become: Become, made: Made) -> None:
    with many():
        for merge, table, circle in (
            (made.merge, "nowhere", None),
            (made.merge, "hers", made.hers),
            (made.merge, "strange", made.strange),
            (made.before, "before", None),
        ):
            put("people_mergedrow", merge_id=merge.id, table_name=table, column_name="x", circle=circle, kind="moved")
        put(
            "people_mergedrow",
            merge_id=made.merge.id,
            circle=made.theirs,
            kind="added",
            table_name="s",
            column_name="x",
        )
        later = {"person_id": made.keep.id, "created_at": clock.now() + DAY}
        put("people_contactpoint", **later, circle_id=made.theirs)
        put("people_contactpoint", **later, circle_id=made.hers)
    become("worker")
    assert told(made.merge) == [
        ("hers", "x", "moved", 1),
        ("nowhere", "x", "moved", 1),
        ("s", "x", "added", 1),
        ("people_contactpoint", "person_id", "after", 1),
    ]
    become("elsewhere")
    assert told(made.merge) == []


def test_the_house_learns_who_carries_cases_of_the_two(become: Become, administer: Administer, made: Made) -> None:
    by, colleague = become("worker"), become("colleague")
    elsewhere = become("elsewhere")
    with administer():
        a_merge(made.other, made.keep)
    with many():
        for circle, actor in ((made.theirs, colleague), (made.strange, elsewhere)):
            row = {"scope": "c", "scope_id": circle, "actor_id": actor.actor_id, "reason": "assigned"}
            put("access_grant", **row, valid_until=clock.now() + DAY)

    def carriers() -> set[int]:
        with connection.cursor() as cursor:
            cursor.execute("select actor_id from app.merge_carriers(%s)", [made.merge.public_id])
            return {actor for (actor,) in cursor.fetchall()}

    assert carriers() == set()
    entered_house()
    assert carriers() == {by.actor_id, colleague.actor_id}


@pytest.mark.usefixtures("administer")
def test_an_undoing_takes_back_what_this_merge_did_and_nothing_else(become: Become, made: Made) -> None:
    keep, lose, circle = made.keep.id, made.lose.id, made.theirs
    empty, full = (a_circle(become("worker")) for _ in "12")
    with many():
        moved, stays, earlier, same, since, hers = (
            put("people_contactpoint", person_id=keep, circle_id=full if label == "hers" else circle, label=label)
            for label in ("", "", "", "now", "since", "hers")
        )
        gone, left, aside = (
            put("access_circlesubject", person_id=keep, circle_id=each) for each in (empty, full, circle)
        )
        points, labels = ("people_contactpoint", "person_id"), ("people_contactpoint", "label")
        subjects = ("access_circlesubject", "person_id")
        for merge, (table, column), row, where, kind in (
            (made.merge, points, moved, circle, "moved"),
            (made.before, points, earlier, circle, "moved"),
            (made.merge, labels, same, circle, "set"),
            (made.merge, labels, since, circle, "set"),
            (made.merge, subjects, gone, empty, "added"),
            (made.merge, subjects, left, full, "added"),
            (made.merge, subjects, aside, empty, "aside"),
        ):
            said = {"before": "then", "after": "now"} if kind == "set" else {}
            facts = {"merge_id": merge.id, "table_name": table, "column_name": column, "number": row}
            put("people_mergedrow", **facts, circle=where, kind=kind, **said)
        third = put("people_person", merged_into_id=keep, compared_version=3)
        seen("update people_person set compared_version = 3 where id = any (%s)", [keep, lose, made.other.id])
    become("worker")
    assert [answered("undo_merge", made.merge.public_id) for _ in "12"] == ["", "(undone)"]
    with many():
        owners = dict(seen("select id, person_id from people_contactpoint where person_id in (%s, %s)", keep, lose))
        assert owners == {moved: lose, **dict.fromkeys((stays, earlier, same, since, hers), keep)}
        assert seen("select label from people_contactpoint where id = any (%s) order by id", [same, since]) == [
            ("then",),
            ("since",),
        ]
        bonds = {row for (row,) in seen("select id from access_circlesubject where person_id = %s", keep)}
        assert (gone in bonds, left in bonds, aside in bonds) == (False, True, True)
        people = dict.fromkeys((keep, lose), (None, 0)) | {made.other.id: (None, 3), third: (keep, 3)}
        found = seen("select id, merged_into_id, compared_version from people_person where id = any (%s)", [*people])
        assert {number: rest for number, *rest in found} == {number: [*rest] for number, rest in people.items()}
        undone = dict(seen("select id, version from people_merge where undone_at is not null"))
        assert undone == {made.merge.id: 2, made.before.id: 1}
