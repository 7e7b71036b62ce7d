"""The child processes of ``alongside serve``: started, restarted when they die, and stopped together.

Each child leads a process group of its own, so that nothing of it outlives it. A small keeper watches over the
supervisor itself: when that is killed outright, the keeper sees its pipe close and stops the children.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 10.0
"""Seconds that people wait at most for a process that dies again and again."""
STEADY_SECONDS = 20.0
"""Whoever ran so long was well: its next death is a first one."""
PATIENCE = 15.0
KEEPER_PATIENCE = 10.0
GROUP_GONE = 0.05


@dataclass(slots=True)
class Child:
    """One process to be kept running. Times are seconds of the monotonic clock."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0
    pause: float = FIRST_PAUSE


@dataclass(slots=True)
class Children:
    """All children of one supervisor.

    ``say`` prints one line for the person at the keyboard; ``lock`` is an open lock that the keeper holds on to.
    """

    say: Callable[[str], None]
    lock: int | None = None
    members: list[Child] = field(default_factory=list)
    keeper: subprocess.Popen[bytes] | None = None

    def add(self, name: str, command: list[str], environment: Mapping[str, str]) -> None:
        """Add a child and start it."""
        if self.keeper is None:
            keeper = [sys.executable, "-m", "alongside.doors.commands.keeper"]
            kept = () if self.lock is None else (self.lock,)
            self.keeper = subprocess.Popen(keeper, stdin=subprocess.PIPE, start_new_session=True, pass_fds=kept)
        child = Child(name, command, environment)
        self.members.append(child)
        self._start(child)

    def tend(self) -> None:
        """Restart whoever died, after a pause that doubles with each death in quick succession."""
        now = time.monotonic()
        for child in self.members:
            if child.process is None:
                if now >= child.due:
                    self._start(child)
            elif (code := child.process.poll()) is not None:
                end_group(child.process.pid, signal.SIGKILL)
                self._tell_keeper(f"-{child.process.pid}")
                if now - child.started > STEADY_SECONDS:
                    child.pause = FIRST_PAUSE
                self.say(f"The {child.name} stopped ({meaning(code)}); it is started again in {child.pause:g} s.")
                child.process, child.due = None, now + child.pause
                child.pause = min(child.pause * 2, LONGEST_PAUSE)

    def stop(self) -> None:
        """Ask all to stop, wait a while, and end those that do not."""
        running = [child.process for child in self.members if child.process is not None]
        for process in running:
            end_group(process.pid, signal.SIGTERM, leader_only=True)
        deadline = time.monotonic() + PATIENCE
        for process in running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, deadline - time.monotonic()))
            end_group(process.pid, signal.SIGKILL)
            process.wait()
        self.members.clear()
        if self.keeper is not None and self.keeper.stdin is not None:
            self._tell_keeper("done")
            with suppress(OSError):
                self.keeper.stdin.close()
            self.keeper.wait()
            self.keeper = None

    def _start(self, child: Child) -> None:
        child.process = subprocess.Popen(
            child.command,
            env=dict(child.environment),
            stdin=subprocess.DEVNULL,
            process_group=0,
        )
        child.started = time.monotonic()
        self._tell_keeper(f"+{child.process.pid}")

    def _tell_keeper(self, line: str) -> None:
        if self.keeper is not None and self.keeper.stdin is not None:
            with suppress(OSError):
                self.keeper.stdin.write(f"{line}\n".encode())
                self.keeper.stdin.flush()


def end_group(leader: int, number: signal.Signals, *, leader_only: bool = False) -> None:
    """Send the signal ``number`` to the process group of ``leader``, or to the leader alone; absent ones are fine."""
    with suppress(ProcessLookupError, PermissionError):
        if leader_only:
            os.kill(leader, number)
        else:
            os.killpg(leader, number)


def meaning(code: int) -> str:
    """What an exit code says to a person."""
    return f"exit code {code}" if code >= 0 else f"killed by {signal.Signals(-code).name}"
