"""``alongside import gedcom``: counts on the last line, a ledger, and 3 when something was refused."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from alongside.doors.commands import bring_in
from tests.doors.commands.test_bring_in import options
from tests.rooms.ground.familymap.gedcom.files import HOUSE


def test_a_family_file_comes_in_and_its_ledger_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, ledger = tmp_path / "house.ged", tmp_path / "ledger.csv"
    path.write_text(HOUSE, encoding="utf-8")
    words = ["gedcom", str(path), "--as", "worker", "--ledger", str(ledger)]
    assert bring_in.run(options(*words, "--dry-run")) == 0
    assert "Nothing was kept" in capsys.readouterr().out
    assert bring_in.run(options(*words, "--person", "I1", "--programme", "family")) == 0
    said = capsys.readouterr().out.strip().splitlines()
    assert said[-1] == "read 13 created 13 updated 0 unchanged 0 refused 0"
    assert "about Tal Reyes in Family support." in said[0]
    rows = list(csv.DictReader(ledger.open(encoding="utf-8")))
    assert (rows[0]["file"], rows[0]["row"], rows[0]["id"]) == ("house.ged", "5", "I1")
    path.write_text(HOUSE.replace("4 MAR 1990", "4 MAR 2190"), encoding="utf-8")
    assert bring_in.run(options(*words, "--person", "I1")) == 3
    assert capsys.readouterr().out.strip().endswith("refused 1")
