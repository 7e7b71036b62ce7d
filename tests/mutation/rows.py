"""Who sees, adds and changes which row of a table: what the access model says, against what the database does.

``differences(world, table)`` is empty when both agree for everyone of the cast and for nobody at all. The words of the
access model stand in ``tests/mutation/seen.py``.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from json import dumps
from typing import Any

from django.db import Error, connection, transaction

from alongside.agency.access import actions as access
from alongside.agency.access.enums import SessionKind
from alongside.agency.access.queries import enter
from alongside.ground.foundation import clock
from alongside.ground.foundation.guards import Guard
from alongside.ground.foundation.reader import ADMINISTERS, READS_LOGS
from tests.mutation.seen import SEEN
from tests.mutation.world import HOLDERS, OWNER, SPARE, World, ask, guard_of, model_of, values_of, write

_secrets = itertools.count(1)


OPEN_TO_STRANGERS = {"organisation_agency"}
ADMINISTERED = (
    *("organisation_agency", "organisation_team", "organisation_programme", "organisation_programmeteam"),
    *("staff_worker", "staff_roleheld", "staff_invitation", "access_actor"),
    *("consents_consentform", "consents_partneragreement"),
)
"""What administrators change and nobody else."""
UNWRITTEN = {
    *("access_circle", "access_circlesubject", "access_grant", "access_exclusion", "access_accesssession"),
    *("access_reading", "access_history", "people_merge", "people_mergedrow", "people_sealact", "intakes_escalation"),
    *("careteams_careteammember", "careteams_partnerlink"),
    *("access_share", "audit_seal", "audit_verification", "consents_consentshare"),
    *("audit_erasure", "audit_erasedleaf", "disposals_hold", "disposals_duemark", "disposals_disposal"),
    *("disposals_disposalitem", "disposals_tombstone", "disposals_casestatistic"),
}
"""What the application changes by definer functions only."""
APPENDED = {
    *("intakes_screening", "cases_stageevent", "plans_goalsource", "plans_progress", "plans_agreement"),
    *("plans_review", "contacts_contactgoal", "contacts_amendment", "organisation_protocol"),
    *("tokens_token", "exports_export", "audit_look", "outcomes_giventotals"),
    *("contacts_contactfile", "consents_consentfile"),
    *("breaches_breach", "breaches_breachentry", "breaches_breachassessment", "breaches_breachperson"),
    *("choices_limitreview", "dynamics_dynamicsentry", "dynamics_dynamicsend"),
    *("assessments_adverseexperience", "assessments_experiencedetail", "assessments_detailopened"),
    *("contacts_contactremoval", "contacts_cosignature", "staff_boundaryentry", "staff_boundarylook"),
    *("keys_circlekey", "consents_consentsignature", "consents_disclosure", "consents_discloseditem"),
}
"""What is added and never changed."""


UNADDED = UNWRITTEN | {"plans_stepupdate"}
"""What definer functions alone add; what a partner told is changed by workers, when they have seen it."""
SIGNED = {"by_id", "taken_by_id", "looked_by_id"}
UNTOLD = {"people_notsameperson", "requests_recordrequest", "breaches_breachperson"}
"""Tables whose history is not for whoever adds to them: it belongs to whoever sees the person."""


@contextmanager
def reading_as(world: World, name: str) -> Iterator[int]:
    """Read as one of the cast for a while; everything is rolled back. ``nobody`` has no entrance."""
    with transaction.atomic():
        if name != "nobody":
            secret = f"rows {next(_secrets)} {name}".encode()
            until = clock.now() + timedelta(hours=1)
            access.open_session(actor_id=world.actors[name], kind=SessionKind.COMMAND, secret=secret, expires_at=until)
            enter(secret)
        yield world.actors.get(name, 0)
        transaction.set_rollback(True)


def attempt(sql: str, arguments: Any = None) -> tuple[str, list[tuple[Any, ...]], int]:
    """What a statement of the application gives: its rows and how many it touched, or the code of its refusal."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, arguments)
            return "", list(cursor.fetchall()) if cursor.description else [], cursor.rowcount
    except Error as error:
        return str(getattr(error.__cause__, "sqlstate", "")) or str(error), [], 0


def differences(world: World, table: str) -> list[str]:
    """Everything in which the database and the access model differ about one table."""
    return [line for found in looks(world, table) for line in found]


def looks(world: World, table: str) -> Iterator[list[str]]:
    """The same look by look, so that whoever needs to know only whether they differ can stop at the first."""
    guard, sees = guard_of(table), SEEN[table]
    columns = [each.column for each in model_of(guard)._meta.local_concrete_fields]
    quoted = ", ".join(f'"{column}"' for column in columns)
    rows = [dict(zip(columns, row, strict=True)) for row in ask(f"select {quoted} from {table}")]
    yield _triggers(table, circle=guard.circle)
    for name in (*HOLDERS, "nobody"):
        actor = world.actors.get(name, 0)
        known = name != "nobody" or table in OPEN_TO_STRANGERS
        wanted = {row["id"] for row in rows if known and sees(world, actor, row)}
        with reading_as(world, name):
            shared = world.shared.get(table, set()) if name == "client" else set()
            seen = _reading(table, name, wanted | shared, {row["id"] for row in rows})
            changed = _changing(world, table, name, wanted)
        yield seen + changed
    yield _adding(world, guard) if guard.circle else _giving(world, guard)
    yield _bound(world, guard) if guard.circle else _adding_elsewhere(world, guard, rows)


def _reading(table: str, name: str, wanted: set[int], there: set[int]) -> list[str]:
    problem, rows, _count = attempt(f"select id from {table}")
    given = {row[0] for row in rows} & there
    if problem or given != wanted:
        return [f"{name} reads {table}: {problem or sorted(given ^ wanted)[:5]}"]
    return []


def _changing(world: World, table: str, name: str, wanted: set[int]) -> list[str]:
    """Whether exactly the rows that are seen can be changed, where the application changes any.

    Nothing is read in the same statement, since then the rule of reading would stand in for the rule of writing.
    """
    names = {each.column for each in model_of(guard_of(table))._meta.local_concrete_fields}
    column = CHANGED.get(table, "created_at" if "created_at" in names else "id")
    value = "now()" if column == "created_at" else "0" if column in NUMBERS else "'x'"
    problem, _rows, count = attempt(f"update {table} set {column} = {value}")
    if table in UNWRITTEN | APPENDED:
        return [] if problem == "42501" else [f"{name} may change {table}: {problem or count}"]
    if table in ADMINISTERED and not world.holds(world.actors.get(name, 0), ADMINISTERS):
        wanted = set()
    return [f"{name} changes {table}: {problem or count}"] if problem or count != len(wanted) else []


CHANGED = {
    "people_personkey": "key",
    "people_likelypair": "points",
    "people_person": "pronouns",
    "imports_sheetrow": "number",
}
NUMBERS = ("id", "points", "number")
"""A column that may say anything, in tables that do not keep when a row was made."""

MOST = 40
"""Rows of a table that are tried as additions."""
LET_IN = ("", "23505", "23514")
"""Added, or refused only because the like of it is there or for what it says: who may add is asked before that."""

ADDED = (
    ("worker", "own team", 1, True), ("supervisor", "own team", 2, True), ("worker", "own team", 2, False),
    ("worker", "granted", 2, True), ("worker", "granted", 8, False), ("excluded", "excluded", 1, False),
    ("worker", "excluded", 1, True), ("colleague", "sealed", 1, False), ("worker", "sealed", 1, True),
    ("elsewhere", "own team", 1, False), ("nobody", "own team", 1, False), ("evaluator", "one level", 8, True),
    ("evaluator", "one level", 1, False), ("colleague", "over and to come", 1, False),
)  # fmt: skip
"""Who may add a row where, at which level."""


def _adding(world: World, guard: Guard) -> list[str]:
    """Rows of circles: where they may be added, raised to which level, and what they may point at."""
    found = []
    for name, circle, level, wanted in ADDED:
        with reading_as(world, name):
            row = values_of(world, guard, world.circles[circle], SPARE) | {"level": level, "acl_key": 0}
            problem = _insert(guard, row)
            may = wanted and guard.table not in UNADDED
            if (problem in LET_IN) is not may:
                found.append(f"{name} adds to {guard.table} in {circle} at {level}: {problem or 'added'}")
            if problem == "" and not _remembered(guard):
                found.append(f"what {name} adds to {guard.table} in {circle} is not in history")
    with reading_as(world, "worker"):
        for kind, column in [("parent", each) for each, _t in guard.parents] + [("subject", c) for c in guard.subjects]:
            strange = world.circles["granted"]
            number = world.row(strange, SPARE) if kind == "parent" else world.person(strange)
            row = values_of(world, guard, world.circles["own team"], SPARE) | {column: number}
            if guard.table not in UNADDED and _insert(guard, row) in LET_IN:
                found.append(f"{guard.table}.{column} points into another circle")
    return found + _raising(world, guard)


def _bound(world: World, guard: Guard) -> list[str]:
    """What functions alone add points into its own circle only, too: the trigger asks whoever adds."""
    found: list[str] = []
    columns = [*((each, False) for each, _table in guard.parents), *((each, True) for each in guard.subjects)]
    if guard.table not in UNADDED or not columns:
        return found
    strange = world.circles["granted"]
    row = values_of(world, guard, world.circles["own team"], SPARE)
    if _insert(guard, row, alias=OWNER) not in LET_IN:
        found.append(f"the administrator cannot add to {guard.table}")
    for column, names in columns:
        number = world.person(strange) if names else world.row(strange, SPARE)
        if _insert(guard, row | {column: number}, alias=OWNER) in LET_IN:
            found.append(f"{guard.table}.{column} points into another circle, whoever adds")
    return found


def _raising(world: World, guard: Guard) -> list[str]:
    """A row is not lifted to a level that its changer does not hold, nor moved to another circle."""
    if guard.table in UNWRITTEN | APPENDED:
        return []
    found = []
    other = world.circles["granted"]
    with reading_as(world, "worker"):
        for change, words in (("level = 8", "a level"), (f"circle_id = {other}", "a circle")):
            problem, _rows, count = attempt(f"update {guard.table} set {change}")
            if problem != "42501" or count:
                found.append(f"worker gives a row of {guard.table} {words} that is not hers")
    return found


NO_HISTORY = {
    *("access_accesssession", "access_reading", "access_history", "people_personkey", "people_likelypair"),
    *(
        "audit_seal",
        "audit_verification",
        "people_mergedrow",
        "drafts_draft",
        "drafts_submission",
        "imports_importrun",
        "imports_importedrow",
    ),
    *(
        "imports_upload",
        "imports_sheetrow",
        "exports_casepaper",
        "exports_drawingpaper",
        "audit_erasure",
        "audit_erasedleaf",
    ),
    *("disposals_duemark", "disposals_disposalitem", "disposals_tombstone", "disposals_casestatistic"),
}
"""Tables whose changes nobody need ever look up; every other keeps its history."""


def _triggers(table: str, *, circle: bool) -> list[str]:
    """Whether the triggers that nobody can do without stand and are on."""
    sql = "select tgname from pg_trigger where tgrelid = %s::regclass and not tgisinternal and tgenabled = 'O'"
    there = {row[0] for row in ask(sql, table)}
    wanted = {"keep_history"} - ({"keep_history"} if table in NO_HISTORY else set()) | (
        {"keep_keys"} if circle else set()
    )
    return [f"{table} has no trigger {name}" for name in sorted(wanted - there)]


def _giving(world: World, guard: Guard) -> list[str]:
    """Nobody gives a row that she may change to somebody or something that she may not."""
    names = {each.column for each in model_of(guard)._meta.local_concrete_fields}
    strange, other = world.person(world.circles["sealed"]) + 777, world.actors["elsewhere"]
    gifts = {
        "person_id": strange,
        "keep_id": strange,
        "actor_id": other,
        "merged_into_id": world.person(world.circles["granted"]),
    }
    giver = "worker"
    if guard.table.startswith("requests_"):
        giver, shut = "privacy", world.circles["excluded"]
        gifts = {"person_id": world.person(shut), "circle_id": shut, "level": 8}
    if guard.table in (*UNWRITTEN, *APPENDED, *ADMINISTERED):
        return []
    found = []
    for column in sorted(names & set(gifts)):
        with reading_as(world, giver):
            problem, _rows, count = attempt(f"update {guard.table} set {column} = {gifts[column]}")
            if problem != "42501" or count:
                found.append(f"{giver} gives {guard.table}.{column} to another")
    return found


def _insert(guard: Guard, row: dict[str, Any], alias: str = "default") -> str:
    """The code of a refusal, or nothing; what the administrator added is taken out again."""
    try:
        with transaction.atomic(using=alias):
            write(guard, row, alias=alias)
            transaction.set_rollback(alias == OWNER, using=alias)
    except Error as error:
        return str(getattr(error.__cause__, "sqlstate", "")) or str(error)
    return ""


def _remembered(guard: Guard) -> bool:
    """Whether history holds what this transaction did to a table, where it is kept."""
    sql = "select 1 from access_history where table_name = %s and txid = pg_current_xact_id()::text::bigint limit 1"
    return not guard.history or bool(attempt(sql, [guard.table])[1])


def _adding_elsewhere(world: World, guard: Guard, rows: list[dict[str, Any]]) -> list[str]:
    """Rows outside circles: a copy of each row may be added by whoever may change it, where rows are added at all."""
    found = []
    table, signed = guard.table, SIGNED & rows[0].keys() if rows else set()
    for name in ("worker", "elsewhere", "supervisor", "evaluator", "admin", "privacy", "nobody"):
        actor = world.actors.get(name, 0)
        with reading_as(world, name):
            for row in (*rows[:MOST], *({**one, **dict.fromkeys(signed, actor)} for one in rows[:MOST] if signed)):
                copy = {key: value for key, value in row.items() if key != "id"}
                fresh = values_of(world, guard, world.circles["own team"], 0)
                copy |= {key: fresh[key] for key in fresh if _apart(guard, key)}
                if table in ("people_person", "access_circle"):
                    copy["id"] = row["id"] + 500
                problem = _insert(guard, _adapted(guard, copy))
                may = _may_add(world, table, actor, copy, known=name != "nobody")
                if may is not (problem in LET_IN):
                    found.append(f"{name} adds to {table}: {problem or 'added'} {row['id']}")
                told = guard.person_column or name == "admin"
                if problem == "" and told and table not in UNTOLD and not _remembered(guard):
                    found.append(f"what {name} adds to {table} is not in history")
    return found


def _may_add(world: World, table: str, actor: int, row: dict[str, Any], *, known: bool) -> bool:
    if table in UNADDED or not known or table in ("people_likelypair",):
        return False
    if table in (*ADMINISTERED, "organisation_protocol"):
        return world.holds(actor, ADMINISTERS)
    if table == "audit_look":
        return world.holds(actor, READS_LOGS) and row["looked_by_id"] == actor != row["actor_id"]
    if table in ("tokens_token", "exports_export", "staff_boundaryentry"):
        return bool(row["actor_id"] == actor)
    if table == "staff_boundarylook":
        mine = ask("select 1 from staff_boundaryentry where id = %s and actor_id = %s", row["entry_id"], actor)
        return bool(row["actor_id"] == actor and not mine and SEEN[table](world, actor, row))
    if table.startswith(("breaches_", "outcomes_")):
        return SEEN[table](world, actor, row) and row.get("by_id", row.get("taken_by_id")) == actor
    if table == "people_person":
        return False
    return SEEN[table](world, actor, row)


def _apart(guard: Guard, column: str) -> bool:
    """Whether a column must differ from row to row."""
    each = next(one for one in model_of(guard)._meta.local_concrete_fields if one.column == column)
    return bool(each.unique and not each.primary_key)


def _adapted(guard: Guard, row: dict[str, Any]) -> dict[str, Any]:
    """Values as the driver takes them: JSON as text."""
    fields = model_of(guard)._meta.local_concrete_fields
    texts = {each.column for each in fields if each.get_internal_type() == "JSONField"}
    return {key: dumps(value) if key in texts and not isinstance(value, str) else value for key, value in row.items()}
