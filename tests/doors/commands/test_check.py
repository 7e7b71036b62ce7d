"""``alongside check`` says what is well and what needs a person."""

from __future__ import annotations

import argparse
import shutil
from collections import namedtuple
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from alongside.doors.commands import check
from alongside.doors.commands.check import Finding
from alongside.oversight.audit.queries.integrity import Integrity

Usage = namedtuple("Usage", "total used free")
Look = Callable[[], Iterator[Finding]]


def answering(monkeypatch: pytest.MonkeyPatch, **answers: tuple[object, ...]) -> None:
    """Let the database answer questions that hold the given word otherwise than it does."""
    real = check.one

    def one(question: str, *values: int) -> tuple[object, ...]:
        return next((answer for word, answer in answers.items() if word in question), None) or real(question, *values)

    monkeypatch.setattr(check, "one", one)


def only(look: Look) -> Finding:
    """The one finding of ``look``."""
    (finding,) = look()
    return finding


@pytest.mark.parametrize("look", [check.database_version, check.database_role, check.migrations, check.jobs])
def test_the_database_of_the_tests_is_well(look: Look) -> None:
    finding = only(look)
    assert finding.well, finding


def test_how_the_audit_stands_is_said() -> None:
    now = datetime.now(UTC)
    fresh = Integrity(3, now, 2, now, now, True, "", 9, 0.1)
    ago = now - timedelta(days=3)
    assert [one.well for one in check.audit_findings(fresh)] == [True]
    for standing, word in (
        (replace(fresh, well=False, words="Entry 4 was changed."), "Entry 4 was changed."),
        (replace(fresh, waits_since=ago), "2 entries of the audit wait since"),
        (replace(fresh, verified_at=ago), "Nobody has verified"),
        (replace(fresh, verified_at=None, begun_at=ago), "Nobody has verified"),
    ):
        (finding,) = check.audit_findings(standing)
        assert not finding.well
        assert word in finding.sentence
    assert list(check.audit()), "asked of this database"
    (empty,) = check.audit_findings(replace(fresh, sealed_at=None, verified_at=None, waiting=0, waits_since=None))
    assert empty.well


def test_an_old_server_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, server_version_num=("150004",))
    assert only(check.database_version) == Finding(False, "PostgreSQL 15.4 is too old; move to 16 or newer.")


@pytest.mark.parametrize("answer", [("postgres", True)])
def test_a_role_above_the_rules_is_named(monkeypatch: pytest.MonkeyPatch, answer: tuple[object, ...]) -> None:
    answering(monkeypatch, rolsuper=answer)
    assert "not bound by row-level security" in only(check.database_role).sentence


def test_a_role_that_owns_something_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, relowner=(1,))
    assert not only(check.database_role).well


def test_a_server_that_may_forget_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server of the tests is a throw-away one, so that this is its true answer."""
    first, *more = check.durability()
    assert not first.well
    assert "fsync" in first.sentence
    assert more == []
    answering(monkeypatch, SHOW=("on",))
    assert only(check.durability).well
    answering(monkeypatch, checksums=("off",))
    assert "pg_checksums" in list(check.durability())[-1].sentence


def test_waiting_migrations_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.db.migrations.executor.MigrationExecutor.migration_plan", lambda *_: [1, 2])
    assert only(check.migrations).sentence == "2 changes of the database wait; run alongside migrate."


def test_clocks_that_differ_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(check.clocks()) == []
    answering(monkeypatch, clock_timestamp=(datetime.now(UTC) + timedelta(seconds=90),))
    assert "90 s apart" in only(check.clocks).sentence


def test_a_full_disk_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 0, 10**8))
    assert only(check.space).sentence.startswith("Only 0.1 GB are free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 0, 5 * 10**11))
    assert only(check.space).well


@pytest.mark.parametrize(
    ("counts", "words"), [((2, 0), "2 background jobs failed"), ((0, 3), "3 background jobs wait")]
)
def test_jobs_that_failed_or_wait_are_counted(
    monkeypatch: pytest.MonkeyPatch, counts: tuple[int, int], words: str
) -> None:
    answering(monkeypatch, procrastinate_jobs=counts)
    assert only(check.jobs).sentence.startswith(words)


def test_secrets_that_others_may_read_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    assert list(check.secrets()) == []
    (tmp_path / "secrets.json").touch(mode=0o644)
    assert only(check.secrets).sentence.endswith(f"chmod 600 {tmp_path / 'secrets.json'}")
    (tmp_path / "secrets.json").chmod(0o600)
    assert list(check.secrets()) == []


def test_pages_without_their_files_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "STATIC_ROOT", tmp_path)
    assert only(check.pages).sentence == "The files of the pages are not built; run make build."
    (tmp_path / "staticfiles.json").touch()
    assert only(check.pages).well


def test_it_answers_one_when_anything_needs_a_person(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "LOOKS", (lambda: iter([Finding(True, "Fine.")]),))
    assert check.run(argparse.Namespace()) == 0
    monkeypatch.setattr(check, "LOOKS", (lambda: iter([Finding(True, "Fine."), Finding(False, "Mend it.")]),))
    assert check.run(argparse.Namespace()) == 1
    assert capsys.readouterr().out.splitlines()[-2:] == ["ok       Fine.", "TO MEND  Mend it."]
