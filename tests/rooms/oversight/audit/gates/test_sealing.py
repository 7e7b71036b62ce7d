"""What the functions that seals rest on answer of entries made by hand, beside others that are nearly the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import pytest
from django.db import Error, transaction

from alongside.oversight.audit.gates.sealing import HISTORY_COLUMNS, READING_COLUMNS
from tests.conftest import Become
from tests.factories.by_hand import Owner, told
from tests.factories.cast import entered_house

H, R = "h", "r"
TABLES = {H: "access_history", R: "access_reading"}
COLUMNS = {H: HISTORY_COLUMNS, R: READING_COLUMNS}
NEEDED = {
    H: ("table_name, row_id, verb, why", "'people_person', 1, 'update', ''"),
    R: (
        "actor_id, act, person_ids, object_kind, object_ids, ground, result, asked",
        "1, 'x', '{}', '', '{}', '', '', ''",
    ),
}
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LIFE, OTHER_LIFE = 77, 78
FIRST = 900_000
"""Smaller numbers belong to what the cast left in the logs."""


class Entry(NamedTuple):
    """An entry of a log; ``number`` counts from ``FIRST``."""

    letter: str
    number: int
    txid: int
    epoch: int = LIFE
    at: datetime = NOON

    @property
    def id(self) -> int:
        """Its number in the log."""
        return FIRST + self.number


def refused(sql: str, *values: Any) -> str:
    with pytest.raises(Error) as caught, transaction.atomic():
        told(sql, *values)
    return str(caught.value)


def write(owner: Owner, entries: Sequence[Entry]) -> None:
    for letter, table in TABLES.items():
        columns, values = NEEDED[letter]
        rows = [[one.id, one.at.isoformat(), one.epoch, one.txid] for one in entries if one.letter == letter]
        owner(
            f"insert into {table} (id, at, epoch, txid, {columns}) select (e ->> 0)::bigint, (e ->> 1)::timestamptz, "
            f"(e ->> 2)::int, (e ->> 3)::bigint, {values} from jsonb_array_elements(%s::jsonb) e",
            json.dumps(rows),
        )


def digests(owner: Owner, letter: str) -> dict[int, bytes]:
    """The digest of each entry of a log, of its text as PostgreSQL writes it."""
    owner("set local timezone to 'UTC'")
    rows = owner(f"select id, row({COLUMNS[letter]})::text from {TABLES[letter]} where id >= {FIRST}")
    return {number: hashlib.sha256(text.encode()).digest() for number, text in rows}


def erased(owner: Owner, entry: Entry, leaf: bytes, remains: bytes | None = None, erasure: int = 1) -> None:
    owner("insert into audit_erasure (id, disposal, at, leaves, digest, key, signature) "
          "values (%s, gen_random_uuid(), now(), 0, '', '', '') on conflict do nothing", erasure)  # fmt: skip
    owner("insert into audit_erasedleaf (erasure_id, letter, entry, epoch, txid, leaf, remains) "
          "values (%s, %s, %s, %s, %s, %s, %s)",
          erasure, entry.letter, entry.id, entry.epoch, entry.txid, leaf, remains)  # fmt: skip


def leaf_of(entry: Entry, digest: bytes) -> bytes:
    return entry.letter.encode() + entry.id.to_bytes(8, "big") + digest


def around(letter: str, number: int, **changes: Any) -> list[Entry]:
    """Entries at the edges of the transactions from 10 before 20, and one of another life."""
    txids = ((10, LIFE), (19, LIFE), (9, LIFE), (20, LIFE), (15, OTHER_LIFE))
    return [Entry(letter, number + place, txid, epoch, **changes) for place, (txid, epoch) in enumerate(txids)]


def test_leaves_are_of_their_range_and_what_a_disposal_took_stands_by_its_digest(become: Become, owner: Owner) -> None:
    emptied, beside = [Entry(H, 7, 12), Entry(R, 8, 12)], [Entry(R, 5, 12), Entry(H, 6, 12)]
    there = [
        *around(H, 0),
        *around(R, 0),
        *emptied,
        beside[0]._replace(letter=H),
        beside[1]._replace(letter=R),
    ]
    gone = [*around(R, 20), *around(H, 30), *beside]
    write(owner, there)
    for one in (*emptied, *gone):
        erased(owner, one, bytes([one.number]) * 32)
    for one in emptied:
        erased(owner, one, b"x" * 32, erasure=2)
    found = {letter: digests(owner, letter) for letter in TABLES}
    within = {}
    for one in (*there, *emptied, *gone):
        if one.epoch == LIFE and 10 <= one.txid < 20:
            stands = one in (*emptied, *gone)
            digest = bytes([one.number]) * 32 if stands else found[one.letter][one.id]
            within[one.letter, one.id] = leaf_of(one, digest)
    call = "select app.audit_leaves(%s, 10, 20)"
    become("privacy")
    assert told(call, LIFE) == [(b"",)]
    entered_house()
    ((leaves,),) = told(call, LIFE)
    assert [leaves[at : at + 41] for at in range(0, len(leaves), 41)] == [within[key] for key in sorted(within)]
    assert told(call, 79) == [(b"",)]


def found_in_turn(owner: Owner, call: str, mend: str, *values: Any) -> Iterator[tuple[str, int]]:
    """What a function that answers the first finds, each mended before it is asked again; never for ever."""
    for _turn in range(20):
        if not (rows := told(call, *values)):
            return
        ((letter, number, *_rest),) = rows
        yield letter, number - FIRST
        owner(mend.format(TABLES[letter], letter), number)


def test_entries_of_a_range_outside_of_its_time_are_named_in_turn(become: Become, owner: Owner) -> None:
    hour = timedelta(hours=1)
    early, late = (around(letter, number, at=NOON + step) for letter, number, step in
                   ((H, 10, -2 * hour), (H, 20, 2 * hour)))  # fmt: skip
    edges = [Entry(letter, place, 15, at=NOON + step) for letter in TABLES for place, step in enumerate((-hour, hour))]
    of_readings = [one._replace(letter=R) for one in (*early, *late)]
    write(owner, [*edges, *early, *late, *of_readings])
    call = "select * from app.audit_misdated(%s, 10, 20, %s, %s)"
    values = LIFE, NOON - hour, NOON + hour
    become("privacy")
    assert told(call, *values) == []
    entered_house()
    mend = "update {} set at = '2026-03-01T12:00:00Z' where id = %s"
    named = [*found_in_turn(owner, call, mend, *values)]
    assert named == [(letter, number) for letter in TABLES for number in (10, 11, 20, 21)]


def test_entries_of_no_life_and_of_no_transaction_yet_are_named_in_turn(become: Become, owner: Owner) -> None:
    ((here,),) = owner("select app.epoch()")
    owner("insert into app.audit_epoch (number, server) values (%s, 1)", LIFE)
    far = 1 << 60
    rows = [
        (5, 0),
        (5, here),
        (far, LIFE),
        (far, 0),
        (5, OTHER_LIFE),
        (-1, here),
        (far, here),
        (-1, 0),
    ]
    write(owner, [Entry(letter, place, *row) for letter in TABLES for place, row in enumerate(rows)])
    call = "select * from app.audit_stray()"
    become("privacy")
    assert told(call) == []
    entered_house()
    assert told(call) == [(H, FIRST + 4, OTHER_LIFE, 5)]
    named = [*found_in_turn(owner, call, "update {} set epoch = 0, txid = 5 where id = %s")]
    assert named == [(letter, number) for letter in TABLES for number in (4, 5, 6, 7)]


def a_seal(owner: Owner, number: int, epoch: int, until: int) -> None:
    owner.row("audit_seal", number=number, epoch=epoch, txid_until=until, digest=f"digest {number}")


def ranges(most: int, *epochs: int) -> list[tuple[Any, ...]]:
    return [row for row in told("select * from app.audit_ranges(%s)", most) if row[0] in epochs]


ENDLESS = (1 << 63) - 1


def test_what_waits_begins_after_the_last_seal_of_its_own_life_and_is_cut(become: Become, owner: Owner) -> None:
    owner("insert into app.audit_epoch (number, server) values (%s, 1), (%s, 2)", LIFE, OTHER_LIFE)
    a_seal(owner, 1, LIFE, 30)
    a_seal(owner, 2, LIFE, 10)
    first = NOON - timedelta(days=1)
    write(owner, [Entry(H, 1, 29), Entry(R, 1, 29), Entry(H, 2, 30, at=first), Entry(R, 2, 31), Entry(H, 3, 32)])
    become("worker")
    assert told("select * from app.audit_ranges(9)") == []
    become("privacy")
    assert ranges(9, LIFE, OTHER_LIFE) == [(LIFE, 30, ENDLESS, 3, first)], (
        "and nothing of a life in which nothing waits"
    )
    entered_house()
    assert ranges(3, LIFE) == [(LIFE, 30, ENDLESS, 3, first)], "no more than most"
    assert ranges(2, LIFE) == [(LIFE, 30, 32, 3, first)]
    assert ranges(1, LIFE) == [(LIFE, 30, 31, 3, first)]
    assert ranges(0, LIFE) == [(LIFE, 30, ENDLESS, 3, first)], "a cut after no entry is none"
    write(owner, [Entry(H, 5, 3, OTHER_LIFE), Entry(R, 5, 4, OTHER_LIFE)])
    assert ranges(9, OTHER_LIFE) == [(OTHER_LIFE, 0, ENDLESS, 2, NOON)], "the seals of another life are not its own"
    assert ranges(9, LIFE) == [(LIFE, 30, ENDLESS, 3, first)]


def test_what_is_not_over_yet_waits_for_nobody(become: Become, owner: Owner) -> None:
    ((here, now),) = owner("select app.epoch(), pg_current_xact_id()::text::bigint")
    write(owner, [Entry(H, 1, 3, here)])
    entered_house()
    for mine in ([], [Entry(letter, 2, now, here) for letter in TABLES]):
        write(owner, mine)
        ((_epoch, begins, ends, waiting, _oldest),) = ranges(100_000, here)
        assert begins == 0 < ends <= now
        counts = [owner(f"select count(*) from {table} where epoch = %s and txid < %s", here, ends)[0][0]
                  for table in TABLES.values()]  # fmt: skip
        assert waiting == sum(counts) > 0


SEAL = {"number": 1, "epoch": LIFE, "from": 0, "until": 30, "entries": 3, "root": "r" * 64, "previous": "0" * 64,
        "sealed_at": "2026-03-01T12:00:00Z", "note": "A restore", "key": "k" * 64}  # fmt: skip


def added(**changes: Any) -> bool:
    """Whether a seal with this is taken on; its digest is its number."""
    seal = {**SEAL, **changes}
    digest = str(seal["number"]) * 64
    ((taken,),) = told("select app.add_seal(%s::jsonb, 'leaves', 'signed', %s)", json.dumps(seal), digest)
    return bool(taken)


def test_a_seal_follows_the_one_before_it_in_number_digest_and_life(become: Become, owner: Owner) -> None:
    become("privacy")
    assert "only the house seals" in refused("select app.add_seal('{}', '', '', '')")
    entered_house()
    assert [added(**wrong) for wrong in ({"number": 2}, {"previous": "1" * 64}, {"from": 1})] == [False] * 3
    assert added()
    second = {"number": 2, "previous": "1" * 64, "from": 30, "until": 50}
    wrong = ({"number": 1}, {"number": 3}, {"previous": "0" * 64}, {"from": 0}, {"epoch": OTHER_LIFE})
    assert [added(**second | one) for one in wrong] == [False] * 5
    assert added(**second)
    assert added(number=3, previous="2" * 64, epoch=OTHER_LIFE, until=9), "another life counts from the start"
    assert added(number=4, previous="3" * 64, **{"from": 50, "until": 60})
    rows = owner("select number, epoch, txid_from, txid_until, previous, digest from audit_seal order by number")
    assert rows == [
        (1, LIFE, 0, 30, "0" * 64, "1" * 64), (2, LIFE, 30, 50, "1" * 64, "2" * 64),
        (3, OTHER_LIFE, 0, 9, "2" * 64, "3" * 64), (4, LIFE, 50, 60, "3" * 64, "4" * 64),
    ]  # fmt: skip
    rest = "select entries, root, sealed_at, note, key, signature, leaves from audit_seal where number = 1"
    assert owner(rest) == [(3, "r" * 64, NOON, "A restore", "k" * 64, "signed", b"leaves")]


def test_a_verification_is_kept_as_the_house_said_it(become: Become, owner: Owner) -> None:
    call = "select app.note_verification(false, 2, 30, 1.5, 'Seal 2 is missing')"
    become("privacy")
    assert "only the house verifies" in refused(call)
    assert owner("select count(*) from audit_verification") == [(0,)]
    entered_house()
    told(call)
    kept = owner("select well, seals, entries, seconds, words from audit_verification")
    assert kept == [(False, 2, 30, 1.5, "Seal 2 is missing")]


def test_what_is_not_what_its_disposal_left_is_named_in_turn(become: Become, owner: Owner) -> None:
    write(owner, [Entry(letter, number, 5) for letter in TABLES for number in range(4)])
    held = {letter: digests(owner, letter) for letter in TABLES}
    for letter in TABLES:
        kept, changed, back, _bystander = (Entry(letter, number, 5) for number in range(4))
        erased(owner, kept, b"", held[letter][kept.id])
        erased(owner, changed, b"", b"x" * 32)
        erased(owner, back, b"")
        erased(owner, Entry(letter, 10, 5), b"")
        erased(owner, Entry(letter, 11, 5), b"", b"x" * 32)
        erased(owner, Entry(letter, 12, 5), b"", b"x" * 32)
        erased(owner, Entry(letter, 12, 5), b"", erasure=2)
    call = "select * from app.audit_remains()"
    become("privacy")
    assert told(call) == []
    entered_house()
    named = [*found_in_turn(owner, call, "delete from audit_erasedleaf where letter = '{1}' and entry = %s")]
    assert named == [(letter, number) for letter in TABLES for number in (1, 2, 11)]


def test_erasures_stand_beside_what_their_leaves_say_now(become: Become, owner: Owner) -> None:
    erased(owner, Entry(R, 1, 5), b"a" * 32, b"b" * 32)
    erased(owner, Entry(H, 1, 6), b"c" * 32)
    owner("update audit_erasure set leaves = 2, digest = 'd', key = 'k', signature = 's' where id = 1")
    owner("insert into audit_erasure (id, disposal, leaves, digest, key, signature) "
          "values (2, gen_random_uuid(), 0, '', '', '')")  # fmt: skip
    text = b"".join(
        letter + number.to_bytes(8, "big") + LIFE.to_bytes(4, "big") + txid.to_bytes(8, "big") + leaf + rest
        for letter, number, txid, leaf, rest in (
            (b"h", FIRST + 1, 6, b"c" * 32, b"\x00"), (b"r", FIRST + 1, 5, b"a" * 32, b"\x01" + b"b" * 32)
        )
    )  # fmt: skip
    call = "select id, leaves, digest, key, signature, found_leaves, found_digest from app.audit_erasures()"
    become("privacy")
    assert told(call) == []
    entered_house()
    assert told(call) == [
        (1, 2, "d", "k", "s", 2, hashlib.sha256(text).hexdigest()),
        (2, 0, "", "", "", 0, hashlib.sha256(b"").hexdigest()),
    ]
