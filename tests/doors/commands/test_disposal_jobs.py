"""After a disposal nothing of the case is anywhere: tables, dump, files, and a backup that is older (R-36)."""

from __future__ import annotations

import os
import shutil
import subprocess
from argparse import Namespace
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import connections, transaction
from django.db.models import BinaryField, CharField, Field, ForeignKey, JSONField, Model, TextField
from django.test import override_settings
from psycopg import sql

from alongside.agency.drafts.actions import keep_draft
from alongside.doors.commands import backup, disposal_jobs, prepare, restore
from alongside.doors.commands.plain import Stopped
from alongside.ground.foundation import clock
from alongside.ground.postgres.binaries import programs
from alongside.oversight.disposals.actions.holding import place_hold
from alongside.oversight.disposals.actions.proposing import decide_disposal, propose_disposal
from alongside.oversight.disposals.models import CaseStatistic, DueMark
from alongside.oversight.disposals.queries.finding import candidates, disposals
from alongside.oversight.disposals.rules.listing import read_list
from alongside.oversight.disposals.rules.retention import erasing_rules
from alongside.oversight.overviews.rls import GUARDS
from alongside.record.cases.models import Case
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.database import plugin
from tests.database.copies import pointing_at
from tests.factories.disposals import (
    OTHER,
    a_closed_breach,
    a_former_worker,
    an_answered_request,
    an_ended_case,
    another_officer,
)
from tests.factories.people import a_person
from tests.mutation.world import _plain, model_of
from tests.rooms.oversight.audit.conftest import acting, as_house, seal, verified

pytestmark = [pytest.mark.committed, pytest.mark.long]
CANARY = "Qzx9"
SHORTEST = 8
ELSEWHERE = f"alongside_disposed_{os.getpid()}"
JOB = """insert into procrastinate_jobs (queue_name, task_name, args)
  values ('default', 'make_document', jsonb_build_object('document', %s::text, 'words', 'Qzx9'))"""
LEFT = """insert into exports_export (public_id, version, actor_id, kind, format, about, rows, digest, why)
  select gen_random_uuid(), 1, id, 'case', 'pdf', %s, 1, '', 'Qzx9' from access_actor limit 1"""
WHY = "update access_grant set why = 'Qzx9' || clock_timestamp() where scope = 'c' and scope_id = %s"
UNCHECKED = """do $$ declare c record; begin
  for c in select conname, conrelid::regclass as place from pg_constraint where contype = 'c'
            and connamespace = 'public'::regnamespace loop
    execute format('alter table %s drop constraint %I', c.place, c.conname);
  end loop; end $$"""
NAMING: dict[str, Callable[[Case], Any]] = {
    JOB: lambda case: str(case.public_id),
    LEFT: lambda case: f"Case {case.number}",
    WHY: lambda case: case.circle_id,
    f"{WHY} or false": lambda case: case.circle_id,
}
"""What names the case elsewhere, with a canary beside it."""
WORKED = "update staff_worker set phone = %s, title = %s where id = %s"
HAPPENED = "update breaches_breach set happened = %s, title = %s where id = %s"
ASKED = "update requests_recordrequest set wanted = %s, asker_name = %s where id = %s"
OLD = "update access_reading set at = '2012-05-01' where circle_id is null and person_ids = '{}'"
TRACES = ("access_exclusion", "access_share", "audit_look", "imports_importedrow", "imports_sheetrow")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation of its own: a database, a data folder, a key, and the list of disposals."""
    url, name = plugin.copy_of_template("disposed")
    folder = tmp_path / "home"
    (folder / "files").mkdir(parents=True)
    shutil.copy(plugin.DATA / "secrets.json", folder)
    monkeypatch.setenv("DATA_DIR", str(folder))
    monkeypatch.setenv("DATABASE_URL", url)
    places = {
        "SEAL_KEY": folder / "seal-key.pem",
        "SEALS_FILE": folder / "seals.jsonl",
        "DISPOSALS_FILE": folder / "disposals.jsonl",
    }
    with pointing_at(name), override_settings(**places):
        yield folder
        connections.close_all()
    plugin.drop(name)


def test_nothing_is_left_anywhere(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case, url = full_of_canaries(), os.environ["DATABASE_URL"]
    seal()
    assert len(whereabouts(url)) > 40
    old = tmp_path / "old.backup"
    assert backup.run(Namespace(file=old, verify=False, why="", keys=None, passphrase_file=None)) == 0

    disposed_of_by_two(case.number)
    assert whereabouts(url) == {}
    assert whereabouts(url, case.number) == {}
    assert CANARY not in dumped(url)
    assert files_with_canary(home) == []
    (line,) = read_list(home / "disposals.jsonl")
    assert line.certificate["statistics"] == 1
    seal()
    assert verified().well, verified().words

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(home / "disposals.jsonl", elsewhere)
    with an_empty_database() as empty:
        monkeypatch.setenv("DATABASE_URL", empty)
        monkeypatch.setenv("DATA_DIR", str(elsewhere))
        assert restore.run(Namespace(file=old, keys=None, passphrase_file=None, disposals=None)) == 0
        assert whereabouts(empty) == {}
        assert CANARY not in dumped(empty)
        assert files_with_canary(elsewhere) == []
        with psycopg.connect(empty) as connection:
            done = connection.execute("select state, certificate ->> 'agreed_by' from disposals_disposal").fetchall()
            assert done == [("done", "Joan Adler")]
            assert connection.execute("select count(*) from disposals_casestatistic").fetchone() == (1,)


def test_a_list_that_nobody_signed_erases_nothing(home: Path) -> None:
    url = os.environ["DATABASE_URL"]
    with acting("worker") as by:
        case = an_ended_case(by)
    seal()
    assert prepare.erase_again(url, home) == 0
    line = f'{{"certificate": {{"disposal": "{case.public_id}", "digests": {{}}, "number": 1}}, '
    (home / "disposals.jsonl").write_text(line + '"key": "none", "signature": "00"}\n')
    with pytest.raises(Stopped, match="signed by no key"):
        prepare.erase_again(url, home)
    (home / "disposals.jsonl").write_text("nothing\n")
    with pytest.raises(Stopped, match="Line 1"):
        prepare.erase_again(url, home)


def test_the_night_marks_what_is_due_and_the_job_stops_at_a_hold(home: Path) -> None:
    with acting("worker") as by:
        case = an_ended_case(by)
    disposal_jobs.mark_due_disposals(0)
    disposal_jobs.mark_due_disposals(0)
    with as_house():
        assert DueMark.objects.count() == 1
    with acting("admin") as by:
        another_officer(lambda _name: by)
    number = agreed_by_two(case.number)
    with acting("privacy") as by:
        place_hold(number=case.number, why="The court asked for everything", authority="HC 2",
                   review_on=clock.today() + timedelta(days=9), by=by)  # fmt: skip
    disposal_jobs.finish_disposals(0)
    with acting("privacy"):
        (line,) = disposals()
        assert (line.public_id, line.state) == (number, "stopped")
        assert CaseStatistic.objects.count() == 0
    assert not (home / "disposals.jsonl").exists()


def test_who_left_a_breach_a_request_and_a_year_leave_nothing(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, become: Become
) -> None:
    url = os.environ["DATABASE_URL"]
    with transaction.atomic():
        another_officer(become)
        worker, breach = a_former_worker(become), a_closed_breach(become)
        request = an_answered_request(become, wanted=CANARY)
    with acting("privacy"):
        assert disposals() == ()
    with connections["owner"].cursor() as cursor:
        for word in (f"{CANARY}a", f"{CANARY}b"):
            for statement, number in ((WORKED, worker.id), (HAPPENED, breach.id), (ASKED, request.id)):
                cursor.execute(statement, [word, word, number])
        cursor.execute(OLD)
        assert cursor.rowcount > 0
    seal()
    assert whereabouts(url).keys() == {"access_history", "staff_worker", "breaches_breach", "requests_recordrequest"}
    old = tmp_path / "old.backup"
    assert backup.run(Namespace(file=old, verify=False, why="", keys=None, passphrase_file=None)) == 0
    with acting("privacy") as by:
        proposal = propose_disposal(chosen=candidates(), by=by)
    with acting(OTHER) as by:
        decide_disposal(disposal=proposal, agree=True, by=by)
    disposal_jobs.carry_out_disposals(str(proposal))
    disposal_jobs.sweep_rests(0)
    assert whereabouts(url) == {}
    seal()
    assert verified().well, verified().words
    (line,) = read_list(home / "disposals.jsonl")
    assert {rule["kind"] for rule in line.certificate["rules"]} == {"staff", "breach", "request", "year"}
    assert line.certificate["logs"] > 0
    with an_empty_database() as empty:
        monkeypatch.setenv("DATABASE_URL", empty)
        assert restore.run(Namespace(file=old, keys=None, passphrase_file=None, disposals=None)) == 0
        assert whereabouts(empty) == {}
        with psycopg.connect(empty) as connection:
            name = connection.execute("select name, phone from staff_worker where id = %s", [worker.id]).fetchone()
            assert name == ("Ana Souza", "")


def agreed_by_two(label: str) -> Any:
    with acting("privacy") as by:
        number = propose_disposal(chosen=[one for one in candidates() if one.label == label], by=by)
    with acting(OTHER) as by:
        decide_disposal(disposal=number, agree=True, by=by)
    return number


def disposed_of_by_two(label: str) -> None:
    with acting("admin") as by:
        another_officer(lambda _name: by)
    number = agreed_by_two(label)
    disposal_jobs.carry_out_disposals(str(number))
    with acting("privacy"):
        assert [(one.state, one.problem) for one in disposals()] == [("done", "")]


def full_of_canaries() -> Case:
    """A case that ended long ago, for somebody who was in the record twice, with a row in every table of a record.

    Every text of every row was written and changed once more, so that history holds the first one.
    """
    with acting("worker") as by:
        case = an_ended_case(by)
        person = case.participants.get().person
        twin = a_person(case.circle_id, "Rosa Lindquist", by)
        keep_draft(key=f"contact-{case.public_id}", data={"text": CANARY}, base=0, label=CANARY,
                   url=f"/cases/{case.public_id}/", by=by)  # fmt: skip
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(UNCHECKED)
        cursor.execute("set session_replication_role = replica")
        cursor.execute("update people_person set merged_into_id = %s where id = %s", [person.id, twin.id])
        filled = [fill(cursor, model_of(guard), case, (person, twin)) for guard in GUARDS if wanted(guard.table)]
        cursor.execute("set session_replication_role = origin")
    with connections["owner"].cursor() as cursor:
        write_canaries(cursor, filled)
        for statement, value in NAMING.items():
            cursor.execute(statement, [value(case)])
    return case


def wanted(table: str) -> bool:
    return table in erasing_rules()["owned"] or table in TRACES


Filled = tuple[type[Model], list[int]]


def fill(cursor: Any, model: type[Model], case: Case, people: tuple[Person, Person]) -> Filled:
    """The rows of the case in one table; one is put in where there is none."""
    columns = {each.column: each for each in model._meta.local_concrete_fields}
    table = model._meta.db_table
    if table in ("cases_case", "people_person"):
        return model, [case.id] if table == "cases_case" else [one.id for one in people]
    if "circle_id" in columns:
        where, values = "circle_id = any (%s)", [[case.circle_id]]
    else:
        named = next((name for name in ("person_id", "keep_id", "case_id") if name in columns), "")
        where, values = f"{named} = any (%s)" if named else "false", [[*(one.id for one in people), case.id]]
    cursor.execute(f"select id from {table} where {where}", values if where != "false" else [])
    found = [number for (number,) in cursor.fetchall()]
    if not found:
        row = {name: value_of(cursor, each, case, people) for name, each in columns.items() if name != "created_at"}
        names, marks = ", ".join(f'"{name}"' for name in row), ", ".join(["%s"] * len(row))
        cursor.execute(f"insert into {table} ({names}) values ({marks})", list(row.values()))
        found = [row["id"]]
    return model, found


def value_of(cursor: Any, each: Field[Any, Any], case: Case, people: tuple[Person, Person]) -> Any:
    known = {
        "circle_id": case.circle_id, "person_id": people[0].id, "keep_id": people[0].id, "lose_id": people[1].id,
        "other_id": people[1].id, "case_id": case.id, "level": 1, "row_id": people[0].id, "became": people[0].id,
        "decided_at": "2011-02-01",
        "closed_on": "2011-02-01",
    }  # fmt: skip
    if each.column in known:
        return (
            None if each.model._meta.db_table == "disposals_hold" and each.column == "case_id" else known[each.column]
        )
    if each.column == "kind" and each.model._meta.db_table.startswith("imports"):
        return "people"
    if each.column in ("sheet", "released_at"):
        return "people" if each.column == "sheet" else clock.now()
    if isinstance(each, ForeignKey) and not each.null:
        cursor.execute(f"select max(id) from {each.related_model._meta.db_table}")
        return cursor.fetchone()[0] or fill(cursor, each.related_model, case, people)[1][0]
    return None if each.null else _plain(each)


def write_canaries(cursor: Any, filled: list[Filled]) -> None:
    """A canary in every text of every row, twice."""
    for turn in ("a", "b"):
        for model, numbers in filled:
            texts = {each.column: canary(each, turn) for each in model._meta.local_concrete_fields if is_text(each)}
            table = model._meta.db_table
            if texts:
                said = ", ".join(f'"{name}" = {value}' for name, value in texts.items())
                cursor.execute(f"update {table} set {said} where id = any (%s)", [numbers])


def is_text(each: Field[Any, Any]) -> bool:
    short = isinstance(each, CharField) and (each.max_length or 99) < SHORTEST
    fixed = each.column in ("item_table", "number", "table_name", "column_name", "system", "file", "sheet")
    return (
        isinstance(each, CharField | TextField | JSONField | BinaryField | ArrayField)
        and not (each.choices or short or fixed or (isinstance(each, ArrayField) and each.base_field.choices))
        and not (isinstance(each, ArrayField) and not isinstance(each.base_field, CharField))
        and not (each.column == "kind" and each.model._meta.db_table.startswith("imports"))
    )


def canary(each: Field[Any, Any], turn: str) -> str:
    if isinstance(each, JSONField):
        return f"jsonb_build_object('{CANARY}', '{CANARY}{turn}' || id)"
    if isinstance(each, BinaryField):
        return f"convert_to('{CANARY}{turn}', 'UTF8')"
    if isinstance(each, ArrayField):
        return f"array['{CANARY}{turn}']"
    return f"left('{CANARY}{turn}' || id, {getattr(each, 'max_length', None) or 99})"


def whereabouts(url: str, word: str = CANARY) -> dict[str, int]:
    """In which tables the canary stands, as it is or as bytes."""
    found = {}
    with psycopg.connect(url) as connection:
        tables = connection.execute(
            "select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
            "where c.relkind = 'r' and n.nspname in ('public', 'app')"
        ).fetchall()
        for schema, table in tables:
            query = sql.SQL("select count(*) from {} t where t::text like %s or t::text like %s").format(
                sql.Identifier(schema, table)
            )
            row = connection.execute(query, [f"%{word}%", f"%{word.encode().hex()}%"]).fetchone()
            if row and row[0]:
                found[table] = row[0]
    return found


def dumped(url: str) -> str:
    dump = subprocess.run(
        [programs() / "pg_dump", "--no-password", f"--dbname={url}"], capture_output=True, check=True, text=True
    ).stdout
    assert "cases_case" in dump
    return dump.replace(CANARY.encode().hex(), CANARY)


def files_with_canary(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]


class an_empty_database:  # noqa: N801 - reads as a with statement
    """The address of an empty database, thrown away afterwards."""

    def __enter__(self) -> str:
        with psycopg.connect(plugin.admin_url(), autocommit=True) as connection:
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(ELSEWHERE)))
        return plugin.on(plugin.admin_url(), ELSEWHERE)

    def __exit__(self, *_error: object) -> None:
        plugin.drop(ELSEWHERE)
