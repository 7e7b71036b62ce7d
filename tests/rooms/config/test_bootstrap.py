"""Preparing a database: secrets of its own, bound roles, rights, the house's actor; and all of it again."""

from __future__ import annotations

import json
import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connections, transaction
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from alongside.config import bootstrap
from alongside.config.bootstrap import (
    LIMITS,
    SECRET_NAMES,
    application_url,
    finish,
    make_roles,
    secrets_of,
    unfit_administrator,
)
from tests.database.plugin import DATA, locked

ROLES = ("alongside_app", "alongside_context", "alongside_gate", "alongside_owner")


def ask(sql: str, *given: Any) -> list[tuple[Any, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())


@contextmanager
def undone() -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    """The administrator's connection, in a transaction that leaves nothing behind whatever commits inside it."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection, connection.transaction(force_rollback=True):
        yield connection


def test_secrets_are_made_once_for_their_owner_only(tmp_path: Path) -> None:
    place = tmp_path / "data"
    made = secrets_of(place)
    assert set(made) == set(SECRET_NAMES)
    assert len(set(made.values())) == len(SECRET_NAMES)
    assert all(len(value) == 64 for value in made.values())
    assert (place / "secrets.json").stat().st_mode & 0o777 == 0o600
    assert secrets_of(place) == made
    assert secrets_of(tmp_path / "other") != made


def test_secrets_that_exist_are_kept_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "secrets.json").write_text(json.dumps({"SECRET_KEY": "mine"}))
    assert secrets_of(tmp_path) == {"SECRET_KEY": "mine"}


@pytest.mark.parametrize("password", ["plain", "it's a “pass word” with = and \\"])
def test_the_application_s_address_is_the_same_place_as_another_role(password: str) -> None:
    address = "postgresql://boss:secret@db.example:5433/agency?sslmode=require"
    parts = conninfo_to_dict(application_url(address, password))
    assert (parts["host"], str(parts["port"]), parts["dbname"], parts["sslmode"]) == (
        "db.example",
        "5433",
        "agency",
        "require",
    )
    assert (parts["user"], parts["password"]) == ("alongside_app", password)


def test_the_application_s_role_is_bound_and_limited() -> None:
    found = {row[0]: row[1:] for row in ask(
        "select rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolinherit, rolcanlogin from pg_roles "
        "where rolname = any (%s)", list(ROLES)
    )}  # fmt: skip
    assert found == {name: (False, False, False, False, False, name == "alongside_app") for name in ROLES}
    (settings,) = ask("select rolconfig from pg_roles where rolname = 'alongside_app'")
    assert set(settings[0]) == {f"{name}={value}" for name, value in LIMITS.items()}


@pytest.mark.committed
def test_roles_are_brought_back_to_what_they_must_be() -> None:
    with locked(), undone() as connection:
        connection.execute("alter role alongside_app bypassrls createdb")
        connection.execute("alter role alongside_gate login")
        make_roles(connection, secrets_of(DATA)["APP_PASSWORD"])
        rows = connection.execute(
            "select rolname from pg_roles where rolname = any (%s) and (rolbypassrls or rolcreatedb "
            "or (rolcanlogin and rolname <> 'alongside_app'))",
            [list(ROLES)],
        ).fetchall()
    assert rows == []


@pytest.mark.committed
def test_finishing_again_changes_the_key_and_makes_no_second_house() -> None:
    key = secrets.token_hex(32)
    with undone() as connection:
        finish(connection, key)
        kept = connection.execute("select encode(key, 'hex') from app.context_key where name = 'entrance'").fetchone()
        houses = connection.execute("select count(*) from access_actor where kind = 'house'").fetchone()
        grants = connection.execute(
            "select g.levels, g.scope from access_grant g join access_actor a on a.id = g.actor_id "
            "where a.kind = 'house' and g.reason = 'role'"
        ).fetchall()
    assert kept == (key,)
    assert houses == (1,)
    assert grants == [(256, "o")]


def test_open_tables_can_be_written_and_migrations_only_read() -> None:
    rights = {
        table: [
            right
            for right in ("select", "insert", "update", "delete")
            if ask("select has_table_privilege('alongside_app', %s, %s)", table, right)[0][0]
        ]
        for table in ("django_session", "django_migrations", "cases_case")
    }
    assert rights == {
        "django_session": ["select", "insert", "update", "delete"],
        "django_migrations": ["select"],
        "cases_case": ["select", "insert", "update"],
    }


def test_the_entrance_s_key_is_read_by_nobody_but_the_gate() -> None:
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        connections["default"].cursor().execute("select key from app.context_key")


def test_these_tests_leave_the_entrance_as_it_was() -> None:
    ((kept,),) = ask("select encode(key, 'hex') from app.context_key where name = 'entrance'")
    assert kept == secrets_of(DATA)["ENTRANCE_KEY"]


def test_who_may_prepare_a_database_is_told_in_a_sentence() -> None:
    address, name = os.environ["DATABASE_URL"], f"trial_{secrets.token_hex(4)}"
    assert unfit_administrator(address) == ""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"create role {name} login createrole password 'only here'")
        try:
            weak = make_conninfo(address, user=name, password="only here")
            assert f"ALTER ROLE {name} CREATEROLE BYPASSRLS" in unfit_administrator(weak)
            connection.execute(f"alter role {name} bypassrls")
            assert unfit_administrator(weak) == ""
        finally:
            connection.execute(f"drop role {name}")


@pytest.mark.committed
def test_a_migration_lets_others_go_first_and_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "MIGRATION_PATIENCE", "100ms")
    monkeypatch.setattr(bootstrap, "MIGRATION_PAUSE", 0.3)
    holder = psycopg.connect(os.environ["DATABASE_URL"])
    try:
        holder.execute("lock table django_migrations in access exclusive mode")
        monkeypatch.setattr(bootstrap, "MIGRATION_TRIES", 1)
        with pytest.raises(OperationalError, match="lock timeout"):
            bootstrap.migrate()
        monkeypatch.setattr(bootstrap, "MIGRATION_TRIES", 5)
        free = threading.Timer(0.5, holder.rollback)
        free.start()
        bootstrap.migrate()
        free.join()
    finally:
        holder.close()
        connections["owner"].close()
