"""Work for later goes with the transaction that asks for it."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import connection, transaction

from alongside.ground.foundation import outbox


def queued() -> list[tuple[str, str, datetime | None]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select task_name, args ->> 'document', scheduled_at from procrastinate_jobs where args ? 'document' "
            "order by id"
        )
        return list(cursor.fetchall())


def test_it_is_queued_with_its_arguments_and_its_earliest_moment() -> None:
    moment = datetime(2030, 1, 1, 9, tzinfo=UTC)
    outbox.defer("documents.make", document="x", actor=1)
    outbox.defer("documents.make", at=moment, document="y", actor=1)
    assert queued() == [("documents.make", "x", None), ("documents.make", "y", moment)]


def test_what_is_rolled_back_was_never_queued() -> None:
    with transaction.atomic():
        outbox.defer("documents.make", document="x", actor=1)
        transaction.set_rollback(True)
    assert queued() == []
