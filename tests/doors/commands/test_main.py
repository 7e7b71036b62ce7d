"""The first stage: finds the command, answers in one sentence, and starts only what is needed."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from alongside.doors.commands import main as module
from alongside.doors.commands.main import main
from alongside.doors.commands.table import COMMANDS, LATER

pytestmark = pytest.mark.committed


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(f"  {name} " in said for name in COMMANDS)


def test_nothing_asked_shows_the_help_and_counts_as_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "usage: alongside COMMAND" in capsys.readouterr().out


@pytest.mark.parametrize("name", LATER)
def test_what_is_not_there_yet_says_so(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "any", "--thing"]) == 2
    assert capsys.readouterr().err == f"“alongside {name}” is not there yet in this release.\n"


def test_an_unknown_command_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fly"]) == 2
    assert capsys.readouterr().err == "There is no command “fly”; alongside --help lists them all.\n"


def test_a_wrong_option_is_one_sentence(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--fast"]) == 2
    assert capfd.readouterr().err == "Unrecognized arguments: --fast; alongside serve --help shows what it takes.\n"


def test_the_help_of_a_command_needs_no_database(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    monkeypatch.delenv("DATABASE_URL")
    assert main(["check", "--help"]) == 0
    assert "usage: alongside check" in capfd.readouterr().out
    assert not (tmp_path / "var").exists()


def test_a_database_that_does_not_answer_is_one_sentence(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    monkeypatch.delenv("ALONGSIDE_APP_DATABASE_URL")
    assert main(["check"]) == 1
    said = capfd.readouterr().err
    assert said.startswith("The database does not answer; check that it runs and that its address is right:")
    assert said.count("\n") == 1


def test_the_first_stage_loads_no_django() -> None:
    """It and all it imports of this package stay light: it lives as long as the installation does."""
    seen, waiting = set(), ["main"]
    while waiting:
        name = waiting.pop()
        seen.add(name)
        tree = ast.parse(Path(module.__file__).with_name(f"{name}.py").read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                assert not node.module.startswith(("django", "alongside.config")), name
                if node.module == "alongside.doors.commands":
                    waiting += [alias.name for alias in node.names]
                elif node.module.startswith("alongside.doors.commands."):
                    waiting.append(node.module.rsplit(".", 1)[1])
        waiting = [name for name in waiting if name not in seen]
    assert {"serve", "children", "plain", "table"} <= seen
