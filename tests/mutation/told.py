"""Functions that change who may read, beside what plain Python says must come of them.

Each call is a transaction of its own that is rolled back; what it wrote is read before that. The administrator calls,
since nobody else sees what others were given; the functions run as their own owner either way and know the reader by
her context.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import Error, connections, transaction

from tests.mutation import asked, comes, outside, partners, remembered, sealing
from tests.mutation.comes import Verb
from tests.mutation.dense import ACTORS, BARE, BASE, CIRCLES, DAY, PAST, PEOPLE, SKILLED, TEAMS, Dice
from tests.mutation.eyes import Eyes, Facts
from tests.mutation.world import OWNER

REFUSED = "42501"
GRANT = (
    "id, actor_id, scope, scope_id, levels, reason, valid_from, valid_until, granted_by_id, ended_by_id, reviewed_by_id"
)
WRITTEN = {
    "grant": f"select {GRANT} from access_grant where xmin = pg_current_xact_id()::xid",
    "exclusion": "select actor_id, circle_id, decided_by_id from access_exclusion "
    "where xmin = pg_current_xact_id()::xid",
    "subject": "select circle_id, person_id, acl_key, sealed from access_circlesubject "
    "where xmin = pg_current_xact_id()::xid",
    "circle": "select id, team_id, kind, opened_by_id from access_circle where xmin = pg_current_xact_id()::xid",
    "point": "select id, acl_key from people_contactpoint where xmin = pg_current_xact_id()::xid",
    "actor": "select id, ended_at from access_actor where xmin = pg_current_xact_id()::xid",
    "session": "select id, actor_id, ended_at from access_accesssession where xmin = pg_current_xact_id()::xid",
    "sealact": "select kind, person_id, asked_by_id, decided_by_id, agreed, hours from people_sealact "
    "where xmin = pg_current_xact_id()::xid",
    "share": "select actor_id, circle_id, level, acl_key, item_table, item_number, ground, valid_from, valid_until, "
    "given_by_id, ended_by_id from access_share where xmin = pg_current_xact_id()::xid",
    "remembered": "select table_name, row_id, verb, before::text, actor_id, circle_id, level, person_id "
    "from access_history where xmin = pg_current_xact_id()::xid and txid = pg_current_xact_id()::text::bigint",
    "member": "select id, ended_at, ended_by_id from careteams_careteammember where xmin = pg_current_xact_id()::xid",
    "link": "select id, tries, expires_at, ended_at, opened_at is not null from careteams_partnerlink "
    "where xmin = pg_current_xact_id()::xid",
    "lasting": "select actor_id, expires_at from access_accesssession where xmin = pg_current_xact_id()::xid",
    "reading": "select actor_id, circle_id, ground, grant_id from access_reading "
    "where xmin = pg_current_xact_id()::xid",
    "history": "select id, acl_key from access_history where xmin = pg_current_xact_id()::xid "
    "and txid <> pg_current_xact_id()::text::bigint",
}


def differences(facts: Facts, name: str) -> Iterator[str]:
    """Everything that comes of a function otherwise than plain Python says, one line each."""
    verb = VERBS[name]
    telling = facts.telling.setdefault(name, [])
    for actor, turn, arguments in [*telling[: asked.MOST], *_calls(facts, verb)]:
        gone = actor and facts.actors[actor]["ended_at"]
        wanted = _wanted(verb, Eyes(facts, 0 if gone else actor), arguments)
        given = _given(verb, actor, arguments)
        if given != wanted:
            telling[:] = [(actor, turn, arguments), *(one for one in telling if one[:2] != (actor, turn))]
            yield f"{name}{arguments} as {actor}: {str(given)[:300]}, not {str(wanted)[:300]}"


def _calls(facts: Facts, verb: Verb) -> Iterator[tuple[int, int, tuple[Any, ...]]]:
    """Every call that is tried: (actor, turn, arguments)."""
    for actor in (*ACTORS, 0):
        gone = actor and facts.actors[actor]["ended_at"]
        eyes, dice = Eyes(facts, 0 if gone else actor), Dice(actor)
        for turn in range(_tries(verb, eyes)):
            yield actor, turn, verb.draw(dice, facts, eyes)


def _tries(verb: Verb, eyes: Eyes) -> int:
    if verb.power:
        return 3 * verb.tries if eyes.powers & verb.power else 6
    return verb.tries if eyes.actor else 6


def _wanted(verb: Verb, eyes: Eyes, arguments: tuple[Any, ...]) -> Any:
    key = (verb.sql, eyes.actor, repr(arguments))
    if key not in eyes.facts.answers:
        try:
            come = verb.comes(eyes, *arguments)
            eyes.facts.answers[key] = [come.answer, _sorted(come.rows)]
        except comes.RefusedError:
            eyes.facts.answers[key] = [REFUSED]
    return eyes.facts.answers[key]


def _given(verb: Verb, actor: int, arguments: tuple[Any, ...]) -> Any:
    with transaction.atomic(using=OWNER), connections[OWNER].cursor() as cursor:
        try:
            cursor.execute("set local statement_timeout = '3s'")  # a change may make it endless
            if actor:
                cursor.execute("select 1 from app.begin_session(%s, null)", [b"told %d" % actor])
            if verb.before:
                cursor.execute(verb.before, arguments)
            cursor.execute(verb.sql, () if verb.before else arguments)
            answer = (cursor.fetchone() or (None,))[0]
            found = {}
            for table in verb.writes:
                cursor.execute(WRITTEN[table])
                rows = [tuple(comes.plainly(value) for value in row) for row in cursor.fetchall()]
                if rows:
                    found[table] = rows
        except Error as error:
            return [str(getattr(error.__cause__, "sqlstate", "")) or str(error)]
        finally:
            transaction.set_rollback(True, using=OWNER)
    return [comes.plainly(answer), _sorted(found)]


def _sorted(rows: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[str]]:
    return {table: sorted(repr(row) for row in found) for table, found in sorted(rows.items())}


def _some(dice: Dice, likely: Iterable[int], any_of: Iterable[int]) -> int:
    """Mostly one of the likely ones, so that more than one thing is in doubt only now and then."""
    chosen = sorted(likely)
    return dice.choice(chosen) if chosen and not dice.now_and_then(4) else dice.choice(list(any_of))


def _circle(dice: Dice, eyes: Eyes) -> int:
    return _some(dice, eyes.ruled.intersection(CIRCLES), CIRCLES)


def _role(dice: Dice, facts: Facts, eyes: Eyes) -> tuple[Any, ...]:
    scope = dice.choice("tttoooooc")
    bits = (
        dice.choice((1, 3, 19, 64, 83, 4, 128))
        if scope == "t"
        else dice.choice((128, 256, 256, 512, 1024, 3072, 3072, 3072, 2048, 1))
    )
    target = dice.choice(TEAMS) if scope == "t" else 0
    begins = dice.choice((None, facts.now - DAY, facts.now + 2 * DAY))
    ground = dice.choice(("team", "supervisor", "intake", "role", "role", "assigned"))
    ends = dice.choice((None, facts.now + 5 * DAY))
    who = dice.choice((*ACTORS, eyes.actor or ACTORS[0], *(BARE, PAST, SKILLED) * 3))
    return who, scope, target, bits, ground, "", begins, ends


def _held(dice: Dice, facts: Facts, eyes: Eyes) -> tuple[Any, ...]:
    own = [row for row in facts.grant if row["actor_id"] == SKILLED and row["scope"] == "o"]
    row = dice.choice([*[row for row in facts.grant if row["scope"] != "c" or dice.now_and_then(9)], *own * 4])
    found = [row["actor_id"], row["scope"], row["scope_id"], row["levels"], row["reason"]]
    if dice.now_and_then(3):
        place = dice.randrange(5)
        found[place] = (dice.choice(ACTORS), "t", dice.choice(TEAMS), 1024, "role")[place]
    return tuple(found)


def _bringing(dice: Dice, facts: Facts, eyes: Eyes) -> tuple[Any, ...]:
    ground = dice.choice(("assigned", "assigned", "import", "intake"))
    ends = dice.choice((None, facts.now + 5 * DAY))
    return _circle(dice, eyes), dice.choice(ACTORS), dice.choice((1, 3, 19, 19, 18, 8)), ground, "", ends


def _leaving(dice: Dice, facts: Facts, eyes: Eyes) -> tuple[Any, ...]:
    circle = _circle(dice, eyes)
    return circle, eyes.actor if dice.now_and_then(4) and eyes.actor else dice.choice(ACTORS), "note"


def _glass(dice: Dice, facts: Facts, eyes: Eyes) -> tuple[Any, ...]:
    known = {one for one, row in facts.circles.items() if row["team_id"] in eyes.index_teams | eyes.teams}
    circle = _some(dice, known.intersection(CIRCLES), CIRCLES)
    words = "A reason long enough to be one." if dice.randrange(6) else " short " + " " * 30
    return facts.circles[circle]["public_id"], words, dice.choice((1, 60, 240, 60, 60, 0, 241, None))


def _emergency(dice: Dice, facts: Facts, eyes: Eyes) -> tuple[Any, ...]:
    rows = [row for row in facts.grant if row["reason"] == "emergency" or dice.now_and_then(20)]
    return dice.choice(rows)["public_id"], "looked at"


def _adding(dice: Dice, facts: Facts, eyes: Eyes) -> tuple[Any, ...]:
    circle = _some(dice, eyes.circles.intersection(CIRCLES), CIRCLES)
    return circle, dice.choice((None, *PEOPLE, *[*PEOPLE[5:8]] * 3)), dice.choice(("because", "because", "  x", None))


def _coming(dice: Dice, facts: Facts, eyes: Eyes) -> tuple[Any, ...]:
    return dice.choice((*ACTORS, *ACTORS[3:5], BASE + 900)), dice.randbytes(32), dice.random() < 0.8


def _looking(dice: Dice, facts: Facts, eyes: Eyes) -> tuple[Any, ...]:
    circle = dice.choice((None, *CIRCLES))
    return (json.dumps([{"act": "case page", "circle": circle, "people": [PEOPLE[0]], "ids": [1, 2]}]),)


def _shutting(dice: Dice, facts: Facts, eyes: Eyes) -> tuple[Any, ...]:
    mine = [row["id"] for row in eyes.mine if row["scope"] == "c" and row["levels"] & 32]
    return (dice.choice(mine or [row["id"] for row in facts.live]),)


def _opening(dice: Dice, facts: Facts, eyes: Eyes) -> tuple[Any, ...]:
    grounds = ("assigned", "intake", "import", "team")
    return _some(dice, eyes.teams.intersection(TEAMS), TEAMS), "ordinary", dice.choice(grounds), None


VERBS: dict[str, Verb] = {
    "give": Verb("select app.give(%s, %s, %s, %s, %s, %s, %s, %s)", _role, comes.give, power=256),
    "take": Verb("select app.take(%s, %s, %s, %s, %s)", _held, comes.take, power=256),
    "assign": Verb("select app.assign(%s, %s, %s, %s, %s, %s)", _bringing, comes.assign),
    "end_assignment": Verb("select app.end_assignment(%s, %s, %s)", _leaving, comes.end_assignment),
    "exclude": Verb("select app.exclude(%s, %s, %s)", _leaving, comes.exclude),
    "move_circle": Verb(
        "select app.move_circle(%s, %s, %s)",
        lambda dice, facts, eyes: (_circle(dice, eyes), dice.choice((*TEAMS, BASE + 900)), ""),
        comes.move_circle,
        writes=("circle", "grant", "subject", "point", "history"),
    ),
    "break_glass": Verb("select app.break_glass(%s, %s, %s)", _glass, comes.break_glass),
    "review_emergency": Verb("select app.review_emergency(%s, %s)", _emergency, comes.review_emergency),
    "end_actor": Verb(
        "select app.end_actor(%s)",
        lambda dice, facts, eyes: (dice.choice((*ACTORS, eyes.actor or ACTORS[0])),),
        comes.end_actor,
        power=256,
        writes=("grant", "actor", "session"),
    ),
    "open_circle": Verb(
        "select app.open_circle(%s, %s, %s, %s)", _opening, comes.open_circle, writes=("circle", "grant")
    ),
    "add_subject": Verb("select app.add_subject(%s, %s, %s)", _adding, comes.add_subject),
}
VERBS["excluded"] = Verb(
    "select array(select distinct circle from unnest(app.excluded()) circle order by 1)",
    _shutting,
    comes.excluded,
    tries=15,
    writes=("grant",),
    before="update access_grant set valid_until = statement_timestamp() where id = %s",
)
VERBS["open_session"] = Verb(
    "select app.open_session(v.who, 'command', v.hash, statement_timestamp() + interval '1 hour', '', "
    "case when v.proven then app.sign('entrance', concat_ws('|', v.who, 'command', encode(v.hash, 'hex'))) "
    "else app.sign('context', v.who::text) end) from (values (%s::bigint, %s::bytea, %s::boolean)) "
    "v(who, hash, proven)",
    _coming,
    comes.open_session,
    tries=8,
    writes=("session",),
)
VERBS["note_reading"] = Verb("select app.note_reading(%s)", _looking, comes.note_reading, tries=25, writes=("reading",))
VERBS |= outside.VERBS | partners.VERBS | remembered.VERBS | sealing.VERBS
HELPERS = sealing.HELPERS | {
    "begin_session": ("excluded",),
    "open_notes": ("give", "take", "assign", "open_circle"),
    "refuse_conflict": ("assign", "break_glass", "give"),
    "keep_out": ("add_subject",),
    "added_subject": ("add_subject",),
    "carry_seal": ("add_subject",),
    "seal_subject": ("add_subject",),
    "keep_keys": ("move_circle",),
}
"""Functions that only others call, and the verbs in which they show."""


def everything(facts: Facts, name: str) -> Iterator[str]:
    """What any look that could notice a change of a function finds, the quick looks first."""
    for of in asked.looks_for(name):
        yield from asked.differences(facts, of)
    for of in (name, *HELPERS.get(name, ())):
        if of in VERBS:
            yield from differences(facts, of)
