"""Taking the audit out of the house, so that somebody else can verify it without this database."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.utils.translation import gettext as _

from alongside.ground.foundation.digests import digest_of
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.audit.gates.sealing import HISTORY_COLUMNS, READING_COLUMNS, text_of
from alongside.oversight.audit.queries.exported import ENTRIES, ERASED, ERASURES, KEYS, LEAVES, SEALS
from alongside.oversight.audit.queries.sealed import OWNER, seals
from alongside.oversight.audit.rules import keys
from alongside.oversight.exports.actions.noting import note_export
from alongside.oversight.exports.enums import ExportFormat, ExportKind

AT_ONCE = 2000
README = """# The audit of an agency

Everything that was read and changed, with the seals over it. It holds words of records: keep it as you keep them.

- `entries.jsonl`: one entry a line, `[epoch, transaction, log, id, time, text]`. The log is `h` (history) or `r`
  (reading log); the text is what PostgreSQL prints for the row, times in UTC.
- `seals.jsonl`: one seal a line. `signature` is Ed25519 over the other fields as JSON with sorted keys and no blanks;
  `previous` is the SHA-256 of the same bytes of the seal before.
- `leaves.jsonl`: `[seal, leaves]`: for each entry 41 bytes in hexadecimal: log, id (8 bytes), SHA-256 of the text.
- `erasures.jsonl` and `erased.jsonl`: what two people disposed of. The digest of an entry as it was stands for it in
  its seal; the last value of a line is the digest of what is left of the entry, if anything.
- `keys.pem`: the public keys. Compare them with what you were given by another road.

`alongside audit verify --folder FOLDER --seals COPY --key KEYS` verifies it without a database. By hand: digest each
text, build the leaves of a seal's transactions (`from` before `until`) in the order of log and id, hash each with 00
before it and each pair with 01 before it up to one root, and compare it with the seal's `root`.
"""
ROWS = f"""  select epoch, txid, letter, id, at, text from (
    select epoch, txid, 'h' as letter, id, at, {text_of(HISTORY_COLUMNS)} as text from access_history
    union all
    select epoch, txid, 'r', id, at, {text_of(READING_COLUMNS)} from access_reading) e order by 1, 2, 3, 4"""  # noqa: S608 - no value is in it
ERASURE_ROWS = "select id, disposal, at, leaves, digest, key, signature from audit_erasure order by id"
ERASED_ROWS = "select erasure_id, letter, entry, epoch, txid, leaf, remains from audit_erasedleaf order by id"
LEAF_ROWS = "select number, leaves from audit_seal order by number"


def take_out_seals(*, folder: Path, why: str = "", by: Reader) -> int:
    """Write both logs, the seals and the public keys to ``folder`` (new or empty); returns how many entries.

    Needs the administrator's connection, since it reads every entry. Refused: a folder that holds something. Recorded:
    as something that left, by ``by``.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Refused("export.folder", _("This folder is not empty. Name a new one, so that nothing is mixed up."))
    if OWNER not in connections:
        words = _("This needs the address of the database's administrator in DATABASE_URL.")
        raise Refused("audit.owner", words)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    owner = connections[OWNER]
    with transaction.atomic(using=OWNER):
        with owner.cursor() as cursor:
            cursor.execute("set transaction isolation level repeatable read, read only")
            cursor.execute("set local timezone to 'UTC'")
            cursor.execute("set local datestyle to 'ISO, YMD'")
        count = _write(folder / ENTRIES, (_entry(row) for row in _each(ROWS)))
        _write(folder / SEALS, (json.loads(one.line()) for one in seals(owner)))
        _write(folder / LEAVES, ([n, bytes(packed).hex()] for n, packed in _each(LEAF_ROWS)))
        _write(folder / ERASURES, ([n, str(d), at.isoformat(), *rest] for n, d, at, *rest in _each(ERASURE_ROWS)))
        _write(folder / ERASED, (_erased(row) for row in _each(ERASED_ROWS)))
    public = keys.public_path(Path(settings.SEAL_KEY))
    _private(folder / KEYS, public.read_bytes() if public.exists() else b"")
    _private(folder / "README.md", README.encode())
    about = _("The audit: reading log, history and seals")
    note_export(
        kind=ExportKind.AUDIT,
        form=ExportFormat.FOLDER,
        about=about,
        rows=count,
        digest=digest_of(folder / ENTRIES),
        why=why,
        by=by,
    )
    return count


def _each(query: str) -> Iterator[tuple[Any, ...]]:
    with connections[OWNER].chunked_cursor() as cursor:
        cursor.execute(query)
        while rows := cursor.fetchmany(AT_ONCE):
            yield from rows


def _entry(row: tuple[Any, ...]) -> list[Any]:
    epoch, txid, letter, number, at, text = row
    return [epoch, txid, letter, number, at.isoformat(), text]


def _erased(row: tuple[Any, ...]) -> list[Any]:
    *place, leaf, remains = row
    return [*place, bytes(leaf).hex(), None if remains is None else bytes(remains).hex()]


def _write(path: Path, values: Iterator[Any]) -> int:
    count = 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
        for value in values:
            stream.write(json.dumps(value, ensure_ascii=False) + "\n")
            count += 1
    return count


def _private(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(content)
