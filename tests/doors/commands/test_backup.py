"""A backup is proved by restoring it, and one that would hold less than everything is refused (R-55, ruling 7)."""

from __future__ import annotations

import shutil
import tomllib
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from alongside import RELEASE
from alongside.config.bootstrap import application_url, secrets_of
from alongside.doors.commands import backup, kept
from alongside.doors.commands.plain import Stopped
from alongside.ground.postgres.dumping import Facts
from tests.database import plugin

pytestmark = [pytest.mark.committed, pytest.mark.long]


@pytest.fixture(scope="module")
def copied() -> Iterator[str]:
    """The administrator's address of a database of its own, with the cast in it."""
    url, name = plugin.copy_of_template("backup")
    yield url
    plugin.drop(name)


@pytest.fixture(autouse=True)
def at_home(copied: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation with that database and a data folder."""
    home = tmp_path / "data"
    (home / "files").mkdir(parents=True)
    (home / "files" / "letter.pdf").write_bytes(b"a letter")
    shutil.copy(plugin.DATA / "secrets.json", home)
    monkeypatch.setenv("DATA_DIR", str(home))
    monkeypatch.setenv("DATABASE_URL", copied)


def said(file: Path, **others: object) -> Namespace:
    return Namespace(**{"file": file, "verify": False, "why": "", "keys": None, "passphrase_file": None, **others})


def scratch_databases() -> int:
    with psycopg.connect(plugin.admin_url()) as connection:
        row = connection.execute("select count(*) from pg_database where datname like 'alongside_scratch%'").fetchone()
    return row[0] if row else -1


def test_a_backup_is_written_noted_and_proved(
    copied: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "agency.backup"
    assert backup.run(said(file, why="Each night")) == 0
    assert f"are in {file}.keys" in capsys.readouterr().out
    with psycopg.connect(copied) as connection:
        noted = connection.execute("select kind, about, why from exports_export order by id desc limit 1").fetchone()
        assert noted is not None
        assert noted[0] == "backup"
        assert "waived for the operator" in noted[1]
        assert noted[2] == "Each night"
    assert backup.run(said(file, verify=True)) == 0
    assert "is good" in capsys.readouterr().out
    read = kept.Backup(file, keys=None, passphrase="")
    assert read.manifest.tables["public.access_account"].rows > 9
    assert read.manifest.release == RELEASE
    assert read.manifest.files == ["files/letter.pdf"]
    assert b"Dele Akande" not in file.read_bytes()

    real = backup.manifest_of

    def forged(connection: psycopg.Connection[object]) -> kept.Manifest:
        manifest = real(connection)
        facts = manifest.tables["public.access_account"]
        manifest.tables["public.access_account"] = Facts(facts.rows + 1, facts.digest)
        manifest.tables["public.access_actor"] = Facts(manifest.tables["public.access_actor"].rows, "another")
        return manifest

    monkeypatch.setattr(backup, "manifest_of", forged)
    assert backup.run(said(file)) == 0
    with pytest.raises(Stopped, match=r"access_account had \d+ rows and \d+ came back") as caught:
        backup.run(said(file, verify=True))
    assert "access_actor has as many rows as before, but other ones" in str(caught.value)
    assert scratch_databases() == 0


def test_a_damaged_backup_is_named_and_leaves_no_scratch_database(tmp_path: Path) -> None:
    file = tmp_path / "agency.backup"
    backup.run(said(file))
    whole = file.read_bytes()
    for changed, words in (
        (whole[: len(whole) // 2], "cut short"),
        (whole[:9000] + bytes([whole[9000] ^ 1]) + whole[9001:], "changed in part 1"),
    ):
        file.write_bytes(changed)
        with pytest.raises(Stopped, match=words):
            backup.run(said(file, verify=True))
    assert scratch_databases() == 0


def test_a_role_from_which_rows_are_hidden_makes_no_backup(
    copied: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bound = application_url(copied, secrets_of(plugin.DATA)["APP_PASSWORD"])
    monkeypatch.setenv("DATABASE_URL", bound)
    for verify in (False, True):
        with pytest.raises(Stopped, match="alongside_app does not see every row"):
            backup.run(said(tmp_path / "agency.backup", verify=verify))
    assert not (tmp_path / "agency.backup").exists()


def test_what_cannot_be_backed_up_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Stopped, match="cannot be the file"):
        backup.run(said(tmp_path))
    short = tmp_path / "short"
    short.write_text("too short\n")
    with pytest.raises(Stopped, match="at least 14"):
        backup.run(said(tmp_path / "b", passphrase_file=short))
    with pytest.raises(Stopped, match="cannot be read"):
        backup.run(said(tmp_path / "b", passphrase_file=tmp_path / "nothing"))
    monkeypatch.setenv("DATABASE_URL", plugin.admin_url())
    assert conninfo_to_dict(plugin.admin_url())["dbname"] == "postgres"
    with pytest.raises(Stopped, match="no agency here"):
        backup.run(said(tmp_path / "b"))
    monkeypatch.delenv("DATABASE_URL")
    with pytest.raises(Stopped, match="DATABASE_URL"):
        backup.run(said(tmp_path / "b"))
    assert not (tmp_path / "b").exists()


def test_the_release_is_the_one_of_the_package() -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == RELEASE
