"""``alongside import``: counts on the last line, a ledger, and one plain sentence for what cannot be read."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connections

from alongside.doors.commands import bring_in
from alongside.doors.commands.plain import Stopped
from alongside.oversight.imports.models import ImportRun
from tests.conftest import Become
from tests.rooms.oversight.imports.exports import TABLES, write


def options(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    bring_in.add_arguments(parser)
    return parser.parse_args(list(words))


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield write(tmp_path / "export", TABLES)
    assert connections["default"].in_atomic_block, "the test rolls back what the command wrote"


def test_the_last_line_counts_and_the_ledger_is_written(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], become: Become
) -> None:
    ledger = tmp_path / "ledger.csv"
    assert bring_in.run(options("hmis", str(folder), "--as", "worker", "--ledger", str(ledger))) == 0
    last = capsys.readouterr().out.strip().splitlines()[-1]
    assert last == "read 17 created 17 updated 0 unchanged 0 refused 0"
    assert len(list(csv.DictReader(ledger.open(encoding="utf-8")))) == 17
    become("worker")
    assert ImportRun.objects.get().counts["created"] == 17


def test_a_refused_row_answers_three(folder: Path, tmp_path: Path) -> None:
    stray = {"ServicesID": "s9", "EnrollmentID": "zz", "PersonalID": "a", "DateProvided": "2022-02-02"}
    write(folder, {"Services": [*TABLES["Services"], stray]})
    words = ["hmis", str(folder), "--as", "worker", "--ledger", str(tmp_path / "l.csv")]
    assert bring_in.run(options(*words)) == 3


def test_a_dry_run_says_that_nothing_was_kept(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], become: Become
) -> None:
    words = ["hmis", str(folder), "--as", "worker", "--dry-run", "--ledger", str(tmp_path / "l.csv")]
    assert bring_in.run(options(*words)) == 0
    assert "Nothing was kept" in capsys.readouterr().out
    become("worker")
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["hmis", "/nowhere/at/all", "--as", "worker"], "is not a folder"),
        (["hmis", ".", "--as", "nobody-here"], "Nobody signs in as"),
        (["hmis", "."], "--as"),
        (["fhir", "x.json", "--as", "worker"], "not there yet"),
        (["gedcom", "/nowhere/x.ged", "--as", "worker"], "cannot be read"),
        (["gedcom", "x.ged", "--as", "worker", "--case", "1", "--programme", "a"], "for a new case"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(words: list[str], sentence: str) -> None:
    with pytest.raises(Stopped, match=sentence):
        bring_in.run(options(*words))
