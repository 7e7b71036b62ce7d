"""Rows of any table, put there by the administrator: only what the test says of them matters, the rest is filled in.

For tests with the fixture ``administer``.
"""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Field, OneToOneField
from psycopg.types.json import Jsonb

from alongside.ground.foundation.guards import APP
from tests.database.administering import administering

_numbers = itertools.count(7_000_000_001)
_stays = ContextVar("stays", default=False)
PLAIN: dict[str, Any] = {
    "CharField": "",
    "TextField": "",
    "BooleanField": False,
    "JSONField": {},
    "ArrayField": [],
    "DateTimeField": datetime(2001, 1, 1, tzinfo=UTC),
    "DateField": date(2001, 1, 1),
    "BinaryField": b"",
}


def number() -> int:
    """A number that no row has yet."""
    return next(_numbers)


def put(table: str, **said: Any) -> int:
    """Write a row without triggers and without looking whether what it points at is there; its number."""
    values = {
        field.column: said.pop(field.column) if field.column in said else _plain(field) for field in _fields(table)
    }
    assert not said, f"{table} has no {', '.join(said)}"
    names, marks = ", ".join(f'"{name}"' for name in values), ", ".join(["%s"] * len(values))
    jsons = {field.column for field in _fields(table) if field.get_internal_type() == "JSONField"}
    given = [Jsonb(value) if name in jsons and value is not None else value for name, value in values.items()]
    seen(f"insert into {table} ({names}) values ({marks})", *given)
    return int(values["id"])


@cache
def _fields(table: str) -> tuple[Field[Any, Any], ...]:
    (model,) = (each for each in apps.get_models() if each._meta.db_table == table)
    return tuple(model._meta.local_concrete_fields)


def _plain(field: Field[Any, Any]) -> Any:
    if field.primary_key or isinstance(field, OneToOneField):
        return number()
    if field.null:
        return None
    if field.get_internal_type() == "UUIDField":
        return uuid.uuid4()
    if field.remote_field:
        return 1
    return PLAIN.get(field.get_internal_type(), 0)


@contextmanager
def many() -> Iterator[None]:
    """A block of ``put`` and ``seen`` in which the administrator stays, for speed."""
    token = _stays.set(True)
    try:
        with administering():
            yield
    finally:
        _stays.reset(token)


def seen(sql: str, *arguments: Any) -> list[tuple[Any, ...]]:
    """Rows of a statement of the administrator, who sees all of them and of whom no trigger hears."""
    with nullcontext() if _stays.get() else administering(), connection.cursor() as cursor:
        cursor.execute(sql, arguments)
        return list(cursor.fetchall()) if cursor.description else []


def inside(sql: str, *arguments: Any) -> list[tuple[Any, ...]]:
    """Rows of a function that the application may not call, called by the administrator; triggers hear of it."""
    assert not _stays.get(), "Call it outside of the block of many."
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("reset session authorization")
        cursor.execute(sql, arguments)
        rows = list(cursor.fetchall()) if cursor.description else []
        cursor.execute(f"set session authorization {APP}")
    return rows
