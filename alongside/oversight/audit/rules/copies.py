"""The copy of the seals outside the database: a file of lines that only grows."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from alongside.oversight.audit.rules.seals import Sealed, read_line


@dataclass(frozen=True, slots=True)
class Copy:
    """What a file of seals holds: the seals in order, and the first line that is none (its number), if any."""

    seals: tuple[Sealed, ...]
    broken_line: int | None = None


def read_copy(path: Path) -> Copy | None:
    """The seals in the file at ``path``; None where there is no file. Reading stops at the first line that is none."""
    if not path.is_file():
        return None
    found: list[Sealed] = []
    with path.open(encoding="utf-8", errors="replace") as lines:
        for place, line in enumerate(lines, start=1):
            one = read_line(line) if line.endswith("\n") else None
            if one is None:
                return Copy(tuple(found), place)
            found.append(one)
    return Copy(tuple(found))


@contextmanager
def alone_with(path: Path) -> Iterator[None]:
    """Nobody else on this machine seals, or reads seals and the copy at ``path``, meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class Written(Protocol):
    """What is kept outside the database as one line of a file."""

    def line(self) -> str:
        """The line, with its end."""
        ...


def append(path: Path, rows: Iterable[Written]) -> None:
    """Add lines to the file, and return when the disk holds them. Only its owner reads it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as stream:
        stream.writelines(one.line() for one in rows)
        stream.flush()
        os.fsync(stream.fileno())
