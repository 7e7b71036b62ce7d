"""Statements that are written once for the process: from one asking to the next nothing changes but their values.

To build a query of a dozen tables and to write it as SQL takes the framework longer than the database takes to answer
it. What is kept is the text alone, never a row, a reader or a value: every asking goes to the database, under the
row-level security of who asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from contextvars import copy_context
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast
from uuid import UUID

from alongside.ground.foundation.together import WRITING, Part, ask, statement

P = ParamSpec("P")
R = TypeVar("R")

MARK = 7_177_000_000_000_000_000
"""Numbers from here on stand for values while a statement is written; no row has one."""
PLACE = re.compile(r"%[%s]")
AMONG = (" IN (", ")"), (" = any(", "::bigint[])")


def shaped(write: Callable[P, R]) -> Callable[P, R]:
    """Ask ``write``, a function that does nothing but return ``together(...)``, with SQL that is written once.

    Its arguments go by name. Numbers, dates, moments, outside names and lists of numbers are values of the statement;
    True, False, None, and of which of these kinds a value is, choose its shape, each with a text of its own. A day, a
    moment or an outside name that did not come by an argument is refused, since it would stay as it was first asked.
    """
    if write.__closure__:
        raise TypeError(f"{write.__qualname__} takes what it needs by its arguments alone.")
    shapes: dict[tuple[object, ...], Shape] = {}

    @wraps(write)
    def asked(*args: P.args, **values: P.kwargs) -> R:
        key = tuple((name, _kind(value)) for name, value in values.items())
        shape = shapes.get(key)
        if shape is None:
            shape = shapes[key] = Shape(write, values)
        return cast(R, shape.ask(values))

    return asked


class Shape:
    """The text of one statement, how its rows are read, and which argument stands at each of its places."""

    def __init__(self, write: Callable[..., object], values: dict[str, Any]) -> None:
        marks = {name: _mark(value, place) for place, (name, value) in enumerate(values.items())}
        self.parts = copy_context().run(_parts, write, marks)
        self.params = [value for part in self.parts for value in part.params]
        self.names = [_named(param, marks) for param in self.params]
        lost = [name for name, value in marks.items() if not _chooses(value) and name not in self.names]
        if lost:
            raise TypeError(f"{write.__qualname__} does not ask by {', '.join(lost)}.")
        lists = {place for place, name in enumerate(self.names) if name and isinstance(marks[name], list)}
        self.sql = _with_lists(statement(self.parts), lists)

    def ask(self, values: dict[str, Any]) -> tuple[list[Any], ...]:
        """The rows for these values, list by list, as the reader of this moment may see them."""
        pairs = zip(self.names, self.params, strict=True)
        return ask(self.parts, self.sql, [_like(param, values[name]) if name else param for name, param in pairs])


def _parts(write: Callable[..., object], marks: dict[str, Any]) -> list[Part]:
    parts: list[Part] = []
    WRITING.set(parts)
    write(**marks)
    return parts


def _kind(value: object) -> object:
    """What of a value chooses the shape of a statement."""
    if _chooses(value):
        return value
    return type(value) if isinstance(value, int | UUID | date) else list


def _chooses(value: object) -> bool:
    return value is None or isinstance(value, bool)


def _mark(value: Any, place: int) -> Any:
    """What stands for a value of this kind, different at each place."""
    if _chooses(value):
        return value
    if isinstance(value, int):
        return MARK + place
    if isinstance(value, UUID):
        return UUID(int=MARK + place)
    if isinstance(value, datetime):
        return datetime(1, 1, 2, tzinfo=UTC) + timedelta(days=place)
    if isinstance(value, date):
        return date(1, 1, 2) + timedelta(days=place)
    return [MARK + place]


def _named(param: Any, marks: dict[str, Any]) -> str:
    """The argument for which ``param`` stands; empty for one that is always the same."""
    for name, mark in marks.items():
        if not _chooses(mark) and param == (mark[0] if isinstance(mark, list) else mark):
            return name
    if isinstance(param, date | UUID):
        raise TypeError(f"{param} did not come by an argument.")
    return ""


def _like(param: Any, value: Any) -> Any:
    """``value`` in the kind in which the framework hands it to the driver."""
    if isinstance(value, int):
        return type(param)(value)
    return list(value) if isinstance(value, Collection) else value


def _with_lists(sql: str, lists: set[int]) -> str:
    """``sql`` with a list as one value at those of its places where one number of a list stood."""
    pieces, places, end = [], 0, 0
    for found in PLACE.finditer(sql):
        if found.group() == "%%":
            continue
        if places in lists:
            (before, after), (instead, closing) = AMONG
            begin, rest = found.start() - len(before), found.end() + len(after)
            if sql[begin : found.start()] != before or sql[found.end() : rest] != after:
                raise TypeError("A list stands where the statement does not look for one of many.")
            pieces += [sql[end:begin], instead, "%s", closing]
            end = rest
        places += 1
    return "".join([*pieces, sql[end:]])
