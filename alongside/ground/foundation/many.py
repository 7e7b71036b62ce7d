"""Many rows of one table in one statement: arrays of columns, which both ends take faster than a list of values."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import connection, models

Rows = TypeVar("Rows", bound=models.Model)

NUMBERS = "select nextval(pg_get_serial_sequence(%s, %s)) from generate_series(1, %s)"


def insert_many(rows: Sequence[Rows], *, conflict: str = "") -> list[Rows]:
    """Insert ``rows`` of one model in one statement and give them their numbers; returns them.

    ``conflict`` is what follows "on conflict", as in ``(a, b) do update set c = excluded.c``; the numbers of rows that
    stood there already are then not those of ``rows``. Columns that the database fills by itself are left to it. Tables
    with array columns are not for this: use ``bulk_create``.
    """
    if not rows:
        return []
    meta = type(rows[0])._meta
    fields = [field for field in meta.local_concrete_fields if not field.has_db_default()]
    if isinstance(meta.pk, models.AutoField):
        _number(rows, meta)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    arrays = ", ".join(f"%s::{_type(field)}[]" for field in fields)
    values = ", ".join(f'w."{field.column}"{"::jsonb" if _is_json(field) else ""}' for field in fields)
    tail = f" on conflict {conflict}" if conflict else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f'insert into "{meta.db_table}" ({columns}) select {values} from unnest({arrays}) as w({columns}){tail}',  # noqa: S608
            [[_value(field, row) for row in rows] for field in fields],
        )
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias
    return list(rows)


def _number(rows: Sequence[models.Model], meta: Any) -> None:
    new = [row for row in rows if row.pk is None]
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS, [meta.db_table, meta.pk.column, len(new)])
        for row, (number,) in zip(new, cursor.fetchall(), strict=True):
            row.pk = number


def _is_json(field: Any) -> bool:
    return isinstance(field, models.JSONField)


def _type(field: Any) -> str:
    found = field.db_type(connection)
    if found is None or found.endswith("]"):
        raise TypeError(f"{field} cannot be written by arrays.")
    return "text" if _is_json(field) else str(found)


def _value(field: Any, row: models.Model) -> Any:
    value = getattr(row, field.attname)
    return json.dumps(value) if _is_json(field) else field.get_db_prep_save(value, connection)
