"""The master keys of an installation: a file outside the database that says which key wraps the keys of circles.

``{"newest": "2", "masters": {"1": "<hex>", "2": "<hex>"}, "blind": "<hex>"}``, readable by its owner only. Keep a copy
apart from the backups: without it encrypted values stay encrypted for ever.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = "masters.key"


class NoMaster(Exception):
    """The master key that is needed is not in the file."""


@dataclass(frozen=True, slots=True)
class Masters:
    """The master keys by name, which one new keys are wrapped with, and the key of blind digests."""

    newest: str
    by_name: dict[str, bytes]
    blind: bytes

    def __repr__(self) -> str:
        return f"Masters(newest={self.newest!r}, names={sorted(self.by_name)})"


def make_masters(path: Path) -> None:
    """Write the file with a first master key, unless it is there."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, {"newest": "1", "masters": {"1": secrets.token_hex(32)}, "blind": secrets.token_hex(32)})


def add_master(path: Path) -> Masters:
    """Add a master key and make it the newest; the older ones stay until nothing is wrapped by them."""
    held = json.loads(path.read_text())
    name = str(max(int(one) for one in held["masters"]) + 1)
    held["masters"][name] = secrets.token_hex(32)
    _write(path, {**held, "newest": name})
    return masters_of(path)


def drop_masters(path: Path) -> list[str]:
    """Throw away every master key but the newest, and return their names."""
    held = json.loads(path.read_text())
    old = sorted(set(held["masters"]) - {held["newest"]})
    _write(path, {**held, "masters": {held["newest"]: held["masters"][held["newest"]]}})
    return old


def masters_of(path: Path) -> Masters:
    """The master keys in the file; read again when it changes, so that a rotation needs no restart.

    Raises ``NoMaster`` when there is no file: a made-up key would encrypt what nobody can open.
    """
    try:
        stamp = path.stat()
    except FileNotFoundError:
        raise NoMaster(
            f"The file of master keys is not there: {path.name}. Put it back from where it is kept."
        ) from None
    return _read(path, stamp.st_mtime_ns, stamp.st_ino)


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int, _file: int) -> Masters:
    held = json.loads(path.read_text())
    found = {str(name): bytes.fromhex(value) for name, value in held["masters"].items()}
    return Masters(str(held["newest"]), found, bytes.fromhex(held["blind"]))


def _write(path: Path, held: dict[str, object]) -> None:
    beside = path.with_suffix(".new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as handle:
        json.dump(held, handle)
        handle.flush()
        os.fsync(handle.fileno())
    beside.replace(path)
