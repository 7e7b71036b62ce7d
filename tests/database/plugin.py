"""Before anything is imported: a real PostgreSQL, a template database with the cast in it, one copy for each process.

Tests connect as the application's own role, so that row-level security is always on. The template is built once and
kept until migrations, models, policies, gates or the cast change.
"""

from __future__ import annotations

import fcntl
import gc
import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg
import pytest
from django.test.utils import setup_test_environment
from psycopg import sql

from alongside.config.bootstrap import application_url, prepare_database, secrets_of
from alongside.ground.postgres.cluster import Cluster
from tests.database.prepared import keep_prepared

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("ALONGSIDE_TEST_DATA", ROOT / "var" / "test"))
WATCHED = ("models.py", "policies.py", "gates.py", "bootstrap.py", "guards.py", "enums.py", "cast.py")

MUTANT: tuple[str, ...] = ()
"""Statements that are run in every copy of the template, so that tests can be asked whether they notice."""
READY = False
"""Whether database and Django are settled already, by who runs the tests from inside."""

_cluster: Cluster | None = None
_mine: str = ""


def admin_url() -> str:
    """The administrator's address of the server that the tests use; starts the embedded one when none is given."""
    global _cluster  # noqa: PLW0603 - one server for the process
    if given := os.environ.get("ALONGSIDE_TEST_SERVER"):
        return given
    if _cluster is None:
        _cluster = Cluster(DATA, durable=False)
        _cluster.start()
    return _cluster.admin_url("postgres")


def on(url: str, database: str) -> str:
    """The same server, another database."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"/{database}"))


def digest() -> str:
    """Changes when anything changes that the template database is made from."""
    found = hashlib.sha256()
    paths = [*(ROOT / "alongside").rglob("*.py"), *(ROOT / "tests" / "factories").rglob("*.py")]
    paths += (ROOT / "alongside").rglob("*.yaml")
    for path in sorted(paths):
        if path.name in WATCHED or path.suffix == ".yaml" or {"migrations", "gates", "factories"} & set(path.parts):
            found.update(path.read_bytes())
    return found.hexdigest()[:12]


def digest_of_stories() -> str:
    """Changes with the texts of the demonstration, and every day: they are told back from today."""
    found = hashlib.sha256(f"{digest()} {date.today()}".encode())  # noqa: DTZ011 - a new name each day is all
    for path in sorted((ROOT / "alongside" / "oversight" / "demonstration").rglob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


@contextmanager
def locked() -> Iterator[None]:
    """One process at a time builds the template."""
    DATA.mkdir(parents=True, exist_ok=True)
    with (DATA / "template.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def template(server: str, kind: str = "template") -> str:
    """The name of a template database, built when it is not there yet.

    ``kind`` is "template" for the cast in an empty agency, or "stories" for the demonstration.
    """
    name = f"alongside_{kind}_{digest_of_stories() if kind == 'stories' else digest()}"
    with locked(), psycopg.connect(server, autocommit=True) as connection:
        if connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
            return name
        building = f"{name}_building"
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(building)))
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(building)))
        status = os.system(f"{sys.executable} -m tests.database.build '{on(server, building)}' {kind}")  # noqa: S605
        if status:
            raise pytest.UsageError("The template database of the tests could not be built; the reason stands above.")
        connection.execute(
            sql.SQL("alter database {} rename to {}").format(sql.Identifier(building), sql.Identifier(name))
        )
        for (old,) in connection.execute(
            "select datname from pg_database where datname like %s and datname <> %s", [f"alongside\\_{kind}\\_%", name]
        ).fetchall():
            connection.execute(sql.SQL("drop database if exists {}").format(sql.Identifier(old)))
    return name


def copy_of_template(suffix: str, kind: str = "template") -> tuple[str, str]:
    """A fresh copy of the template of that ``kind``: (administrator's address, name)."""
    server = admin_url()
    source = template(server, kind)
    name = f"alongside_test_{suffix}_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
        connection.execute(
            sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(source))
        )
    if MUTANT:
        with psycopg.connect(on(server, name), autocommit=True) as connection:
            for statement in MUTANT:
                connection.execute(statement)
    return on(server, name), name


def drop(name: str) -> None:
    """Throw a copy away."""
    with psycopg.connect(admin_url(), autocommit=True) as connection:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Settle the database and Django before any test module is imported."""
    global _mine
    if READY:
        return
    os.environ["ALONGSIDE_TESTING"] = "1"
    os.environ["ALONGSIDE_HOSTS"] = "testserver"
    os.environ["DATA_DIR"] = str(DATA)
    os.environ["DJANGO_SETTINGS_MODULE"] = "alongside.config.settings"
    url, _mine = copy_of_template(os.environ.get("PYTEST_XDIST_WORKER", "main"))
    os.environ["DATABASE_URL"] = url
    os.environ["ALONGSIDE_APP_DATABASE_URL"] = application_url(url, secrets_of(DATA)["APP_PASSWORD"])
    keep_prepared()
    django.setup()
    setup_test_environment()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Take what was collected out of the garbage collector's rounds: thousands of tests stay until the end."""
    if not READY:
        gc.freeze()
        gc.set_threshold(100_000, 20, 50)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Drop this process's copy and let the server go."""
    if READY:
        return
    if _mine:
        django.db.connections.close_all()
        drop(_mine)
    if _cluster is not None:
        _cluster.stop()


__all__ = ["admin_url", "copy_of_template", "drop", "prepare_database"]
