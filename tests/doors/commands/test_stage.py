"""The second stage prepares, forgets the administrator's address, and becomes the command."""

from __future__ import annotations

import os
import runpy
import sys

import django
import pytest

from alongside.doors.commands import stage
from alongside.doors.commands.plain import Stopped
from alongside.doors.commands.prepare import Ready
from alongside.doors.commands.table import COMMANDS

pytestmark = pytest.mark.committed
Environment = dict[str, str]


class Became(Exception):
    """Stands for the process that this one would have become."""

    def __init__(self, command: list[str], environment: Environment) -> None:
        super().__init__()
        self.command = command
        self.environment = environment


@pytest.fixture(autouse=True)
def second_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment that the first stage leaves, and a database that is ready."""
    monkeypatch.setenv("DATABASE_URL", "postgresql://administrator@127.0.0.1/alongside")
    monkeypatch.delenv("ALONGSIDE_APP_DATABASE_URL", raising=False)
    monkeypatch.setattr(stage, "ensure_ready", lambda url, folder: "postgresql://application@127.0.0.1/alongside")
    monkeypatch.setattr(stage, "look", lambda admin, app: Ready(app, empty=False, demonstration=True))

    def become(program: str, command: list[str], environment: Environment) -> None:
        raise Became(command, environment)

    monkeypatch.setattr(os, "execve", become)


def becoming(monkeypatch: pytest.MonkeyPatch, *words: str) -> Became:
    """What the second stage becomes when it is called with ``words``."""
    monkeypatch.setattr(sys, "argv", ["stage", *words])
    with pytest.raises(Became) as caught:
        stage.prepare_and_begin_again(COMMANDS[words[0]].needs)
    return caught.value


def test_a_command_for_records_forgets_the_administrator(monkeypatch: pytest.MonkeyPatch) -> None:
    became = becoming(monkeypatch, "check", "--now")
    assert became.command[-2:] == ["check", "--now"]
    assert "DATABASE_URL" not in became.environment
    assert became.environment["ALONGSIDE_APP_DATABASE_URL"].startswith("postgresql://application@")
    assert became.environment["ALONGSIDE_DEMO"] == "1"


def test_a_command_of_the_owner_keeps_both_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    became = becoming(monkeypatch, "migrate")
    assert became.environment["DATABASE_URL"].startswith("postgresql://administrator@")
    assert became.environment["ALONGSIDE_APP_DATABASE_URL"].startswith("postgresql://application@")


@pytest.mark.parametrize(("words", "prepared"), [(["check"], False), (["check", "--help"], False)])
def test_the_command_runs_in_the_end(monkeypatch: pytest.MonkeyPatch, words: list[str], prepared: bool) -> None:
    ran: list[str] = []

    def run_module(name: str, run_name: str) -> None:
        ran.append(f"{name} as {run_name}")
        raise SystemExit(3)

    monkeypatch.setattr(runpy, "run_module", run_module)
    monkeypatch.setattr(django, "setup", lambda: ran.append("set up"))
    monkeypatch.setattr(sys, "argv", ["stage", *words])
    monkeypatch.setenv(stage.PREPARED, "1")
    if "--help" in words:
        monkeypatch.delenv(stage.PREPARED)
    assert stage.main() == 3
    assert ran == ["set up", "alongside.doors.commands.app as __main__"]


def test_what_goes_wrong_is_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(url: str, folder: object) -> str:
        raise Stopped("Not today; try tomorrow.")

    monkeypatch.setattr(stage, "ensure_ready", refuse)
    monkeypatch.setattr(sys, "argv", ["stage", "check"])
    assert stage.main() == 2
    assert capsys.readouterr().err == "Not today; try tomorrow.\n"
