"""What workers do in the dense world, and what functions about it must answer: tasks, two sides, shares."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from tests.mutation.dense import (
    ACTORS,
    BASE,
    CIRCLES,
    DAY,
    KNOWING,
    OVERSEER,
    PEOPLE,
    SKILLED,
    TEAMS,
    Dice,
    put,
)
from tests.mutation.eyes import Eyes, Facts, Row
from tests.mutation.world import OWNER, ask

WORKERS = ACTORS[:16]
VOLUNTEERS = ((-9, None), (-9, 1), (-9, 0), (1, None), (0, None), (-9, -1))
"""From when until when somebody is a volunteer, in days from today."""
TEAMLESS = (WORKERS[0], WORKERS[2], WORKERS[11], WORKERS[13])
GONE = BASE + 18
"""A partner who has left."""
STREETS = (
    "Hill Street 1, 12345 Bonn",
    "Hill Street 9, 12345 Bonn",
    "Lake Road 2, 54321 Ulm",
    "Hill Street 3, 99999 Ulm",
    "Hill Road 4, 12345 Bonn",
    "Moor Lane 5, 11111 Bonn",
)
ACTS = [
    (kind, person, hours, asker)
    for asker in (SKILLED, OVERSEER, ACTORS[0], ACTORS[15], KNOWING[1])
    for kind, person, hours in (
        *[("seal", person, 0) for person in (PEOPLE[1], PEOPLE[2], PEOPLE[9], PEOPLE[10], PEOPLE[6])],
        *[("unseal", person, 0) for person in PEOPLE[5:8]],
        *[("open", None, hours) for hours in (0, 0, 2, 4)],
    )
]
"""What waits for a decision about a seal: (kind, person, hours, who asked)."""
NOTES = ("", "{}", "ring twice", "\u2983hidden")
ROADS = ("Old Road 7, 77777 Kiel", "Dark Road 8, 77777 Kiel")
"""Where workers lived once, and where it is not told to everybody that they live."""
OPEN = ("open", "reopened")


@transaction.atomic(using=OWNER)
def build() -> None:
    """Write it into the dense world, with dice of its own."""
    dice, now = Dice(63), datetime.now(UTC)
    today = now.date()
    ask("set local session_replication_role = replica")
    put("access_actor", id=GONE, kind="partner", name="Dense gone", ended_at=now)
    _workers(dice, today)
    acts(now)
    cases = ask("select id, circle_id, acl_key / 64 from cases_case where id >= %s order by id", BASE)
    for case, *_rest in cases:
        ask("update cases_case set state = %s where id = %s", dice.choice(("open", "open", "reopened", "closed")), case)
    for number in range(700):
        case, circle, team = dice.choice(cases)
        level = dice.choice((1, 1, 1, 2))
        inside = {"circle_id": circle, "level": level, "acl_key": team * 64 + level}
        _assigned(dice, now.date(), case, inside)
        if number < 200:
            _case_work(dice, now, number, case, inside)
        if number < 90:
            _told(dice, now, inside)
    _written(dice, today)
    _marked(Dice(65), today)
    _bars(now)
    ask("update people_contactpoint set say_as = id::text")
    ask("set local session_replication_role = origin")


def _written(dice: Dice, today: date) -> None:
    """What workers wrote of their own bounds, mostly of cases that they carry, by a supervisor of the team or not."""
    carried = ask(
        "select distinct a.worker_id, k.number, c.team_id from cases_assignment a "
        "join cases_case k on k.id = a.case_id join access_circle c on c.id = k.circle_id order by 1, 2"
    )
    holding: dict[tuple[str, int], list[int]] = {}
    for worker, role, team in ask("select worker_id, role, team_id from staff_roleheld order by id"):
        holding.setdefault((role, team), []).append(worker)
    for worker, number, team in carried:
        if dice.now_and_then(2):
            authors = [holding.get((role, team), WORKERS) for role in ("worker", "supervisor", "supervisor")]
            actor = worker if dice.now_and_then(3) else dice.choice(dice.choice([WORKERS, *authors]))
            kind = dice.choice(("known", "known", "gift"))
            put("staff_boundaryentry", kind=kind, on=today, actor_id=actor, worker_id=worker, case_number=number)


def _marked(dice: Dice, today: date) -> None:
    """What the house found at night of a worker and somebody of a case, looked at or not, and marks of others."""
    found = ask(
        "select distinct a.worker_id, s.person_id, k.id, k.number from cases_assignment a "
        "join cases_case k on k.id = a.case_id join access_circlesubject s on s.circle_id = k.circle_id "
        "order by 1, 2, 3"
    )
    for number, (worker, person, case, name) in enumerate(dice.sample(found, 250), BASE):
        whose = dice.choice((worker, worker, worker, WORKERS[0]))
        told = dice.choice((name, name, name, "D0"))
        row = {"worker_id": whose, "case_number": told, "mark": mark(worker, person, case), "on": today}
        put("staff_boundaryentry", id=number, actor_id=whose, kind="gift", **row)
        if dice.now_and_then(2):
            put("staff_boundarylook", entry_id=number, actor_id=OVERSEER)


def mark(worker: int, person: int, case: int) -> str:
    """By what it is known again that a worker may know somebody of a case."""
    return hashlib.sha256(f"tie|{worker}|{person}|{case}".encode()).hexdigest()


def _bars(now: datetime) -> None:
    """A conflict of a supervisor where something waits for her, and of others with what the index tells of."""
    facts = Facts()
    waiting = [line[1] for line in supervisor_waits(Eyes(facts, OVERSEER), now.date()) if line[0] != "sides"]
    put("access_exclusion", actor_id=OVERSEER, circle_id=max(waiting), created_at=now - DAY)
    for actor in (*KNOWING, ACTORS[0], ACTORS[7]):
        eyes, barred = Eyes(facts, actor), 0
        for person in facts.person:
            known = [
                one for one in facts.circles_of.get(person["id"], ()) if eyes.may_know(one) and one not in eyes.shut
            ]
            hidden = person["id"] in eyes.seen or person["sealed"] or person["merged_into_id"] or person["withdrawn_on"]
            if len(known) > 1 and not hidden and barred < 2:
                barred += 1
                put("access_exclusion", actor_id=actor, circle_id=max(known), created_at=now - DAY)


def acts(now: datetime) -> None:
    """What waits for a decision about seals."""
    for kind, person, hours, asker in ACTS:
        put("people_sealact", kind=kind, person_id=person, asked_by_id=asker, hours=hours, why="w", words="x")
    for person in PEOPLE[12:30]:
        over = {"decided_by_id": OVERSEER, "decided_at": now, "agreed": False} if person < PEOPLE[21] else {}
        kind = "seal" if over else "unseal"
        put("people_sealact", kind=kind, person_id=person, asked_by_id=ACTORS[15], why="w", words="x", **over)
    held = {"levels": 1, "reason": "assigned", "valid_from": now - DAY, "valid_until": now + 30 * DAY}
    for team in TEAMS[1:3]:
        put("access_grant", actor_id=OVERSEER, scope="t", scope_id=team, **held)
    to_come, over = held | {"valid_from": now + DAY}, held | {"valid_until": now - DAY / 2}
    for number, circle in enumerate(CIRCLES[20:]):
        put("access_grant", actor_id=ACTORS[15], scope="c", scope_id=circle, **(over if number % 2 else to_come))
        put("access_grant", actor_id=KNOWING[1], scope="c", scope_id=circle, **over)


def _some_day(dice: Dice, today: date) -> date | None:
    return dice.choice((None, None, today, today - DAY, today + DAY))


def _workers(dice: Dice, today: date) -> None:
    for worker in WORKERS:
        names = (f"dense {dice.randrange(9)}", ("", "1-1", "", "1 2", "+13")[worker % 5])
        left = today if worker in WORKERS[6:8] else None
        ask("update staff_worker set sort_key = %s, phone = %s, left_on = %s where id = %s", *names, left, worker)
        first, last = VOLUNTEERS[(worker - BASE) % len(VOLUNTEERS)]
        until = None if last is None else today + last * DAY
        put("staff_roleheld", worker_id=worker, role="volunteer", from_on=today + first * DAY, until_on=until)
        for _ in range(3):
            role, team = dice.choice(("worker", "supervisor")), None if worker in TEAMLESS else dice.choice(TEAMS)
            put("staff_roleheld", worker_id=worker, role=role, team_id=team, from_on=today - DAY)
    own = {person for (person,) in ask("select person_id from people_workerperson")}
    for person in PEOPLE:
        for _ in range(4 if person in own else 3):
            circle = dice.choice(CIRCLES)
            where = {"circle_id": circle, "level": dice.choice((1, 2) if person in own else (1, 1, 1, 2)), "acl_key": 0}
            ended = today if dice.now_and_then(4) else None
            point = {
                "note": dice.choice(NOTES),
                "person_id": person,
                "value": dice.choice(STREETS),
                "ended_on": ended,
                **where,
            }
            put("people_contactpoint", kind=dice.choice(("address", "address", "email")), **point)
        home: dict[str, Any] = {"circle_id": CIRCLES[0], "acl_key": 0, "kind": "address", "person_id": person}
        if person in own:
            put("people_contactpoint", value=ROADS[0], level=1, ended_on=today, **home)
            put("people_contactpoint", value=ROADS[1], level=2, **home)
        elif person % 2:
            put("people_contactpoint", value=ROADS[0], level=1, **home)
            put("people_contactpoint", value=ROADS[1], level=1, **home)
    ask(
        "update people_contactpoint p set acl_key = c.team_id * 64 + p.level from access_circle c "
        "where c.id = p.circle_id and p.acl_key = 0"
    )


def _case_work(dice: Dice, now: datetime, number: int, case: int, inside: dict[str, Any]) -> None:
    worker = dice.choice(WORKERS)
    begins = dice.choice((now - 3 * DAY, now - DAY / 2, now + DAY))
    appointment = BASE + number
    put(
        "contacts_appointment",
        id=appointment,
        case_id=case,
        worker_id=worker,
        starts_at=begins,
        ends_at=begins + DAY / 24,
        outcome=dice.choice(("", "", "held")),
        **inside,
    )
    for person in dice.sample(PEOPLE, dice.choice((0, 1, 1, 2))):
        row = inside | {"level": dice.choice((1, 1, 2))}
        put("contacts_appointmentperson", appointment_id=appointment, person_id=person, **row)
    step = {"owner": dice.choice(("worker", "worker", "person")), "state": dice.choice(("open", "started", "done"))}
    put("plans_step", case_id=case, worker_id=worker, number=number, goal_id=1, **step, **inside)


def _assigned(dice: Dice, today: date, case: int, inside: dict[str, Any]) -> None:
    put(
        "cases_assignment",
        case_id=case,
        worker_id=dice.choice((*WORKERS, *TEAMLESS, *(OVERSEER,) * 4)),
        role="lead",
        from_on=today - 9 * DAY,
        until_on=_some_day(dice, today),
        **inside,
    )


def _told(dice: Dice, now: datetime, inside: dict[str, Any]) -> None:
    today = now.date()
    one, other = dice.sample(PEOPLE, 2)
    decided = dice.choice((None, today))
    cases = [case for (case,) in ask("select id from cases_case where circle_id = %s order by id", inside["circle_id"])]
    put(
        "cases_adverseinterest",
        case_id=dice.choice(cases),
        one_id=one,
        other_id=other,
        kind=dice.choice(("abuse", "abuse", "custody")),
        seen_on=today - DAY,
        same_worker=dice.now_and_then(4),
        decided_on=decided,
        decision="x" if decided else "",
        decided_by_id=ACTORS[0] if decided else None,
        review_on=today + dice.choice((1, 7, 8, 30)) * DAY if decided else None,
        ended_on=today if dice.now_and_then(3) else None,
        author_id=ACTORS[0],
        **inside,
    )
    begins, ends = dice.validity(now)
    put(
        "access_share",
        actor_id=dice.choice(ACTORS),
        item_table=dice.choice(("cases_case", "people_contactpoint")),
        item_number=dice.choice(PEOPLE),
        ground=dice.choice(("authority", "order", "law")),
        given_by_id=ACTORS[0],
        valid_from=begins,
        valid_until=ends,
        **inside,
    )


def _holds(day: date | None, today: date) -> bool:
    return day is None or day > today


def my_tasks(eyes: Eyes) -> Iterable[Any]:
    """What a volunteer is asked to do."""
    facts, today = eyes.facts, eyes.facts.now.date()
    roles = {
        row["worker_id"]
        for row in facts.roleheld
        if row["role"] == "volunteer" and row["from_on"] <= today and _holds(row["until_on"], today)
    }
    me = {row["id"] for row in facts.worker if row["actor_id"] == eyes.actor and row["left_on"] is None} & roles
    mine = [
        (kind, row)
        for kind, rows in (("appointment", facts.appointment), ("line", facts.step))
        for row in rows
        if row["worker_id"] in me
        and row["level"] == 1
        and row["circle_id"] not in eyes.shut
        and facts.circles[row["circle_id"]]["kind"] == "ordinary"
    ]
    for kind, row in mine:
        if kind == "line" and row["owner"] == "worker" and row["state"] in ("open", "started"):
            yield kind, row["id"], row["circle_id"], None, "", None
        if kind == "appointment" and row["outcome"] == "" and row["ends_at"] > facts.now - DAY:
            for person in _coming(facts, row):
                name = person["display_name"].split(" ")[0] if person else ""
                yield kind, row["id"], row["circle_id"], person and person["id"], name, _reach(facts, person)


def _coming(facts: Facts, appointment: Row) -> list[Row | None]:
    """Who comes, one for each name; nobody for one who is hidden, and nobody at all once."""
    found = []
    for row in facts.appointmentperson:
        if row["appointment_id"] == appointment["id"] and row["level"] == 1:
            person = facts.people[row["person_id"]]
            found.append(None if person["sealed"] or person["merged_into_id"] else person)
    return found or [None]


def _reach(facts: Facts, person: Row | None) -> str | None:
    found = [
        row["id"]
        for row in facts.contactpoint
        if person and row["person_id"] == person["id"] and row["kind"] == "phone" and _told_freely(row)
    ]
    return str(max(found)) if found else None


def _told_freely(point: Row) -> bool:
    return bool(point["level"] == 1 and point["ended_on"] is None)


def near(one: str, other: str) -> bool:
    """Of the addresses of the dense world only: the same street and the same town."""
    return {one, other} <= {*STREETS, *ROADS} and _place(one) == _place(other)


def _place(address: str) -> tuple[str, str]:
    return address.split(",", maxsplit=1)[0].rstrip("0123456789 "), address.split()[-2]


def _alike(eyes: Eyes, hers: dict[int, Row], day: date) -> Iterator[tuple[str, int, int]]:
    """Which worker may be, be reached like or live beside which person, from what is no other service's for victims."""
    facts = eyes.facts
    own = {one for one, row in facts.circles.items() if row["kind"] == "ordinary"} | set(eyes.circles)
    points = [row for row in facts.contactpoint if _told_freely(row) and row["circle_id"] in own]
    for worker in hers.values():
        for person in facts.person:
            if person["sort_key"] == worker["sort_key"]:
                yield "name", worker["id"], person["id"]
        digits = "".join(letter for letter in worker["phone"] if letter.isdigit())[-9:]
        for one in {row["person_id"] for row in points if row["phone_key"] and row["phone_key"] == digits}:
            yield "phone", worker["id"], one
        as_people = {row["person_id"] for row in facts.workerperson if row["worker_id"] == worker["id"]}
        beside = {
            theirs["person_id"]
            for entry in as_people
            for mine in points
            if mine["person_id"] == entry and mine["kind"] == "address"
            for theirs in points
            if theirs["kind"] == "address"
            and theirs["person_id"] in _carried(facts, worker["id"], day) - {entry}
            and near(mine["value"], theirs["value"])
        }
        yield from (("address", worker["id"], one) for one in beside)


def _carried(facts: Facts, worker: int, day: date) -> set[int]:
    """Whom the cases concern that a worker is assigned to."""
    cases = {row["case_id"] for row in facts.assignment if row["worker_id"] == worker and _holds(row["until_on"], day)}
    circles = {row["circle_id"] for row in facts.case if row["id"] in cases}
    return {row["person_id"] for row in facts.circlesubject if row["circle_id"] in circles}


def supervisor_waits(eyes: Eyes, day: date) -> Iterable[Any]:
    """What a supervisor decides: two sides of a case, and who of her workers may know somebody."""
    facts, teams = eyes.facts, eyes.supervises
    if not teams:
        return
    cases = {row["id"]: row for row in facts.case if row["state"] in OPEN and row["circle_id"] in eyes.circles}
    cases = {one: row for one, row in cases.items() if facts.circles[row["circle_id"]]["team_id"] in teams}
    for interest in facts.adverseinterest:
        waits = interest["decided_on"] is None or interest["review_on"] <= day + 7 * DAY
        if interest["level"] == 1 and interest["ended_on"] is None and waits and interest["case_id"] in cases:
            case = cases[interest["case_id"]]
            due = interest["review_on"] or interest["seen_on"]
            yield "sides", case["circle_id"], None, case["public_id"], interest["public_id"], None, due
    held = {row["worker_id"] for row in facts.roleheld if row["team_id"] in teams}
    hers = {
        row["id"]: row
        for row in facts.worker
        if row["left_on"] is None and row["actor_id"] != eyes.actor and row["id"] in held
    }
    for what, worker, person in _alike(eyes, hers, day):
        if facts.people[person]["sealed"]:
            continue
        for each in facts.assignment:
            held_case = cases.get(each["case_id"])
            if held_case and each["worker_id"] == worker and _holds(each["until_on"], day):
                concerned = held_case["circle_id"] in facts.circles_of.get(person, ())
                settled = _looked_at(facts, worker, person, held_case) or _written_up(facts, hers[worker], held_case)
                if concerned and not settled:
                    who = hers[worker]["public_id"]
                    yield what, held_case["circle_id"], person, held_case["public_id"], None, who, each["from_on"]


def _written_up(facts: Facts, worker: Row, case: Row) -> bool:
    """Whether a supervisor of the team has written that a worker knows somebody of a case."""
    team = facts.circles[case["circle_id"]]["team_id"]
    supervisors = {r["worker_id"] for r in facts.roleheld if r["role"] == "supervisor" and r["team_id"] == team}
    actors = {row["actor_id"] for row in facts.worker if row["id"] in supervisors}
    return any(
        row["worker_id"] == worker["id"]
        and row["actor_id"] != worker["actor_id"]
        and row["actor_id"] in actors
        and (row["kind"], row["case_number"]) == ("known", case["number"])
        for row in facts.boundaryentry
    )


def _looked_at(facts: Facts, worker: int, person: int, case: Row) -> bool:
    """Whether somebody has looked at what the house found of the two."""
    wanted = (worker, case["number"], mark(worker, person, case["id"]))
    seen = {row["entry_id"] for row in facts.boundarylook}
    return any(
        (row["worker_id"], row["case_number"], row["mark"]) == wanted and row["id"] in seen
        for row in facts.boundaryentry
    )


def opposed(eyes: Eyes, circle: int, who: int) -> Iterable[Any]:
    """Whether somebody works for the other side of one whom a circle concerns."""
    facts, today = eyes.facts, eyes.facts.now.date()
    workers = {row["id"] for row in facts.worker if row["actor_id"] == who}
    cases = {
        row["case_id"] for row in facts.assignment if row["worker_id"] in workers and _holds(row["until_on"], today)
    }
    circles = {row["circle_id"] for row in facts.case if row["id"] in cases and row["state"] in OPEN} - {circle}
    stands = [
        (row["one_id"], row["other_id"])
        for row in facts.adverseinterest
        if row["kind"] == "abuse" and row["ended_on"] is None and not row["same_worker"]
    ]
    sides = [*stands, *((two, one) for one, two in stands)]
    yield circle in eyes.circles and any(
        circle in facts.circles_of.get(one, ()) and circles.intersection(facts.circles_of.get(two, ()))
        for one, two in sides
    )


def shared(eyes: Eyes, table: str) -> Iterable[Any]:
    """What is open to a person or a partner now."""
    now = eyes.facts.now
    yield sorted(
        row["item_number"]
        for row in eyes.facts.share
        if eyes.actor
        and row["actor_id"] == eyes.actor
        and row["item_table"] == table
        and row["valid_from"] <= now < row["valid_until"]
    )
