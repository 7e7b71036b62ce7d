"""Every column that points at a person is registered by its room, so that it moves when two entries become one."""

from __future__ import annotations

import re

from django.apps import apps
from django.db import connections
from django.db.models import Field, ForeignKey

from alongside.record.people.models import Person
from alongside.record.people.queries.merging import pointing_models
from alongside.record.people.rules.pointers import pointers

REGISTERED = {(pointer.model, pointer.column) for pointer in pointers()}
NUMBERS = {
    "access.CircleSubject.person_id": "the merge adds the one who stays to every circle of the other",
    "access.Reading.person_ids": "the log keeps whom somebody read, as it was then",
    "access.History.row_id": "history keeps which row it was, as it was then",
    "access.History.person_id": "history keeps whose row it was, as it was then",
    "imports.ImportedRow.row_id": "an import asks people.standing_ids who a number is by now",
}
"""Columns that hold a person's number without a foreign key, each with what becomes of them."""


def fields() -> list[tuple[str, Field]]:  # type: ignore[type-arg]  # of every kind
    return [(model._meta.label, field) for model in apps.get_models() for field in model._meta.local_concrete_fields]


def test_every_foreign_key_to_a_person_is_registered() -> None:
    found = {
        (label, field.name)
        for label, field in fields()
        if isinstance(field, ForeignKey) and field.related_model is Person
    }
    assert not sorted(found - REGISTERED), "register them in the room's apps.py: rules.pointers.Pointer"
    assert not sorted(REGISTERED - found), "registered and not there"


def test_numbers_of_people_without_a_foreign_key_are_known() -> None:
    wanted = re.compile(r"(^|_)(person|people|row)_ids?$")
    found = {f"{label}.{field.name}" for label, field in fields() if wanted.search(field.name)}
    assert found - {f"{label}.{name}" for label, name in REGISTERED} == set(NUMBERS)


def test_the_catalogue_knows_the_same_columns() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("select table_name, column_name from app.person_columns()")
        found = set(cursor.fetchall())
    assert found == {(pointer.table, pointer.db_column) for pointer in pointers()}


def test_what_is_registered_can_be_told_and_compared() -> None:
    for pointer, model in pointing_models().items():
        columns = {field.column for field in model._meta.local_concrete_fields}
        assert set(pointer.twin) | {name for name, _how in pointer.grow} <= columns, pointer
        list(model._default_manager.values_list(*pointer.shown)[:1])
