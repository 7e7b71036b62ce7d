"""Migrations after the first release never make anybody wait (R-59), and let the code before them go on.

The first two of each room (tables and guards) are the first release. Everything later is looked at, operation by
operation; CONTRIBUTING tells the rule and the way round.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.contrib.postgres.operations import (
    AddConstraintNotValid,
    AddIndexConcurrently,
    RemoveIndexConcurrently,
    ValidateConstraint,
)
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from alongside.ground.foundation.guards import InstallGuards
from tests.house.reading import ROOMS

FIRST_RELEASE = re.compile(r"^000[12]_")
LABELS = {room for rooms in ROOMS.values() for room in rooms}
HARMLESS = (
    migrations.AlterModelOptions,
    migrations.AlterModelManagers,
    AddConstraintNotValid,
    ValidateConstraint,
    AddIndexConcurrently,
    RemoveIndexConcurrently,
    InstallGuards,
)
AGREED: dict[str, str] = {}
"""Operations that are let through, as app.migration, each with the reason and when the old code is gone."""
BLOCKING_SQL = (
    (r"create\s+(unique\s+)?index\s+(?!concurrently)", "an index that is not made concurrently"),
    (r"add\s+constraint(?!.*not\s+valid)", "a constraint that looks at every row"),
    (r"alter\s+column\s+\S+\s+(set\s+data\s+)?type", "a column of another type rewrites the table"),
    (r"\b(vacuum\s+full|cluster|lock\s+table)\b", "a lock on the whole table"),
    (r"drop\s+(table|column)", "what the old code still reads is gone"),
)


def waits(migration: migrations.Migration) -> Iterator[str]:
    """What in a migration would make somebody wait, or break the code before it."""
    new = {one.name_lower for one in migration.operations if isinstance(one, migrations.CreateModel)}
    for one in migration.operations:
        if _about(one) in new or isinstance(one, (*HARMLESS, migrations.CreateModel)):
            if isinstance(one, AddIndexConcurrently | RemoveIndexConcurrently) and migration.atomic:
                yield "an index is made concurrently outside a transaction only (atomic = False)"
            if isinstance(one, ValidateConstraint) and any(
                isinstance(o, AddConstraintNotValid) for o in migration.operations
            ):
                yield "a constraint is validated in a migration of its own"
            continue
        yield from _of_table(one)


def _about(one: Operation) -> str:
    return str(getattr(one, "model_name_lower", getattr(one, "name_lower", "")))


def _of_table(one: Operation) -> Iterator[str]:
    """What an operation on a table that people use would do."""
    match one:
        case migrations.AddField(field=field):
            if not field.null and not field.has_db_default() and not field.has_default():
                yield f"{one.name}: a column without null or default"
            if field.unique or (getattr(field, "db_index", False) and not field.is_relation):
                yield f"{one.name}: its index blocks writers; add it concurrently afterwards"
        case migrations.RunSQL(sql=sql):
            for statement in [sql] if isinstance(sql, str) else [str(part) for part in sql or ()]:
                yield from (why for pattern, why in BLOCKING_SQL if re.search(pattern, statement, re.I | re.S))
        case migrations.SeparateDatabaseAndState(database_operations=inner):
            for each in inner:
                yield from _of_table(each)
        case migrations.RunPython():
            yield "rows are changed by a job in small parts, not by a migration"
        case migrations.AddIndex() | migrations.RemoveIndex():
            yield "an index that is not made concurrently"
        case migrations.AddConstraint():
            yield "a constraint that looks at every row; use AddConstraintNotValid, then ValidateConstraint"
        case _ if not isinstance(one, HARMLESS):
            yield f"{type(one).__name__}: the code before it would break, or the table is rewritten"


def later() -> dict[str, migrations.Migration]:
    """The migrations of our rooms after the first release."""
    found = MigrationLoader(None).disk_migrations or {}
    return {
        f"{label}.{name}": migration
        for (label, name), migration in found.items()
        if label in LABELS and not FIRST_RELEASE.match(name)
    }


def test_no_migration_after_the_first_release_makes_anybody_wait() -> None:
    told = [f"{name}: {why}" for name, one in later().items() if name not in AGREED for why in waits(one)]
    assert not told


def migration(*operations: Operation, atomic: bool = True) -> migrations.Migration:
    made = migrations.Migration("0003_trial", "people")
    made.__dict__.update(operations=list(operations), atomic=atomic)
    return made


INDEX = models.Index(fields=["at"], name="trial_at")
CHECK = models.CheckConstraint(condition=models.Q(at__isnull=False), name="trial_check")
TABLE = migrations.CreateModel("Trial", [("id", models.BigAutoField(primary_key=True)), ("at", models.DateField())])


@pytest.mark.parametrize(
    "one",
    [
        migration(migrations.AddIndex("person", INDEX)),
        migration(AddIndexConcurrently("person", INDEX)),
        migration(migrations.AddConstraint("person", CHECK)),
        migration(AddConstraintNotValid("person", CHECK), ValidateConstraint("person", "trial_check")),
        migration(migrations.AddField("person", "at", models.DateField())),
        migration(migrations.AddField("person", "at", models.DateField(null=True, db_index=True))),
        migration(migrations.AlterField("person", "at", models.TextField())),
        migration(migrations.RemoveField("person", "at")),
        migration(migrations.RenameField("person", "at", "on")),
        migration(migrations.RenameModel("Person", "Human")),
        migration(migrations.DeleteModel("Person")),
        migration(migrations.RunPython(migrations.RunPython.noop)),
        migration(migrations.RunSQL("create index trial on people_person (at)")),
        migration(migrations.RunSQL("alter table people_person add constraint trial check (at is not null)")),
        migration(migrations.RunSQL(["alter table people_person alter column at type text"])),
        migration(migrations.SeparateDatabaseAndState([migrations.AddIndex("person", INDEX)])),
    ],
    ids=lambda one: "-".join(type(operation).__name__ for operation in one.operations),
)
def test_what_makes_people_wait_is_noticed(one: migrations.Migration) -> None:
    assert list(waits(one))


@pytest.mark.parametrize(
    "one",
    [
        migration(TABLE, migrations.AddIndex("trial", INDEX), migrations.AddConstraint("trial", CHECK)),
        migration(AddIndexConcurrently("person", INDEX), atomic=False),
        migration(AddConstraintNotValid("person", CHECK)),
        migration(ValidateConstraint("person", "trial_check")),
        migration(migrations.AddField("person", "at", models.DateField(null=True))),
        migration(migrations.AddField("person", "said", models.TextField(default="", db_default=""))),
        migration(migrations.RunSQL("create index concurrently trial on people_person (at)"), atomic=False),
    ],
    ids=lambda one: "-".join(type(operation).__name__ for operation in one.operations),
)
def test_what_makes_nobody_wait_is_let_through(one: migrations.Migration) -> None:
    assert not list(waits(one))
