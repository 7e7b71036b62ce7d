"""No page reads a big table from end to end, asked as the application's own role (performance: EXPLAIN)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, connections

from tests.database.copies import own_copy
from tests.factories.many import settle
from tests.house.growing import Agency, begun, grow, town

pytestmark = [pytest.mark.committed, pytest.mark.long]

MINE, THEIRS = 34, 2500
BIG = 2000
"""A table of more rows than this is read by an index."""


@pytest.fixture(scope="module")
def agency() -> Iterator[Agency]:
    """A worker with 35 cases in an agency of some thousands."""
    with own_copy():
        grown = begun()
        grow(grown, 1, MINE)
        town(grown, MINE + 1, THEIRS)
        settle()
        yield grown


@pytest.fixture(scope="module")
def big(agency: Agency) -> set[str]:
    """The names of the big tables."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("select relname from pg_class where relkind = 'r' and reltuples > %s", [BIG])
        found = {name for (name,) in cursor.fetchall()}
    assert {"cases_case", "people_person", "contacts_contact", "contacts_note", "plans_step", "access_grant"} <= found
    return found


PAGES = (
    *("my day", "my day of a supervisor", "case list", "case list, all", "case page", "plan page", "search"),
    *("search, misspelt", "search, index right", "people list", "intakes list", "drafts list", "team page"),
)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_no_big_table_from_end_to_end(agency: Agency, big: set[str], name: str) -> None:
    client, address = agency.pages()[name]
    read: list[str] = []

    def explain(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if sql.lstrip().lower().startswith(("select", "with")) and "app.come_in" not in sql:
            execute(f"explain (format json) {sql}", params, many, context)
            plan = context["cursor"].fetchone()[0]
            read.extend(_whole(plan if isinstance(plan, list) else json.loads(plan)))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        assert client.get(address).status_code == 200
    assert not set(read) & big


def _whole(plan: Any) -> Iterator[str]:
    """The tables that a plan reads from end to end, at any depth."""
    if isinstance(plan, list):
        for each in plan:
            yield from _whole(each)
    elif isinstance(plan, dict):
        if plan.get("Node Type") == "Seq Scan":
            yield plan["Relation Name"]
        for each in plan.values():
            yield from _whole(each)
