"""What a hold keeps, who places and releases one and for what reason, and how holds are listed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.conftest import Become
from tests.database.putting import number, put, seen
from tests.rooms.oversight.disposals.gates.holds import KEPT, THEN, Held, asked

pytestmark = pytest.mark.usefixtures("administer")
WHY = "The court asked us to keep everything"
TOMORROW, TODAY = "current_date + 1", "current_date"


def test_a_circle_is_held_by_its_case_or_by_whom_it_concerns() -> None:
    held = Held()
    assert asked("held_circle", *held.circles) == [False] * 5
    held.place()
    assert asked("held_circle", *held.circles) == KEPT


def test_a_person_is_held_herself_or_by_a_case_of_hers() -> None:
    held = Held()
    bare, released, both = (put("people_person") for _ in range(3))
    put("access_circlesubject", circle_id=held.circles[0], person_id=both)
    put("access_circlesubject", circle_id=held.circles[4], person_id=both)
    put("disposals_hold", person_id=released, released_at=THEN)
    assert asked("held_person", bare, *held.people) == [False] * 6
    held.place()
    put("disposals_hold", person_id=bare)
    assert asked("held_person", *held.people, bare, released, both) == [*KEPT, True, False, True]


def called(sql: str, *values: Any) -> Any:
    """The answer of a function that the application calls, for the reader of the test."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return (cursor.fetchone() or (None,))[0]


def placed(case: str = "", person: UUID | None = None, why: str = WHY, rests: str = "HC 1", day: str = TOMORROW) -> Any:
    return called(f"select app.place_hold(%s, %s, %s, %s, {day})", case, person, why, rests)


def test_a_hold_needs_an_officer_a_reason_an_authority_and_a_day(become: Become) -> None:
    held = Held()
    number_of = held.number(0)
    for name in ("worker", "supervisor", "admin"):
        become(name)
        with pytest.raises(DatabaseError, match="only a privacy officer places"):
            placed(number_of)
    become("privacy")
    for wrong, words in (
        ({"why": " nineteen letters xx "}, "a reason"),
        ({"why": None}, "a reason"),
        ({"rests": " HC "}, "an authority"),
        ({"rests": None}, "an authority"),
        ({"day": TODAY}, "a day to look again"),
        ({"day": "null"}, "a day to look again"),
    ):
        with pytest.raises(DatabaseError, match=words):
            placed(number_of, **wrong)
    assert seen("select 1 from disposals_hold") == []
    placed(number_of, why="twenty letters, xxxx", rests="HC1")
    assert seen("select case_id, person_id, why, authority from disposals_hold") == [
        (held.cases[0], None, "twenty letters, xxxx", "HC1")
    ]


def test_a_hold_is_on_a_case_or_on_a_person_who_is_there(become: Become) -> None:
    held = Held()
    merged = uuid4()
    put("people_person", public_id=merged, merged_into_id=held.people[0])
    become("privacy")
    for case, person in (("HF-0", None), (held.number(0), uuid4()), ("", merged)):
        with pytest.raises(DatabaseError, match="no such record"):
            placed(case, person)
    placed(held.number(1))
    placed(person=UUID(int=held.people[2]))
    assert seen("select case_id, person_id from disposals_hold order by id") == [
        (held.cases[1], None),
        (None, held.people[2]),
    ]


def test_only_an_officer_releases_a_hold_and_once(become: Become) -> None:
    held, first, other = Held(), uuid4(), uuid4()
    put("disposals_hold", case_id=held.cases[0], public_id=first, placed_by_id=1)
    put("disposals_hold", case_id=held.cases[1], public_id=other, placed_by_id=1)
    release = "select app.release_hold(%s, %s)"
    for name, why, words in (
        ("worker", WHY, "only a privacy officer releases"),
        ("admin", WHY, "only a privacy officer releases"),
        ("privacy", " nineteen letters xx ", "a reason"),
        ("privacy", None, "a reason"),
    ):
        become(name)
        with pytest.raises(DatabaseError, match=words):
            called(release, first, why)
    by = become("privacy")
    assert [called(release, one, "twenty letters, xxxx") for one in (first, first, uuid4())] == [True, False, False]
    assert seen("select public_id, released_by_id, released_why, released_at is null from disposals_hold") == [
        (other, None, "", True),
        (first, by.actor_id, "twenty letters, xxxx", False),
    ]


def test_holds_are_listed_by_the_numbers_of_the_cases_that_they_cover(become: Become) -> None:
    held, actor = Held(), become("privacy").actor_id
    put("access_circlesubject", circle_id=held.circles[4], person_id=held.people[1])
    said: dict[str, Any] = {"placed_by_id": actor, "why": WHY, "authority": "HC 1"}
    for which, day, more in (
        ({"case_id": held.cases[0]}, 3, {}),
        ({"person_id": held.people[1]}, 2, {}),
        ({"case_id": held.cases[2]}, 1, {"released_at": THEN, "released_by_id": actor, "released_why": "Over"}),
        ({"person_id": number()}, 4, {}),
    ):
        put("disposals_hold", **said, **which, review_on=date(2030, 1, day), **more)
    with connection.cursor() as cursor:
        cursor.execute("select on_person, numbers, review_on, placed_by, released_by, released_why from app.holds()")
        found = cursor.fetchall()
    start, officer = date(2030, 1, 1), "Grace Osei"
    assert found == [
        (True, f"{held.number(1)}, {held.number(4)}", start + timedelta(1), officer, None, ""),
        (False, held.number(0), start + timedelta(2), officer, None, ""),
        (True, None, start + timedelta(3), officer, None, ""),
        (False, held.number(2), start, officer, officer, "Over"),
    ]
    for name in ("worker", "supervisor", "admin"):
        become(name)
        assert called("select count(*) from app.holds()") == 0
