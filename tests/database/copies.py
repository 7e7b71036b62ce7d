"""A copy of the template database for a test that commits, so that no other test meets what it leaves."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connections
from psycopg import sql

from alongside.config.bootstrap import finish, secrets_of
from alongside.oversight.exports.rules.whole import tables
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
def empty_copy() -> Iterator[None]:
    """Let all queries of this process go to a fresh copy in which nobody works yet; thrown away at the end."""
    url, name = plugin.copy_of_template(f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_empty{next(_numbers)}")
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            make_empty(connection, secrets_of(plugin.DATA)["ENTRANCE_KEY"])
        with pointing_at(name):
            yield
    finally:
        plugin.drop(name)


def make_empty(connection: psycopg.Connection[Any], entrance_key: str) -> None:
    """Leave of a database what the migrations and the set-up make, and no agency."""
    names = sql.SQL(", ").join(sql.Identifier(name) for name in tables())
    connection.execute(sql.SQL("truncate {} cascade").format(names))
    finish(connection, entrance_key)


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
