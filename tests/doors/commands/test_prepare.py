"""Preparing a database happens once for one state of the code."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pytest

from alongside.doors.commands import prepare
from alongside.doors.commands.prepare import ensure_ready, fingerprint, look, mark_of

pytestmark = pytest.mark.committed


@pytest.fixture
def admin_url() -> str:
    """The administrator's address of the database of the tests."""
    return os.environ["DATABASE_URL"]


@pytest.fixture
def data() -> Path:
    """The data folder of the tests."""
    return Path(os.environ["DATA_DIR"])


def test_the_fingerprint_follows_the_password_of_the_role() -> None:
    assert fingerprint("one") == fingerprint("one") != fingerprint("two")


def test_what_is_current_is_left_alone(admin_url: str, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepared: list[str] = []

    def prepare_database(url: str, folder: Path) -> str:
        prepared.append(url)
        return "an address"

    monkeypatch.setattr(prepare, "prepare_database", prepare_database)
    assert ensure_ready(admin_url, data, force=True) == "an address"
    assert "alongside_app" in ensure_ready(admin_url, data)
    assert prepared == [admin_url]
    with psycopg.connect(admin_url) as connection:
        assert (mark_of(connection) or "").startswith("Prepared by Alongside: ")
    monkeypatch.setattr(prepare, "fingerprint", lambda password: "other code")
    ensure_ready(admin_url, data)
    assert prepared == [admin_url, admin_url]


def test_what_is_in_the_database_is_told(admin_url: str) -> None:
    with psycopg.connect(admin_url) as connection:
        row = connection.execute("SELECT demonstration FROM organisation_agency").fetchone()
        names = {name for (name,) in connection.execute("SELECT username FROM access_account")}
    told = look(admin_url, "an address")
    assert told.app_url == "an address"
    assert told.empty is (row is None)
    assert set(told.sign_ins) == (names if row else set())


def test_without_an_address_it_fails_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    assert prepare.main() == 1
    assert capsys.readouterr().err.startswith("The database does not answer;")
