"""The stories told into an empty database, by the product's own actions."""

from __future__ import annotations

import psycopg
import pytest

from tests.database import plugin


@pytest.mark.long
def test_the_stories_can_be_told_from_first_to_last() -> None:
    address, name = plugin.copy_of_template("told", "stories")
    try:
        with psycopg.connect(address) as connection:
            rows = connection.execute("select number, state, stage from cases_case order by id").fetchall()
            closed = connection.execute("select count(*) from cases_closing where signed_at is not null").fetchone()
            unsigned = connection.execute("select count(*) from contacts_note where signed_at is null").fetchone()
    finally:
        plugin.drop(name)
    assert len(rows) == 7
    assert [row[1] for row in rows] == ["after_care", "after_care", "open", "open", "open", "open", "open"]
    assert closed == (2,)
    assert unsigned == (1,)
