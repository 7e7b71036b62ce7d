"""A killed supervisor's leftovers are waited for, a living one is not."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from alongside.doors.commands import leftovers
from alongside.doors.commands.leftovers import is_held, opened, serving, wait_for_leftovers

pytestmark = pytest.mark.committed


def test_a_supervisor_holds_both_locks_and_lets_go(tmp_path: Path) -> None:
    with serving(tmp_path / "var"):
        assert is_held(tmp_path / "var", "serving.lock")
        assert is_held(tmp_path / "var", "keeping.lock")
    assert not is_held(tmp_path / "var", "serving.lock")
    assert not is_held(tmp_path / "var", "keeping.lock")


def test_nothing_is_waited_for_while_another_supervisor_lives(tmp_path: Path) -> None:
    said: list[str] = []
    with serving(tmp_path):
        wait_for_leftovers(tmp_path, said.append)
    wait_for_leftovers(tmp_path, said.append)
    assert said == []


def test_leftovers_are_waited_for_but_not_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leftovers, "LONGEST_WAIT", 0.3)
    said: list[str] = []
    orphaned = opened(tmp_path, "keeping.lock")
    fcntl.flock(orphaned, fcntl.LOCK_SH)
    wait_for_leftovers(tmp_path, said.append)
    os.close(orphaned)
    assert said == ["The last run was cut short; waiting for what it left behind to end."]
