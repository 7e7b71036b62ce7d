"""Where the database lives, and who may write there."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from alongside.ground.postgres import DatabaseUnavailable, account
from alongside.ground.postgres import home as module
from alongside.ground.postgres.account import is_root, named
from alongside.ground.postgres.home import NOTE, Home, shelter_for, try_lock

needs_root = pytest.mark.skipif(not is_root(), reason="only root needs a shelter")


@pytest.fixture
def home(open_place: Path) -> Home:
    """A settled home in a place that every account may enter."""
    settled = Home(open_place / "home")
    settled.settle()
    return settled


def test_the_folder_is_closed_to_others(home: Home) -> None:
    assert home.path.stat().st_mode & 0o007 == 0
    assert not home.sheltered


def test_links_are_refused(home: Home, tmp_path: Path) -> None:
    (home.path / "trap").symlink_to(tmp_path / "target")
    with pytest.raises(OSError, match="trap"):
        home.open("trap")
    (home.path / "other-trap").symlink_to(tmp_path / "target")
    home.replace(home.path / "other-trap", "text")
    assert not (tmp_path / "target").exists()


def test_only_one_has_the_turn(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TURN_SECONDS", 0.1)
    with home.turn():
        handle = home.open("turn.lock")
        assert not try_lock(handle, fcntl.LOCK_SH)
        os.close(handle)
        with pytest.raises(DatabaseUnavailable, match="three minutes"), home.turn():
            pass


def test_a_long_log_is_put_aside(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOG_CEILING", 10)
    home.log.write_text("FATAL:  the old complaint\n")
    os.close(home.open_log())
    assert home.log.read_text() == ""
    assert "old complaint" in (home.path / "server.log.1").read_text()


def test_the_last_complaint_is_found(home: Home) -> None:
    home.log.write_text("one LOG:  fine\ntwo FATAL:  not fine\nthree LOG:  shut down\n")
    assert home.last_words() == "not fine"
    home.log.write_text("one LOG:  fine\n")
    assert home.last_words() == "one LOG:  fine"
    home.log.write_text("")
    assert home.last_words() == "it said nothing"
    home.log.unlink()
    assert home.last_words() == "its log cannot be read"


def test_an_ordinary_caller_opens_her_folder_to_nobody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for each in (module, account):
        monkeypatch.setattr(each, "is_root", lambda: False)
    before = os.umask(0o027)
    try:
        Home(tmp_path / "var").settle()
    finally:
        os.umask(before)
    assert (tmp_path / "var").stat().st_mode & 0o777 == 0o750


@needs_root
def test_an_ordinary_account_makes_no_folder_in_a_place_of_others(open_place: Path) -> None:
    nobody = named("nobody")
    assert nobody is not None
    assert nobody.uid
    os.seteuid(nobody.uid)
    try:
        with pytest.raises(DatabaseUnavailable, match=r"theirs may not be used"):
            Home(open_place / "theirs").settle()
    finally:
        os.seteuid(0)


@needs_root
def test_a_folder_of_another_account_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "var" / "postgres").mkdir(parents=True)
    os.chown(tmp_path / "var" / "postgres", 54321, 54321)
    for each in (module, account):
        monkeypatch.setattr(each, "is_root", lambda: False)
    with pytest.raises(DatabaseUnavailable, match="belongs to another account"):
        Home(tmp_path / "var").settle()


@needs_root
def test_a_closed_place_sends_the_database_to_a_shelter_and_says_so(closed_place: Path) -> None:
    data_dir = closed_place / "var"
    home = Home(data_dir)
    home.settle()
    assert home.sheltered
    assert home.path == shelter_for(data_dir) / "postgres"
    assert (data_dir / NOTE).read_text().startswith(f"{home.path}\n")
    assert home.account.enters(home.path)


@needs_root
def test_a_moved_data_folder_does_not_silently_begin_anew(closed_place: Path) -> None:
    first = Home(closed_place / "var")
    first.settle()
    (closed_place / "var").rename(closed_place / "moved")
    with pytest.raises(DatabaseUnavailable, match=f"its database is still in {first.path}"):
        Home(closed_place / "moved").settle()


@needs_root
def test_data_that_went_out_of_reach_are_not_left_behind(closed_place: Path) -> None:
    (closed_place / "var" / "postgres" / "data").mkdir(parents=True)
    with pytest.raises(DatabaseUnavailable, match="can no longer reach"):
        Home(closed_place / "var").settle()


@needs_root
def test_where_no_place_can_be_reached_the_person_is_told(closed_place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SHELTER", closed_place / "shelter")
    with pytest.raises(DatabaseUnavailable, match="reaches neither"):
        Home(closed_place / "var").settle()
