"""``alongside token``: made, listed, ended; standard output holds the token alone."""

from __future__ import annotations

import argparse

import pytest
from django.test import Client

from alongside.agency.access import queries as readings
from alongside.doors.commands import token
from alongside.doors.commands.plain import Parser, Stopped


def options(*words: str) -> argparse.Namespace:
    parser = Parser(prog="alongside token")
    token.add_arguments(parser)
    return parser.parse_args(list(words))


def status(words: str, path: str, method: str = "get") -> int:
    client = Client(headers={"Authorization": f"Bearer {words}"})
    return int(getattr(client, method)(path, content_type="application/json").status_code)


def made(capsys: pytest.CaptureFixture[str], *more: str) -> str:
    assert token.run(options("add", "worker", *more)) == 0
    printed = capsys.readouterr()
    assert "not shown again" in printed.err
    return printed.out.strip()


def test_a_token_lets_a_program_in_until_it_is_ended(capsys: pytest.CaptureFixture[str]) -> None:
    words = made(capsys, "--name", "Figures")
    assert status(words, "/api/v1/cases") == 200
    readings.leave()
    assert token.run(options("list", "worker")) == 0
    (line,) = capsys.readouterr().out.splitlines()
    number = line.split()[0]
    assert "Figures" in line
    assert words not in line
    with pytest.raises(Stopped, match="no such token"):
        token.run(options("end", "colleague", number))
    assert token.run(options("end", "worker", number)) == 0
    assert status(words, "/api/v1/cases") == 401
    token.run(options("list", "worker"))
    assert capsys.readouterr().out.rstrip().endswith("ended")


def test_a_narrow_token_is_narrow(capsys: pytest.CaptureFixture[str]) -> None:
    reading = made(capsys, "--read-only")
    assert (status(reading, "/api/v1/cases"), status(reading, "/api/v1/cases", "post")) == (200, 403)
    one = made(capsys, "--scope", "cases:read")
    assert (status(one, "/api/v1/cases"), status(one, "/api/v1/people")) == (200, 403)


def test_what_cannot_be_is_one_plain_sentence() -> None:
    with pytest.raises(Stopped, match="Nobody signs in as nobody"):
        token.run(options("add", "nobody"))
    with pytest.raises(Stopped, match="from 1 to 365 days"):
        token.run(options("add", "worker", "--days", "4000"))
