"""Which account the server gets."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from alongside.ground.postgres import DatabaseUnavailable, account
from alongside.ground.postgres.account import (
    NAME,
    Account,
    account_for,
    create,
    environment,
    is_root,
    named,
    owner_of,
)

needs_root = pytest.mark.skipif(not is_root(), reason="only root can take another account's rights")


def test_root_is_never_the_account() -> None:
    assert named("root") is None
    assert named("nobody-by-this-name") is None
    assert owner_of(Path("/")) is None


def test_an_ordinary_caller_runs_it_herself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(account, "is_root", lambda: False)
    assert account_for(tmp_path) == Account()
    assert Account().enters(tmp_path)
    assert Account().extra_groups is None


@needs_root
def test_for_root_the_owner_of_the_data_goes_first(tmp_path: Path) -> None:
    nobody = named("nobody")
    assert nobody is not None
    nobody.give(tmp_path)
    assert account_for(tmp_path) == owner_of(tmp_path) == nobody


@needs_root
def test_data_of_an_account_that_is_gone_are_not_followed(tmp_path: Path) -> None:
    os.chown(tmp_path, 54321, 54321)
    assert owner_of(tmp_path) is None


@needs_root
def test_without_any_account_the_person_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(account, "named", lambda name: None)
    monkeypatch.setattr(account, "create", lambda: None)
    with pytest.raises(DatabaseUnavailable, match="useradd --system alongside-db"):
        account_for(tmp_path / "none")


@needs_root
def test_a_stand_in_serves_where_no_account_can_be_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(account, "NAME", "nobody-by-this-name")
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    assert account_for(tmp_path / "none") in [named(name) for name in account.STAND_INS]


@needs_root
def test_entering_is_tried_with_the_rights_of_the_account(closed_place: Path, open_place: Path) -> None:
    nobody = named("nobody")
    assert nobody is not None
    assert nobody.enters(open_place)
    assert not nobody.enters(closed_place)


@needs_root
def test_giving_goes_all_the_way_down_and_follows_no_link(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.write_text("root's")
    (inside / "deep").mkdir(parents=True)
    (inside / "deep" / "file").write_text("the account's")
    (inside / "deep" / "link").symlink_to(outside)
    Account(54321, 54321).give(inside)
    assert (inside / "deep" / "file").stat().st_uid == 54321
    assert (inside / "deep" / "link").lstat().st_uid == 54321
    assert outside.stat().st_uid == os.geteuid()


@needs_root
def test_a_file_is_given_by_itself_and_without_an_account_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("root's")
    Account().give(tmp_path)
    assert tmp_path.stat().st_uid == os.geteuid()
    Account(54321, 54321).give(tmp_path / "file")
    assert ((tmp_path / "file").stat().st_uid, tmp_path.stat().st_uid) == (54321, os.geteuid())


def test_the_account_is_made_without_home_shell_or_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "told"
    (tmp_path / "useradd").write_text(f'#!/bin/sh\necho "$@" > {told}\nexit 1\n')
    (tmp_path / "useradd").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    create()
    words = told.read_text().split()
    assert words[:6] == ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent", "--shell"]
    assert (Path(words[6]).name in ("nologin", "false"), words[7:]) == (True, [NAME])
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    told.unlink()
    create()
    assert not told.exists()


def test_no_setting_of_the_caller_reaches_the_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "elsewhere.example")
    monkeypatch.setenv("LC_MESSAGES", "de_DE.UTF-8")
    kept = environment()
    assert "PGHOST" not in kept
    assert "LC_MESSAGES" not in kept
    assert kept["LC_ALL"] == "C"


def test_a_program_that_is_not_there_answers_as_a_shell_would() -> None:
    assert Account().run(["/nowhere/program"]).returncode == 126
    assert Account().run(["/bin/sleep", "5"], timeout=0.05).returncode == 126


def test_a_program_gets_the_text_it_is_given() -> None:
    assert Account().run(["/bin/cat"], text="hello").stdout == "hello"
