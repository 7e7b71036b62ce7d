"""``alongside export all`` and ``alongside import all``: a whole agency leaves, and comes in again elsewhere."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import psycopg

from alongside.doors.commands.plain import Stopped
from alongside.ground.foundation.errors import Refused
from alongside.oversight.exports.actions.whole import export_agency, import_agency


def connection() -> psycopg.Connection[Any]:
    """The database as its administrator, who alone moves every row whatever its level."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        raise Stopped("This needs the address of the database's administrator in DATABASE_URL.")
    return psycopg.connect(url, autocommit=True)


def leave(folder: Path, *, why: str = "") -> int:
    """Write the whole agency to ``folder``."""
    try:
        with connection() as held:
            manifest = export_agency(held, folder, progress=_say, why=why)
    except Refused as refusal:
        raise Stopped(str(refusal.message)) from None
    print(f"{manifest.agency} is in {folder}: {manifest.rows} rows, {len(manifest.files)} files.")
    print("It holds everything that was ever recorded. Keep it as you keep the keys of the house.")
    return 0


def arrive(folder: Path) -> int:
    """Bring the agency of ``folder`` into this empty database."""
    try:
        with connection() as held:
            manifest = import_agency(held, folder, progress=_say)
    except Refused as refusal:
        raise Stopped(str(refusal.message)) from None
    print(f"{manifest.agency} is here. Passwords did not come along.")
    print("Invite each worker: alongside worker invite USERNAME.")
    print(f"read {manifest.rows} created {manifest.rows} updated 0 unchanged 0 refused 0")
    return 0


def _say(table: str, rows: int) -> None:
    if sys.stdout.isatty():
        print(f"{table}: {rows}")
