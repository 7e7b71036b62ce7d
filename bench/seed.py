"""Fill an agency with made-up records, server-side: as many persons as asked for, a fifth as many cases, 25 notes each.

The rows are written as the administrator with triggers off, so no history arises; every table of the record that the
measured pages read is filled. Keys of search come from the product's own code.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import psycopg
from django.db import models
from django.db.models import NOT_PROVIDED

from alongside.agency.access.models import Circle, CircleSubject, Grant
from alongside.ground.foundation.reader import CARRIES
from alongside.ground.foundation.text import sort_key
from alongside.practice.contacts.models import Contact, ContactPerson, Note
from alongside.practice.plans.models import Goal, Plan, Step
from alongside.record.cases.models import Assignment, Case, Participant, StageEvent
from alongside.record.people.models import ContactPoint, Person, PersonKey, PersonName
from alongside.record.people.rules.names import name_keys, name_of
from scripts.make_people import family, given

SUBJECTS = 5  # persons of one circle, of whom three take part in its case
NOTES = 25  # of one case
NAMES = 40_000
FIRST = 1_000_000  # the first number of seeded rows: room below for the cast
WORDS = (
    "We talked about the rent and the letter from the housing office. ",
    "The children had slept; school starts later this week and the bus pass has come. ",
    "She rang the clinic herself and has a time on Thursday. ",
    "The kitchen is warm again since the meter was changed. ",
    "He told of his brother, who helps with the shopping on Saturdays. ",
)
DAY = "date '2026-11-20'"

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is written: ``people`` persons, a fifth as many cases, 25 notes in each case."""

    people: int

    @property
    def cases(self) -> int:
        """How many cases."""
        return self.people // SUBJECTS

    @property
    def notes(self) -> int:
        """How many notes."""
        return self.cases * NOTES


def seed(connection: psycopg.Connection[Any], scale: Scale, *, teams: list[int], say: Say) -> None:
    """Write everything; ``teams`` share the cases evenly. ``connection`` is the administrator's."""
    connection.execute("set session_replication_role = replica")
    connection.execute("set maintenance_work_mem = '1GB'")
    connection.execute("set synchronous_commit = off")
    began = time.monotonic()
    for words, step in (
        ("names", _names),
        ("circles", _circles),
        ("people", _people),
        ("cases", _cases),
        ("plans", _plans),
        ("contacts and notes", _notes),
    ):
        step(connection, scale, teams)
        say(f"{words}: {time.monotonic() - began:,.0f} s")
    connection.execute("set session_replication_role = origin")
    connection.execute("vacuum analyze")
    say(f"looked over: {time.monotonic() - began:,.0f} s")


def fill(connection: psycopg.Connection[Any], model: type[models.Model], source: str, **columns: str) -> None:
    """Insert a row of ``model`` for each row of ``source``; ``columns`` are SQL, the rest is the model's defaults."""
    names, values = [], []
    for field in model._meta.concrete_fields:
        column = str(field.column)
        if column in columns:
            names.append(column)
            values.append(columns[column])
        elif field.primary_key or field.null or field.db_default is not NOT_PROVIDED:
            continue
        else:
            names.append(column)
            values.append(_default(field))
    table = model._meta.db_table
    quoted = ", ".join(f'"{name}"' for name in names)
    connection.execute(f"insert into {table} ({quoted}) select {', '.join(values)} from {source}")


def _default(field: models.Field[Any, Any]) -> str:
    """The default of a field as SQL."""
    if isinstance(field, models.UUIDField):
        return "gen_random_uuid()"
    value = field.get_default()
    if isinstance(value, bool | int):
        return str(value).lower()
    words = json.dumps(value) if isinstance(field, models.JSONField) else str(value or "")
    return f"'{words}'"


def _without_indexes(connection: psycopg.Connection[Any], model: type[models.Model], write: Callable[[], None]) -> None:
    """Write many rows of a table while its indexes are away, and build them again afterwards."""
    found = connection.execute(
        "select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) from pg_index i "
        "where i.indrelid = %s::regclass "
        "and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)",
        [model._meta.db_table],
    ).fetchall()
    for name, _definition in found:
        connection.execute(f"drop index {name}")
    write()
    for _name, definition in found:
        connection.execute(definition)


def _names(connection: psycopg.Connection[Any], scale: Scale, teams: list[int]) -> None:
    chance = random.Random(26)  # noqa: S311 - made-up people, the same each time
    connection.execute(
        "create temporary table bench_name (n int primary key, given text, family text, whole text, sort text, "
        "born date, keys text[])"
    )
    with connection.cursor().copy("copy bench_name from stdin") as copy:
        for number in range(min(NAMES, scale.people)):
            first, last = given(chance), family(chance)
            whole, born = f"{first} {last}", date(2026, 1, 1) - timedelta(days=chance.randrange(365, 90 * 365))
            keys = sorted(name_keys([name_of(whole)], born_on=born))
            copy.write_row((number, first, last, whole, sort_key(whole), born, keys))


CASES = """
create temporary table bench_case as
select i, {first} + i as id, t.team, t.team * 64 + 1 as acl, i % 4 = 3 and i / {teams} >= 564 as closed,
       t.worker[case when i / {teams} < 35 then 1 when i / {teams} < 564 then least(2, cardinality(t.worker))
                     else 1 + least(2, cardinality(t.worker) - 1)
                          + (i / {teams}) % greatest(cardinality(t.worker) - 2, 1) end] as worker
  from generate_series(0, {cases} - 1) i join bench_team t on t.n = i % {teams}
"""
"""The first worker of each team carries 35 cases, the second 529 more, the others share the rest."""


def _circles(connection: psycopg.Connection[Any], scale: Scale, teams: list[int]) -> None:
    connection.execute("create temporary table bench_team (n int primary key, team bigint, worker bigint[])")
    for number, team in enumerate(teams):
        connection.execute(
            "insert into bench_team select %s, %s, array_agg(w.id order by w.id) "
            "from staff_roleheld r join staff_worker w on w.id = r.worker_id "
            "where r.team_id = %s and r.role = 'worker'",
            [number, team, team],
        )
    connection.execute(CASES.format(first=FIRST, teams=len(teams), cases=scale.cases))
    connection.execute("alter table bench_case add column actor bigint")
    connection.execute("update bench_case c set actor = w.actor_id from staff_worker w where w.id = c.worker")
    fill(connection, Circle, "bench_case c", id="c.id", team_id="c.team", opened_by_id="c.actor")
    subjects = f"bench_case c, generate_series(0, {SUBJECTS - 1}) k"
    fill(connection, CircleSubject, subjects, circle_id="c.id", person_id=_person("k"), acl_key="c.acl")
    fill(
        connection,
        Grant,
        "bench_case c where not c.closed",
        actor_id="c.actor",
        scope="'c'",
        scope_id="c.id",
        levels=str(CARRIES),
        reason="'assigned'",
        valid_until="'9999-12-31'",
        valid_from=f"{DAY} - 90",
    )


def _person(k: str) -> str:
    return f"({FIRST} + c.i * {SUBJECTS} + {k})"


def _people(connection: psycopg.Connection[Any], scale: Scale, teams: list[int]) -> None:
    source = (  # our own words
        f"generate_series(0, {scale.people} - 1) p join bench_name n on n.n = (p::bigint * 7919) % "
        "(select count(*) from bench_name)"
    )
    fill(
        connection,
        Person,
        source,
        id=f"{FIRST} + p",
        display_name="n.whole",
        sort_key="n.sort",
        born_on="n.born",
        birth_precision="'exact'",
        languages="'[\"English\"]'::jsonb",
        compared_version="1",
    )
    fill(connection, PersonName, source, person_id=f"{FIRST} + p", given="n.given", family="n.family", full="n.whole")
    _without_indexes(
        connection,
        PersonKey,
        lambda: fill(connection, PersonKey, f"{source}, unnest(n.keys) k", person_id=f"{FIRST} + p", key="k"),
    )
    fill(
        connection,
        ContactPoint,
        f"bench_case c, generate_series(0, {SUBJECTS - 1}) k",
        circle_id="c.id",
        acl_key="c.acl",
        person_id=_person("k"),
        kind="'phone'",
        value=f"'08' || lpad(({_person('k')})::text, 8, '0')",
        call_ok="'yes'",
        phone_key=f"right('08' || lpad(({_person('k')})::text, 8, '0'), 9)",
    )


def _cases(connection: psycopg.Connection[Any], scale: Scale, teams: list[int]) -> None:
    row = connection.execute(
        "select p.id, max(r.id) from organisation_programme p join organisation_protocol r on r.programme_id = p.id "
        "where p.kind <> 'victim_service' group by p.id order by p.id limit 1"
    ).fetchall()[0]
    key = {"circle_id": "c.id", "acl_key": "c.acl"}
    fill(
        connection,
        Case,
        f"bench_case c join people_person p on p.id = {_person('0')}",
        **key,
        id="c.id",
        number="'B-' || c.i",
        title="p.display_name",
        sort_key="p.sort_key",
        programme_id=str(row[0]),
        protocol_id=str(row[1]),
        opened_on=f"{DAY} - 60 - c.i % 300",
        closed_on=f"case when c.closed then {DAY} - 10 end",
        stage="'work'",
        state="case when c.closed then 'closed' else 'open' end",
        last_contact_at=f"{DAY} - c.i % 20 + time '10:00'",
    )
    parts = "bench_case c, generate_series(0, 2) k"
    roles = "(array['person', 'parent', 'child'])[k + 1]"
    fill(
        connection,
        Participant,
        parts,
        **key,
        case_id="c.id",
        person_id=_person("k"),
        role=roles,
        focus="k = 0",
        from_on=f"{DAY} - 60",
    )
    fill(
        connection,
        Assignment,
        "bench_case c where not c.closed",
        **key,
        case_id="c.id",
        worker_id="c.worker",
        role="'primary'",
        from_on=f"{DAY} - 60",
    )
    events = (
        "bench_case c, (values ('opened', '', 'intake'), ('milestone', 'first_contact_made', ''), "
        "('milestone', 'work_started', '')) e (kind, milestone, stage)"
    )
    fill(
        connection,
        StageEvent,
        events,
        **key,
        case_id="c.id",
        kind="e.kind",
        milestone="e.milestone",
        stage="e.stage",
        at=f"{DAY} - 60 + time '09:00'",
        by_name="'Seeder'",
        by_id="c.actor",
    )


def _plans(connection: psycopg.Connection[Any], scale: Scale, teams: list[int]) -> None:
    key = {"circle_id": "c.id", "acl_key": "c.acl"}
    fill(
        connection,
        Plan,
        "bench_case c",
        **key,
        case_id="c.id",
        state="'in_force'",
        in_force_from=f"{DAY} - 50",
        review_on=f"{DAY} + 30",
        author_id="c.actor",
    )
    fill(
        connection,
        Goal,
        "bench_case c, generate_series(0, 1) k",
        **key,
        id=f"{FIRST} + c.i * 2 + k",
        case_id="c.id",
        title="(array['The rent is paid on time', 'School every day'])[k + 1]",
        starts_on=f"{DAY} - 50",
    )
    fill(
        connection,
        Step,
        "bench_case c, generate_series(0, 1) k",
        **key,
        case_id="c.id",
        goal_id=f"{FIRST} + c.i * 2 + k",
        number="k + 1",
        owner="'worker'",
        worker_id="c.worker",
        what="'Ring the housing office together'",
        due_on=f"{DAY} + 7 + k",
    )


def _notes(connection: psycopg.Connection[Any], scale: Scale, teams: list[int]) -> None:
    key = {"circle_id": "c.id", "acl_key": "c.acl"}
    number = f"{FIRST} + c.i * {NOTES} + k"
    source = f"bench_case c, generate_series(0, {NOTES - 1}) k"
    at = f"{DAY} - c.i % 20 - k * 3 + time '10:00'"
    author = {"author_id": "c.actor"}
    _without_indexes(
        connection,
        Contact,
        lambda: fill(
            connection,
            Contact,
            source,
            **key,
            **author,
            id=number,
            case_id="c.id",
            mode="(array['visit', 'call', 'office'])[1 + k % 2]",
            at=at,
            recorded_at=at,
            about="'Week ' || k",
        ),
    )
    texts = "array[" + ", ".join(f"'{words}'" for words in WORDS) + "]"
    said = f"({texts})[1 + k % 5] || ({texts})[1 + c.i % 5] || repeat(({texts})[1 + (c.i / 5 + k) % 5], 4)"
    restricted = "case when k % 20 = 7 then 2 else 1 end"
    _without_indexes(
        connection,
        Note,
        lambda: fill(
            connection,
            Note,
            source,
            circle_id="c.id",
            level=restricted,
            acl_key=f"c.acl - 1 + {restricted}",
            **author,
            contact_id=number,
            case_id="c.id",
            format="'narrative'",
            text=said,
            signed_at=f"{at} + interval '1 hour'",
            signed_by_id="c.actor",
        ),
    )
    fill(
        connection,
        ContactPerson,
        "bench_case c, generate_series(0, 4) k",
        **key,
        contact_id=number,
        person_id=_person("0"),
    )
