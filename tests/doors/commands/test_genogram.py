"""``alongside genogram``: a drawing from a file, without a database; what cannot be drawn is one sentence."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from alongside.doors.commands.app import main as third_stage
from alongside.doors.commands.main import main
from alongside.doors.commands.plain import Stopped
from alongside.doors.commands.table import Needs, needs_of
from tests.rooms.ground.familymap.gedcom.files import BROKEN, HOUSE

pytestmark = pytest.mark.committed

FAMILY = {
    "index": ["c"],
    "people": [
        {"id": "a", "name": "Ana <Lim> & Co", "gender": "f", "born": 1970},
        {"id": "b", "name": "Bo", "gender": "m"},
        {"id": "c", "name": "Cleo", "born": "2010"},
    ],
    "unions": [{"id": "u", "partners": ["a", "b"], "kind": "marriage", "from": "2009"}],
    "links": [{"child": "c", "union": "u"}],
    "bonds": [{"id": "x", "from": "a", "to": "b", "kind": "conflict"}],
}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    path = tmp_path / "house.ged"
    path.write_text(HOUSE, encoding="utf-8")
    return path


@pytest.fixture
def value(tmp_path: Path) -> Path:
    path = tmp_path / "family.json"
    path.write_text(json.dumps(FAMILY), encoding="utf-8")
    return path


def drawn(path: Path) -> set[str]:
    """Who is in a drawing."""
    return set(re.findall(r'data-person="([^"]+)"', path.read_text(encoding="utf-8")))


def draw(*words: object) -> int:
    """The command as its own stage runs it."""
    return third_stage(["genogram", *map(str, words)])


def refusal(*words: object) -> str:
    """What the command says when it stops."""
    with pytest.raises(Stopped) as stopped:
        draw(*words)
    assert stopped.value.code == 2
    assert "\n" not in str(stopped.value)
    return str(stopped.value)


def test_a_family_file_becomes_a_drawing_of_those_within_the_generations(
    house: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "house.svg"
    assert draw(house, "--person", "@I1@", "-o", out) == 0
    assert drawn(out) == {f"I{n}" for n in range(1, 11)}
    assert out.read_text(encoding="utf-8").startswith("<svg ")
    assert capsys.readouterr() == ("", "")
    assert draw(house, "--person", "I7", "--generations", 1, "-o", out, "--report", tmp_path / "report.csv") == 0
    assert drawn(out) == {"I7"}
    assert capsys.readouterr().err == "9 persons of the file are not within these generations and not drawn.\n"
    with (tmp_path / "report.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert rows[0] == {"line": "5", "record": "I1", "outcome": "read", "reason": ""}
    assert len([row for row in rows if row["outcome"] == "read"]) == 13


def test_a_family_value_is_drawn_with_everybody_and_printed_where_no_file_is_named(
    value: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert draw("--json", value, "--layers", "households,bonds", "--profile", "mcgoldrick") == 0
    svg = capsys.readouterr().out
    assert set(re.findall(r'data-person="([^"]+)"', svg)) == {"a", "b", "c"}
    assert 'data-bond="x"' in svg
    assert "Ana &lt;Lim&gt; &amp; Co" in svg
    assert draw("--json", value, "--as-at", "2008", "--person", "a", "-o", tmp_path / "then.svg") == 0
    assert drawn(tmp_path / "then.svg") == {"a", "b"}


def test_a_family_is_told_in_words(value: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert draw("--json", value, "--text") == 0
    said = capsys.readouterr().out
    assert said.startswith("- Ana <Lim> & Co and Bo")
    assert "\n  - Cleo" in said


def test_what_was_left_out_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "broken.ged"
    path.write_text(BROKEN, encoding="utf-8")
    assert draw(path, "--person", "A", "-o", tmp_path / "out.svg") == 0
    assert "6 things were left out that the file says; --report FILE.csv lists them.\n" in capsys.readouterr().err
    path.write_text('{"people": [{"id": "a", "shoe": 43}]}', encoding="utf-8")
    assert draw("--json", path, "-o", tmp_path / "out.svg") == 0
    assert capsys.readouterr().err == "Not known and left out: people[0].shoe.\n"


def test_what_cannot_be_drawn_is_one_plain_sentence(house: Path, value: Path, tmp_path: Path) -> None:
    broken, empty, loop = tmp_path / "broken.json", tmp_path / "empty.ged", tmp_path / "loop.json"
    broken.write_text("[" * 100_000, encoding="utf-8")
    empty.write_bytes(b"\x00\x01")
    links = [{"child": "a", "parents": ["b"]}, {"child": "b", "parents": ["a"]}]
    loop.write_text(json.dumps({"people": [{"id": "a"}, {"id": "b"}], "links": links}), encoding="utf-8")
    assert refusal() == "Give one family: a GEDCOM file, or with --json a file that holds a family value."
    assert "Give one family" in refusal(house, "--json", value)
    assert refusal(house).startswith(
        "Say with --person whose family is drawn. In the file are I1 (Tala Maria Reyes), I2"
    )
    assert "Nobody in the file has the number “X”" in refusal(house, "--person", "X")
    assert "counts from 1" in refusal(house, "--person", "I1", "--generations", 0)
    assert "cannot be read: No such file" in refusal(tmp_path / "none.ged", "--person", "I1")
    assert "cannot be written" in refusal(house, "--person", "I1", "-o", tmp_path / "none" / "x.svg")
    assert "This is no GEDCOM file" in refusal(empty, "--person", "I1")
    assert "is no JSON" in refusal("--json", broken)
    assert "is for GEDCOM files" in refusal("--json", value, "--generations", 2)
    assert "has the id “z”" in refusal("--json", value, "--person", "z")
    assert "no layer “fog”" in refusal("--json", value, "--layers", "fog")
    assert "1990-05-31" in refusal("--json", value, "--as-at", "soon")
    assert "own ancestor" in refusal("--json", loop) or "themselves" in refusal("--json", loop)
    many = {"people": [{"id": n} for n in range(201)]}
    loop.write_text(json.dumps(many), encoding="utf-8")
    assert "at most 200 can be drawn" in refusal("--json", loop)


@pytest.mark.long
def test_no_database_is_asked_for_or_started(
    house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert needs_of("genogram", ["house.ged"]) is Needs.NOTHING
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.delenv("ALONGSIDE_APP_DATABASE_URL")
    assert main(["genogram", str(house), "--person", "I1", "-o", str(tmp_path / "out.svg")]) == 0
    assert main(["genogram", str(house)]) == 2
    assert capfd.readouterr().err.startswith("Say with --person")
    assert not (tmp_path / "var").exists()
