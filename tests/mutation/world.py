"""A small world with a row of every guarded table at every level in every kind of circle, and who may see which.

The rows are written by the administrator without triggers, so that no action and no rule stands in between. Who may see
them is told here once more, in plain Python, from the words of the access model, never from the policies' SQL.
"""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import connections, transaction
from django.db.models import Field, ForeignKey

from alongside.ground.foundation.guards import Guard
from alongside.ground.foundation.reader import EVALUATES
from alongside.oversight.overviews.rls import GUARDS

OWNER = "owner"
LEVELS = (1, 2, 4, 8, 16, 1)
"""The level of the rows of a circle by their place; the last is spare, for what is inserted to point at."""
SPARE = len(LEVELS) - 1
BASE = 10_000_000
TAKEN_BACK = ("people_household", "people_householdmember", "people_bond", "people_system", "people_tie")
"""Tables of circles whose rows nobody sees any more once they were taken back."""
WITHDRAWN = date(2026, 1, 6)
HOLDERS = (
    "worker",
    "colleague",
    "excluded",
    "supervisor",
    "elsewhere",
    "intake",
    "evaluator",
    "privacy",
    "admin",
    "client",
    "house",
)
CIRCLES = ("own team", "granted", "excluded", "sealed", "over and to come", "one level", "number of a team")
_numbers = itertools.count(BASE * 2)


@dataclass
class World:
    """Who is who, which circle belongs to which team, and which grants are live: what the expectations stand on."""

    actors: dict[str, int] = field(default_factory=dict)
    teams: dict[str, int] = field(default_factory=dict)
    circles: dict[str, int] = field(default_factory=dict)
    team_of: dict[int, int] = field(default_factory=dict)
    team_levels: dict[tuple[int, int], int] = field(default_factory=dict)
    granted: dict[tuple[int, int], int] = field(default_factory=dict)
    shut: set[tuple[int, int]] = field(default_factory=set)
    powers: dict[int, int] = field(default_factory=dict)
    subjects: set[tuple[int, int]] = field(default_factory=set)
    sealed: set[int] = field(default_factory=set)
    shared: dict[str, set[int]] = field(default_factory=dict)
    barred: set[tuple[int, int]] = field(default_factory=set)
    asked: dict[tuple[int, int], int] = field(default_factory=dict)

    def place(self, circle: int) -> int:
        """The circle's place in the list: part of the numbers of its rows."""
        return list(self.circles.values()).index(circle)

    def row(self, circle: int, place: int) -> int:
        """The number of the row of a circle at a place, the same in every table."""
        return BASE + self.place(circle) * 10 + place

    def person(self, circle: int, which: int = 0) -> int:
        """One of the two persons whom only this circle concerns."""
        return self.row(circle, which)

    def bits(self, actor: int, circle: int) -> int:
        """The levels at which an actor sees a circle: her team's and her own grants', or none when it is shut."""
        if (actor, circle) in self.shut:
            return 0
        return self.team_levels.get((actor, self.team_of[circle]), 0) & 63 | self.granted.get((actor, circle), 0)

    def sees_person(self, actor: int, person: int) -> bool:
        """Whether a circle concerns the person that the actor sees at ordinary level."""
        return any(self.bits(actor, circle) & 1 for circle, who in self.subjects if who == person)

    def barred_from(self, actor: int, person: int | None) -> bool:
        """Whether the actor has a conflict of interest with a person."""
        return any((actor, circle) in self.barred for circle, who in self.subjects if who == person)

    def holds(self, actor: int, power: int) -> bool:
        """Whether the actor holds an agency-wide power."""
        return bool(self.powers.get(actor, 0) & power)

    def counts(self, actor: int, programme: int) -> bool:
        """Whether the actor supervises a team of the programme, or evaluates and it is no victim service."""
        supervises = ask(
            "select 1 from organisation_programmeteam s join access_grant g on g.scope = 't' "
            "and g.scope_id = s.team_id where s.programme_id = %s and g.actor_id = %s and g.reason = 'supervisor' "
            "and now() >= g.valid_from and now() < g.valid_until", programme, actor,
        )  # fmt: skip
        plain = ask("select 1 from organisation_programme where id = %s and kind = 'ordinary'", programme)
        return bool(supervises) or (self.holds(actor, EVALUATES) and bool(plain))


def ask(sql: str, *arguments: Any) -> list[tuple[Any, ...]]:
    """Rows, as the administrator."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute(sql, arguments)
        return list(cursor.fetchall()) if cursor.description else []


@transaction.atomic(using=OWNER)
def build() -> World:
    """Write the world into the database of this process and say what is in it."""
    world = World()
    world.actors = dict(ask("select username, actor_id from access_account"))
    ((world.actors["house"],),) = ask("select id from access_actor where kind = 'house'")
    world.teams = dict(ask("select name, id from organisation_team"))
    ask("set local session_replication_role = replica")
    _circles(world)
    _grants(world)
    _people(world)
    for guard in GUARDS:
        if guard.circle:
            for circle, place in itertools.product(world.circles.values(), range(len(LEVELS))):
                write(guard, values_of(world, guard, circle, place) | {"id": world.row(circle, place)})
    _taken_back(world)
    _shares(world)
    _boundaries(world)
    _requests(world)
    _breaches(world)
    _others(world)
    ask("set local session_replication_role = origin")
    return world


def _circles(world: World) -> None:
    family, older = world.teams["Family team"], world.teams["Older people's team"]
    for place, name in enumerate(CIRCLES):
        number = older if name == "number of a team" else BASE + place
        team = older if name in ("granted", "over and to come") else family
        world.circles[name], world.team_of[number] = number, team
        ask(
            "insert into access_circle (id, public_id, version, team_id, kind, opened_by_id) values (%s, %s, 1, %s, "
            "'ordinary', %s)", number, uuid.uuid4(), team, world.actors["worker"],
        )  # fmt: skip


def _grants(world: World) -> None:
    for actor, scope, target, levels in ask(
        "select actor_id, scope, scope_id, levels from access_grant where valid_until > now()"
    ):
        if scope == "t":
            world.team_levels[actor, target] = world.team_levels.get((actor, target), 0) | levels
        else:
            world.powers[actor] = world.powers.get(actor, 0) | levels
    give, now = _granting(world), datetime.now(UTC)
    give("worker", "granted", 19)
    give("worker", "sealed", 19)
    give("worker", "sealed", 32, "sealed")
    give("colleague", "sealed", 19)
    give("excluded", "excluded", 19)
    give("evaluator", "one level", 8)
    give("intake", "over and to come", 1, "emergency")
    give("colleague", "over and to come", 19, ends=now - timedelta(seconds=1), live=False)
    give("worker", "over and to come", 19, begins=now + timedelta(days=1), live=False)
    give("privacy", "granted", 2)
    for who, circle in (
        ("privacy", "own team"),
        ("privacy", "excluded"),
        ("privacy", "sealed"),
        ("colleague", "granted"),
    ):
        give(who, circle, 19, "request", live=False)
        world.asked[world.actors[who], world.circles[circle]] = 19
    give("privacy", "over and to come", 19, "request", ends=now - timedelta(seconds=1), live=False)
    shut_to = (("excluded", "excluded", None), ("privacy", "excluded", None), ("colleague", "own team", now))
    for who, circle, ended in shut_to:
        number = world.circles[circle]
        ask(
            "insert into access_exclusion (public_id, version, actor_id, circle_id, why, ended_at) values "
            "(%s, 1, %s, %s, '', %s)", uuid.uuid4(), world.actors[who], number, ended,
        )  # fmt: skip
        if ended is None:
            world.barred.add((world.actors[who], number))
    world.shut |= world.barred
    shut = world.circles["sealed"]
    world.shut |= {(actor, shut) for name, actor in world.actors.items() if name != "worker"}


def _granting(world: World) -> Any:
    now = datetime.now(UTC)

    def give(
        who: str,
        circle: str,
        levels: int,
        reason: str = "assigned",
        *,
        begins: datetime = now - timedelta(days=1),
        ends: datetime = now + timedelta(days=30),
        live: bool = True,
    ) -> None:
        actor, number = world.actors[who], world.circles[circle]
        ask(
            "insert into access_grant (public_id, version, actor_id, scope, scope_id, levels, reason, why, valid_from, "
            "valid_until, review_note) values (%s, 1, %s, 'c', %s, %s, %s, '', %s, %s, '')",
            uuid.uuid4(), actor, number, levels, reason, begins, ends,
        )  # fmt: skip
        if live:
            world.granted[actor, number] = world.granted.get((actor, number), 0) | levels

    return give


def _people(world: World) -> None:
    """Two for each circle, one whom two circles concern, one whom none does, one merged, one who was taken back."""
    first, second = world.circles["own team"], world.circles["over and to come"]
    both, none, gone, back = BASE + 9001, BASE + 9002, BASE + 9003, BASE + 9004
    world.subjects = {(circle, world.person(circle, which)) for circle in world.circles.values() for which in (0, 1)}
    world.subjects |= {(first, both), (second, both), (first, gone), (first, back)}
    world.sealed = {world.person(world.circles["sealed"])}
    for circle, person in sorted(world.subjects):
        ask(
            "insert into access_circlesubject (circle_id, person_id, acl_key, sealed) values (%s, %s, %s, %s)",
            circle, person, world.team_of[circle] * 64 + 1, person in world.sealed,
        )  # fmt: skip
    guard = guard_of("people_person")
    for person in sorted({who for _circle, who in world.subjects} | {none}):
        row = values_of(world, guard, first, 0) | {"id": person, "sealed": person in world.sealed}
        row |= {"merged_into_id": both if person == gone else None}
        write(guard, row | {"withdrawn_on": WITHDRAWN if person == back else None})


def _taken_back(world: World) -> None:
    """One row more of every circle in each table whose rows can be taken back, and it was."""
    for guard in (one for one in GUARDS if one.circle and one.table in TAKEN_BACK):
        for circle in world.circles.values():
            row = values_of(world, guard, circle, 0) | {"id": world.row(circle, len(LEVELS))}
            write(guard, row | {"withdrawn_on": WITHDRAWN})


def _shares(world: World) -> None:
    """One row of every table of circles is shared with the client, others were or will be; one of cases besides."""
    guard, own, now = guard_of("access_share"), world.circles["own team"], datetime.now(UTC)
    day = timedelta(days=1)
    for table in (one.table for one in GUARDS if one.circle and one.table != "access_share"):
        times = {0: (now - day, now + day), 1: (now - day, now - day / 2), 2: (now + day, now + 2 * day)}
        for place, (begins, ends) in times.items():
            shared = {"actor_id": world.actors["client"], "item_table": table, "item_number": world.row(own, place)}
            row = values_of(world, guard, own, place) | shared | {"valid_from": begins, "valid_until": ends}
            write(guard, row)
        world.shared[table] = {world.row(own, 0)}
    only = world.row(world.circles["granted"], 0)
    shared = {"actor_id": world.actors["client"], "item_table": "cases_case", "item_number": only}
    write(guard, values_of(world, guard, own, 0) | shared | {"valid_until": now + day})
    world.shared["cases_case"].add(only)


def _boundaries(world: World) -> None:
    """What two people wrote about workers whom somebody supervises and who read logs themselves, and a look at each."""
    own = world.circles["own team"]
    workers = dict(ask("select actor_id, id from staff_worker"))
    for author, about in itertools.product(("worker", "supervisor"), ("worker", "colleague", "supervisor", "privacy")):
        row = values_of(world, guard_of("staff_boundaryentry"), own, 0) | {"id": next(_numbers)}
        facts = {"actor_id": world.actors[author], "worker_id": workers[world.actors[about]]}
        write(guard_of("staff_boundaryentry"), row | facts)
        look = values_of(world, guard_of("staff_boundarylook"), own, 0) | {"entry_id": row["id"]}
        looks = "worker" if about in ("worker", "colleague") else "privacy"
        write(guard_of("staff_boundarylook"), look | {"actor_id": world.actors[looks]})


def _requests(world: World) -> None:
    """A request about each person and one about nobody yet; of every circle and level a passage and a paper."""
    guard, own = guard_of("requests_recordrequest"), world.circles["own team"]
    for person in (None, *sorted({who for _circle, who in world.subjects})):
        write(guard, values_of(world, guard, own, 0) | {"person_id": person})
    for table, place in (("requests_requestedpassage", "place"), ("requests_requestpaper", "")):
        guard = guard_of(table)
        for number, (circle, level) in enumerate(itertools.product(world.circles.values(), LEVELS[:SPARE])):
            row = values_of(world, guard, own, 0) | {"circle_id": circle, "level": level}
            write(guard, row | ({place: number} if place else {}))


def _breaches(world: World) -> None:
    """A breach by nobody, one by the officer herself, one by a worker; what was added to each, and whom it touched."""
    own, shut = world.circles["own team"], world.circles["excluded"]
    for about in ("", "privacy", "worker"):
        breach = values_of(world, guard_of("breaches_breach"), own, 0) | {"id": next(_numbers)}
        write(guard_of("breaches_breach"), breach | {"about_id": world.actors.get(about)})
        for table in ("breaches_breachentry", "breaches_breachassessment"):
            write(guard_of(table), values_of(world, guard_of(table), own, 0) | {"breach_id": breach["id"]})
        for circle in (own, shut):
            guard = guard_of("breaches_breachperson")
            row = values_of(world, guard, circle, 0) | {"breach_id": breach["id"]}
            write(guard, row | {"person_id": world.person(circle)})


def _others(world: World) -> None:
    """One row for each person in what belongs to a person, one for each actor in what belongs to an actor."""
    people = sorted({who for _circle, who in world.subjects} | {BASE + 9002})
    for guard in GUARDS:
        names = {each.column for each in model_of(guard)._meta.local_concrete_fields}
        column = next((name for name in ("person_id", "keep_id") if name in names), "")
        if guard.circle or guard.table.startswith(
            ("organisation", "access_circle", "access_grant", "access_exclusion")
        ):
            continue
        if guard.table in ("people_person", "access_history", "people_sealact"):
            continue
        if guard.table != "access_accesssession" and ask(f"select 1 from {guard.table} limit 1"):
            continue
        if column:
            others = {name: people[-1] for name in ("other_id", "lose_id", "carer_id") if name in names}
            for person in people:
                row = values_of(world, guard, world.circles["own team"], 0)
                more = {name: _other(people, person) for name in others}
                write(guard, row | more | {column: person})
        elif "programme_id" in names and guard.table.startswith("outcomes"):
            for (programme,) in ask("select id from organisation_programme"):
                write(guard, values_of(world, guard, world.circles["own team"], 0) | {"programme_id": programme})
        elif "actor_id" in names:
            for actor in world.actors.values():
                write(guard, values_of(world, guard, world.circles["own team"], 0) | {"actor_id": actor})
        else:
            write(guard, values_of(world, guard, world.circles["own team"], 0))
    _history(world, people)


def _other(people: list[int], person: int) -> int:
    """Another person with a higher number, else a number of nobody."""
    return next((one for one in people if one > person), BASE + 9999)


def _history(world: World, people: Iterable[int]) -> None:
    sql = (
        "insert into access_history (epoch, txid, table_name, row_id, verb, why, circle_id, level, acl_key, person_id) "
        "values (1, 1, 'world', 0, 'update', '', %s, %s, %s, %s)"
    )
    for circle, level in itertools.product(world.circles.values(), LEVELS[:SPARE]):
        for person in (world.person(world.circles["own team"]), None):
            ask(sql, circle, level, world.team_of[circle] * 64 + level, person)
    for person in people:
        ask(sql, None, None, None, person)
    ask(sql, None, None, None, None)
    for name in ("worker", "elsewhere"):
        ask(
            "insert into people_sealact (public_id, version, kind, words, why, hours, asked_by_id, answer) values "
            "(%s, 1, 'open', '', '', 1, %s, '')", uuid.uuid4(), world.actors[name],
        )  # fmt: skip


SECOND = ("other_id", "right_id", "carer_id")
"""Columns that name another person than the first of their row."""
NEEDED = {("people_tie", "household_id")}
"""Columns that may be empty only where another one is not."""


def model_of(guard: Guard) -> Any:
    """The model that a guard guards."""
    return apps.get_model(guard.model)


def guard_of(table: str) -> Guard:
    """The guard of a table."""
    return next(guard for guard in GUARDS if guard.table == table)


def values_of(world: World, guard: Guard, circle: int, place: int) -> dict[str, Any]:
    """A value for every column of a row of a circle; what it points at is of the same circle and place."""
    found = {}
    for each in model_of(guard)._meta.local_concrete_fields:
        if not each.primary_key or each.column != "id":
            found[each.column] = _value(world, guard, each, circle, place)
    if guard.circle:
        level = LEVELS[place]
        found |= {"circle_id": circle, "level": level, "acl_key": world.team_of[circle] * 64 + level}
    return found


def _value(world: World, guard: Guard, each: Field[Any, Any], circle: int, place: int) -> Any:
    parents = dict(guard.parents)
    if each.column in parents:
        alike = [column for column, table in guard.parents if table == parents[each.column]]
        place = (place + alike.index(each.column)) % len(LEVELS)
        wanted = not each.null or parents[each.column] == "cases_case" or (guard.table, each.column) in NEEDED
        return world.row(circle, place) if wanted else None
    if each.column in guard.subjects:
        return world.person(circle, int(each.column in SECOND)) if not each.null else None
    if isinstance(each, ForeignKey):
        if each.null or each.unique:
            return None if each.null else next(_numbers)
        kin = str(each.related_model._meta.label)
        known = {"access.Actor": world.actors["worker"], "people.Person": world.person(circle)}
        return known.get(kin, world.row(circle, place))
    if each.null:
        return None
    return _plain(each)


def _plain(each: Field[Any, Any]) -> Any:
    """Something that the column takes."""
    number = next(_numbers)
    kinds: Mapping[str, Any] = {
        "UUIDField": uuid.uuid4(),
        "DateTimeField": datetime.now(UTC),
        "DateField": date(2026, 1, 5),
        "JSONField": "{}",
        "ArrayField": "{0}",
        "BinaryField": str(number).encode(),
        "BooleanField": False,
        "BigIntegerField": number if each.unique else 0,
        "SmallIntegerField": 0,
        "IntegerField": 0,
        "PositiveSmallIntegerField": 1,
        "PositiveIntegerField": 1,
        "BigAutoField": number,
        "DecimalField": 0,
        "TimeField": "10:00",
    }
    return kinds.get(each.get_internal_type(), str(number)[-(each.max_length or 8) :])


def write(guard: Guard, row: Mapping[str, Any], *, alias: str = OWNER) -> None:
    """Insert one row. Nothing is returned, since then the rule of reading would stand in for the rule of writing."""
    columns = ", ".join(f'"{name}"' for name in row)
    places = ", ".join(["%s"] * len(row))
    with connections[alias].cursor() as cursor:
        cursor.execute(f"insert into {guard.table} ({columns}) values ({places})", list(row.values()))


def run(statements: Iterable[str]) -> None:
    """Statements of the administrator, one after the other; a percent sign in them is one."""
    with connections[OWNER].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, None)
