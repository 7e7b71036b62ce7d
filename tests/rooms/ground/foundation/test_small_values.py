"""The small parts that everything stands on: decisions, refusals, the clock, the reader, the outbox."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.utils import timezone

from alongside.ground.foundation import clock, outbox
from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.errors import NotFound, Refused, Stale, require
from alongside.ground.foundation.guards import Gate, Guard, PlainSql, fingerprint
from alongside.ground.foundation.reader import (
    ADMINISTERS,
    CARRIES,
    EVALUATES,
    ORDINARY,
    READS_LOGS,
    SUBSTANCE_USE,
    Reader,
)


def test_a_decision_is_true_or_says_why_not() -> None:
    assert Decision.yes()
    no = Decision.no("plan.unsigned", "Sign it first.", "COA")
    assert not no
    assert (no.code, no.reason, no.basis) == ("plan.unsigned", "Sign it first.", "COA")


def test_a_refusal_carries_reason_field_and_basis() -> None:
    require(Decision.yes())
    with pytest.raises(Refused, match="Sign it first") as refusal:
        require(Decision.no("plan.unsigned", "Sign it first.", "COA"), field="sign")
    assert refusal.value.fields == {"sign": "Sign it first."}
    assert refusal.value.basis == "COA"
    assert issubclass(NotFound, Refused)
    assert Stale("Both are shown.", {"text": "theirs"}).theirs == {"text": "theirs"}


def test_the_clock_stands_only_inside_its_block() -> None:
    moment = datetime(2024, 2, 29, 23, 30, tzinfo=UTC)
    with clock.standing_at(moment):
        assert clock.now() == moment
        assert clock.today() == timezone.localdate(moment)
        with pytest.raises(ZeroDivisionError), clock.standing_at(datetime(2020, 1, 1, tzinfo=UTC)):
            raise ZeroDivisionError
        assert clock.now() == moment
    assert clock.now() > moment


def test_a_reader_holds_only_what_was_granted() -> None:
    reader = Reader(1, "worker", "Grace", 1, powers=READS_LOGS)
    assert reader.holds(READS_LOGS)
    assert not reader.holds(ADMINISTERS)
    assert not reader.holds(EVALUATES)
    assert CARRIES & ORDINARY
    assert not CARRIES & SUBSTANCE_USE


def test_queued_work_goes_with_the_transaction() -> None:
    outbox.defer("documents.make", document="x", actor=1)
    with connection.cursor() as cursor:
        cursor.execute("select args ->> 'document' from procrastinate_jobs where task_name = 'documents.make'")
        assert cursor.fetchall() == [("x",)]


def test_a_guard_without_writing_grants_none_and_a_changed_guard_has_another_fingerprint() -> None:
    read_only = Guard("access.Grant", "true", None)
    statements = "\n".join(read_only.statements())
    assert "grant insert" not in statements.replace(
        "grant select, insert, update on access_grant to alongside_gate", ""
    )
    assert "force row level security" in statements
    assert fingerprint([read_only]) != fingerprint([Guard("access.Grant", "false", None)])


def test_a_gate_pins_its_search_path_and_its_callers() -> None:
    gate = Gate("example", "a bigint", "returns bigint language sql", "  select a", callers=("alongside_app",))
    statements = gate.statements()
    assert "set search_path" in statements[0]
    assert "revoke all on function app.example(a bigint) from public" in statements
    assert PlainSql(("select 1",)).statements() == ["select 1"]
