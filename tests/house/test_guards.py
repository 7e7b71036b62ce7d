"""Every table of personal data is guarded as declared, and empty without a reader (contract 3; R-01, R-07)."""

from __future__ import annotations

import pytest
from django.db import connection, connections

from alongside.oversight.overviews.rls import GUARDS, faults

OWNER = "owner"


def test_the_catalogue_is_as_declared() -> None:
    assert faults(connections[OWNER]) == []


@pytest.mark.parametrize("table", [guard.table for guard in GUARDS if guard.read != "true"])
def test_without_a_reader_every_guarded_table_is_empty(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        assert cursor.fetchone() == (0,)
