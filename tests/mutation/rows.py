"""Who sees, adds and changes which row of a table: what the access model says, against what the database does.

``differences(world, table)`` is empty when both agree for everyone of the cast and for nobody at all. The words of the
access model stand in ``SEEN``; a table that is not in it fails, so that somebody says who sees a new one.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
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
from tests.mutation.world import HOLDERS, SPARE, World, ask, guard_of, model_of, values_of, write

Sees = Callable[[World, int, dict[str, Any]], bool]
_secrets = itertools.count(1)


def _mine(world: World, actor: int, row: dict[str, Any]) -> bool:
    return bool(row["actor_id"] == actor)


def _about(column: str) -> Sees:
    return lambda world, actor, row: world.sees_person(actor, row[column])


def _everyone(world: World, actor: int, row: dict[str, Any]) -> bool:
    return True


def _insider(world: World, actor: int, row: dict[str, Any]) -> bool:
    """Whoever works here; persons and partners see nothing that the agency set up."""
    return actor != world.actors["client"]


def _nobody(world: World, actor: int, row: dict[str, Any]) -> bool:
    return False


def _mine_or(power: int, column: str = "actor_id") -> Sees:
    return lambda world, actor, row: row[column] == actor or world.holds(actor, power)


def _gathered(world: World, actor: int, row: dict[str, Any]) -> bool:
    """What was gathered for a request: to whoever holds a grant for it, and nobody else in the circle."""
    opened = (actor, row["circle_id"]) == (world.actors["privacy"], world.circles["own team"])
    return opened and bool(row["level"] & 19)


def _breach(world: World, actor: int, row: dict[str, Any]) -> bool:
    return world.holds(actor, READS_LOGS) and row["about_id"] != actor


def _of_breach(world: World, actor: int, row: dict[str, Any]) -> bool:
    about = ask("select about_id from breaches_breach where id = %s", row["breach_id"])
    return world.holds(actor, READS_LOGS) and bool(about) and about[0][0] != actor


def _actor(world: World, actor: int, row: dict[str, Any]) -> bool:
    mine, inside = row["id"] == actor, _insider(world, actor, row)
    return mine or (inside and (row["kind"] != "person" or world.holds(actor, ADMINISTERS)))


def _circle(world: World, actor: int, row: dict[str, Any]) -> bool:
    number = row["id"]
    team = world.team_levels.get((actor, world.team_of.get(number, 0)), 0) & 1
    return (actor, number) not in world.shut and bool(team or world.granted.get((actor, number)))


def _subject(world: World, actor: int, row: dict[str, Any]) -> bool:
    return _circle(world, actor, {"id": row["circle_id"]})


def _pair(world: World, actor: int, row: dict[str, Any]) -> bool:
    return world.sees_person(actor, row["person_id"]) and world.sees_person(actor, row["other_id"])


def _person(world: World, actor: int, row: dict[str, Any]) -> bool:
    opened = row["id"] not in world.sealed or any(
        world.granted.get((actor, circle), 0) & 32 for circle, who in world.subjects if who == row["id"]
    )
    return world.sees_person(actor, row["id"]) and opened and row["merged_into_id"] is None


def _history(world: World, actor: int, row: dict[str, Any]) -> bool:
    if row["circle_id"] in world.team_of:
        return bool(world.bits(actor, row["circle_id"]) & row["level"])
    if row["person_id"] is not None:
        return world.sees_person(actor, row["person_id"])
    return world.holds(actor, ADMINISTERS | READS_LOGS)


def _officer(world: World, actor: int, row: dict[str, Any]) -> bool:
    return world.holds(actor, READS_LOGS)


def _counts(world: World, actor: int, row: dict[str, Any]) -> bool:
    return world.counts(actor, row["programme_id"])


def _boundary(world: World, actor: int, row: dict[str, Any]) -> bool:
    """To whoever wrote it; unless it is about her, to who supervises a team of that worker and the privacy officer."""
    if row["actor_id"] == actor:
        return True
    if ask("select 1 from staff_worker where id = %s and actor_id = %s", row["worker_id"], actor):
        return False
    supervised = ask(
        "select 1 from staff_roleheld h join access_grant g on g.scope = 't' and g.scope_id = h.team_id "
        "where h.worker_id = %s and g.actor_id = %s and g.reason = 'supervisor' "
        "and g.valid_until > statement_timestamp()",
        row["worker_id"],
        actor,
    )
    return world.holds(actor, READS_LOGS) or bool(supervised)


def _boundary_look(world: World, actor: int, row: dict[str, Any]) -> bool:
    found = ask("select actor_id, worker_id from staff_boundaryentry where id = %s", row["entry_id"])
    return bool(found) and _boundary(world, actor, {"actor_id": found[0][0], "worker_id": found[0][1]})


def _of_circle(world: World, actor: int, row: dict[str, Any]) -> bool:
    return bool(world.bits(actor, row["circle_id"]) & row["level"])


SEEN: dict[str, Sees] = {
    "organisation_agency": _everyone,
    **dict.fromkeys(
        (
            "organisation_team", "organisation_programme", "organisation_programmeteam",
            "organisation_protocol", "staff_worker", "staff_roleheld", "staff_invitation",
            "consents_consentform", "consents_partneragreement",
        ),
        _insider,
    ),
    **dict.fromkeys(
        (
            "access_grant", "access_exclusion", "access_accesssession", "drafts_draft", "drafts_submission",
            "imports_importrun", "imports_importedrow", "imports_upload", "imports_sheetrow", "exports_casepaper",
            "exports_drawingpaper",
        ),
        _mine,
    ),
    **dict.fromkeys(
        ("people_personname", "people_personkey", "people_notsameperson", "people_workerperson"), _about("person_id")
    ),
    "access_share": lambda world, actor, row: row["actor_id"] == actor or _of_circle(world, actor, row),
    **dict.fromkeys(("audit_seal", "audit_verification", "audit_look", "audit_erasure", "audit_erasedleaf"), _officer),
    **dict.fromkeys(
        (
            "disposals_hold", "disposals_duemark", "disposals_disposal", "disposals_disposalitem",
            "disposals_tombstone",
        ),
        _officer,
    ),
    "disposals_casestatistic": lambda world, actor, row: world.holds(actor, READS_LOGS),
    **dict.fromkeys(("requests_requestedpassage", "requests_requestpaper"), _gathered),
    "requests_recordrequest": _officer,
    "breaches_breach": _breach,
    "outcomes_giventotals": _counts,
    **dict.fromkeys(("breaches_breachentry", "breaches_breachassessment", "breaches_breachperson"), _of_breach),
    "people_merge": _about("keep_id"),
    "people_mergedrow": _nobody,
    "people_likelypair": _pair,
    "people_person": _person,
    "people_sealact": _mine_or(READS_LOGS, "asked_by_id"),
    "access_actor": _actor,
    "access_circle": _circle,
    "access_circlesubject": _subject,
    "access_reading": _mine_or(READS_LOGS),
    "access_history": _history,
    "staff_boundaryentry": _boundary,
    "staff_boundarylook": _boundary_look,
    "exports_export": _mine_or(READS_LOGS),
    "tokens_token": _mine_or(ADMINISTERS | READS_LOGS),
    **dict.fromkeys(
        (
            "people_contactpoint", "people_household", "people_householdmember", "people_relationship",
            "people_placement", "people_placementcarer", "people_legalorder", "people_legalorderperson",
            "people_lifeevent", "people_lifeeventperson",
            "people_bond", "people_healthmark", "people_system", "people_tie", "people_drawingwish",
            "intakes_intake", "intakes_screening", "intakes_escalation", "cases_case", "cases_participant",
            "cases_stageevent", "cases_assignment", "cases_closing", "cases_aftercare", "assessments_assessment",
            "assessments_statement", "assessments_causelink", "assessments_domainlook", "assessments_fact",
            "choices_choice", "choices_limit", "choices_limitreview",
            "dynamics_dynamicsentry", "dynamics_dynamicsend", "dynamics_keptto", "dynamics_carersight",
            "assessments_adverseexperience", "assessments_experiencedetail", "assessments_detailopened",
            "cases_adverseinterest", "contacts_cosignature", "contacts_contactpart",
            "contacts_contactremoval",
            "plans_plan", "plans_goal", "plans_goalsource", "plans_progress", "plans_step", "plans_agreement",
            "plans_stepupdate", "careteams_careteammember", "careteams_partnerlink",
            "plans_review", "contacts_appointment", "contacts_appointmentperson", "contacts_contact",
            "contacts_contactperson", "contacts_contactgoal", "contacts_note", "contacts_amendment",
            "corrections_correction",
            "documents_document", "documents_attachment", "contacts_contactfile", "consents_consentfile",
            "consents_consent", "consents_consentsignature", "consents_consentshare",
            "consents_disclosure", "consents_discloseditem", "keys_circlekey",
        ),
        _of_circle,
    ),
}  # fmt: skip
"""Who sees a row of each table, in the words of the access model."""

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
SIGNED = {"by_id", "taken_by_id"}
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


def differences(world: World, table: str, readers: tuple[str, ...] = (*HOLDERS, "nobody")) -> list[str]:
    """Everything in which the database and the access model differ about one table."""
    guard, sees = guard_of(table), SEEN[table]
    columns = [each.column for each in model_of(guard)._meta.local_concrete_fields]
    quoted = ", ".join(f'"{column}"' for column in columns)
    rows = [dict(zip(columns, row, strict=True)) for row in ask(f"select {quoted} from {table}")]
    found: list[str] = []
    for name in readers:
        actor = world.actors.get(name, 0)
        known = name != "nobody" or table in OPEN_TO_STRANGERS
        wanted = {row["id"] for row in rows if known and sees(world, actor, row)}
        with reading_as(world, name):
            shared = world.shared.get(table, set()) if name == "client" else set()
            found += _reading(table, name, wanted | shared, {row["id"] for row in rows})
            found += _changing(world, table, name, wanted)
    more = _adding(world, guard) if guard.circle else _adding_elsewhere(world, guard, rows) + _giving(world, guard)
    return found + more + _triggers(table, circle=guard.circle)


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
    if guard.table in (*UNWRITTEN, *APPENDED, *ADMINISTERED, "requests_recordrequest"):  # no worker has any to give
        return []
    found = []
    for column in sorted(names & set(gifts)):
        with reading_as(world, "worker"):
            problem, _rows, count = attempt(f"update {guard.table} set {column} = {gifts[column]}")
            if problem != "42501" or count:
                found.append(f"worker gives {guard.table}.{column} to another")
    return found


def _insert(guard: Guard, row: dict[str, Any]) -> str:
    try:
        with transaction.atomic():
            write(guard, row, alias="default")
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
    table = guard.table
    for name in ("worker", "elsewhere", "supervisor", "evaluator", "admin", "privacy", "nobody"):
        actor = world.actors.get(name, 0)
        with reading_as(world, name):
            for row in (*rows[:12], *({**one, **dict.fromkeys(SIGNED & one.keys(), actor)} for one in rows[:4])):
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
        return bool(row["actor_id"] == actor and not mine and _boundary_look(world, actor, row))
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
