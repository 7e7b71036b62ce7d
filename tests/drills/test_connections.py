"""Nobody's rows stay on a connection: no reader no rows, and readers who share connections never meet (R-07)."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import Client

from alongside.agency.tokens.actions import make_token
from alongside.agency.tokens.enums import SCOPES
from alongside.ground.foundation.reader import Reader
from alongside.oversight.overviews.rls import GUARDS
from tests.database.copies import own_copy
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact
from tests.factories.intakes import an_intake
from tests.mutation import world as worlds

Become = Callable[[str], Reader]
Visit = Callable[[str], Client]
REQUESTS = 1_000
THREADS = 5
POOL = 3
"""Connections for all of them."""
WORDS = {"worker": "Quillfeather", "elsewhere": "Zephyrine", "intake": "Marigoldsen"}
"""What stands in the records of one reader alone."""
HOME = {"worker": "family", "elsewhere": "safe"}
PAGES = ("/", "/cases/", "/people/", "/cases/?whose=all", "/search/?q={word}", "/search/?q=Ada+{word}", "/intakes/")
NOUNS = ("/api/v1/cases", "/api/v1/people", "/api/v1/contacts", "/api/v1/notes", "/api/v1/intakes")
ROWS = (
    "select (select count(*) from cases_case) + (select count(*) from people_person) + "
    "(select count(*) from access_grant) + (select count(*) from access_history), pg_backend_pid()"
)


@pytest.mark.long
@pytest.mark.committed
def test_no_table_has_a_row_for_nobody_and_none_faults() -> None:
    """Each table of the catalogue that row-level security guards, with rows in it, with and without a transaction."""
    with own_copy():
        worlds.build()
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
                "where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relrowsecurity"
            )
            tables = sorted(name for (name,) in cursor.fetchall())
            assert tables == sorted(guard.table for guard in GUARDS)
            held = {table: count(table, cursor) for table in tables}
        assert not [table for table in tables if not held[table]], "a drill over nothing"
        for around in (transaction.atomic, nullcontext):
            with around(), connection.cursor() as cursor:
                seen = {table: count(table, cursor) for table in tables}
            assert {table: many for table, many in seen.items() if many and table not in FOR_EVERYBODY} == {}
        connections.close_all()


FOR_EVERYBODY = {"organisation_agency"}
"""What the sign-in page reads before there is a reader: the name, language and time zone of the agency."""


def count(table: str, cursor: Any) -> int:
    """How many rows are seen."""
    cursor.execute(f"select count(*) from {table}")
    return int(cursor.fetchone()[0])


@contextmanager
def few_connections() -> Iterator[None]:
    """Let every thread take connections from one small pool and give them back after each request, as a site does."""
    options = connections["default"].settings_dict["OPTIONS"]
    connections["default"].close()
    options["pool"] = {"min_size": 1, "max_size": POOL, "timeout": 30}
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"].close_pool()  # type: ignore[attr-defined]  # of the backend for PostgreSQL
        del options["pool"]


@pytest.mark.long
@pytest.mark.committed
def test_a_thousand_mixed_requests_over_few_connections_show_nobody_another_s_rows(
    become: Become, visit: Visit
) -> None:
    with own_copy():
        sent = dict(visitors(become, visit))
        with few_connections():
            threads = [Visitors(number, sent) for number in range(THREADS)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(300)
    wrong = [line for thread in threads for line in thread.wrong]
    assert not wrong, wrong[:5]
    assert sum(thread.done for thread in threads) == REQUESTS
    shown = sum((thread.shown for thread in threads), Counter[str]())
    assert all(shown[word] > 20 for word in WORDS.values()), shown
    shared = set.union(*(thread.pids for thread in threads))
    assert len(shared) <= POOL + 2
    assert sum(len(thread.pids) for thread in threads) > len(shared), "no connection served two threads"


def visitors(become: Become, visit: Visit) -> Iterator[tuple[str, dict[str, str]]]:
    """Each reader with records of her own, at the desk and by a program: the headers that she sends."""
    for name, word in WORDS.items():
        with transaction.atomic():
            by = become(name)
            if name == "intake":
                an_intake(by, person_name=f"Ada {word}", words=f"{word} household rings about the rent.")
            else:
                case = a_case(by, people=[f"Ada {word}"], title=f"{word} household", programme=HOME[name])
                a_contact(case, by, text=f"{word} household: rang about the school.")
            token = make_token(name="A program", scopes=SCOPES, by=by)
        with transaction.atomic():
            cookies = visit(name).cookies.output(header="", sep=";", attrs=[])
        yield name, {"Cookie": cookies.strip(), "Authorization": f"Bearer {token}"}


class Visitors(threading.Thread):
    """One thread's requests, by readers in any order, each on whatever connection is free."""

    def __init__(self, number: int, sent: dict[str, dict[str, str]]) -> None:
        super().__init__(daemon=True)
        self.dice, self.sent = random.Random(number), sent  # noqa: S311 - a walk
        self.wrong: list[str] = []
        self.shown: Counter[str] = Counter()
        self.pids: set[int] = set()
        self.done = 0

    def run(self) -> None:
        """Ask, look, and ask for rows without a reader on the connection that comes next."""
        try:
            for _turn in range(REQUESTS // THREADS):
                self.one(self.dice.choice(sorted(self.sent)))
                self.done += 1
        except Exception as fault:
            self.wrong.append(repr(fault))
        finally:
            connection.close()

    def one(self, name: str) -> None:
        """One request, and what may not be in its answer."""
        program = self.dice.random() < 0.4
        path = self.dice.choice(NOUNS if program else PAGES).format(word=self.dice.choice(sorted(WORDS.values())))
        kind = "Authorization" if program else "Cookie"
        answer = Client(headers={kind: self.sent[name][kind]}).get(path)
        told = (b"".join(answer) if answer.streaming else answer.content).decode(errors="replace")
        self.shown[WORDS[name]] += f"{WORDS[name]} household" in told
        foreign = [word for who, word in WORDS.items() if who != name and f"{word} household" in told]
        if foreign or answer.status_code >= 500:
            self.wrong.append(f"{name} {path}: {answer.status_code} {foreign}")
        with connection.cursor() as cursor:
            cursor.execute(ROWS)
            rows, pid = cursor.fetchone()
            self.pids.add(pid)
        if rows:
            self.wrong.append(f"{rows} rows for nobody after {name} {path}")
        connection.close()
