"""Verifying the seals of this database, and writing down what was found."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from alongside.ground.foundation.reader import Reader
from alongside.oversight.audit.queries.sealed import entries_of_this_process, seals
from alongside.oversight.audit.rules import chain, copies, keys


@dataclass(frozen=True, slots=True)
class Found:
    """What a verification found: ``words`` say it in full."""

    well: bool
    words: str
    seals: int
    entries: int
    seconds: float


def verify_seals(
    *, since: datetime | None = None, copy_at: Path | None = None, key_at: Path | None = None, by: Reader
) -> Found:
    """Verify chain, copy and entries, and keep what was found; ``by`` must be the house.

    ``since`` leaves out the entries that were sealed before it; ``copy_at`` and ``key_at`` name another copy of the
    seals and another file of trusted public keys than those of the settings.
    """
    started, entries = time.monotonic(), entries_of_this_process()
    path = copy_at or Path(settings.SEALS_FILE)
    trusted = keys.trusted_keys(key_at or keys.public_path(Path(settings.SEAL_KEY)))
    with connection.cursor() as cursor:
        cursor.execute("set local statement_timeout to '10min'")
    with copies.alone_with(Path(settings.SEALS_FILE)):
        kept, known = copies.read_copy(path), seals(entries.through)
    try:
        held = chain.verify(known, entries, trusted=trusted, copy=kept, since=since)
    except chain.Broken as broken:
        found = Found(False, str(broken), len(known), 0, time.monotonic() - started)
    else:
        words = held.words(f"the copy at {path}", since)
        found = Found(True, words, held.seals, held.entries, time.monotonic() - started)
    with connection.cursor() as cursor:
        cursor.execute(
            "select app.note_verification(%s, %s, %s, %s, %s)",
            [found.well, found.seals, found.entries, found.seconds, found.words],
        )
    return found
