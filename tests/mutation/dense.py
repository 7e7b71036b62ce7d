"""A world in which everything that decides about access occurs in every combination, drawn with the same dice always.

Where ``world`` has one witness for each rule of rows, this one has hundreds of grants, live, over and to come, at all
levels and for all reasons, conflicts, sealed people, victim services, merged entries and teams that are no more. What
a function of the database answers in it is compared with what a few lines of Python say (``asked``, ``told``).
"""

from __future__ import annotations

import hashlib
import itertools
import random
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connections, transaction

from tests.mutation.world import OWNER, ask

BASE = 50_000_000
NEW = 100_000_000
"""Numbers that the database itself draws begin here."""
TEAMS = range(BASE, BASE + 5)
ACTORS = range(BASE, BASE + 18)
KNOWING = ACTORS[12:15]
"""They hold the index right and carry next to nothing."""
OVERSEER = ACTORS[9]
"""She supervises every team, so that what else must hold can be told apart."""
BARE, PAST = ACTORS[10], ACTORS[11]
"""One holds powers alone, the other carried cases once."""
SKILLED = ACTORS[8]
"""She holds both credentials and carries cases."""
CIRCLES = range(BASE, BASE + 26)
PEOPLE = range(BASE, BASE + 40)
LEVELS = (1, 1, 2, 3, 8, 16, 18, 19, 19, 19, 32, 33, 51, 64, 65, 83)
REASONS = (
    "assigned",
    "assigned",
    "team",
    "supervisor",
    "intake",
    "import",
    "emergency",
    "request",
    "sealed",
    "consent",
)
POWERS = (0, 128, 128, 256, 256, 512, 1024, 2048, 3072, 384)
DAY = timedelta(days=1)
MORE = ("public.access_accesssession_id_seq", "public.access_share_id_seq", "public.careteams_partnerlink_id_seq")
CROWD = 105
"""So many keys are borne by everybody that a search for all of them meets more rows than it tests one by one."""
APART = PEOPLE[28]
"""She bears none of them, but one of her own that stands last."""
WITHDRAWN = PEOPLE[34:37]
PLAIN: Mapping[str, Any] = {
    "int2": 0,
    "int4": 0,
    "int8": 0,
    "text": "",
    "varchar": "",
    "bool": False,
    "jsonb": "{}",
    "date": date(2026, 1, 5),
}


class Dice(random.Random):
    """The same dice each time, with a few throws of our own."""

    def now_and_then(self, one_in: int) -> bool:
        """True once in so many times."""
        return self.randrange(one_in) == 0

    def moment(self, now: datetime, first: int, last: int) -> datetime:
        """A moment between two numbers of days from now, never nearer than an hour to now."""
        return now + self.choice([n for n in range(first, last + 1) if n]) * DAY + timedelta(hours=self.randrange(3))

    def validity(self, now: datetime) -> tuple[datetime, datetime]:
        """When something holds: mostly now, else no longer or not yet."""
        begins, ends = self.choice([(-20, -1)] * 2 + [(-9, -2)] + [(1, 9)]), (1, 20)
        start = self.moment(now, *begins)
        if start < now and self.now_and_then(5):
            return start - 9 * DAY, self.moment(now, -8, -1)
        return start, max(start, now) + self.choice(range(*ends)) * DAY


_kinds: dict[str, dict[str, tuple[str, bool]]] = {}


def kinds(table: str) -> dict[str, tuple[str, bool]]:
    """The columns of a table: their type, and whether something must be said."""
    if table not in _kinds:
        rows = ask(
            "select column_name, udt_name, is_nullable = 'NO' and column_default is null and is_identity = 'NO' "
            "from information_schema.columns where table_schema = 'public' and table_name = %s",
            table,
        )
        _kinds[table] = {name: (kind, needed) for name, kind, needed in rows}
    return _kinds[table]


def put(table: str, **values: Any) -> None:
    """Insert a row; what must be said and was not is made up."""
    row = {name: _made_up(kind) for name, (kind, needed) in kinds(table).items() if needed} | values
    columns = ", ".join(f'"{name}"' for name in row)
    with connections[OWNER].cursor() as cursor:
        cursor.execute(f"insert into {table} ({columns}) values ({', '.join(['%s'] * len(row))})", list(row.values()))


def _made_up(kind: str) -> Any:
    if kind == "uuid":
        return uuid.uuid4()
    if kind == "timestamptz":
        return datetime.now(UTC)
    return (
        [] if kind.startswith("_") else hashlib.sha256(uuid.uuid4().bytes).digest() if kind == "bytea" else PLAIN[kind]
    )


@transaction.atomic(using=OWNER)
def build() -> None:
    """Write the world into the database of this process."""
    dice, now = Dice(62), datetime.now(UTC)
    ask("set local session_replication_role = replica")
    for team in TEAMS:
        put("organisation_team", id=team, name=f"Dense {team}", ended_on=now.date() if team == TEAMS[-1] else None)
    for actor in ACTORS:
        kind = {ACTORS[-1]: "person", ACTORS[-2]: "partner"}.get(actor, "worker")
        put("access_actor", id=actor, kind=kind, name=f"Dense {actor}", ended_at=now if actor in ACTORS[3:5] else None)
        if kind == "worker":
            put("staff_worker", id=actor, actor_id=actor, name=f"Dense {actor}")
    _circles(dice, now)
    _people(dice, now)
    _grants(dice, now)
    _rows_of_circles(dice, now)
    _past(dice, now)
    _rarities(now)
    sessions(now)
    ask("set local session_replication_role = origin")


def _circles(dice: Dice, now: datetime) -> None:
    for circle in CIRCLES:
        victim = circle == CIRCLES[8] or (dice.now_and_then(4) and circle not in CIRCLES[:3])
        kind = "victim-service" if victim else "ordinary"
        put(
            "access_circle",
            id=circle,
            team_id=dice.choice(TEAMS),
            kind=kind,
            opened_by_id=ACTORS[0],
            created_at=dice.moment(now, -20, -1),
        )
    for _ in range(75):
        ended = dice.moment(now, -8, -1) if dice.now_and_then(2) else None
        put(
            "access_exclusion",
            actor_id=dice.choice(ACTORS),
            circle_id=dice.choice(CIRCLES),
            ended_at=ended,
            created_at=(ended or now) - dice.randrange(1, 9) * DAY,
        )


def _people(dice: Dice, now: datetime) -> None:
    team_of = dict(ask("select id, team_id from access_circle"))
    for person in PEOPLE:
        sealed = person in PEOPLE[5:8]
        merged = PEOPLE[0] if person in PEOPLE[30:34] else None
        put(
            "people_person",
            id=person,
            display_name=f"Dense {person}",
            sort_key=f"dense {dice.randrange(9)}",
            sealed=sealed,
            merged_into_id=merged,
            version=1,
            withdrawn_on=now.date() if person in WITHDRAWN else None,
            compared_version=dice.randrange(2),
            born_on=date(1980, 1, 1) + person % 31 * 400 * DAY if person % 3 else None,
        )
        put("people_personname", person_id=person, full=f"Dense {person}", given="Dense", family=str(person))
        for circle in _some_circles(dice, person, sealed=sealed):
            put(
                "access_circlesubject",
                circle_id=circle,
                person_id=person,
                acl_key=team_of[circle] * 64 + 1,
                sealed=sealed,
            )
        for key in {*dice.sample(range(12), 5)}:
            put("people_personkey", person_id=person, key=("@", "a", "b+", "c@", "d")[key % 5] + str(key))
    ask(
        "insert into people_personkey (person_id, key) select p, 'crowd' || k from generate_series(%s, %s) p, "
        "generate_series(1, %s) k where p <> %s",
        PEOPLE[0],
        PEOPLE[-1],
        CROWD,
        APART,
    )
    put("people_personkey", person_id=APART, key="rare")
    for _ in range(90):
        one, two = sorted(dice.sample(PEOPLE, 2), key=lambda _person: dice.random())
        ended = now if dice.now_and_then(2) else None
        put("people_notsameperson", person_id=one, other_id=two, ended_at=ended)
        if dice.now_and_then(6):
            worker = dice.choice(ACTORS[:12])
            ask("delete from people_workerperson where worker_id = %s and person_id = %s", worker, one)
            put("people_workerperson", worker_id=worker, person_id=one)


def _some_circles(dice: Dice, person: int, *, sealed: bool) -> set[int]:
    """Two or three of the first half; the sealed ones have some to themselves, so that the rest stays open."""
    if sealed:
        return {CIRCLES[1 + person % 2], *dice.sample(CIRCLES[20:], 2)}
    if person % 4 == 0:
        return {CIRCLES[8], CIRCLES[person % 3]}
    return set(dice.sample(CIRCLES[:22], dice.choice((0, 1, 2, 3))))


def _grants(dice: Dice, now: datetime) -> None:
    for _ in range(420):
        scope = dice.choice("cccccccccccctto")
        begins, ends = dice.validity(now)
        reason = dice.choice(REASONS)
        target = {"c": dice.choice(CIRCLES), "t": dice.choice(TEAMS), "o": 0}[scope]
        actor = dice.choice(ACTORS)
        if scope != "o" and (actor == BARE or (actor in KNOWING and not dice.now_and_then(6))):
            continue
        if scope != "o" and actor == PAST:
            begins, ends = now - 9 * DAY, now - DAY
        if scope == "c" and reason == "assigned" and dice.now_and_then(5):
            bar = {"actor_id": actor, "circle_id": target, "created_at": begins}
            put("access_exclusion", ended_at=now - DAY if dice.now_and_then(2) else None, **bar)
        put(
            "access_grant",
            actor_id=actor,
            scope=scope,
            scope_id=target,
            reason=reason,
            levels=dice.choice((POWERS[5:9] if actor in (BARE, PAST) else POWERS) if scope == "o" else LEVELS),
            valid_from=begins,
            valid_until=ends,
            reviewed_at=now if dice.now_and_then(2) else None,
            why=dice.choice(("", "a reason")),
        )
    held = {"valid_from": now - DAY, "valid_until": now + 4 * DAY}
    put("access_grant", actor_id=SKILLED, scope="o", scope_id=0, levels=3072, reason="role", **held)
    put("access_grant", actor_id=SKILLED, scope="t", scope_id=TEAMS[1], levels=33, reason="team", **held)
    for circle in CIRCLES[1:7]:
        put("access_grant", actor_id=SKILLED, scope="c", scope_id=circle, levels=19, reason="assigned", **held)
    for actor in sorted({*ACTORS} - {BARE, PAST, SKILLED}):
        for circle in (*CIRCLES[1:3], *CIRCLES[20:]) if actor not in KNOWING else CIRCLES[1:3]:
            _around_a_seal(dice, now, actor, circle)
    opened = {"scope": "c", "levels": 32, "reason": "sealed", "valid_from": now - DAY, "valid_until": now + DAY}
    for actor, circle in itertools.product((OVERSEER, *KNOWING), CIRCLES[1:3]):
        put("access_grant", actor_id=actor, scope_id=circle, **opened)
    gone = {"levels": 256, "reason": "role", "valid_from": now - 9 * DAY, "valid_until": now - DAY}
    put("access_grant", actor_id=PAST, scope="o", scope_id=0, **gone)
    for team in TEAMS:
        put(
            "access_grant",
            actor_id=OVERSEER,
            scope="t",
            scope_id=team,
            levels=83,
            reason="supervisor",
            valid_from=now - DAY,
            valid_until=now + DAY,
        )
    for actor in (*KNOWING, ACTORS[0], ACTORS[7]):
        for team in dice.sample(TEAMS, 3):
            put(
                "access_grant",
                actor_id=actor,
                scope="t",
                scope_id=team,
                levels=64,
                reason="intake",
                valid_from=now - DAY,
                valid_until=now + DAY,
            )


def _around_a_seal(dice: Dice, now: datetime, actor: int, circle: int) -> None:
    """An opening by two people that is over, to come, live, or of a team that has the number of the circle."""
    kind = dice.randrange(7)
    if kind > 4:
        return
    scope, levels = ("t", 33) if kind == 0 and circle in TEAMS else ("c", 32 if kind < 4 else 16)
    begins, ends = [(-2, 5), (-9, -1), (1, 5), (-1, 1), (-1, 1)][kind]
    for bits, first, last in ((levels, begins, ends), (1, -3, 3))[: 1 if actor in KNOWING else 2]:
        put(
            "access_grant",
            actor_id=actor,
            scope=scope if bits == levels else "c",
            scope_id=circle,
            levels=bits,
            reason="sealed" if bits == levels else "assigned",
            valid_from=now + first * DAY,
            valid_until=now + last * DAY,
        )


def _rows_of_circles(dice: Dice, now: datetime) -> None:
    team_of = dict(ask("select id, team_id from access_circle"))

    def inside(level: int) -> dict[str, Any]:
        circle = dice.choice(CIRCLES)
        return {"circle_id": circle, "level": level, "acl_key": team_of[circle] * 64 + level}

    for _ in range(160):
        put(
            "people_contactpoint",
            person_id=dice.choice(PEOPLE),
            phone_key=dice.choice(("", "11", "12", "13")),
            ended_on=now.date() if dice.now_and_then(4) else None,
            kind="phone",
            **inside(dice.choice((1, 1, 2, 16, 8))),
        )
    for number in range(40):
        one, two = dice.sample(PEOPLE, 2)
        until = dice.choice((None, now.date() - DAY, now.date() + DAY))
        ends = {"until_on": until, "withdrawn_on": None if number % 5 else now.date()}
        put(
            "people_relationship",
            person_id=one,
            other_id=two,
            kind="sibling",
            **ends,
            **inside(1),
        )
    programme, protocol = ask("select programme_id, id from organisation_protocol order by id limit 1")[0]
    for number in range(45):
        fixed = {"programme_id": programme, "protocol_id": protocol, "number": f"D{number}"}
        case = BASE + number
        row = inside(dice.choice((1, 1, 1, 2)))
        put("cases_case", id=case, title="x", sort_key="x", state="open", stage="intake", **fixed, **row)
        for person in dice.sample(PEOPLE, dice.choice((0, 1, 2, 3))):
            put("cases_participant", case_id=case, person_id=person, focus=dice.now_and_then(2), **row)


def number_on() -> None:
    """Let the database draw its own numbers far above those of the world."""
    for numbers in ("public.access_circle_id_seq", "public.access_grant_id_seq", "app.person_ids", *MORE):
        ask("select setval(%s::regclass, %s)", numbers, NEW)


def _rarities(now: datetime) -> None:
    """What the dice do not throw: rows in which one clause alone decides."""
    held = {"valid_from": now - DAY, "valid_until": now + 4 * DAY}
    over, to_come = {**held, "valid_until": now - DAY / 2}, {**held, "valid_from": now + DAY}
    carried = {"actor_id": SKILLED, "scope": "c"}
    put("access_grant", actor_id=SKILLED, scope="o", scope_id=0, levels=2048, reason="role", **held)
    put("access_grant", actor_id=SKILLED, scope="t", scope_id=TEAMS[2], levels=2049, reason="team", **held)
    put("access_grant", actor_id=SKILLED, scope="t", scope_id=TEAMS[3], levels=2, reason="assigned", **held)
    put("access_grant", actor_id=SKILLED, scope="t", scope_id=TEAMS[4], levels=8, reason="team", **held)
    put("access_grant", actor_id=KNOWING[0], scope="t", scope_id=TEAMS[0], levels=192, reason="intake", **held)
    put("access_grant", scope_id=CIRCLES[7], levels=1, reason="assigned", **carried, **held)
    for circle, levels in ((CIRCLES[9], 9), (CIRCLES[10], 0)):
        put("access_grant", scope_id=circle, levels=levels, reason="assigned", **carried, **held)
    put("access_grant", scope_id=CIRCLES[11], levels=8, reason="assigned", **carried, **over)
    for actor in (*KNOWING, BARE, ACTORS[5]):
        for team in TEAMS:
            put("access_grant", actor_id=actor, scope="t", scope_id=team, levels=83, reason="intake", **to_come)
    ask("delete from people_workerperson where worker_id = %s", SKILLED)
    for actor, circle in itertools.product(KNOWING, CIRCLES[12:15]):
        put("access_grant", actor_id=actor, scope="c", scope_id=circle, levels=19, reason="request", **held)
    put("people_workerperson", worker_id=BARE, person_id=PEOPLE[38])
    for circle in CIRCLES[1:5]:
        ask("delete from access_circlesubject where circle_id = %s and person_id = %s", circle, PEOPLE[38])
        ask(
            "insert into access_circlesubject (circle_id, person_id, acl_key, sealed) "
            "select id, %s, team_id * 64 + 1, false from access_circle where id = %s",
            PEOPLE[38],
            circle,
        )
    for actor, circle in itertools.product(KNOWING[1:], CIRCLES[15:22:2]):
        put("access_exclusion", actor_id=actor, circle_id=circle, created_at=now - DAY)
    _related(now)
    likely = ask("select person_id, other_id from people_likelypair where ended_at is null order by id limit 40")
    for number, (one, two) in enumerate(likely[::3]):
        ask("delete from people_notsameperson where (person_id, other_id) in ((%s, %s), (%s, %s))", one, two, two, one)
        put("people_notsameperson", person_id=one, other_id=two, ended_at=now if number % 3 == 0 else None)


def _related(now: datetime) -> None:
    """Pairs of whom nothing but their relationship is in doubt."""
    plain = ask(
        "select s.person_id, min(s.acl_key) from access_circlesubject s join access_circle c on c.id = s.circle_id "
        "join people_person p on p.id = s.person_id where p.merged_into_id is null and not p.sealed "
        "and p.id not in (select person_id from people_workerperson) group by 1 "
        "having bool_and(c.kind = 'ordinary') order by 1"
    )
    today = now.date()
    untils = (None, today - DAY, today, today + DAY, None)
    for number, ((one, key), (two, _key)) in enumerate(itertools.pairwise(plain)):
        ask("delete from people_notsameperson where (person_id, other_id) in ((%s, %s), (%s, %s))", one, two, two, one)
        ask("delete from people_relationship where (person_id, other_id) in ((%s, %s), (%s, %s))", one, two, two, one)
        until, withdrawn = untils[number % 5], today if number % 5 == 4 else None
        row = {"circle_id": CIRCLES[0], "level": 1, "acl_key": key, "until_on": until, "withdrawn_on": withdrawn}
        put("people_relationship", person_id=one, other_id=two, kind="sibling", **row)


def sessions(now: datetime) -> None:
    """Everybody came in; two came in long ago, and one went out again."""
    actors = [(f"told {actor}", actor, None, DAY) for actor in ACTORS]
    more = [("ended", ACTORS[0], now - DAY, DAY), ("over", ACTORS[0], None, -DAY), ("over too", ACTORS[1], None, -DAY)]
    for words, actor, ended, lasts in (*actors, *more):
        hashed = hashlib.sha256(words.encode()).digest()
        times = {"ended_at": ended, "expires_at": now + lasts}
        put("access_accesssession", actor_id=actor, kind="command", secret_hash=hashed, **times)


def _past(dice: Dice, now: datetime) -> None:
    for circle in CIRCLES:
        for _ in range(3):
            before = dice.choice((f'{{"team_id": {dice.choice(TEAMS)}}}', '{"kind": "ordinary"}', None))
            table = dice.choice(("access_circle", "access_circle", "people_person"))
            at = dice.moment(now, -20, -1)
            put(
                "access_history",
                at=at,
                table_name=table,
                row_id=circle,
                verb="update",
                before=before,
                circle_id=circle,
                level=1,
            )
        for _ in range(dice.randrange(4)):
            put(
                "access_reading",
                at=dice.moment(now, -9, -1),
                actor_id=dice.choice(ACTORS),
                circle_id=circle,
                act="case page",
                ground=dice.choice(("", "assigned")),
                result="shown",
            )
    for number in range(60):
        one, two = sorted(dice.sample(PEOPLE, 2))
        ask("delete from people_likelypair where person_id = %s and other_id = %s", one, two)
        put(
            "people_likelypair",
            person_id=one,
            other_id=two,
            points=number % 7,
            put_off_until=dice.choice((None, None, now.date(), now.date() + DAY)),
            ended_at=now if dice.now_and_then(4) else None,
        )
    for number in range(14):
        decided = now if number % 2 else None
        put(
            "people_sealact",
            kind=dice.choice(("seal", "unseal", "open")),
            person_id=dice.choice((None, *PEOPLE[:9])),
            asked_by_id=ACTORS[number % 8],
            decided_by_id=ACTORS[9] if decided else None,
            decided_at=decided,
            agreed=bool(number % 3) if decided else None,
            why="w",
            words="x",
        )
