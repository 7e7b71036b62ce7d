"""A backup made on PostgreSQL 16, the oldest that works, comes back on the release that Alongside brings.

The wheel carries the programs of both; the older server is initialised with them here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from alongside.doors.commands import backup, restore
from alongside.doors.commands.backup import compare
from alongside.doors.commands.kept import Backup
from alongside.ground.postgres import DatabaseUnavailable, binaries, cluster
from tests.database import plugin

pytestmark = [pytest.mark.committed, pytest.mark.long]
OLDER = {"INSTALL": "pginstall", "MAJOR": "16"}
ONLY_NEWER = ("--locale-provider", "--builtin-locale")


@contextmanager
def as_before(folder: Path) -> Iterator[None]:
    """Be a release that brings PostgreSQL 16, until the end of the block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(binaries, "INSTALL", OLDER["INSTALL"])
        patch.setattr(cluster, "MAJOR", OLDER["MAJOR"])
        patch.setattr(cluster, "INITDB", tuple(word for word in cluster.INITDB if not word.startswith(ONLY_NEWER)))
        patch.setattr(cluster, "SHELTER", folder / "shelter")
        yield


@pytest.fixture
def older(tmp_path: Path) -> Iterator[cluster.Cluster]:
    """A running server of PostgreSQL 16."""
    server = cluster.Cluster(tmp_path / "older", durable=False)
    with as_before(tmp_path):
        server.start()
    yield server
    with as_before(tmp_path):
        server.stop()
    shutil.rmtree(server.home.path)


def test_what_sixteen_wrote_comes_back(older: cluster.Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = older.admin_url("postgres")
    (tmp_path / "home").mkdir()
    shutil.copy(plugin.DATA / "secrets.json", tmp_path / "home")  # the newer server's role keeps its password
    environment = {**os.environ, "ALONGSIDE_TEST_DATA": str(tmp_path / "home")}
    command = [sys.executable, "-m", "tests.database.build", url, "template"]
    subprocess.run(command, cwd=plugin.ROOT, env=environment, check=True)
    with psycopg.connect(url) as connection:
        assert connection.info.server_version // 10000 == 16
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "home"))
    monkeypatch.setenv("DATABASE_URL", url)
    file = tmp_path / "agency.backup"
    kept = Namespace(file=file, verify=False, why="a newer PostgreSQL", keys=None, passphrase_file=None)
    assert backup.run(kept) == 0

    name = f"alongside_newer_{os.getpid()}"
    with psycopg.connect(plugin.admin_url(), autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    newer = plugin.on(plugin.admin_url(), name)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "newer"))
    monkeypatch.setenv("DATABASE_URL", newer)
    try:
        assert restore.run(Namespace(file=file, keys=None, passphrase_file=None, disposals=None)) == 0
        manifest = Backup(file, keys=None, passphrase="").manifest
        assert {line.split(" ")[0] for line in compare(manifest, newer)} <= {
            "public.exports_export",
            "public.access_history",
            "app.context_key",
            "app.audit_epoch",
        }
    finally:
        plugin.drop(name)


def test_the_newer_release_touches_nothing_of_the_older_ones(older: cluster.Cluster, tmp_path: Path) -> None:
    with as_before(tmp_path):
        older.stop()
    before = {path: path.stat().st_mtime_ns for path in older.home.data.rglob("*")}
    with pytest.raises(DatabaseUnavailable, match=r"written by PostgreSQL 16.*brings 18.*alongside backup FILE"):
        cluster.Cluster(tmp_path / "older").start()
    assert before == {path: path.stat().st_mtime_ns for path in older.home.data.rglob("*")}
