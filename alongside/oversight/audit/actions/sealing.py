"""Sealing: whatever is final is digested, signed, stored, and copied to the file outside the database."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.audit.queries.sealed import LoggedEntries, last_seal, seals, seals_after, waiting
from alongside.oversight.audit.rules import copies, keys, merkle
from alongside.oversight.audit.rules.seals import FIRST, Sealed, read_line

House = Callable[[], AbstractContextManager[Reader]]
AT_ONCE = 100_000
"""About how many entries one seal covers at most; one transaction is never parted."""
TAIL = 64 * 1024


def add_seals(*, set_back: str = "", new_key: bool = False, by: Reader) -> int:
    """Seal every entry whose transaction is over; returns how many. ``by`` must be the house.

    Call ``copy_seals`` once the transaction is kept. ``set_back`` says why the database knows less than the copy
    outside it (a restore), and lets the chain go on from what there is; ``new_key`` signs with a new key from here on.
    Refused: the copy and the database have parted and nobody said why; no key where seals were signed already.
    """
    last = last_seal()
    if not set_back and _to_copy() is None:
        raise _parted()
    path = Path(settings.SEAL_KEY)
    key = keys.make_key(path) if new_key else keys.signing_key(path, may_make=last is None)
    _take_time()
    sealed = 0
    entries = LoggedEntries(connection, direct=False)
    while ranges := waiting(AT_ONCE):
        for one in ranges:
            last = _add(_next(last, one.epoch, one.begins, one.ends, set_back), entries, key)
            sealed, set_back = sealed + last.entries, ""
    if set_back:
        epoch, reached = (last.epoch, last.ends) if last else (0, 0)
        _add(_next(last, epoch, reached, reached, set_back), entries, key)
    return sealed


def seal_what_waits(*, house: House, set_back: str = "", new_key: bool = False) -> tuple[int, int]:
    """Seal, and copy the seals once that is kept, with nobody else at it; returns entries sealed and seals copied.

    ``house`` enters as the house for one transaction. Refused as in ``add_seals``.
    """
    with copies.alone_with(Path(settings.SEALS_FILE)):
        with house() as by:
            sealed = add_seals(set_back=set_back, new_key=new_key, by=by)
        with house() as by:
            return sealed, copy_seals(by=by)


def copy_seals(*, by: Reader) -> int:
    """Add to the copy outside the database what it lacks; returns how many seals. Refused where the two have parted."""
    path = Path(settings.SEALS_FILE)
    lacking = _to_copy()
    if lacking is None:
        known = copies.read_copy(path)
        kept = {one.digest for one in known.seals} if known else set()
        lacking = [one for one in seals() if one.digest not in kept]
        if not lacking or not lacking[0].note:
            raise _parted()
    if lacking:
        copies.append(path, lacking)
    return len(lacking)


def _to_copy() -> list[Sealed] | None:
    """The seals that the copy lacks; None where its last line is no seal of the database."""
    path = Path(settings.SEALS_FILE)
    if not path.exists() or path.stat().st_size == 0:
        return seals()
    last = _last_of(path)
    return seals_after(last.digest) if last else None


def _last_of(path: Path) -> Sealed | None:
    """The seal on the last line of the copy, found without reading the rest of it."""
    with path.open("rb") as lines:
        lines.seek(max(0, path.stat().st_size - TAIL))
        tail = lines.read()
    return read_line(tail.decode(errors="replace").splitlines()[-1]) if tail.endswith(b"\n") else None


def _next(last: Sealed | None, epoch: int, begins: int, ends: int, note: str) -> Sealed:
    number, previous = (last.number + 1, last.digest) if last else (1, FIRST)
    at = timezone.now().astimezone(UTC).isoformat()
    return Sealed(number, epoch, begins, ends, 0, merkle.EMPTY, previous, at, note[:300], "")


def _add(seal: Sealed, entries: LoggedEntries, key: Ed25519PrivateKey) -> Sealed:
    """Digest, sign and store one seal."""
    leaves = entries.leaves(seal)
    name = keys.fingerprint(key.public_key())
    whole = replace(seal, entries=len(leaves) // merkle.WIDTH, root=merkle.root(leaves), key=name).signed(key)
    with connection.cursor() as cursor:
        told = json.dumps(whole.signed_fields)
        cursor.execute("select app.add_seal(%s::jsonb, %s, %s, %s)", [told, leaves, whole.signature, whole.digest])
        row = cursor.fetchone()
    if row is None or not row[0]:
        raise Refused("audit.sealed", _("Somebody else has sealed just now. Nothing is lost; it is looked at again."))
    return whole


def _take_time() -> None:
    """Sealing a long backlog may take longer than a page may."""
    with connection.cursor() as cursor:
        cursor.execute("set local statement_timeout to '10min'")


def _parted() -> Refused:
    words = _(
        "The copy of the seals at %(path)s ends with a seal that the database does not have. Look at it with alongside "
        "audit verify. After a restore from a backup, say so: alongside audit seal --set-back WHY"
    )
    return Refused("audit.parted", words % {"path": settings.SEALS_FILE})
