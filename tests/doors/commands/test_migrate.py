"""``alongside migrate`` prepares the database again, for the administrator alone."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import pytest

from alongside.doors.commands import migrate
from alongside.doors.commands.app import main
from alongside.doors.commands.plain import Stopped

pytestmark = pytest.mark.committed


def test_it_prepares_even_what_seems_prepared(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[tuple[str, Path, bool]] = []

    def ensure_ready(url: str, folder: Path, *, force: bool) -> str:
        asked.append((url, folder, force))
        return "an address"

    monkeypatch.setattr(migrate, "ensure_ready", ensure_ready)
    assert main(["migrate"]) == 0
    assert asked == [(os.environ["DATABASE_URL"], Path(os.environ["DATA_DIR"]), True)]
    assert capsys.readouterr().out == "The database is up to date.\n"


def test_without_the_address_of_the_administrator_it_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL")
    with pytest.raises(Stopped, match="administrator in DATABASE_URL"):
        migrate.run(argparse.Namespace())
