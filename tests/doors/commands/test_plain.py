"""Every failure is one sentence and the right exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from alongside.doors.commands.plain import Plainly, Stopped, data_dir, explain
from alongside.ground.foundation.errors import Refused
from alongside.ground.postgres import DatabaseUnavailable

pytestmark = pytest.mark.committed


@pytest.mark.parametrize(
    ("error", "code", "sentence"),
    [
        (Stopped("No such file; name another."), 2, "No such file; name another."),
        (Stopped("Busy; try later.", 1), 1, "Busy; try later."),
        (Refused("x", "This needs a name."), 2, "This needs a name."),
        (
            Refused("x", "Two things are missing.", fields={"name": "Give a name.", "why": "Two things are missing."}),
            2,
            "Two things are missing. name: Give a name.",
        ),
        (DatabaseUnavailable("It sleeps; wake it."), 1, "It sleeps; wake it."),
        (KeyboardInterrupt(), 130, "Stopped."),
        (
            psycopg.OperationalError("connection\n  refused"),
            1,
            "The database does not answer; check that it runs and that its address is right: connection refused",
        ),
    ],
)
def test_what_was_foreseen(error: BaseException, code: int, sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert explain(error) == code
    assert capsys.readouterr().err == f"{sentence}\n"


def test_what_was_not_foreseen_is_written_down_for_its_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    with Plainly() as plainly:
        raise ZeroDivisionError("Amina Quill")
    assert plainly.code == 1
    said = capsys.readouterr().err
    notes = tmp_path / "var" / "failures.log"
    assert said == f"Something inside Alongside went wrong (ZeroDivisionError); the details are in {notes}.\n"
    assert "Amina Quill" in notes.read_text()
    assert notes.stat().st_mode & 0o077 == 0


def test_where_it_cannot_be_written_down_the_person_still_hears(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "file"))
    assert explain(ValueError()) == 1
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize(("leaving", "code"), [(SystemExit(3), 3), (SystemExit(), 0), (SystemExit(0), 0)])
def test_leaving_keeps_its_code(leaving: SystemExit, code: int) -> None:
    with Plainly() as plainly:
        raise leaving
    assert plainly.code == code


def test_the_data_are_in_var_unless_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATA_DIR")
    assert data_dir() == tmp_path / "var"
    monkeypatch.setenv("DATA_DIR", "elsewhere")
    assert data_dir() == tmp_path / "elsewhere"


def test_whoever_stops_reading_hears_of_no_fault(tmp_path: Path) -> None:
    body = "from alongside.doors.commands.plain import Plainly\nwith Plainly() as it: print('x' * 99999, flush=True)"
    reads, writes = os.pipe()
    os.close(reads)
    command = [sys.executable, "-c", f"{body}\nraise SystemExit(it.code)"]
    done = subprocess.run(
        command, stdout=writes, stderr=subprocess.PIPE, env={**os.environ, "DATA_DIR": str(tmp_path)}, check=False
    )
    os.close(writes)
    assert (done.returncode, done.stderr, list(tmp_path.iterdir())) == (141, b"", [])
