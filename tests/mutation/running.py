"""Asks the quick tests about mutants of functions: one run of pytest, one database, one fork for each mutant.

The tests are collected once. A mutant is put into the database with ``create or replace``; a child meets it with the
tests that call the function, those that caught its kin first, and stops at the first that fails.
"""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Callable, Mapping, Sequence

import pytest
from _pytest.runner import runtestprotocol
from django.db import Error, connections

from tests.database import plugin
from tests.mutation import reach, world
from tests.mutation.mutants import Mutant

QUIETLY = (
    *("-q", "-s", "-n0", "-p", "no:randomly", "-p", "no:cacheprovider"),
    *("-m", "not slow and not long and not committed and not walk"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
)
WAIT = 180
"""Seconds for one mutant; one that makes the tests hang is noticed."""


class Running:
    """Takes the place of pytest's own loop: every mutant meets its tests in a child of its own."""

    def __init__(
        self, mutants: Sequence[Mutant], tests: Mapping[str, Sequence[str]], rooms: Mapping[str, Sequence[str]]
    ) -> None:
        self.mutants, self.tests, self.rooms = mutants, tests, rooms
        self.left: list[Mutant] = []
        self.catchers: dict[str, list[str]] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Meet every mutant; the tests that caught one must pass without any."""
        items = {item.nodeid: item for item in session.items}
        for number, one in enumerate(self.mutants, 1):
            began = time.monotonic()
            catcher = self._met(one, items)
            if not catcher:
                self.left.append(one)
            said = catcher.partition("::")[2] or "NOTHING"
            print(f"{number}/{len(self.mutants)} {time.monotonic() - began:.1f} s {one.name}: {said}", flush=True)
        found = {test for tests in self.catchers.values() for test in tests if test in items}
        if found and (wrong := _first_failure([items[test] for test in sorted(found)])):
            raise pytest.UsageError(f"{wrong} fails without a mutant too, so what it caught was not caught.")
        return True

    def _met(self, one: Mutant, items: Mapping[str, pytest.Item]) -> str:
        chosen = self.tests[one.of] or [test for test in items if test.startswith(tuple(self.rooms[one.of]))]
        first = self.catchers.setdefault(one.of, [])
        order = [*first, *(test for test in chosen if test not in first)]
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


def survivors(mutants: Sequence[Mutant], root: str, places: Callable[[str], Sequence[str]]) -> list[Mutant]:
    """The mutants that no quick test notices.

    Where nobody asked which tests call a function, or none does, it meets all tests of the ``places`` of its room.
    """
    if not mutants:
        return []
    called = {one.of: reach.of(one.of) for one in mutants}
    rooms = {of: places(of) for of, tests in called.items() if not tests}
    paths = {test.partition("::")[0] for tests in called.values() for test in tests}
    paths |= {path for found in rooms.values() for path in found}
    running = Running(mutants, called, rooms)
    plugin.READY = True
    try:
        pytest.main([*(f"{root}/{path}" for path in sorted(paths)), *QUIETLY], plugins=[running])
    finally:
        plugin.READY = False
    return running.left
