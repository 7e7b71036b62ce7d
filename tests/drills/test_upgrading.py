"""Upgrading while people work: nobody waits over a second, what was cut off goes on; back is a way too (R-59).

Nothing is released yet, so a sample of what a later release may do stands in ``tests.drills.migrations``.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.core.management import call_command
from django.db import connections, transaction
from django.test import Client, override_settings
from psycopg import sql

from alongside.agency.access.models import Account
from alongside.config import bootstrap
from alongside.oversight.overviews.rls import faults
from alongside.record.cases.models import Case
from tests.database import plugin
from tests.database.copies import own_copy
from tests.factories.cases import a_case
from tests.factories.people import a_person
from tests.rooms.oversight.audit.conftest import acting

pytestmark = [pytest.mark.committed, pytest.mark.long]
LATER = {"people": "tests.drills.migrations"}
LONGEST_WAIT = 1.0
"""Seconds that a request may wait for a migration."""
WAITS = (
    "select coalesce(max(extract(epoch from clock_timestamp() - query_start)), 0) from pg_stat_activity "
    "where wait_event_type = 'Lock' and usename = 'alongside_app' and datname = current_database()"
)
DONE = "select count(*) from django_migrations"


def test_a_migration_that_was_killed_half_way_goes_on() -> None:
    name = f"alongside_upgrade_{os.getpid()}"
    server = plugin.admin_url()
    environment = {**os.environ, "DATABASE_URL": plugin.on(server, name)}
    environment.pop("ALONGSIDE_APP_DATABASE_URL")
    migrate = [sys.executable, "-m", "alongside.doors.commands.main", "migrate"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    try:
        first = subprocess.Popen(migrate, env=environment, start_new_session=True)
        half = until_begun(environment["DATABASE_URL"], first)
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
        again = subprocess.run(migrate, env=environment, capture_output=True, text=True, check=False)
        assert again.returncode == 0, again.stderr[-2000:]
        with psycopg.connect(environment["DATABASE_URL"]) as connection:
            (whole,) = connection.execute(DONE).fetchone() or (0,)
        assert half < whole, "it was over before it was killed"
        check = [*migrate[:-1], "rls-check"]
        environment["ALONGSIDE_APP_DATABASE_URL"] = bootstrap.application_url(
            environment["DATABASE_URL"], bootstrap.secrets_of(plugin.DATA)["APP_PASSWORD"]
        )
        told = subprocess.run(check, env=environment, capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stdout + told.stderr
    finally:
        plugin.drop(name)


def until_begun(url: str, process: subprocess.Popen[bytes]) -> int:
    """Wait until some migrations are done; how many."""
    until = time.monotonic() + 120
    while time.monotonic() < until and process.poll() is None:
        try:
            with psycopg.connect(url, autocommit=True) as connection:
                row = connection.execute(DONE).fetchone()
        except psycopg.errors.UndefinedTable:
            row = None
        if row and row[0] >= 8:
            return int(row[0])
        time.sleep(0.02)
    raise AssertionError("it did not begin")


class Traffic(threading.Thread):
    """Somebody who reads and writes all the time, with the code before the upgrade."""

    def __init__(self, over: threading.Event) -> None:
        super().__init__(daemon=True)
        self.over, self.answers, self.written, self.wrong = over, 0, 0, ""

    def run(self) -> None:
        """Until it is over."""
        try:
            with acting("worker") as by:
                account = by.actor_id
            client = Client()
            with transaction.atomic():
                client.force_login(_account(account), backend="allauth.account.auth_backends.AuthenticationBackend")
            while not self.over.is_set():
                for path in ("/people/", "/cases/", "/search/?q=Marta"):
                    assert client.get(path).status_code == 200, path
                    self.answers += 1
                with acting("worker") as by:
                    a_person(_circle(), f"Ada Number {self.written}", by)
                self.written += 1
        except Exception as fault:
            self.wrong = repr(fault)
        finally:
            connections.close_all()


class Watch(threading.Thread):
    """Sees how long anybody of the application waits for a lock."""

    def __init__(self, over: threading.Event, url: str) -> None:
        super().__init__(daemon=True)
        self.over, self.url, self.longest = over, url, 0.0

    def run(self) -> None:
        """Until it is over."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            while not self.over.is_set():
                row = connection.execute(WAITS).fetchone()
                self.longest = max(self.longest, float(row[0]) if row else 0.0)
                time.sleep(0.01)


@contextmanager
def at_work() -> Iterator[tuple[list[Traffic], Watch]]:
    """People at work while the body runs, and somebody with a watch."""
    over = threading.Event()
    settings = connections["owner"].settings_dict
    traffic, watch = (
        [Traffic(over) for _number in range(2)],
        Watch(over, plugin.on(plugin.admin_url(), settings["NAME"])),
    )
    for thread in (*traffic, watch):
        thread.start()
    try:
        yield traffic, watch
    finally:
        over.set()
        for thread in (*traffic, watch):
            thread.join(60)


def test_nobody_waits_while_tables_change_and_change_back() -> None:
    with own_copy():
        with acting("worker") as by:
            a_case(by)
        with at_work() as (traffic, watch), override_settings(MIGRATION_MODULES=LATER):
            until(lambda: all(one.written for one in traffic))
            with long_look(1.8):
                bootstrap.migrate()
            assert columns() == {"called"}
            before = sum(one.written for one in traffic)
            until(lambda: sum(one.written for one in traffic) > before + 4)
            call_command("migrate", "people", "0002", database="owner", interactive=False, verbosity=0)
            assert columns() == set()
            before = sum(one.written for one in traffic)
            until(lambda: sum(one.written for one in traffic) > before + 2)
        assert not [one.wrong for one in traffic if one.wrong]
        assert watch.longest <= LONGEST_WAIT
        assert faults(connections["owner"]) == []
        connections.close_all()


@contextmanager
def long_look(seconds: float) -> Iterator[None]:
    """Somebody reads the table for a while, so that the change cannot begin at once."""
    url = plugin.on(plugin.admin_url(), connections["owner"].settings_dict["NAME"])
    looking = threading.Event()

    def look() -> None:
        with psycopg.connect(url) as connection:
            connection.execute("select count(*) from people_person")
            looking.set()
            time.sleep(seconds)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    looking.wait(10)
    yield
    thread.join(30)


def columns() -> set[str]:
    """Which columns of the later release there are."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select column_name from information_schema.columns where table_name = 'people_person' "
            "and column_name = 'called'"
        )
        return {name for (name,) in cursor.fetchall()}


def until(done: Callable[[], bool]) -> None:
    """Wait for it; fails when it does not come."""
    for _turn in range(1_500):
        if done():
            return
        time.sleep(0.02)
    raise AssertionError("nobody gets anything done")


def _account(actor: int) -> Account:
    return Account.objects.get(actor_id=actor)


def _circle() -> int:
    return Case.objects.order_by("id").values_list("circle_id", flat=True)[0]
