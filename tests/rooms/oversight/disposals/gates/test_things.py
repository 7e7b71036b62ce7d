"""Workers, breaches, requests and years: what a hold keeps of them, and which of them have ended."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from tests.database.putting import inside, many, number, put
from tests.rooms.oversight.disposals.gates.holds import KEPT, THEN, Held, asked
from tests.rooms.oversight.disposals.gates.logs import reading

pytestmark = pytest.mark.usefixtures("administer")
LEFT = date(2012, 3, 14)


def a_worker(**said: Any) -> tuple[int, int]:
    """A worker and her actor, of whom nothing is known."""
    actor = number()
    return put("staff_worker", actor_id=actor, **said), actor


def workers_of(circles: list[int]) -> list[int]:
    """For each circle a worker who carried it, one who was let into it, one who read in it."""
    found = []
    for circle in circles:
        for way in ("carried", "let in", "read"):
            worker, actor = a_worker()
            found.append(worker)
            if way == "carried":
                put("cases_assignment", circle_id=circle, worker_id=worker)
            if way == "let in":
                put("access_grant", scope="c", scope_id=circle, actor_id=actor)
            if way == "read":
                reading(circle_id=circle, actor_id=actor)
    return found


def test_a_worker_is_held_who_knew_what_is_held() -> None:
    held = Held()
    with many():
        workers = workers_of(held.circles)
        same_number, actor = a_worker()
        put("access_grant", scope="t", scope_id=held.circles[0], actor_id=actor)
    assert asked("held_worker", *workers, same_number) == [False] * 16
    held.place()
    assert asked("held_worker", *workers, same_number) == [kept for kept in KEPT for _way in range(3)] + [False]


def test_a_worker_is_held_who_wrote_of_what_may_be_held() -> None:
    held = Held()
    with many():
        workers = [a_worker()[0] for _ in range(7)]
        for worker, case in zip(workers, [*map(held.number, range(5)), "HF-0"], strict=False):
            put("staff_boundaryentry", worker_id=worker, case_number=case)
    assert asked("held_worker", *workers) == [False] * 7
    held.place()
    assert asked("held_worker", *workers) == [*KEPT, True, False], "nobody can tell of whom HF-0 is"


def a_breach(people: int | None, *touched: int, said: tuple[int | None, ...] = ()) -> int:
    """A breach with that number of people, those it is known to touch, and the numbers that were said later."""
    breach = put("breaches_breach", people=people)
    for day, many_people in enumerate(said, 1):
        put("breaches_breachentry", breach_id=breach, people=many_people, at=datetime(2020, 1, day, tzinfo=UTC))
    for person in touched:
        put("breaches_breachperson", breach_id=breach, person_id=person)
    return breach


def test_a_breach_is_held_by_whom_it_touches_and_where_not_all_are_named() -> None:
    held = Held()
    one, other = held.people[0], held.people[4]
    with many():
        told = {
            a_breach(2, other, one): True,
            a_breach(1, other): False,
            a_breach(0): False,
            a_breach(None): True,
            a_breach(None, other): False,
            a_breach(2, other): True,
            a_breach(5, other, said=(5, 1, None)): False,
            a_breach(1, other, said=(1, 2)): True,
            a_breach(1, other, said=(None,)): False,
        }
        put("breaches_breachentry", breach_id=number(), people=99, at=datetime(2020, 2, 1, tzinfo=UTC))
    assert asked("held_breach", *told) == [False] * 9
    held.place()
    assert asked("held_breach", *told) == list(told.values())


def test_a_request_is_held_by_whose_it_is_or_by_what_was_gathered_for_it() -> None:
    held = Held()
    with many():
        of_each = [put("requests_recordrequest", person_id=person) for person in held.people]
        nobody, gathered, other = (
            put("requests_recordrequest", person_id=person) for person in (None, held.people[4], held.people[4])
        )
        for place, circle in enumerate(held.circles):
            put("requests_requestedpassage", request_id=gathered, circle_id=circle, place=place)
        put("requests_requestedpassage", request_id=other, circle_id=held.circles[4])
    assert asked("held_request", *of_each, nobody, gathered, other) == [False] * 8
    held.place()
    assert asked("held_request", *of_each, nobody, gathered, other) == [*KEPT, True, True, False]


def test_any_hold_that_stands_keeps_the_years_and_each_line_what_it_is_of() -> None:
    held = Held()
    with many():
        worker, _actor = a_worker()
        request, breach = put("requests_recordrequest", person_id=held.people[4]), a_breach(0)
        put("disposals_hold", case_id=held.cases[4], released_at=THEN)
    lines = {"year": 2012, "staff": worker, "request": request, "breach": breach, "person": held.people[0]}
    lines |= {"case": held.circles[0], "intake": held.circles[1], "log": held.circles[4]}
    select = "select kind, app.held_item(kind, number) from unnest(%s::text[], %s::bigint[]) as t (kind, number)"
    given = [list(lines), list(lines.values())]
    assert (asked("held_circle", held.circles[0]), inside("select app.any_hold()")) == ([False], [(False,)])
    assert dict(inside(select, *given)) == dict.fromkeys(lines, False)
    held.place()
    assert inside("select app.any_hold()") == [(True,)]
    assert {kind for kind, kept in inside(select, *given) if kept} == {"year", "person", "case", "intake"}


def of_years(period: str | None, today: date) -> list[int]:
    """Which years of the logs are due."""
    return [row[0] for row in inside("select app.due_years(%s::interval, %s)", period, today)]


def test_a_year_is_due_when_it_is_over_its_time_and_names_nobody_who_is_there() -> None:
    with many():
        person = put("people_person", id=number())
        for row, at, said in (
            (-9, date(2001, 12, 31), {}),
            (-8, date(2002, 6, 1), {"circle_id": 1}),
            (-7, date(2003, 6, 1), {"person_ids": [number(), person]}),
            (-6, date(2004, 6, 1), {"person_ids": [number()]}),
            (-5, date(2006, 1, 1), {}),
        ):
            reading(id=row, at=datetime.combine(at, time(0), UTC), **said)
    assert of_years("P2Y", date(2008, 12, 30)) == [2001, 2004]
    assert of_years("P2Y", date(2008, 12, 31)) == [2001, 2004, 2006]
    assert of_years("P3Y", date(2004, 12, 31)) == [2001]
    assert of_years("P2Y", date(2003, 12, 30)) == []
    assert of_years(None, date(2008, 12, 31)) == []


def test_years_count_from_the_first_entry_of_either_log() -> None:
    put("access_history", id=-9, at=datetime(2001, 6, 1, tzinfo=UTC))
    with many():
        reading(id=-9, at=datetime(2002, 6, 1, tzinfo=UTC))
        reading(id=-8, at=datetime(2001, 6, 1, tzinfo=UTC))
        reading(id=-7, at=datetime(2000, 6, 1, tzinfo=UTC))
    assert of_years("P2Y", date(2005, 1, 1)) == [2001, 2002], "nothing is looked for before the first"


def who_left(*, active: bool = False, ended: bool = True, account_email: str = "", **said: Any) -> tuple[int, int]:
    """A worker who left, with her account; ``title`` and the like are what is still known of her."""
    worker, actor = a_worker(**{"left_on": LEFT} | said)
    put("access_actor", id=actor, kind="worker", ended_at=THEN if ended else None)
    put("access_account", actor_id=actor, email=account_email, is_active=active, username=f"former-{actor}")
    return worker, actor


def workers_who_left() -> dict[int, bool]:
    """Workers, and whether there is something left of them that goes."""
    told = {}
    for name in ("title", "email", "phone", "languages", "account_email"):
        words: dict[str, Any] = {name: "said"}
        told[who_left(**words)[0]] = True
    told[who_left(active=True)[0]] = True
    for table, column in (("staff_roleheld", 0), ("staff_boundaryentry", 0), ("tokens_token", 1)):
        both = who_left()
        put(table, **{("worker_id", "actor_id")[column]: both[column]})
        told[both[0]] = True
    told[who_left(sort_key="ana")[0]] = True
    told[who_left()[0]] = False
    named, actor = who_left(sort_key="ana")
    reading(actor_id=actor)
    told[named] = False
    told[who_left(title="said", left_on=None)[0]] = False
    told[who_left(title="said", ended=False)[0]] = False
    carrying, _actor = who_left(title="said")
    put("cases_assignment", worker_id=carrying)
    return told | {carrying: False}


def ended(kind: str, today: date = date(2030, 1, 1)) -> list[tuple[int, str, date]]:
    """What has ended of one kind: its number, its label and the day."""
    rules = Jsonb({"year": {"period": "P7Y"}})
    select = "select number, label, trigger_on from app.ended_things(%s, %s) where kind = %s order by number"
    return [(row[0], row[1], row[2]) for row in inside(select, rules, today, kind)]


def test_a_worker_is_due_who_left_while_anything_is_left_that_goes() -> None:
    with many():
        told = workers_who_left()
    assert ended("staff") == [(worker, "", LEFT) for worker, goes in told.items() if goes]


def test_a_breach_ends_when_it_is_closed_and_a_request_when_it_is_answered() -> None:
    with many():
        found = datetime(2011, 5, 1, tzinfo=UTC)
        closed, _open = put("breaches_breach", found_at=found), put("breaches_breach")
        for day, kind in ((14, "closed"), (12, "closed"), (16, "told_house")):
            at = datetime(2012, 3, day, tzinfo=UTC)
            put("breaches_breachentry", breach_id=closed, kind=kind, at=at)
            put("breaches_breachentry", breach_id=_open, kind="told_house", at=at)
        answered = put("requests_recordrequest", closed_on=LEFT, received_on=date(2011, 5, 1), due_on=LEFT)
        put("requests_recordrequest")
    assert ended("breach") == [(closed, f"B-2011-{closed}", LEFT)]
    assert ended("request") == [(answered, f"R-2011-{answered}", LEFT)]


def test_a_year_ends_with_its_last_day() -> None:
    reading(id=-9, at=datetime(2001, 6, 1, tzinfo=UTC))
    assert ended("year", date(2008, 12, 30)) == []
    assert ended("year", date(2008, 12, 31)) == [(2001, "2001", date(2001, 12, 31))]


def open_now(kind: str, *numbers: int) -> list[bool]:
    return [inside("select app.open_item(%s, %s)", kind, one)[0][0] for one in numbers]


def test_what_has_not_ended_is_open() -> None:
    day = date(2012, 3, 14)
    then = datetime(2012, 3, 14, tzinfo=UTC)
    with many():
        workers = [
            put("staff_worker", left_on=left, actor_id=put("access_actor", ended_at=ended))
            for left, ended in ((day, then), (None, then), (day, None), (day, then), (day, then))
        ]
        put("cases_assignment", worker_id=workers[3])
        put("cases_assignment", worker_id=workers[4], until_on=day)
        breaches = [put("breaches_breach") for _ in range(3)]
        for breach, kind in ((breaches[0], "closed"), (breaches[1], "told"), (breaches[0], "told")):
            put("breaches_breachentry", breach_id=breach, kind=kind)
        requests = [put("requests_recordrequest", closed_on=closed) for closed in (day, None)]
    assert open_now("staff", *workers) == [False, True, True, True, False]
    assert open_now("breach", *breaches) == [False, True, True]
    assert open_now("request", *requests) == [False, True]
    assert open_now("case", workers[1], requests[1], number()) == [False] * 3
    assert open_now("staff", number()) == open_now("request", number()) == [False]
