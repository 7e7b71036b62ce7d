"""Who sees, adds and changes which row of every table, by a model of the access rules in plain Python (R-03, R-15).

The short form of the mutation of policies: a clause that is dropped or loosened makes one of these fail, as
``python -m tests.mutation`` shows for each of them.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections

from alongside.oversight.overviews.rls import GUARDS
from tests.database.copies import own_copy
from tests.mutation import world as worlds
from tests.mutation.clauses import atoms, regions
from tests.mutation.rows import differences
from tests.mutation.seen import SEEN

TABLES = [guard.table for guard in GUARDS]


@pytest.fixture(scope="module")
def world() -> Iterator[worlds.World]:
    """The world in a copy of its own, which is thrown away."""
    with own_copy():
        yield worlds.build()
        connections.close_all()


def test_somebody_has_said_who_sees_the_rows_of_every_table() -> None:
    assert set(SEEN) == set(TABLES), "say in tests/mutation/seen.py who sees the rows of a new table"


@pytest.mark.long
@pytest.mark.committed
def test_everyone_sees_adds_and_changes_what_the_access_model_says(world: worlds.World) -> None:
    assert [line for table in TABLES for line in differences(world, table)] == []


def test_clauses_are_found_however_deep_they_stand() -> None:
    inner_sql = "exists (select 1 from t where t.x = 'and (' or t.y)"
    sql = f"a = 1 and (b or not (c and {inner_sql})) and case when p or q then r end"
    (whole,) = regions(sql, whole=True)
    found = {sql[start:end] for start, end in atoms(sql, *whole)}
    assert {"a = 1", "b", "c", "case when p or q then r end"} <= found
    inner = {sql[start:end] for region in regions(sql) for start, end in atoms(sql, *region)}
    assert {"t.x = 'and ('", "t.y"} <= inner
    body = "if u is null or k = 3 then raise; end if; update t set a = 1 where b and c returning id into n;"
    assert {body[start:end] for region in regions(body) for start, end in atoms(body, *region)} >= {
        "u is null", "k = 3", "b", "c",
    }  # fmt: skip
