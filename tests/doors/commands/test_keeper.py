"""The keeper knows who is still there, and stops them."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest

from alongside.doors.commands import keeper
from tests.doors.commands.test_children import until

pytestmark = pytest.mark.committed


def test_it_remembers_who_was_started_and_not_ended() -> None:
    assert keeper.children_left(["+11\n", "+12\n", "-11\n"]) == {12}
    assert keeper.children_left([]) == set()


def test_after_an_orderly_stop_nobody_is_left() -> None:
    assert keeper.children_left(["+11\n", "done\n"]) == set()


def test_it_ends_whole_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "KEEPER_PATIENCE", 0.3)
    stubborn = ["/bin/sh", "-c", "trap '' TERM; sleep 60 & echo $!; wait"]
    with subprocess.Popen(stubborn, process_group=0, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        grandchild = Path("/proc") / child.stdout.readline().decode().strip() / "cmdline"
        assert grandchild.exists()
        keeper.stop_all({child.pid})
        assert child.wait(5) == -signal.SIGKILL
    until(lambda: not grandchild.exists() or grandchild.read_bytes() == b"")


def test_a_group_without_members_does_not_live() -> None:
    gone = subprocess.Popen(["/bin/true"], process_group=0)
    gone.wait()
    assert not keeper.lives(gone.pid)
