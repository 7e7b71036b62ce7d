"""Seals and the entries under them, as the database holds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection as application
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from alongside.oversight.audit.gates.sealing import ERASURES, REMAINS, STRAY, misdated, packed
from alongside.oversight.audit.rules.erasures import Erased
from alongside.oversight.audit.rules.merkle import Entry
from alongside.oversight.audit.rules.seals import Sealed

OWNER = "owner"
SEALS = (
    "select number, epoch, txid_from, txid_until, entries, root, previous, sealed_at, note, key, signature "
    "from audit_seal {0} order by number"
)
BY_GATE = {
    "leaves": "select app.audit_leaves(%s, %s, %s)",
    "misdated": "select * from app.audit_misdated(%s, %s, %s, %s, %s)",
    "stray": "select letter, id, epoch, txid from app.audit_stray()",
    "erasures": "select * from app.audit_erasures()",
    "remains": "select * from app.audit_remains()",
}
DIRECTLY = {
    "leaves": packed("%s", "%s", "%s"),
    "misdated": misdated("%s", "%s", "%s", "%s", "%s"),
    "stray": f"select s.* from (select app.epoch() as here) n, lateral (\n{STRAY}) s",  # noqa: S608 - no value is in it
    "erasures": ERASURES,
    "remains": REMAINS,
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """Entries that wait to be sealed: of which life of the server, which transactions, how many, since when."""

    epoch: int
    begins: int
    ends: int
    entries: int
    oldest_at: datetime


class LoggedEntries:
    """The entries of both logs, by the way that this process has.

    The administrator's connection reads the logs themselves and believes no function that lies in the database; the
    application's asks definer functions, which answer digests and nothing else.
    """

    def __init__(self, through: BaseDatabaseWrapper, *, direct: bool) -> None:
        self.through = through
        self.words = DIRECTLY if direct else BY_GATE
        self.direct = direct

    def leaves(self, seal: Sealed) -> bytes:
        """The leaves of the entries that stand in the seal's range now."""
        bounds = [seal.epoch, seal.begins, seal.ends]
        return bytes(_one(self.through, self.words["leaves"], bounds * 3 if self.direct else bounds)[0])

    def sealed_leaves(self, seal: Sealed) -> bytes:
        """The leaves that were kept with the seal."""
        row = _rows(self.through, "select leaves from audit_seal where number = %s", [seal.number])
        return bytes(row[0][0]) if row else b""

    def misdated(self, seal: Sealed, earliest: datetime, latest: datetime) -> tuple[Entry, datetime] | None:
        """The first entry of the range whose time lies outside of these."""
        bounds = [seal.epoch, seal.begins, seal.ends, earliest, latest]
        rows = _rows(self.through, self.words["misdated"], bounds * 2 if self.direct else bounds)
        return (Entry(rows[0][0], rows[0][1]), rows[0][2]) if rows else None

    def stray(self) -> tuple[Entry, str] | None:
        """An entry that lies in no range and waits for no seal."""
        rows = _rows(self.through, self.words["stray"], [])
        if not rows:
            return None
        letter, number, epoch, txid = rows[0]
        return Entry(letter, number), f"names a transaction that never was ({epoch}/{txid}): it was put in by hand"

    def erasures(self) -> list[Erased]:
        """What disposals took from the logs, as it was signed and as it is now."""
        return [Erased(*row) for row in _rows(self.through, self.words["erasures"], [])]

    def remains(self) -> Entry | None:
        """The first entry that is not what its disposal left of it."""
        rows = _rows(self.through, self.words["remains"], [])
        return Entry(*rows[0]) if rows else None


def entries_of_this_process() -> LoggedEntries:
    """By the administrator's connection where this process has one that sees every row, else by the application's."""
    if OWNER in connections:
        owner = connections[OWNER]
        if _one(owner, "select rolsuper or rolbypassrls from pg_roles where rolname = current_user", [])[0]:
            return LoggedEntries(owner, direct=True)
    return LoggedEntries(application, direct=False)


def seals(through: BaseDatabaseWrapper | None = None) -> list[Sealed]:
    """Every seal, the first one first, without its leaves."""
    return [_sealed(row) for row in _rows(through or application, SEALS.format(""), [])]


def seals_after(digest: str) -> list[Sealed] | None:
    """The seals after the one with this digest; None where the database has no such seal."""
    rows = _rows(application, "select number from audit_seal where digest = %s", [digest])
    if not rows:
        return None
    query = SEALS.format("where number > %s")
    return [_sealed(row) for row in _rows(application, query, [rows[0][0]])]


def last_seal() -> Sealed | None:
    """The newest seal."""
    rows = _rows(application, SEALS.format("") + " desc limit 1", [])
    return _sealed(rows[0]) if rows else None


def waiting(most: int) -> list[Waiting]:
    """What waits to be sealed and is final, in parts of about ``most`` entries; for the house and privacy officers."""
    rows = _rows(application, "select * from app.audit_ranges(%s)", [most])
    return [Waiting(*row) for row in rows]


def _sealed(row: Sequence[Any]) -> Sealed:
    number, epoch, begins, ends, entries, root, previous, sealed_at, note, key, signature = row
    at = sealed_at.astimezone(UTC).isoformat()
    return Sealed(number, epoch, begins, ends, entries, root, previous, at, note, key, signature)


def _one(through: BaseDatabaseWrapper, sql: str, arguments: list[Any]) -> tuple[Any, ...]:
    return _rows(through, sql, arguments)[0]


def _rows(through: BaseDatabaseWrapper, sql: str, arguments: list[Any]) -> list[tuple[Any, ...]]:
    with through.cursor() as cursor:
        if through.alias == OWNER:
            cursor.execute("set timezone to 'UTC'")
            cursor.execute("set datestyle to 'ISO, YMD'")
        cursor.execute(sql, arguments)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
