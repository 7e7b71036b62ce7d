"""``alongside export case``: a file with the rights of one worker, or one plain sentence."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from alongside.doors.commands import take_out
from alongside.doors.commands.plain import Parser, Stopped
from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.oversight.exports.models import Export
from alongside.record.cases.models import Case
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.contacts import a_contact
from tests.factories.dynamics import members
from tests.factories.people import a_phone

PAGE = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "take-things-out.md"


@pytest.fixture
def case(become: Become) -> Case:
    return a_case(become("worker"), family=True)


def run(*words: str) -> int:
    parser = Parser(prog="alongside export")
    take_out.add_arguments(parser)
    options: argparse.Namespace = parser.parse_args([str(word) for word in words])
    return take_out.run(options)


def test_a_case_as_json_and_as_pdf(case: Case, tmp_path: Path, become: Become) -> None:
    assert run("case", case.number, "-o", str(tmp_path / "c.json"), "--as", "worker") == 0
    assert json.loads((tmp_path / "c.json").read_text("utf-8"))["manifest"]["made_by"] == "Dele Akande"
    words = ("case", str(case.public_id), "--format", "pdf", "-o", str(tmp_path / "c.pdf"), "--as", "worker")
    assert run(*words, "--why", "She asked for it") == 0
    assert (tmp_path / "c.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "c.pdf").stat().st_mode & 0o777 == 0o600
    become("worker")
    assert list(Export.objects.order_by("id").values_list("format", "why")) == [
        ("json", "By the operator of the machine"),
        ("pdf", "She asked for it"),
    ]


def test_a_copy_for_one_of_the_family_holds_nothing_of_others(
    case: Case, tmp_path: Path, become: Become, capsys: pytest.CaptureFixture[str]
) -> None:
    by = become("worker")
    mother, dani, ines = members(case)
    phone = "085 555 4471"
    a_phone(Person.objects.get(id=mother), case.circle_id, by, phone, level=SAFE_LOCATION)
    a_contact(case, by, people=[mother], text="She spoke of money.")
    parts = {dani: "Dani misses the old school.", ines: "Her sleep is bad."}
    a_contact(case, by, people=[dani, ines], text="They baked.", opinion="He is brave.", parts=parts)
    path = tmp_path / "one.json"
    words = ("case", case.number, "--as", "worker", "--why", "He asked for it", "-o")
    assert run(*words, str(path), "--to", "dani prado") == 0
    assert run(*words, str(tmp_path / "one.pdf"), "--format", "pdf", "--to", "Dani Prado") == 0
    printed = " ".join(page.extract_text() for page in PdfReader(tmp_path / "one.pdf").pages)
    for text in (path.read_text("utf-8"), " ".join(printed.split())):
        assert "They baked." in text
        assert "misses the old school" in text
        for hidden in ("money", "sleep is bad", "brave", phone, "Inés"):
            assert hidden not in text, hidden
    become("worker")
    assert all("for one of the family" in one for one in Export.objects.values_list("about", flat=True))
    told = {dani: f"He rings his mother on {phone}.", ines: "She reads."}
    a_contact(case, become("worker"), people=[dani, ines], text="They rang.", parts=told)
    for named, sentence in (("Dani Prado", "must not be found"), ("Ana Nobody", "Nobody of the family")):
        with pytest.raises(Stopped, match=sentence):
            run(*words, str(tmp_path / "two.json"), "--to", named)
    assert not (tmp_path / "two.json").exists()


def test_what_cannot_be_is_one_sentence_and_leaves_no_file(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    refusals = {
        ("case", case.number, "-o", str(path), "--as", "elsewhere"): "can open no case",
        ("case", "HF-0", "-o", str(path), "--as", "elsewhere"): "can open no case HF-0",
        ("case", case.number, "--format", "fhir", "-o", str(path), "--as", "worker"): "fhir is not there yet",
        ("case", case.number, "-o", str(tmp_path / "no" / "c"), "--as", "worker"): "cannot be written",
        ("case", case.number, "-o", str(path), "--as", "nobody-such"): "Nobody signs in",
        ("list", "log", "-o", str(tmp_path / "l.csv"), "--as", "worker"): "has no such list",
        ("list", "people", "-o", str(tmp_path / "l.txt"), "--as", "worker"): "ends with .csv or .xlsx",
    }
    for words, sentence in refusals.items():
        with pytest.raises(Stopped, match=sentence.replace(".", r"\.")):
            run(*words)
    assert list(tmp_path.iterdir()) == []


def test_the_commands_of_the_page_run(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^    alongside export (.+)$", PAGE.read_text("utf-8"), re.M)
    ran = [line for line in commands if not line.startswith("all ")]
    assert len(ran) >= 4
    for line in ran:
        words = line.replace("HF-1001", case.number).replace("--as dele", "--as worker")
        assert run(*(word.strip('"') for word in re.findall(r'"[^"]*"|\S+', words))) == 0, line
