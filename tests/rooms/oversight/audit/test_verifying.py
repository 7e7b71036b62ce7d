"""Every tampering by an administrator is caught and named (R-18)."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connections

from alongside.oversight.audit.models import Seal, Verification
from alongside.oversight.audit.queries.sealed import LoggedEntries, seals
from alongside.oversight.audit.rules import keys, merkle
from alongside.oversight.audit.rules.seals import read_line
from tests.rooms.oversight.audit.conftest import as_house, tampered, verified

pytestmark = pytest.mark.committed
FIRST = "(select min(id) from {0})"
LAST_SEALED = "(select max(id) from {0} where txid < (select max(txid_until) from audit_seal))"
H, R = "access_history", "access_reading"
COPIED = {
    H: "at, epoch, txid, table_name, row_id, verb, before, actor_id, session_id, request_id, why, circle_id, level, "
    "acl_key, person_id",
    R: "at, epoch, txid, actor_id, session_id, request_id, act, circle_id, person_ids, object_kind, object_ids, "
    "ground, grant_id, result, asked",
}


def edit(table: str, column: str, value: str) -> str:
    return f"update {table} set {column} = {value} where id = {LAST_SEALED.format(table)}"


def doubled(table: str, txid: str) -> str:
    columns = COPIED[table]
    return f"insert into {table} ({columns}) select {columns.replace('txid', txid, 1)} from {table} where id = " + (
        LAST_SEALED.format(table)
    )


def swap(table: str, high: str) -> list[str]:
    """The contents of two rows change places, by a number of nobody's in between."""
    low = FIRST.format(table)
    return [
        f"create temp table pair on commit drop as select {low} as low, {high} as high",
        f"update {table} set id = -1 where id = (select low from pair)",
        f"update {table} set id = (select low from pair) where id = (select high from pair)",
        f"update {table} set id = (select high from pair) where id = -1",
    ]


TAMPERINGS = {
    **{f"{table}.{column}": ([edit(table, column, value)], "was changed") for table, column, value in [
        (H, "why", "'another reason'"), (H, "actor_id", "1"), (H, "at", "at + interval '1 microsecond'"),
        (H, "before", "'{\"a\": 1}'"), (H, "row_id", "row_id + 1"), (H, "table_name", "'cases_case_'"),
        (H, "verb", "'delete'"), (H, "session_id", "null"), (H, "request_id", "gen_random_uuid()"),
        (H, "circle_id", "99"), (H, "level", "32"), (H, "person_id", "99"),
        (R, "act", "'nothing'"), (R, "actor_id", "1"), (R, "at", "at - interval '1 day'"),
        (R, "person_ids", "'{99}'"), (R, "object_ids", "'{}'"), (R, "object_kind", "'x'"), (R, "ground", "'x'"),
        (R, "grant_id", "99"), (R, "result", "'x'"), (R, "asked", "'x'"), (R, "session_id", "null"),
        (R, "request_id", "gen_random_uuid()"), (R, "circle_id", "99"),
    ]},
    "txid moved out": ([edit(R, "txid", "txid + 1000000000")], "was deleted"),
    "epoch moved out": ([edit(H, "epoch", "7")], "was deleted"),
    "reading deleted": ([f"delete from {R} where id = {LAST_SEALED.format(R)}"], "was deleted"),
    "change deleted": ([f"delete from {H} where id = {LAST_SEALED.format(H)}"], "was deleted"),
    "back-dated": ([doubled(R, "txid")], "was put in afterwards"),
    "back-dated change": ([doubled(H, "txid")], "was put in afterwards"),
    "a life that never was": ([doubled(R, "txid").replace("epoch", "77", 2).replace("77", "epoch", 1)], "never was"),
    "to come": ([doubled(R, "txid + 1000000000")], "never was"),
    "before all": ([doubled(R, "- txid")], "never was"),
    "swapped readings": (swap(R, LAST_SEALED.format(R)), "was deleted"),
    "swapped changes": (swap(H, LAST_SEALED.format(H)), "was deleted"),
    "swapped neighbours": (swap(H, f"1 + {FIRST.format(H)}"), "was changed"),
    "everything deleted": ([f"delete from {R}", f"delete from {H}"], "was deleted"),
    "seal deleted": (["delete from audit_seal where number = 2"], "Seal 2 is missing"),
    "seal edited": (["update audit_seal set txid_until = txid_until - 1 where number = 1"], "Seal 1 ("),
    "seal's time": (["update audit_seal set sealed_at = sealed_at - interval '1 day' where number = 2"], "Seal 2 ("),
    "leaves edited": (
        ["update audit_seal set leaves = overlay(leaves placing 'x'::bytea from 20) where number = 2",
         edit(R, "act", "'x'")],
        "was changed",
    ),
    "entry and leaves": (
        [f"delete from {R} where txid < (select txid_until from audit_seal where number = 1)",
         "update audit_seal set leaves = app.audit_leaves(epoch, txid_from, txid_until) where number = 1"],
        "both changed",
    ),
    "tail with its seals": (
        ["create temp table cut on commit drop as select txid_from as at from audit_seal order by number desc limit 1",
         f"delete from {R} where txid >= (select at from cut)", f"delete from {H} where txid >= (select at from cut)",
         "delete from audit_seal where txid_from >= (select at from cut)"],
        "was cut off or rewritten",
    ),
    "all seals": (["delete from audit_seal"], "was cut off or rewritten"),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERINGS)
def test_every_tampering_is_named(sealed_agency: Path, name: str) -> None:
    statements, said = TAMPERINGS[name]
    assert verified().well
    with tampered(*statements):
        found = verified()
    assert not found.well
    assert said in found.words, found.words


def test_the_entry_is_named_by_its_number_and_log(sealed_agency: Path) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"select {LAST_SEALED.format(R)}, {LAST_SEALED.format(H)}")
        reading, change = cursor.fetchone() or (0, 0)
    with tampered(edit(R, "act", "'x'")):
        assert f"Entry {reading} of the reading log was changed after seal" in verified().words
    with tampered(edit(H, "why", "'x'")):
        assert f"Entry {change} of the history was changed after seal" in verified().words


def test_what_holds_is_said_and_kept(sealed_agency: Path) -> None:
    found = verified()
    assert found.well
    assert f"{found.entries} entries under {found.seals} seals are as they were sealed" in found.words
    with as_house():
        kept = Verification.objects.latest("id")
        assert (kept.well, kept.words, kept.entries) == (True, found.words, found.entries)
        assert found.entries == sum(Seal.objects.values_list("entries", flat=True))
        later = datetime.now(UTC) + timedelta(days=1)
    assert verified(since=later).entries == 0  # type: ignore[arg-type]
    with tampered(edit(R, "act", "'x'")):
        assert not verified().well
        with as_house():
            assert not Verification.objects.latest("id").well


def test_what_follows_the_team_is_no_tampering(sealed_agency: Path) -> None:
    with tampered(edit(H, "acl_key", "1")):
        assert verified().well


def test_the_application_s_own_way_answers_the_same(sealed_agency: Path) -> None:
    with as_house():
        direct = LoggedEntries(connections["owner"], direct=True)
        by_gate = LoggedEntries(connections["default"], direct=False)
        for one in seals():
            assert by_gate.leaves(one) == direct.leaves(one) == by_gate.sealed_leaves(one)
            assert by_gate.misdated(one, one.at - timedelta(hours=1), one.at) is None
            assert by_gate.misdated(one, one.at, one.at + timedelta(hours=1)) is not None
        assert by_gate.stray() is None
    assert by_gate.leaves(one) == b"", "nobody but the house is answered"


def test_rewriting_everything_without_the_key_is_caught(sealed_agency: Path) -> None:
    """Entries changed, leaves, roots and chain computed anew, signed by a key of the forger's own."""
    forger = Ed25519PrivateKey.generate()
    with tampered(edit(R, "act", "'nothing'")):
        entries, previous = LoggedEntries(connections["owner"], direct=True), "0" * 64
        with connections["owner"].cursor() as cursor:
            for one in seals(connections["owner"]):
                leaves = entries.leaves(one)
                rooted = replace(one, root=merkle.root(leaves), previous=previous)
                forged = rooted.signed(forger)
                previous = forged.digest
                cursor.execute(
                    "update audit_seal set root = %s, previous = %s, digest = %s, signature = %s, leaves = %s "
                    "where number = %s",
                    [forged.root, forged.previous, forged.digest, forged.signature, leaves, one.number],
                )
        assert "Seal 1 (" in (said := verified().words)
        assert "its signature does not fit" in said
        with connections["owner"].cursor() as cursor:
            name = keys.fingerprint(forger.public_key())
            for one in seals(connections["owner"]):
                again = replace(one, key=name).signed(forger)
                cursor.execute("update audit_seal set key = %s, signature = %s where number = %s",
                               [name, again.signature, one.number])  # fmt: skip
        assert "is signed by a key that is not trusted" in verified().words


@pytest.mark.parametrize(
    ("wound", "said"),
    [
        (lambda lines: lines[:-1], "is not in the copy"),
        (lambda lines: lines[1:], "lines are missing"),
        (lambda lines: [lines[0], *lines[2:]], "lines are missing"),
        (lambda lines: [lines[1], lines[0], *lines[2:]], "lines are missing"),
        (lambda lines: [lines[0].replace('"entries": ', '"entries": 1'), *lines[1:]], "Line 1 of the copy"),
        (lambda lines: [*lines, "not a seal\n"], "is not a seal"),
        (lambda lines: [*lines[:-1], lines[-1].rstrip("\n")], "is not a seal"),
        (lambda lines: [], "is not in the copy"),
    ],
)
def test_a_copy_that_was_edited_is_named(sealed_agency: Path, tmp_path: Path, wound, said: str) -> None:  # type: ignore[no-untyped-def]
    lines = (sealed_agency / "seals.jsonl").read_text().splitlines(keepends=True)
    other = tmp_path / "copy.jsonl"
    other.write_text("".join(lines))
    assert verified(copy_at=other).well
    other.write_text("".join(wound(lines)))
    found = verified(copy_at=other)
    assert not found.well
    assert said in found.words, found.words


def test_a_missing_copy_and_an_unknown_key_are_named(sealed_agency: Path, tmp_path: Path) -> None:
    assert "is missing" in verified(copy_at=tmp_path / "nowhere").words
    keys.make_key(tmp_path / "key.pem")
    assert "a key that is not trusted" in verified(key_at=keys.public_path(tmp_path / "key.pem")).words


def test_a_copy_line_that_was_signed_by_nobody_is_named(sealed_agency: Path, tmp_path: Path) -> None:
    lines = (sealed_agency / "seals.jsonl").read_text().splitlines(keepends=True)
    told = json.loads(lines[-1])
    more = json.dumps({**told, "number": told["number"] + 1, "previous": seals_digest(lines[-1])}) + "\n"
    other = tmp_path / "copy.jsonl"
    other.write_text("".join([*lines, more]))
    assert f"Line {len(lines) + 1} of the copy" in verified(copy_at=other).words


def seals_digest(line: str) -> str:
    found = read_line(line)
    assert found
    return found.digest
