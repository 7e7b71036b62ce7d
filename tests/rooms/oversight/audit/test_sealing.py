"""Sealing: nothing is lost to an open transaction, the chain goes on after a restore, keys change."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, connections, transaction

from alongside.agency.access import queries as readings
from alongside.ground.foundation.errors import Refused
from alongside.oversight.audit.models import Seal
from alongside.oversight.audit.queries.sealed import seals, waiting
from alongside.oversight.audit.rules import copies, keys
from tests.rooms.oversight.audit.conftest import acting, as_house, seal, until_sealed, verified

pytestmark = pytest.mark.committed


def read_once(name: str) -> None:
    with acting("worker"):
        readings.note_reading(name)


def sealed_acts() -> set[str]:
    """What stands under the seals, by a look at the log that does not ask the seals' own code."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select r.act from access_reading r where exists (select 1 from audit_seal s where s.epoch = r.epoch and "
            "r.txid >= s.txid_from and r.txid < s.txid_until and position(int8send(r.id) in s.leaves) > 0)"
        )
        return {row[0] for row in cursor.fetchall()}


def test_a_late_transaction_holds_the_horizon_back_and_is_not_lost(own_agency: Path) -> None:
    written, go_on = threading.Event(), threading.Event()

    def late() -> None:
        with acting("colleague"):
            readings.note_reading("late one")
            written.set()
            go_on.wait(30)
        connection.close()

    thread = threading.Thread(target=late)
    thread.start()
    assert written.wait(30)
    try:
        read_once("early one")
        seal()
        assert "early one" not in sealed_acts(), "what is later than an open transaction waits for it"
        assert verified().well
    finally:
        go_on.set()
        thread.join()
    until_sealed()
    assert {"early one", "late one"} <= sealed_acts()
    assert verified().well


def test_an_entry_with_another_time_than_its_own_is_named(own_agency: Path) -> None:
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(
            "insert into access_reading (at, epoch, txid, actor_id, act, person_ids, object_kind, object_ids, ground, "
            "result, asked) select now() - interval '3 days', epoch, pg_current_xact_id()::text::bigint, actor_id, "
            "'dated back', '{}', '', '{}', '', 'shown', '' from access_reading order by id desc limit 1 returning id"
        )
        (number,) = cursor.fetchone() or (0,)
    until_sealed()
    assert f"Entry {number} of the reading log is dated" in verified().words
    with connections["owner"].cursor() as cursor:
        cursor.execute("update access_reading set at = now() where id = %s", [number])
    assert f"Entry {number} of the reading log was changed" in verified().words


def test_seals_are_added_by_the_house_in_order_and_by_nobody_changed(own_agency: Path) -> None:
    with as_house():
        last = seals()[-1]
        with connection.cursor() as cursor:
            cursor.execute("select app.add_seal(%s::jsonb, '', '', '')", [last.line()])
            assert cursor.fetchone() == (False,), "the same again"
    for statement in ("update audit_seal set note = 'x'", "delete from audit_seal", "truncate audit_seal",
                      "insert into audit_verification (well, words) values (true, '')",
                      "update access_reading set act = 'x'", "delete from access_history",
                      "select app.add_seal('{}', '', '', '')"):  # fmt: skip
        with pytest.raises(DatabaseError, match=r"permission denied|only the house"), acting("privacy"):  # noqa: SIM117
            with connection.cursor() as cursor:
                cursor.execute(statement)
    with acting("worker"):
        assert not Seal.objects.exists()
        assert waiting(10) == []
    with acting("privacy"):
        assert Seal.objects.exists()


def test_the_key_is_its_owner_s_and_missed_when_it_is_gone(own_agency: Path) -> None:
    path = own_agency / "key.pem"
    assert path.stat().st_mode & 0o777 == 0o600
    away = path.rename(path.with_name("away.pem"))
    with pytest.raises(Refused, match="is not at"):
        seal()
    away.rename(path)
    path.chmod(0o640)
    with pytest.raises(Refused, match="chmod 600"):
        seal()
    path.chmod(0o600)
    read_once("before the new key")
    until_sealed()
    read_once("after the new key")
    seal(new_key=True)
    until_sealed()
    assert len({one.key for one in copies.read_copy(own_agency / "seals.jsonl").seals}) == 2  # type: ignore[union-attr]
    assert len(keys.trusted_keys(keys.public_path(path))) == 2


def test_the_copy_catches_up_by_itself(own_agency: Path) -> None:
    path = own_agency / "seals.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:-1]))
    seal()
    assert path.read_text().splitlines(keepends=True)[: len(lines)] == lines
    assert path.stat().st_mode & 0o777 == 0o600


def test_after_a_restore_the_chain_goes_on_once_somebody_says_so(own_agency: Path) -> None:
    read_once("lost with the restore")
    until_sealed()
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("select txid_from from audit_seal order by number desc limit 1")
        (begins,) = cursor.fetchone() or (0,)
        cursor.execute("delete from audit_seal where txid_from >= %s", [begins])
        cursor.execute("delete from access_reading where txid >= %s", [begins])
        cursor.execute("delete from access_history where txid >= %s", [begins])
    with pytest.raises(Refused, match="set-back"):
        seal()
    assert "cut off or rewritten" in verified().words
    seal(set_back="Restored from the backup of Sunday")
    until_sealed()
    found = verified()
    assert found.well
    assert "1 seals of that time are lost: Restored from the backup of Sunday" in found.words
    assert "lost with the restore" not in sealed_acts()
    assert seal() == 0
