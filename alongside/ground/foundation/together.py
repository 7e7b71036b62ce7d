"""Reading several lists of rows in one statement, so that a page asks the database a few times, not dozens."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self, TypeVar, overload
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import QuerySet
from django.db.models.query import get_related_populators

A = TypeVar("A", bound=models.Model)
B = TypeVar("B", bound=models.Model)
C = TypeVar("C", bound=models.Model)
D = TypeVar("D", bound=models.Model)
E = TypeVar("E", bound=models.Model)
F = TypeVar("F", bound=models.Model)
G = TypeVar("G", bound=models.Model)
H = TypeVar("H", bound=models.Model)

Convert = Callable[[Any], Any]
POPULATORS: Any = get_related_populators


class Exact(float):
    """A number with a fraction as it was written, so that an amount of money is not rounded on its way."""

    def __new__(cls, text: str) -> Self:
        """The number, and its text beside it."""
        made = super().__new__(cls, text)
        made.text = text
        return made

    text: str


READ: tuple[tuple[type[models.Field[Any, Any]], Convert], ...] = (
    (models.DateTimeField, datetime.fromisoformat),
    (models.DateField, date.fromisoformat),
    (models.TimeField, time.fromisoformat),
    (models.UUIDField, UUID),
    (models.DecimalField, lambda value: Decimal(value.text if isinstance(value, Exact) else value)),
)
"""What JSON writes as a text, read back; every other value is what it is."""


if TYPE_CHECKING:  # what comes back, list by list

    @overload
    def together(first: QuerySet[A], /) -> tuple[list[A]]: ...
    @overload
    def together(first: QuerySet[A], second: QuerySet[B], /) -> tuple[list[A], list[B]]: ...
    @overload
    def together(
        first: QuerySet[A], second: QuerySet[B], third: QuerySet[C], /
    ) -> tuple[list[A], list[B], list[C]]: ...
    @overload
    def together(
        first: QuerySet[A], second: QuerySet[B], third: QuerySet[C], fourth: QuerySet[D], /
    ) -> tuple[list[A], list[B], list[C], list[D]]: ...
    @overload
    def together(
        first: QuerySet[A], second: QuerySet[B], third: QuerySet[C], fourth: QuerySet[D], fifth: QuerySet[E], /
    ) -> tuple[list[A], list[B], list[C], list[D], list[E]]: ...
    @overload
    def together(
        first: QuerySet[A],
        second: QuerySet[B],
        third: QuerySet[C],
        fourth: QuerySet[D],
        fifth: QuerySet[E],
        sixth: QuerySet[F],
        /,
    ) -> tuple[list[A], list[B], list[C], list[D], list[E], list[F]]: ...
    @overload
    def together(
        first: QuerySet[A],
        second: QuerySet[B],
        third: QuerySet[C],
        fourth: QuerySet[D],
        fifth: QuerySet[E],
        sixth: QuerySet[F],
        seventh: QuerySet[G],
        eighth: QuerySet[H],
        /,
    ) -> tuple[list[A], list[B], list[C], list[D], list[E], list[F], list[G], list[H]]: ...


def together(*wanted: QuerySet[Any]) -> tuple[list[Any], ...]:
    """The rows of each of ``wanted``, in their order, read in one statement as the application's own role.

    Each is a query of model rows, with ``select_related`` and annotations as it likes; row-level security holds for
    every table in it as it does alone. A query that can find nothing is left out; when all are, nothing is asked.
    """
    parts = [Part(rows) for rows in wanted]
    writing = WRITING.get()
    if writing is not None:
        writing.extend(parts)
        return tuple([] for _part in parts)
    return ask(parts, statement(parts), [value for part in parts for value in part.params])


def statement(parts: Sequence[Part]) -> str:
    """The one statement that asks every query that can find something; empty when there is none."""
    lists = [f"(select json_agg(part)::text from ({part.sql}) part)" for part in parts if part.sql]  # noqa: S608
    return f"select {', '.join(lists)}" if lists else ""


def ask(parts: Sequence[Part], sql: str, params: Sequence[Any]) -> tuple[list[Any], ...]:
    """What the ``statement`` of ``parts`` answers, list by list."""
    if not sql:
        return tuple([] for _part in parts)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        answers = iter(cursor.fetchone())
    return tuple(part.rows(next(answers)) if part.sql else [] for part in parts)


class Part:
    """One of the queries of a statement: its SQL, and how its rows become rows of the model again."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        compiler: Any = rows.query.get_compiler(connection=connection)
        try:
            self.sql, self.params = compiler.as_sql(with_col_aliases=True)
        except EmptyResultSet:
            self.sql, self.params = "", ()
            return
        select, about = compiler.select, compiler.klass_info
        self.model = about["model"]
        self.names = [alias for _column, _sql, alias in select]
        reading = [(name, _reader(column.output_field)) for column, _sql, name in select]
        self.changed = [(name, read) for name, read in reading if read is not None]
        self.own = about["select_fields"]
        self.fields = [select[place][0].target.attname for place in self.own]
        self.related = POPULATORS(about, select, connection.alias)
        self.annotated = dict(compiler.annotation_col_map or {})

    def rows(self, answer: str | None) -> list[Any]:
        """Model rows from what JSON says of them, related rows and annotations attached."""
        made = []
        for row in json.loads(answer, parse_float=Exact) if answer else ():
            for name, read in self.changed:
                if row[name] is not None:
                    row[name] = read(row[name])
            values = [row[name] for name in self.names]
            one = self.model.from_db(connection.alias, self.fields, [values[place] for place in self.own])
            for each in self.related:
                each.populate(values, one)
            for name, place in self.annotated.items():
                setattr(one, name, values[place])
            made.append(one)
        return made


WRITING: ContextVar[list[Part] | None] = ContextVar("writing", default=None)
"""Set while the statement of ``together`` is only written, to be asked later with other values (see ``shapes``)."""


def _reader(field: Any) -> Convert | None:
    """How a column's value is read back from JSON; None when it needs nothing."""
    if isinstance(field, ArrayField):
        each = _reader(field.base_field)
        return (lambda values: [None if value is None else each(value) for value in values]) if each else None
    return next((read for kind, read in READ if isinstance(field, kind)), None)
