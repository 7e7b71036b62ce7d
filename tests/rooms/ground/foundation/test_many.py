"""Many rows in one statement: numbered, typed, guarded like one by one, and refused where arrays do not fit."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from alongside.agency.access import actions as access
from alongside.agency.access.queries import changes_of
from alongside.ground.foundation import clock
from alongside.ground.foundation.many import insert_many
from alongside.oversight.imports.models import ImportedRow
from alongside.record.cases.models import Closing
from alongside.record.people.models import Household
from tests.conftest import Become


def test_rows_go_in_by_one_statement_with_numbers_and_history(
    become: Become, queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    by = become("worker")
    circle = access.open_circle(team_id=by.teams[0], by=by)
    with queries() as seen:
        rows = insert_many([Household(circle_id=circle, label=f"Home {n}", from_on=date(2020, 1, n)) for n in (1, 2)])
    assert len(seen) == 2
    stored = list(Household.objects.order_by("id"))
    assert [(row.id, row.label, row.from_on, row.until_on) for row in stored] == [
        (rows[0].id, "Home 1", date(2020, 1, 1), None),
        (rows[1].id, "Home 2", date(2020, 1, 2), None),
    ]
    assert stored[0].public_id == rows[0].public_id
    assert stored[0].created_at <= clock.now()
    assert [change.verb for change in changes_of("people_household", rows[0].id)] == ["insert"]
    assert insert_many([]) == []


def test_what_stands_there_is_changed_by_conflict_and_json_stays_json(become: Become) -> None:
    by = become("worker")

    def row(digest: str) -> ImportedRow:
        return ImportedRow(
            actor_id=by.actor_id, system="x", file="y", key="z", digest=digest, detail={"a": ["\u00fc", 1]}
        )

    insert_many([row("1")])
    insert_many([row("2")], conflict="(actor_id, system, file, key) do update set digest = excluded.digest")
    only = ImportedRow.objects.get(system="x")
    assert (only.digest, only.detail, only.row_id) == ("2", {"a": ["ü", 1]}, None)


def test_guards_hold_and_array_columns_are_refused(become: Become) -> None:
    elsewhere = become("elsewhere")
    circle = access.open_circle(team_id=elsewhere.teams[0], by=elsewhere)
    become("worker")
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        insert_many([Household(circle_id=circle, label="Not hers")])
    with pytest.raises(TypeError, match="cannot be written by arrays"):
        insert_many([Closing(circle_id=circle, case_id=1)])
