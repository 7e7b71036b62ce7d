"""A backup comes back into an empty agency, everything or nothing (R-55)."""

from __future__ import annotations

import fcntl
import os
import shutil
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from alongside.doors.commands import backup, restore
from alongside.doors.commands.backup import compare
from alongside.doors.commands.kept import Backup
from alongside.doors.commands.leftovers import opened
from alongside.doors.commands.plain import Stopped
from alongside.ground.foundation.streams import Damaged
from tests.database import plugin

pytestmark = [pytest.mark.committed, pytest.mark.long]
EMPTY = f"alongside_restore_{os.getpid()}"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A backup of the cast, with a document."""
    folder = tmp_path_factory.mktemp("made")
    home = folder / "data"
    (home / "files").mkdir(parents=True)
    (home / "files" / "letter.pdf").write_bytes(b"a letter")
    shutil.copy(plugin.DATA / "secrets.json", home)
    url, name = plugin.copy_of_template("restore")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(home))
        patch.setenv("DATABASE_URL", url)
        options = Namespace(file=folder / "agency.backup", verify=False, why="", keys=None, passphrase_file=None)
        assert backup.run(options) == 0
        yield options.file
    plugin.drop(name)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty database, for a data folder that is not there yet."""
    with psycopg.connect(plugin.admin_url(), autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(EMPTY)))
    url = plugin.on(plugin.admin_url(), EMPTY)
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    yield url
    plugin.drop(EMPTY)


def said(file: Path) -> Namespace:
    return Namespace(file=file, keys=None, passphrase_file=None, disposals=None)


@pytest.mark.long
def test_a_backup_comes_back_once(made: Path, empty: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert restore.run(said(made)) == 0
    assert "is back as of" in capsys.readouterr().out
    assert (tmp_path / "data" / "files" / "letter.pdf").read_bytes() == b"a letter"
    assert (tmp_path / "data" / "secrets.json").stat().st_mode & 0o077 == 0
    manifest = Backup(made, keys=None, passphrase="").manifest
    differences = list(compare(manifest, empty))
    assert {line.split(" ")[0] for line in differences} <= {
        "public.exports_export",
        "public.access_history",
        "app.context_key",
    }
    with psycopg.connect(empty) as connection:
        noted = connection.execute("select kind from exports_export order by id desc limit 1").fetchone()
    assert noted == ("restored",)
    with pytest.raises(Stopped, match="only into an empty one"):
        restore.run(said(made))


def test_a_damaged_backup_leaves_the_database_empty(made: Path, empty: str, tmp_path: Path) -> None:
    whole, broken = made.read_bytes(), tmp_path / "broken.backup"
    shutil.copy(f"{made}.keys", f"{broken}.keys")
    broken.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(Stopped, match=r"changed in part \d"):
        restore.run(said(broken))
    with psycopg.connect(empty) as connection:
        assert connection.execute("select count(*) from pg_class where relname = 'people_person'").fetchone() == (0,)
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["serving.lock"]


def test_nothing_is_overwritten(made: Path, empty: str, tmp_path: Path) -> None:
    with psycopg.connect(empty, autocommit=True) as connection:
        connection.execute("create table bookkeeping (id int)")
        with pytest.raises(Stopped, match="not Alongside's"):
            restore.run(said(made))
        connection.execute("drop table bookkeeping")
    handle = opened(tmp_path / "data", "serving.lock")
    fcntl.flock(handle, fcntl.LOCK_SH)
    with pytest.raises(Stopped, match="is running"):
        restore.run(said(made))
    os.close(handle)


def test_what_a_newer_release_wrote_is_refused(made: Path) -> None:
    manifest = Backup(made, keys=None, passphrase="").manifest
    restore.refuse_newer(manifest)
    manifest.migrations.append("people.9999_from_later")
    with pytest.raises(Stopped, match=r"knows people\.9999_from_later"):
        restore.refuse_newer(manifest)


def test_a_name_that_leads_elsewhere_is_damage(tmp_path: Path) -> None:
    for name in ("files/../outside", "files//etc/passwd", "else/where"):
        with pytest.raises(Damaged, match="leads elsewhere"):
            restore.write_file(tmp_path, name, iter([b"x"]))
    assert not list(tmp_path.iterdir())


def test_the_list_of_today_stays_and_an_older_one_never_takes_its_place(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ALONGSIDE_DISPOSALS_FILE", raising=False)
    folder, today = tmp_path / "data", b"one\ntwo\n"
    folder.mkdir()
    with pytest.raises(Stopped, match="no list of disposals"):
        restore.newest_list(tmp_path / "nowhere", folder)
    assert restore.newest_list(None, folder) == b""
    assert not restore.keep_list(b"", folder)
    listed = folder / "disposals.jsonl"
    for brought, kept in ((b"one\n", today), (today, today), (b"one\nthree\n", b"one\ntwo\nthree\n")):
        listed.write_bytes(brought)
        assert restore.keep_list(today, folder)
        assert listed.read_bytes() == kept
    listed.write_bytes(today + b"three\n")
    assert restore.newest_list(listed, folder) == today + b"three\n"
    assert restore.keep_list(today, folder)
    assert listed.read_bytes() == today + b"three\n"
