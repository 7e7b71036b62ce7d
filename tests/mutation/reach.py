"""Which tests call which function of the database, asked once, so that a mutant meets only tests that could notice it.

PostgreSQL counts the calls of each transaction; a test is one transaction. Tests that commit, and those of whole
processes, are left out.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import pytest
from django.db import DatabaseError, connections

from tests.database import plugin
from tests.mutation import sensors

COUNTING = (
    "do $$ begin execute format('alter database %I set track_functions = ''all''', current_database()); end $$",
)
ASKED = "select distinct funcname from pg_stat_xact_user_functions where schemaname = 'app' and calls > 0"
PLACES = ("tests/rooms", "tests/doors")
LEFT = "not slow and not long and not committed and not walk and not hypothesis"
MOST = 120
"""Tests that one mutant meets at most: the most direct of each file, then the next of each."""
ALIASES = "default", "owner"
"""Whose transactions are asked: the application's, and the administrator's where a test puts rows by hand."""
Met = tuple[int, float, str]
"""A test, after how many functions it called and how long it took: one that called few tries each the most directly."""
LONGEST = 5.0
"""Seconds; a test that takes longer is not asked."""


def kept() -> Any:
    """Where the answer is kept."""
    return plugin.DATA / "reach.json"


class Watching:
    """Part of a run of the tests: notes what each of them called."""

    def __init__(self) -> None:
        self.found: dict[str, list[Met]] = defaultdict(list)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        """Ask while the transaction of the test still stands."""
        began = time.monotonic()
        answer = yield
        took = time.monotonic() - began
        if took < LONGEST:
            names = {name for alias in ALIASES for name in called(alias)}
            many = sum(not name.startswith(sensors.PREFIXES) for name in names)
            for name in names:
                self.found[name].append((many, took, item.nodeid))
        return answer


def called(alias: str) -> list[str]:
    """The functions that the open transaction of a connection called so far."""
    connection = connections[alias]
    if not connection.in_atomic_block or connection.needs_rollback:
        return []
    try:
        with connection.cursor() as cursor:
            cursor.execute(ASKED)
            return [name for (name,) in cursor.fetchall()]
    except DatabaseError:
        return []


def ask(root: str, places: Sequence[str] = ()) -> int:
    """Run the tests once, watched, and keep what was found; how many functions a test calls.

    With ``places`` only the tests there, and what was found of others before stays.
    """
    watching = Watching()
    quietly = ("-W", "ignore::pytest.PytestAssertRewriteWarning")
    options = ("-q", "-n0", "-p", "no:randomly", "-p", "no:cacheprovider", "-m", LEFT, *quietly)
    pytest.main([*(f"{root}/{place}" for place in places or PLACES), *options], plugins=[watching])
    found = {name: of_every_file(sorted(tests))[:MOST] for name, tests in watching.found.items()}
    for mutant, sensor in sensors.sensors().items():
        found[mutant] = found.get(sensor, [])
    found = {name: tests for name, tests in found.items() if not name.startswith(sensors.PREFIXES)}
    for name, tests in asked().items() if places else ():
        found[name] = [*found.get(name, []), *(test for test in tests if test not in found.get(name, []))]
    kept().write_text(json.dumps(found, indent=1), encoding="utf-8")
    return sum(": " not in name for name in found)


def of_every_file(tests: list[Met]) -> list[str]:
    """The tests, the first of each file before the second of any."""
    turn: dict[str, int] = defaultdict(int)
    placed = []
    for place, (_many, _took, test) in enumerate(tests):
        file = test.partition("::")[0]
        placed.append((turn[file], place, test))
        turn[file] += 1
    return [test for _turn, _place, test in sorted(placed)]


@cache
def asked() -> dict[str, list[str]]:
    """The tests that call a function, by its name, and those that could notice a mutant, by its own."""
    return json.loads(kept().read_text(encoding="utf-8")) if kept().exists() else {}
