"""``alongside export list``: any length, with the rights of one worker, in place once it is whole."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from alongside.doors.commands.plain import Stopped
from alongside.doors.commands.take_out_list import new_file
from tests.conftest import Become
from tests.doors.commands.test_take_out_case import run
from tests.factories.cases import a_case


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_list_of_any_length(become: Become, tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    a_case(become("worker"), family=True)
    monkeypatch.setattr("alongside.oversight.exports.rules.limits.MOST", 1)
    path = tmp_path / f"people.{suffix}"
    assert run("list", "people", "-o", str(path), "--as", "worker") == 0
    if suffix == "csv":
        rows = list(csv.DictReader(path.open(encoding="utf-8-sig", newline="")))
        assert [row["Whole name"] for row in rows] == ["Dani Prado", "Inés Ruiz López", "Marta López"]
    narrowed = tmp_path / f"closed.{suffix}"
    assert run("list", "cases", "--narrow", "whose=all&state=closed", "-o", str(narrowed), "--as", "worker") == 0


def test_nothing_is_written_over(tmp_path: Path) -> None:
    path = tmp_path / "there.csv"
    path.write_text("mine")
    with pytest.raises(Stopped, match="there already"), new_file(path):
        pass
    part = tmp_path / "half.csv.part"
    with pytest.raises(FileNotFoundError), new_file(tmp_path / "half.csv"):
        part.rename(tmp_path / "gone")
    (tmp_path / "gone").unlink()
    assert [one.name for one in tmp_path.iterdir()] == ["there.csv"]
