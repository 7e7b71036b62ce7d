"""Children are restarted, and nothing of them outlives their supervisor."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from alongside.doors.commands.children import Children, end_group, meaning

pytestmark = pytest.mark.committed
SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [sys.executable, "-c", "import signal, time; signal.signal(15, 1); print('up', flush=True); time.sleep(60)"]


def until(true: Callable[[], bool]) -> None:
    """Wait for something that takes a moment."""
    deadline = time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_dead_child_is_started_again_after_a_growing_pause() -> None:
    said: list[str] = []
    children = Children(said.append)
    try:
        children.add("clock", [sys.executable, "-c", "raise SystemExit(3)"], os.environ)
        (clock,) = children.members

        def told_twice() -> bool:
            children.tend()
            return len(said) == 2

        until(told_twice)
        assert said == [
            "The clock stopped (exit code 3); it is started again in 0.5 s.",
            "The clock stopped (exit code 3); it is started again in 1 s.",
        ]
        assert clock.process is None
        clock.pause, clock.due = 32.0, 0.0
        children.tend()
        clock.started -= 61

        def told_again() -> bool:
            children.tend()
            return len(said) == 3

        until(told_again)
        assert said[-1].endswith("in 0.5 s.")
    finally:
        children.stop()


def test_stopping_asks_first_and_then_insists(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("alongside.doors.commands.children.PATIENCE", 0.3)
    children = Children(print)
    children.add("sleeper", SLEEPS, os.environ)
    children.add("stubborn one", STUBBORN, os.environ)
    processes = [child.process for child in children.members]
    until(lambda: "up" in capfd.readouterr().out)
    children.stop()
    assert [process.returncode for process in processes if process] == [-signal.SIGTERM, -signal.SIGKILL]
    assert children.members == []
    assert children.keeper is None
    children.stop()


def test_ending_what_is_gone_is_fine() -> None:
    gone = subprocess.Popen(["/bin/true"], process_group=0)
    gone.wait()
    end_group(gone.pid, signal.SIGTERM)
    end_group(gone.pid, signal.SIGTERM, leader_only=True)


def test_a_supervisor_that_is_killed_takes_its_children_with_it(tmp_path: Path) -> None:
    script = (
        "import os, sys, time\n"
        "from alongside.doors.commands.children import Children\n"
        "children = Children(print)\n"
        "children.add('sleeper', ['/bin/sleep', '60'], os.environ)\n"
        "print(children.members[0].process.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as supervisor:
        assert supervisor.stdout is not None
        sleeper = int(supervisor.stdout.readline())
        supervisor.kill()
    until(lambda: not Path(f"/proc/{sleeper}/cmdline").exists() or not Path(f"/proc/{sleeper}/cmdline").read_bytes())


def test_exit_codes_in_words() -> None:
    assert meaning(0) == "exit code 0"
    assert meaning(-9) == "killed by SIGKILL"
