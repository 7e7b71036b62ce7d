"""The stories told into an empty database, by the product's own actions."""

from __future__ import annotations

import os
import subprocess
import sys

import psycopg
import pytest
from psycopg import sql

from tests.database import plugin

SCRIPT = """
from pathlib import Path
import os, sys
from alongside.config.bootstrap import prepare_database
prepare_database(sys.argv[1], Path(os.environ["DATA_DIR"]))
from alongside.oversight.demonstration.loading import load_demonstration
load_demonstration()
"""


@pytest.mark.slow
@pytest.mark.committed
def test_the_stories_can_be_told_from_first_to_last() -> None:
    server = plugin.admin_url()
    name = f"alongside_told_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    try:
        subprocess.run([sys.executable, "-c", SCRIPT, plugin.on(server, name)], check=True, timeout=180)
        with psycopg.connect(plugin.on(server, name)) as connection:
            rows = connection.execute("select number, state, stage from cases_case order by id").fetchall()
            closed = connection.execute("select count(*) from cases_closing where signed_at is not null").fetchone()
            unsigned = connection.execute("select count(*) from contacts_note where signed_at is null").fetchone()
    finally:
        plugin.drop(name)
    assert len(rows) == 7
    assert [row[1] for row in rows] == ["after_care", "after_care", "open", "open", "open", "open", "open"]
    assert closed == (2,)
    assert unsigned == (1,)
