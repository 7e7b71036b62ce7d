"""The third stage parses the words of a command and runs it."""

from __future__ import annotations

import argparse

import pytest

from alongside.doors.commands import app, migrate

pytestmark = pytest.mark.committed


def test_a_command_gets_its_options_and_its_exit_code_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[argparse.Namespace] = []

    def run(options: argparse.Namespace) -> int:
        seen.append(options)
        return 3

    monkeypatch.setattr(migrate, "add_arguments", lambda parser: parser.add_argument("--people", type=int))
    monkeypatch.setattr(migrate, "run", run)
    assert app.main(["migrate", "--people", "12"]) == 3
    assert seen == [argparse.Namespace(people=12)]


def test_a_word_too_many_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        app.main(["migrate", "now"])
    assert capsys.readouterr().err == "Unrecognized arguments: now; alongside migrate --help shows what it takes.\n"


def test_help_says_what_a_command_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        app.main(["check", "--help"])
    assert "say in plain words whether all is well" in capsys.readouterr().out
