"""Rows put into the database by hand, for trying one of its functions alone, beside rows that it must leave.

The administrator writes them: no action, no policy and no trigger stands between, so that a row may say what no action
writes any more. A function is called with triggers and constraints in force. Everything is rolled back.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import psycopg
import pytest
from django.db import transaction
from psycopg.types.json import Jsonb

from alongside.oversight.overviews.rls import GUARDS
from tests.mutation import dense
from tests.mutation.world import OWNER, ask

FIRST = 7_000_000
UNTOLD = "version", "acl_key"
"""Columns that follow from the others."""
Row = dict[str, Any]


@dataclass
class Change:
    """What a call did to the tables: numbers of rows that went, new values of those that stayed, rows that came.

    The history of the call itself and what follows from the rest of a row are left out.
    """

    gone: dict[str, set[int]] = field(default_factory=dict)
    changed: dict[str, dict[int, Row]] = field(default_factory=dict)
    came: dict[str, list[Row]] = field(default_factory=dict)
    answer: Any = None


class Hand:
    """Writes rows and calls functions in one transaction."""

    def __init__(self) -> None:
        self._numbers = itertools.count(FIRST)
        self._spare: dict[str, int] = {}
        self.signed_in = ""
        """Who calls functions, by the name with which the database is entered; the administrator if nobody is said."""

    def put(self, table: str, **values: Any) -> int:
        """A row; what must be said and was not is made up, and what it must point at is there. Returns its number."""
        number: int = values.setdefault("id", next(self._numbers))
        for column, parent in _pointers().get(table, {}).items():
            if column not in values:
                values[column] = self.spare(parent)
        said = {name: json.dumps(value) if isinstance(value, dict) else value for name, value in values.items()}
        dense.put(table, **said)
        return number

    def spare(self, table: str) -> int:
        """A row that is there to be pointed at."""
        if table not in self._spare:
            self._spare[table] = self.put(table)
        return self._spare[table]

    def name(self, table: str, number: int, column: str = "public_id") -> Any:
        """What a column of a row says."""
        ((found,),) = ask(f'select "{column}" from {table} where id = %s', number)
        return found

    def reader(self, powers: int = 0, uid: int = 0, kind: str = "worker") -> int:
        """Somebody with these powers and nothing else reads from here on; returns her number as an actor."""
        uid = uid or self.put("access_actor", kind=kind)
        said = f"{uid}|0|{powers}|{{}}|{{}}|{{}}|{{}}|{{}}|-|{{}}"
        ask(
            "select set_config('app.reader', m || '|' || app.sign('context', m), true) from "
            "(select concat_ws('|', %s::text, pg_backend_pid(), now()::text)) s(m)",
            said,
        )
        return uid

    def nobody(self) -> None:
        """Nobody reads from here on."""
        ask("select set_config('app.reader', '', true)")

    def rows(self, function: str, *arguments: Any) -> list[tuple[Any, ...]]:
        """The rows that a function answers, triggers and constraints in force."""
        given = [Jsonb(one) if isinstance(one, dict) else one for one in arguments]
        ask("set local session_replication_role = origin")
        ask(f"set local session authorization {self.signed_in or 'default'}")
        found = ask(f"select * from app.{function}({', '.join(['%s'] * len(given))})", *given)
        ask("set local session authorization default")
        ask("set constraints all immediate")
        ask("set constraints all deferred")
        ask("set local session_replication_role = replica")
        return found

    def call(self, function: str, *arguments: Any) -> Any:
        """The one value that a function answers."""
        ((answer,),) = self.rows(function, *arguments)
        return json.loads(answer) if isinstance(answer, str) and answer.startswith("{") else answer

    def refused(self, function: str, *arguments: Any) -> str:
        """The hint with which a function refuses; nothing has changed. Fails where it does not."""
        with pytest.raises(Exception) as caught, transaction.atomic(using=OWNER):  # noqa: PT011 - its hint is told
            self.rows(function, *arguments)
        ask("set local session_replication_role = replica")
        cause = caught.value.__cause__
        assert isinstance(cause, psycopg.Error), caught.value
        return cause.diag.message_hint or str(cause)

    @contextmanager
    def undone(self) -> Iterator[None]:
        """A block after which everything is as before."""
        with transaction.atomic(using=OWNER):
            yield
            transaction.set_rollback(True, using=OWNER)

    def doing(self, function: str, *arguments: Any, to: Iterable[str] = ()) -> Change:
        """Call a function and tell what it did ``to`` these tables, or to every table."""
        before = _everything(to)
        answer = self.call(function, *arguments)
        after = _everything(to)
        done = Change(answer=answer)
        for (table, number), row in before.items():
            now = after.get((table, number))
            if now is None:
                done.gone.setdefault(table, set()).add(number)
            elif now != row:
                said = {name: now[name] for name in now if now[name] != row[name] and name not in UNTOLD}
                done.changed.setdefault(table, {})[number] = said
        for (table, number), row in after.items():
            if (table, number) not in before and table != "access_history":
                done.came.setdefault(table, []).append(row)
        return done


def _everything(of: Iterable[str]) -> dict[tuple[str, int], Row]:
    """Every row of these tables, or of every table of ours."""
    parts = (f"select '{table}', t.id, to_jsonb(t)::text from {table} t" for table in of or _tables())
    return {(table, number): json.loads(row) for table, number, row in ask(" union all ".join(parts))}


@cache
def _pointers() -> dict[str, dict[str, str]]:
    """The columns of each table that must point at another, with that table."""
    found: dict[str, dict[str, str]] = {}
    for child, column, parent in ask("select child, col, parent from app.pointing() where wanted"):
        found.setdefault(child, {})[column] = parent
    return found


def _tables() -> Iterable[str]:
    return [*(guard.table for guard in GUARDS), "procrastinate_jobs", "procrastinate_events"]


@pytest.fixture
def hand() -> Iterator[Hand]:
    """A transaction of the administrator in which rows are put by hand."""
    with transaction.atomic(using=OWNER):
        ask("set local session_replication_role = replica")
        yield Hand()
        transaction.set_rollback(True, using=OWNER)
