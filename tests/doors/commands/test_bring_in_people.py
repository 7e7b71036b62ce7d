"""``alongside import people``: exit codes, the last line, the ledger, decisions, and a process that is killed."""

from __future__ import annotations

import csv
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from alongside.config.bootstrap import application_url, secrets_of
from alongside.doors.commands import bring_in
from alongside.doors.commands.plain import Stopped
from alongside.oversight.imports.models import ImportRun, SheetRow
from alongside.record.people.models import Person
from scripts.make_people import people
from tests.conftest import Become
from tests.database import plugin
from tests.doors.commands.test_bring_in import options

ROOT = Path(__file__).resolve().parents[3]
MANUAL = ROOT / "docs" / "how-to" / "bring-in-a-spreadsheet.md"
Import = Callable[..., tuple[int, list[str], list[dict[str, str]]]]


@pytest.fixture
def bring(tmp_path: Path, capsys: pytest.CaptureFixture[str], become: Become) -> Import:
    """Run the command on a file of this text; returns exit code, lines and ledger."""

    def run(content: str | bytes, *words: str, name: str = "people.csv") -> tuple[int, list[str], list[dict[str, str]]]:
        path, ledger = tmp_path / name, tmp_path / "ledger.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        code = bring_in.run(options("people", str(path), "--as", "worker", "--ledger", str(ledger), *words))
        become("worker")
        return code, capsys.readouterr().out.splitlines(), list(csv.DictReader(ledger.open(encoding="utf-8")))

    return run


def test_exit_codes_last_line_and_ledger(bring: Import) -> None:
    code, lines, ledger = bring("id,full_name,birth_date\n1,Ana Silva,1990\n=2,Bo Lee,31/02/1990\n")
    assert (code, lines[-1]) == (3, "read 2 created 1 updated 0 unchanged 0 refused 1")
    assert lines[0] == "Read as UTF-8, parted by comma."
    assert [list(row.values())[:3] for row in ledger] == [["people", "1", "created"], ["people", "2", "refused"]]
    assert ledger[1]["id"] == "'=2"
    assert "can be read in two ways" in ledger[1]["reason"]
    code, lines, _ledger = bring("id,full_name,birth_date\n1,Ana Silva,1990\n")
    assert (code, lines[-1]) == (0, "read 1 created 0 updated 0 unchanged 1 refused 0")
    assert not SheetRow.objects.exists()


def test_a_dry_run_keeps_nothing(bring: Import) -> None:
    code, lines, _ledger = bring("id,full_name\n1,Ana Silva\n", "--dry-run")
    assert (code, lines[-2:]) == (0, ["Nothing was kept: this was a dry run.",
                                      "read 1 created 1 updated 0 unchanged 0 refused 0"])  # fmt: skip
    assert not Person.objects.exists()


def test_a_map_an_order_of_dates_and_another_encoding(bring: Import, tmp_path: Path) -> None:
    said = tmp_path / "map.json"
    said.write_text(json.dumps({"Nummer": "id", "Name": "full_name", "Geburt": "birth_date"}))
    text = "Nummer;Name;Geburt;Schuhe\n1;Jürgen Groß;03.04.1990;45\n".encode("cp1252")
    code, lines, _ledger = bring(text, "--map", str(said), "--dates", "dmy")
    assert code == 0
    assert lines[0] == "Read as Windows-1252 (a guess; --encoding says otherwise), parted by semicolon."
    assert lines[1] == "people; left out: Schuhe."
    assert str(Person.objects.get(display_name="Jürgen Groß").born_on) == "1990-04-03"


def test_look_alikes_are_decided_in_a_file(bring: Import, tmp_path: Path) -> None:
    bring("id,full_name,birth_date\n1,Ana Silva,1990-01-02\n")
    twice = "id,full_name,birth_date\n2,Ana Silva,1990-01-02\n3,Anna Silva,1990-01-02\n"
    code, lines, _ledger = bring(twice)
    assert code == 3
    assert lines[-2].startswith("2 rows look like somebody.")
    path = tmp_path / "ledger-decide.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    assert [(row["id"], row["row"]) for row in rows] == [("2", "1"), ("3", "2")]
    rows[0]["person"], rows[1]["person"] = rows[0]["looks_like"], "new"
    with path.open("w", encoding="utf-8", newline="") as handle:
        table = csv.DictWriter(handle, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    assert bring(twice, "--same-as", str(path))[1][-1] == "read 2 created 1 updated 1 unchanged 0 refused 0"
    assert bring("id,full_name,birth_date\n4,Ana Silva,1990-01-02\n", "--create-all")[0] == 0


@pytest.mark.parametrize(
    ("content", "words", "sentence"),
    [
        (b"%PDF-1.7", (), "a PDF"),
        (b"", (), "nothing in this file"),
        (b"shoe,hat\n1,2\n", (), "None of the columns is known here"),
        (b"id,sex\n1,f\n", (), "No column holds a name"),
        (b"id,full_name,ID\n1,Ana,2\n", (), "stands twice in the header"),
        (b"id,full_name\n1,Ana\n", ("--map", "/nowhere.json"), "is no mapping"),
        (b"id,full_name\n1,Ana\n", ("--same-as", "/nowhere.csv"), "cannot be read"),
        (b"id,full_name\n1,Ana\n", ("--encoding", "klingon"), "is no encoding"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    bring: Import, content: bytes, words: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(Stopped, match=sentence) as stopped:
        bring(content, *words)
    assert stopped.value.code == 2
    assert not ImportRun.objects.exists()


def test_a_map_and_decisions_that_do_not_fit_are_told(bring: Import, tmp_path: Path) -> None:
    said = tmp_path / "map.json"
    said.write_text(json.dumps({"Absent": "id"}))
    with pytest.raises(Stopped, match="has no column “Absent”"):
        bring("id,full_name\n1,Ana\n", "--map", str(said))
    decisions = tmp_path / "decide.csv"
    decisions.write_text("a,b\n1,2\n")
    with pytest.raises(Stopped, match="columns id and person are needed"):
        bring("id,full_name\n1,Ana\n", "--same-as", str(decisions))
    with pytest.raises(Stopped, match="cannot be read"):
        bring_in.run(options("people", str(tmp_path / "absent.csv"), "--as", "worker"))


def test_the_commands_of_the_manual_work(become: Become, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command of the how-to page is run, in its order, on the files that the page shows."""
    text = MANUAL.read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name, content in re.findall(r"```(?:csv|json) title=(\S+)\n(.*?)```", text, re.DOTALL):
        Path(name).write_text(content, encoding="utf-8")
    commands = re.findall(r"^alongside import people (.+)$", text, re.MULTILINE)
    assert len(commands) >= 5
    words = [command.replace("WORKER", "worker").split() for command in commands]
    codes = [bring_in.run(options("people", *each, "--ledger", str(tmp_path / "ledger.csv"))) for each in words]
    assert codes == [0, 0, 0, 0, 3, 0], codes
    become("worker")
    assert Person.objects.count() == 4


def on_the_server(name: str, statement: str) -> int:
    with psycopg.connect(plugin.on(plugin.admin_url(), name)) as connection:
        row = connection.execute(statement).fetchone()
    return int(row[0]) if row else 0


@pytest.mark.long
def test_a_process_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    """Kill -9 in the middle: what was committed stays, the next call brings the rest in, and nobody is in twice."""
    path = tmp_path / "people.csv"
    rows = list(people(1000, 3, "family"))
    with path.open("w", encoding="utf-8", newline="") as handle:
        table = csv.DictWriter(handle, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    _url, name = plugin.copy_of_template("killed")
    command = [sys.executable, "-m", "alongside.doors.commands.stage", "import", "people", str(path), "--as", "worker",
               "--create-all", "--ledger", str(tmp_path / "ledger.csv")]  # fmt: skip
    environment = {**os.environ, "ALONGSIDE_APP_DATABASE_URL": application_url(
        plugin.on(plugin.admin_url(), name), secrets_of(plugin.DATA)["APP_PASSWORD"])}  # fmt: skip
    environment.pop("DATABASE_URL", None)
    try:
        child = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        while child.poll() is None and not on_the_server(name, "select count(*) from people_person"):
            time.sleep(0.05)
        child.send_signal(signal.SIGKILL)
        child.communicate()
        halfway = on_the_server(name, "select count(*) from people_person")
        assert 0 < halfway < 1000
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        assert "An import of this file stopped after" in done.stdout, done.stderr
        assert done.stdout.splitlines()[-1] == "read 1000 created 1000 updated 0 unchanged 0 refused 0"
        assert on_the_server(name, "select count(*) from people_person") == 1000
        assert on_the_server(name, "select count(*) from imports_importrun") == 1
    finally:
        plugin.drop(name)
