"""Watches over the supervisor of ``alongside serve``: when it is killed outright, stops the children it leaves behind.

Reads lines from its standard input, a pipe that the supervisor holds: ``+PID`` a child was started, ``-PID`` it is
gone, ``done`` all were stopped in order. The pipe closes when the supervisor ends, however it ends.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterable

from alongside.doors.commands.children import KEEPER_PATIENCE, end_group

PAUSE = 0.1


def children_left(lines: Iterable[str]) -> set[int]:
    """Read until the pipe closes; return the children that were still running then."""
    running: set[int] = set()
    for line in lines:
        match line.strip():
            case "done":
                return set()
            case added if added.startswith("+"):
                running.add(int(added[1:]))
            case gone if gone.startswith("-"):
                running.discard(int(gone[1:]))
    return running


def lives(pid: int) -> bool:
    """Tell whether the process group of ``pid`` has a member."""
    try:
        os.killpg(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def stop_all(leaders: set[int]) -> None:
    """Ask the children to stop, and end them when they do not within ``KEEPER_PATIENCE`` seconds."""
    for leader in leaders:
        end_group(leader, signal.SIGTERM)
    deadline = time.monotonic() + KEEPER_PATIENCE
    while time.monotonic() < deadline and any(lives(leader) for leader in leaders):
        time.sleep(PAUSE)
    for leader in leaders:
        end_group(leader, signal.SIGKILL)


def main() -> int:
    """Keep watch until the supervisor ends."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    stop_all(children_left(sys.stdin))
    return 0


if __name__ == "__main__":
    sys.exit(main())
