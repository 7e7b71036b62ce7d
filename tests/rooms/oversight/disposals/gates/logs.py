"""Entries of the logs as they stand after years: of another transaction and another life of the server, or of this."""

from __future__ import annotations

from typing import Any

from alongside.oversight.audit.gates.sealing import text_of
from tests.database.putting import inside, number, put, seen

FOUR = ("of then", "of another life", "of another transaction", "of this very moment")
"""When an entry was written; only those of this transaction stay as they are."""
OLD_LEAF, OTHER_LEAF = b"the leaf that an earlier erasure kept", b"a leaf of something else"


def now_of() -> tuple[int, int]:
    """The life of the server and the transaction of this test."""
    ((epoch, txid),) = inside("select app.epoch(), pg_current_xact_id()::text::bigint")
    return int(epoch), int(txid)


def whens() -> dict[str, dict[str, int]]:
    """What the entries of each time say of it."""
    epoch, txid = now_of()
    lives = ((0, 7), (epoch + 1, txid), (epoch, txid - 1), (epoch, txid))
    return {name: {"epoch": one, "txid": other} for name, (one, other) in zip(FOUR, lives, strict=True)}


def entry(**said: Any) -> int:
    """A change in the history; long ago unless it says otherwise."""
    return put("access_history", **{"epoch": 0, "txid": 7, "before": {"name": "Rosa"}, "verb": "update"} | said)


def reading(**said: Any) -> int:
    """A reading in the log; long ago unless it says otherwise."""
    return put("access_reading", **{"epoch": 0, "txid": 7, "act": "case page"} | said)


def there(table: str) -> set[int]:
    """The numbers of the rows that a test has put into a table and that are still in it."""
    return {row[0] for row in seen(f"select id from {table} where id > 7000000000 or id < 0")}


def leaves(eid: int) -> dict[tuple[str, int], tuple[bytes, bytes | None]]:
    """What was kept of each entry by an erasure."""
    rows = seen("select letter, entry, leaf, remains from audit_erasedleaf where erasure_id = %s", eid)
    return {(row[0], row[1]): (bytes(row[2]), row[3] and bytes(row[3])) for row in rows}


def digest(table: str, columns: str, row: int) -> bytes:
    """What the seals say of a row of a log as it stands."""
    ((found,),) = seen(f"select sha256(convert_to({text_of(columns)}, 'UTF8')) from {table} where id = %s", row)
    return bytes(found)


def kept_before(letter: str, row: int) -> None:
    """An earlier erasure has kept a leaf of the entry, after leaves of the other log and of another entry."""
    other = "r" if letter == "h" else "h"
    for sign, which, leaf in ((other, row, OTHER_LEAF), (letter, number(), OTHER_LEAF), (letter, row, OLD_LEAF)):
        put("audit_erasedleaf", erasure_id=1, letter=sign, entry=which, leaf=leaf)
