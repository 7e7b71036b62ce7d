"""``alongside worker``: the first administrator, workers by invitation, and the end of access."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable

import pytest
from django.test import Client

from alongside.agency.organisation.models import Agency
from alongside.agency.staff import queries
from alongside.doors.commands import worker
from alongside.doors.commands.plain import Parser, Stopped
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader

Become = Callable[[str], Reader]


def options(*words: str) -> argparse.Namespace:
    parser = Parser(prog="alongside worker")
    worker.add_arguments(parser)
    return parser.parse_args(list(words))


def test_a_worker_is_added_with_a_way_in_that_opens(capsys: pytest.CaptureFixture[str]) -> None:
    asked = options("add", "Ana Souza", "--role", "worker", "--team", "family team", "--as", "admin")
    assert worker.run(asked) == 0
    said = capsys.readouterr().out
    assert "signs in as ana.souza" in said
    address = re.search(r"(/welcome/[\w-]+/)", said)
    assert address
    assert "Ana Souza" in Client().get(address[1]).content.decode()


def test_somebody_must_be_named_once_there_is_an_administrator() -> None:
    with pytest.raises(Stopped, match="add --as"):
        worker.run(options("add", "Ana Souza", "--role", "evaluator"))


def test_only_an_administrator_adds_workers() -> None:
    with pytest.raises(Refused, match="Only an administrator"):
        worker.run(options("add", "Ana Souza", "--role", "evaluator", "--as", "supervisor"))


def test_which_team_is_asked_for_when_there_are_several() -> None:
    with pytest.raises(Stopped, match="“Family team”"):
        worker.run(options("add", "Ana Souza", "--role", "worker", "--as", "admin"))


def test_in_a_demonstration_the_well_known_password_opens(capsys: pytest.CaptureFixture[str], become: Become) -> None:
    become("admin")
    Agency.objects.update(demonstration=True)
    assert worker.run(options("add", "Ana Souza", "--role", "evaluator", "--username", "ana")) == 0
    assert "alongside-demo" in capsys.readouterr().out
    assert Client().post("/sign-in/", {"login": "ana", "password": "alongside-demo"}).status_code == 302


def test_removing_ends_access(become: Become) -> None:
    assert worker.run(options("remove", "worker", "--as", "admin")) == 0
    become("admin")
    assert "Dele Akande" in {line.name for line in queries.staff(gone=True)}
    with pytest.raises(Stopped, match="Nobody who works here"):
        worker.run(options("remove", "nobody", "--as", "admin"))


def test_names_become_sign_in_names() -> None:
    assert worker.username_of("Sinéad O'Byrne") == "sinead.obyrne"
    assert worker.username_of("李") != ""


def test_a_worker_gets_a_new_way_in_from_the_operator(capsys: pytest.CaptureFixture[str]) -> None:
    assert worker.run(options("invite", "worker")) == 0
    address = re.search(r"(/welcome/[\w-]+/)", capsys.readouterr().out)
    assert address
    assert Client().get(address[1]).status_code == 200
    with pytest.raises(Stopped, match="Nobody who works here"):
        worker.run(options("invite", "nobody"))
    with pytest.raises(Refused):
        worker.run(options("invite", "colleague", "--as", "worker"))
