"""Two installations must not trip over each other: what a killed ``alongside serve`` left behind is waited for.

``serving.lock`` is held by a supervisor, ``keeping.lock`` by its keeper. When only the second is held, the supervisor
was killed outright and its keeper is still stopping the children that hold the port.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from alongside.ground.postgres.home import try_lock

LONGEST_WAIT = 30.0
PAUSE = 0.1


def opened(folder: Path, name: str) -> int:
    """Open the lock ``name`` of the data folder ``folder``, made when missing, and return its descriptor."""
    if not folder.exists():
        folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            folder.chmod(0o711)
    return os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)


def is_held(folder: Path, name: str) -> bool:
    """Tell whether anybody holds the lock ``name``."""
    handle = opened(folder, name)
    try:
        return not try_lock(handle, fcntl.LOCK_EX)
    finally:
        os.close(handle)


def wait_for_leftovers(folder: Path, say: Callable[[str], None]) -> None:
    """Wait until what a killed supervisor of ``folder`` left behind has ended, at most half a minute."""
    deadline = time.monotonic() + LONGEST_WAIT
    told = False
    while is_held(folder, "keeping.lock") and not is_held(folder, "serving.lock") and time.monotonic() < deadline:
        if not told:
            say("The last run was cut short; waiting for what it left behind to end.")
            told = True
        time.sleep(PAUSE)


@contextmanager
def serving(folder: Path) -> Iterator[int]:
    """Hold the lock of a supervisor; gives the descriptor of the lock that its keeper inherits."""
    own, keeping = opened(folder, "serving.lock"), opened(folder, "keeping.lock")
    try:
        fcntl.flock(own, fcntl.LOCK_SH)
        fcntl.flock(keeping, fcntl.LOCK_SH)
        yield keeping
    finally:
        os.close(own)
        os.close(keeping)
