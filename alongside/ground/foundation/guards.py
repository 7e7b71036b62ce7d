"""Row-level security, definer functions and history triggers, declared in Python and written as SQL.

A room's ``policies`` declares one ``Guard`` for each table and its ``gates`` the definer functions; the migration
operation ``InstallGuards`` writes both. ``oversight.overviews.rls`` compares the declarations with the database.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps as registry
from django.db import migrations

if TYPE_CHECKING:
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor
    from django.db.migrations.state import ProjectState
    from django.db.models import Model

OWNER, APP, GATE, CONTEXT = "alongside_owner", "alongside_app", "alongside_gate", "alongside_context"
ERASER = "alongside_eraser"
"""Owns the functions that erase what two people have disposed of; the one role that deletes records."""


@dataclass(frozen=True)
class Guard:
    """What guards one table.

    ``read`` and ``write`` are SQL conditions over the table's own columns (``write`` None: the application role may
    not write). ``columns`` tells the triggers which columns name the circle's parents (``parents``: column to table)
    and which name persons who must be subjects of the circle (``subjects``). ``person_column`` attributes history rows
    of tables without a circle. History keeps no earlier value of the ``unwatched`` columns (files). ``delete`` is for
    the short list of ruling 5 only. ``erasable`` False keeps a table from disposals too: seals over the logs.
    """

    model: str
    read: str
    write: str | None
    circle: bool = False
    person_column: str = ""
    parents: tuple[tuple[str, str], ...] = ()
    subjects: tuple[str, ...] = ()
    insert: bool = True
    update: bool = True
    delete: bool = False
    history: bool = True
    unwatched: tuple[str, ...] = ()
    erasable: bool = True

    @property
    def table(self) -> str:
        """The table's name in the database."""
        model: type[Model] = registry.get_model(self.model)
        return model._meta.db_table

    def statements(self) -> list[str]:
        """The SQL that puts this guard in place, whatever stood there before."""
        table = self.table
        sql = [
            f"alter table {table} owner to {OWNER}",
            f"alter table {table} enable row level security",
            f"alter table {table} force row level security",
            f"revoke all on {table} from public, {APP}, {GATE}, {ERASER}",
            f"grant select, insert, update on {table} to {GATE}",
            f"drop policy if exists gate on {table}",
            f"create policy gate on {table} to {GATE} using (true) with check (true)",
            *self._erasing(),
            f"grant select on {table} to {APP}",
            *self._policy("seen", "select", f"using ({self.read})"),
        ]
        write = self.write
        inserts, updates = write is not None and self.insert, write is not None and self.update
        sql += self._policy("added", "insert", f"with check ({write})", wanted=inserts)
        sql += self._policy("changed", "update", f"using ({write}) with check ({write})", wanted=updates)
        sql += self._policy("removed", "delete", f"using ({write})", wanted=self.delete)
        return sql + self._triggers()

    def _erasing(self) -> list[str]:
        """The role that erases reads every row; it changes and deletes none where nothing may be erased."""
        table, verbs = self.table, "select, update, delete" if self.erasable else "select"
        return [
            f"grant {verbs} on {table} to {ERASER}",
            f"drop policy if exists erase on {table}",
            f"create policy erase on {table} to {ERASER} using (true) with check (true)",
        ]

    def _policy(self, name: str, verb: str, clause: str, *, wanted: bool = True) -> list[str]:
        sql = [f"drop policy if exists {name} on {self.table}"]
        if wanted:
            sql.append(f"grant {verb} on {self.table} to {APP}")
            sql.append(f"create policy {name} on {self.table} for {verb} to {APP} {clause}")
        return sql

    def _triggers(self) -> list[str]:
        table = self.table
        sql = [f"drop trigger if exists keep_keys on {table}", f"drop trigger if exists keep_history on {table}"]
        if self.circle:
            arguments = [f"parent:{column}:{parent}" for column, parent in self.parents]
            arguments += [f"subject:{column}" for column in self.subjects]
            sql.append(
                f"create trigger keep_keys before insert or update on {table} "
                f"for each row execute function app.keep_keys({_quoted(arguments)})"
            )
        if self.history:
            arguments = [self.person_column, *self.unwatched] if self.person_column or self.unwatched else []
            sql.append(
                f"create trigger keep_history after insert or update or delete on {table} "
                f"for each row execute function app.keep_history({_quoted(arguments)})"
            )
        return sql


@dataclass(frozen=True)
class Gate:
    """A function of schema ``app`` that runs as ``owner``; ``callers`` are the roles that may execute it.

    ``head`` is everything between the name and the body: arguments, result, language and volatility.
    """

    name: str
    arguments: str
    head: str
    body: str
    owner: str = GATE
    callers: tuple[str, ...] = (APP, GATE)
    definer: bool = True

    def statements(self) -> list[str]:
        """The SQL that creates or replaces the function and its permissions."""
        who = "security definer" if self.definer else "security invoker"
        signature = f"app.{self.name}({self.arguments})"
        return [
            f"create or replace function {signature} {self.head} {who} "
            f"set search_path = pg_catalog, public, app, pg_temp as $gate$\n{self.body}\n$gate$",
            f"alter function {signature} owner to {self.owner}",
            f"revoke all on function {signature} from public",
            *[f"grant execute on function {signature} to {role}" for role in self.callers],
        ]


@dataclass(frozen=True)
class PlainSql:
    """Statements that are neither a guard nor a function (helper views, sequences), safe to run again."""

    sql: tuple[str, ...]

    def statements(self) -> list[str]:
        """The SQL as declared."""
        return list(self.sql)


Declaration = Guard | Gate | PlainSql


class InstallGuards(migrations.operations.base.Operation):
    """Write a room's declarations into the database; can be run again whenever they change."""

    reversible = True

    def __init__(self, declarations: Sequence[Declaration], key: str = "") -> None:
        self.declarations = tuple(declarations)
        self.key = key

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Name the operation without its declarations, which live in the room."""
        return (type(self).__qualname__, [], {"key": self.key})

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Guards change no model."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Run every statement in order."""
        for declaration in self.declarations:
            for statement in declaration.statements():
                schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Tables go with their policies; nothing to take back."""

    def describe(self) -> str:
        """What the migration log prints."""
        return f"Install guards {self.key}"


def fingerprint(declarations: Iterable[Declaration]) -> str:
    """A digest of all the SQL that ``declarations`` stand for; a migration names it so that changes are noticed."""
    text = "\n".join(statement for declaration in declarations for statement in declaration.statements())
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _quoted(arguments: Iterable[str]) -> str:
    return ", ".join(f"'{argument}'" for argument in arguments)
