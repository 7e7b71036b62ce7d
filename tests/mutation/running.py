"""Asks the quick tests about mutants of functions: one run of pytest, one database, one fork for each mutant.

The tests are collected once. A mutant is put into the database with ``create or replace``; a child meets it with the
tests that call the function, those that caught its kin first, and stops at the first that fails.
"""

from __future__ import annotations

import os
import re
import select
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec

import pytest
from _pytest.runner import runtestprotocol
from django.apps import apps
from django.db import Error, connections

from tests.database import plugin
from tests.mutation import reach, world
from tests.mutation.mutants import Mutant

QUIETLY = (
    *("-q", "-s", "-n0", "-p", "no:randomly", "-p", "no:cacheprovider"),
    *("-m", "not slow and not long and not committed and not walk"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
)
WAIT = 60
"""Seconds for one mutant; one that makes the tests hang is noticed."""
MOST = 10
"""Tests that one mutant meets at most: those that caught its kin, then the quickest of each file, its gates' first."""
After = Callable[[Mutant, str], None]


class Running:
    """Takes the place of pytest's own loop: every mutant meets its tests in a child of its own."""

    def __init__(self, mutants: Sequence[Mutant], tests: Mapping[str, Sequence[str]], after: After) -> None:
        self.mutants, self.tests, self.after = mutants, tests, after
        self.catchers: dict[str, list[str]] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Meet every mutant; the tests that caught one must pass without any."""
        items = {item.nodeid: item for item in session.items}
        for number, one in enumerate(self.mutants, 1):
            began = time.monotonic()
            catcher = self._met(one, items)
            self.after(one, "caught" if catcher else "survives")
            said = catcher.partition("::")[2] or "NOTHING"
            print(f"{number}/{len(self.mutants)} {time.monotonic() - began:.1f} s {one.name}: {said}", flush=True)
        found = {test for tests in self.catchers.values() for test in tests if test in items}
        if found and (wrong := _first_failure([items[test] for test in sorted(found)])):
            raise pytest.UsageError(f"{wrong} fails without a mutant too, so what it caught was not caught.")
        return True

    def _met(self, one: Mutant, items: Mapping[str, pytest.Item]) -> str:
        chosen, first = self.tests[one.name], self.catchers.setdefault(one.of, [])
        order = [*(test for test in first if test in chosen), *(test for test in chosen if test not in first)][:MOST]
        try:
            world.run(one.make)
        except Error:
            return "the database itself"
        finally:
            connections.close_all()
        try:
            catcher = _first_failure([items[test] for test in order if test in items])
        finally:
            world.run(one.undo)
        if catcher:
            first[:] = [catcher, *(test for test in first if test != catcher)]
        return catcher


def _first_failure(items: Sequence[pytest.Item]) -> str:
    """The first of the tests that fails in a child, or nothing."""
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _meet(items, writing)
    os.close(writing)
    ready = select.select([reading], [], [], WAIT)[0]
    said = os.read(reading, 1000).decode() if ready else "time"
    if not ready:
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reading)
    return said


def _meet(items: Sequence[pytest.Item], writing: int) -> None:
    """Run the tests in this child until one fails; says which, and ends the child."""
    out = os.open(os.devnull, os.O_WRONLY)
    os.dup2(out, 1)
    os.dup2(out, 2)
    said = b""
    try:
        for item, following in zip(items, [*items[1:], None], strict=True):
            reports = runtestprotocol(item, log=False, nextitem=following)
            if any(report.failed for report in reports):
                said = item.nodeid.encode()
                break
    finally:
        os.write(writing, said)
        os._exit(0)


def meet(mutants: Sequence[Mutant], root: str, after: After) -> None:
    """Let the mutants meet the quick tests that could notice them; says ``after`` each what came of it.

    Raises ``LookupError`` when nobody asked yet which tests those are.
    """
    tests = {one.name: _tests(one) for one in mutants}
    paths = sorted({test.partition("::")[0] for found in tests.values() for test in found})
    for one in mutants:
        if not tests[one.name]:
            after(one, "unmet")
    met = [one for one in mutants if tests[one.name]]
    plugin.READY = True
    try:
        if paths:
            pytest.main([*(f"{root}/{path}" for path in paths), *QUIETLY], plugins=[Running(met, tests, after)])
    finally:
        plugin.READY = False


def _tests(one: Mutant) -> Sequence[str]:
    """The tests that could notice a mutant, those of the function's own room first, and its gates' before others."""
    own = homes().get(_function(one), "tests/rooms/agency/access/")
    return sorted(_reached(one), key=lambda test: (not test.startswith(own), "gates" not in test))


def _function(one: Mutant) -> str:
    """The function that a mutant changes; of a trigger the one that it calls."""
    called = re.findall(r"function app[.](\w+)[(]", " ".join(one.undo))
    return called[0] if called else one.of


@cache
def homes() -> dict[str, str]:
    """Where the tests of each function's room stand."""
    found = {}
    for room in apps.get_app_configs():
        gates = f"{room.name}.gates"
        if room.name.startswith("alongside.") and find_spec(gates):
            place = room.name.removeprefix("alongside.").replace(".", "/")
            for group in vars(import_module(gates)).values():
                for one in group if isinstance(group, tuple) else ():
                    found[getattr(one, "name", "")] = f"tests/rooms/{place}/"
    return found


def _reached(one: Mutant) -> Sequence[str]:
    met = reach.asked()
    if not met:
        raise LookupError("Nobody asked yet: python -m tests.mutation reach")
    return met[one.name] if one.name in met else _rarest_first(_function(one), met)


def _rarest_first(function: str, met: Mapping[str, list[str]]) -> Sequence[str]:
    """The tests that call a function, those first that met one of its clauses as few others do.

    A trigger's function is called wherever its table is written; what it is for happens in few of those tests.
    """
    clauses = sorted((tests for name, tests in met.items() if name.startswith(f"{function}: ")), key=len)
    return list(dict.fromkeys(test for tests in (*clauses, met.get(function, [])) for test in tests))
