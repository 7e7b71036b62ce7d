"""Many rows of one kind, cheaply: what the product's actions wrote once is copied beside itself by the database.

A copy is a row like its original with its own number; where it points at a row that is copied as well, it points at
that row's copy. History and keys are left out, as a restored backup would leave them: the rows carry theirs already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import connections
from django.db.models import Field, ForeignKey, Model

STRIDE = 1_000_000
"""Originals have smaller numbers; copy ``n`` of a row has its number and ``n`` times this."""

Wanted = Mapping[type[Model], str]
"""Which rows of each model are copied: a condition over its columns, in SQL."""


def copy_rows(wanted: Wanted, first: int, last: int, changes: Mapping[tuple[type[Model], str], str]) -> None:
    """Write copies ``first`` to ``last`` of the rows wanted; ``changes`` says what a column of the copy ``n`` becomes.

    As the database's owner, who alone may write without the triggers.
    """
    with connections["owner"].cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        for model, condition in wanted.items():
            cursor.execute(_copying(model, condition, wanted, changes), [first, last])
        cursor.execute("reset session_replication_role")


def settle() -> None:
    """Let the database learn how many rows there are now."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("analyze")


def _copying(model: type[Model], condition: str, wanted: Wanted, changes: Mapping[tuple[type[Model], str], str]) -> str:
    fields: Sequence[Field] = model._meta.concrete_fields  # type: ignore[type-arg]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(changes.get((model, str(field.column))) or _value(field, wanted) for field in fields)
    return (
        f"insert into {model._meta.db_table} ({columns}) "
        f"select {values} from {model._meta.db_table} t, generate_series(%s::bigint, %s::bigint) n "
        f"where t.id < {STRIDE} and {condition}"
    )


def _value(field: Field, wanted: Wanted) -> str:  # type: ignore[type-arg]
    if field.column == "public_id":
        return "gen_random_uuid()"
    points_at_copy = isinstance(field, ForeignKey) and field.related_model in wanted
    return f't."{field.column}" + n * {STRIDE}' if field.primary_key or points_at_copy else f't."{field.column}"'
