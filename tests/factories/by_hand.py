"""Functions of the database asked beside rows written by hand: with all as it should be, and with one thing wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection, transaction

from tests.database.putting import inside, put, seen

Rows = list[tuple[Any, ...]]


def told(sql: str, *values: Any) -> Rows:
    """What the application is answered."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
        return list(cursor.fetchall())


class Owner:
    """Runs single statements as the administrator; all else in the test runs as the application."""

    row = staticmethod(put)
    asleep = staticmethod(seen)

    def __call__(self, sql: str, *values: Any) -> Rows:
        """Run a statement past every policy, with triggers awake; its rows, if it has any."""
        return inside(sql, *values)

    def unheeded(self, look: Callable[[], Rows], wounds: Mapping[str, str], left: Rows | None = None) -> list[str]:
        """The statements after which, each by itself, a look finds something else than what should be left of it."""
        return [name for name, sql in wounds.items() if self._after(sql, look) != (left or [])]

    def _after(self, sql: str, look: Callable[[], Rows]) -> Rows:
        with transaction.atomic():
            seen(sql)
            found = look()
            transaction.set_rollback(True)
        return found
