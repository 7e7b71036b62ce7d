"""After a restore: what was disposed of since the backup is erased again, before anybody works.

Speaks to the database as its administrator, since nobody is signed in yet.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from alongside.oversight.audit.rules import keys
from alongside.oversight.audit.rules.erasures import Erased, ErasedLine, digest_of_lines
from alongside.oversight.disposals.rules.listing import Listed, payload_of, read_list

Connection = psycopg.Connection[Any]
ERASE = "select app.erase_again(%s, %s::jsonb, %s::jsonb)"
LEAVES = "select letter, entry, epoch, txid, leaf, remains from audit_erasedleaf where erasure_id = %s"
KEEP = "select app.finish_disposal(%s, %s, %s, %s, %s, %s, %s, %s::jsonb, %s, %s, %s, null)"


class Unlisted(Exception):
    """The list of disposals cannot be believed; the message says which line, and why."""


def erase_again(connection: Connection, *, list_at: Path, key_at: Path) -> int:
    """Erase what stands on the list and is not erased in this database; returns how many disposals that were.

    ``key_at`` is the key that signs the seals, with its public half beside it. Refused (``Unlisted``): a line that no
    key of this installation has signed, since a forged line would erase what nobody disposed of.
    """
    try:
        listed = read_list(list_at)
    except ValueError as error:
        raise Unlisted(str(error)) from None
    if not listed:
        return 0
    done = {name for (name,) in connection.execute("select public_id from disposals_disposal where state = 'done'")}
    lacking = [one for one in listed if one.disposal not in done]
    trusted = keys.trusted_keys(keys.public_path(key_at))
    for one in lacking:
        if not one.is_signed_by(trusted):
            raise Unlisted(
                f"The disposal {one.disposal} in {list_at} is signed by no key of this installation "
                f"({keys.public_path(key_at)}). Bring back the keys that belong to the list, or the list itself."
            )
    if lacking and not key_at.is_file():
        raise Unlisted(f"The key {key_at} is needed to sign what is erased again. Bring it back from its safe place.")
    for one in lacking:
        with connection.transaction():
            _erase(connection, one, key_at)
    return len(lacking)


def _erase(connection: Connection, one: Listed, key_at: Path) -> None:
    connection.execute("select set_config('app.why', %s, true)", [f"Disposal {one.certificate['number']} again"])
    given = [one.disposal, json.dumps(one.certificate["digests"]), json.dumps(one.certificate["erasing"])]
    row = connection.execute(ERASE, given).fetchone()
    if row is None or row[0] is None:
        return
    erased = _leaves(connection, one.disposal, row[0]["erasure"])
    digest = hashlib.sha256(payload_of(one.certificate)).hexdigest()
    named, signature = erased.signed_by(keys.signing_key(key_at, may_make=False))
    connection.execute(
        KEEP,
        [one.disposal, erased.number, erased.digest, erased.leaves, erased.at, named, signature,
         json.dumps(one.certificate), digest, one.key, one.signature],
    )  # fmt: skip


def _leaves(connection: Connection, disposal: UUID, erasure: int) -> Erased:
    rows = connection.execute(LEAVES, [erasure]).fetchall()
    lines = [
        ErasedLine(letter, entry, epoch, txid, bytes(leaf), None if left is None else bytes(left))
        for letter, entry, epoch, txid, leaf, left in rows
    ]
    return Erased(erasure, disposal, datetime.now(UTC), len(lines), digest_of_lines(lines), "", "", 0, "")
