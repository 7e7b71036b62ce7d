"""Prepare a database for the agency: roles, migrations, guards, the house's own actor.

Runs in the process that holds the administrator's address of the database. Web and worker processes get only the
address that this returns, whose role is bound by row-level security.
"""

from __future__ import annotations

import json
import os
import secrets
import time
from pathlib import Path

import django
import psycopg
from django.core.management import call_command
from django.db import OperationalError, connections
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from alongside.ground.foundation.guards import APP, CONTEXT, ERASER, GATE, OWNER
from alongside.ground.foundation.masters import FILE, make_masters

SECRET_NAMES = ("SECRET_KEY", "ENTRANCE_KEY", "APP_PASSWORD")
LIMITS = {
    "statement_timeout": "5s",
    "lock_timeout": "2s",
    "idle_in_transaction_session_timeout": "60s",
    "synchronous_commit": "on",
}
POWER_TO_ADMINISTER = 256
OLDEST_POSTGRESQL = 160000
MIGRATION_PATIENCE = "700ms"
MIGRATION_TRIES = 5
MIGRATION_PAUSE = 3.0


def secrets_of(data_dir: Path) -> dict[str, str]:
    """The installation's secrets, made once and kept beside the data, readable by its owner only."""
    path = data_dir / "secrets.json"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        fresh = {name: secrets.token_hex(32) for name in SECRET_NAMES}
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as handle:
            json.dump(fresh, handle)
    found: dict[str, str] = json.loads(path.read_text())
    return found


def prepare_database(admin_url: str, data_dir: Path) -> str:
    """Make roles, migrate, write the guards, and return the address for the application's own role.

    ``admin_url`` must belong to a role that may create roles and bypass row-level security. Safe to run again.
    """
    kept = secrets_of(data_dir)
    with psycopg.connect(admin_url, autocommit=True) as connection:
        make_roles(connection, kept["APP_PASSWORD"])
    os.environ["DATABASE_URL"] = admin_url
    app_url = application_url(admin_url, kept["APP_PASSWORD"])
    os.environ["ALONGSIDE_APP_DATABASE_URL"] = app_url
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    django.setup()
    migrate()
    with psycopg.connect(admin_url, autocommit=True) as connection:
        finish(connection, kept["ENTRANCE_KEY"])
        make_master_keys(connection, data_dir)
    return app_url


def make_master_keys(connection: psycopg.Connection[tuple[object, ...]], data_dir: Path) -> None:
    """Make the file of master keys, unless something is encrypted already: another file would open nothing of it."""
    used = connection.execute("select exists (select 1 from keys_circlekey)").fetchone()
    if used == (False,):
        make_masters(Path(os.environ.get("ALONGSIDE_MASTER_KEYS", data_dir / FILE)))


def migrate() -> None:
    """Bring the tables up to date while people work: a change that cannot begin at once lets them go first.

    What was done before stays done; the change is tried again a few times, then the lock's refusal is raised.
    """
    for last in (*[False] * (MIGRATION_TRIES - 1), True):
        try:
            with connections["owner"].cursor() as cursor:
                cursor.execute("select set_config('lock_timeout', %s, false)", [MIGRATION_PATIENCE])
            call_command("migrate", database="owner", interactive=False, verbosity=0)
        except OperationalError as error:
            if last or not isinstance(error.__cause__, psycopg.errors.LockNotAvailable):
                raise
            time.sleep(MIGRATION_PAUSE)
        else:
            return


def unfit_administrator(admin_url: str) -> str:
    """Why the role of ``admin_url`` cannot prepare this database; nothing when it can."""
    with psycopg.connect(admin_url) as connection:
        version, name = connection.info.server_version, connection.info.user
        row = connection.execute(
            "select rolsuper, rolcreaterole and rolbypassrls from pg_roles where rolname = current_user"
        ).fetchone()
    if version < OLDEST_POSTGRESQL:
        return f"PostgreSQL {version // 10000} is too old; Alongside needs {OLDEST_POSTGRESQL // 10000} or newer."
    if row is None or not any(row):
        return (
            f"The database role {name} of DATABASE_URL must be able to make roles and to see every row; "
            f"let a superuser say: ALTER ROLE {name} CREATEROLE BYPASSRLS"
        )
    return ""


def application_url(admin_url: str, password: str) -> str:
    """The same database, as the application's role."""
    parts = {**conninfo_to_dict(admin_url), "user": APP, "password": password}
    return make_conninfo("", **{key: str(value) for key, value in parts.items() if value is not None})


def make_roles(connection: psycopg.Connection[tuple[object, ...]], app_password: str | None = None) -> None:
    """Create the roles of the access model, or bring them to what they must be; without a password theirs stays."""
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(7215)")
        for role in (OWNER, GATE, CONTEXT, ERASER):
            _make_role(connection, role, "nologin noinherit nobypassrls")
        _make_role(connection, APP, "login noinherit nobypassrls nocreatedb nocreaterole")
        if app_password is not None:
            words = sql.SQL("alter role {} password {}")
            connection.execute(words.format(sql.Identifier(APP), sql.Literal(app_password)))
        for setting, value in LIMITS.items():
            connection.execute(
                sql.SQL("alter role {} set {} = {}").format(
                    sql.Identifier(APP), sql.Identifier(setting), sql.Literal(value)
                )
            )
        for role in (OWNER, GATE, CONTEXT, ERASER):
            connection.execute(sql.SQL("grant {} to current_user").format(sql.Identifier(role)))


def _make_role(connection: psycopg.Connection[tuple[object, ...]], role: str, options: str) -> None:
    exists = connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone()
    verb = "alter" if exists else "create"
    connection.execute(sql.SQL(f"{verb} role {{}} {options}").format(sql.Identifier(role)))


def finish(connection: psycopg.Connection[tuple[object, ...]], entrance_key: str) -> None:
    """What follows the migrations: the entrance key, rights on the open tables, the house's own actor."""
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(7215)")
        connection.execute(
            "insert into app.context_key (name, key) values ('entrance', decode(%s, 'hex')) "
            "on conflict (name) do update set key = excluded.key",
            [entrance_key],
        )
        for (table,) in connection.execute(
            "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' "
            "and c.relkind = 'r' and not c.relrowsecurity and c.relname not like 'access\\_%' "
            "and c.relname <> 'django_migrations'"
        ).fetchall():
            connection.execute(
                sql.SQL("grant select, insert, update, delete on {} to {}").format(
                    sql.Identifier(str(table)), sql.Identifier(APP)
                )
            )
        connection.execute(sql.SQL("grant select on django_migrations to {}").format(sql.Identifier(APP)))
        connection.execute(
            sql.SQL(
                "grant select, update, delete on procrastinate_jobs, procrastinate_events, "
                "procrastinate_periodic_defers to {}"
            ).format(sql.Identifier(ERASER))
        )
        connection.execute(
            sql.SQL("grant usage on all sequences in schema public to {}, {}, {}").format(
                sql.Identifier(APP), sql.Identifier(GATE), sql.Identifier(ERASER)
            )
        )
        connection.execute(
            "with made as (insert into access_actor (public_id, version, kind, name) "
            "select gen_random_uuid(), 1, 'house', 'Alongside' "
            "where not exists (select 1 from access_actor where kind = 'house') returning id) "
            "insert into access_grant (public_id, version, actor_id, scope, scope_id, levels, reason, why, "
            "valid_until, review_note) select gen_random_uuid(), 1, id, 'o', 0, %s, 'role', 'Set-up', "
            "timestamptz '9999-12-31 00:00:00+00', '' from made",
            [POWER_TO_ADMINISTER],
        )
