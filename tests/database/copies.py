"""A copy of the template database for a test that commits, so that no other test meets what it leaves."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections

from tests.database import plugin

_numbers = itertools.count(1)


@contextmanager
def own_copy() -> Iterator[None]:
    """Let all queries of this process, in every thread, go to a fresh copy of the template; thrown away at the end."""
    _url, name = plugin.copy_of_template(f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_own{next(_numbers)}")
    try:
        with pointing_at(name):
            yield
    finally:
        plugin.drop(name)


@contextmanager
def pointing_at(database: str) -> Iterator[None]:
    """Let this process's queries go to another database of the same server."""
    before = {alias: connections[alias].settings_dict["NAME"] for alias in ("default", "owner")}
    _point(dict.fromkeys(before, database))
    try:
        yield
    finally:
        _point(before)


def _point(names: dict[str, str]) -> None:
    for alias, name in names.items():
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
