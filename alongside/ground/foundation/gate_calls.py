"""Calling a definer function: what it refuses comes back with its hint, which the caller's room puts into words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import Error, connection, transaction

NOT_ALLOWED = "42501"


class GateRefusal(Exception):
    """A definer function refused; ``hint`` is the word by which it says why, empty when it says nothing."""

    def __init__(self, hint: str) -> None:
        super().__init__(hint)
        self.hint = hint


@contextmanager
def refusals() -> Iterator[None]:
    """Within, a refusal of the database is a ``GateRefusal``; every other error stays what it is."""
    try:
        yield
    except Error as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        if getattr(diagnosis, "sqlstate", "") != NOT_ALLOWED:
            raise
        raise GateRefusal(getattr(diagnosis, "message_hint", None) or "") from None


def call_gate(function: str, arguments: Sequence[Any], *, places: str = "") -> Any:
    """What ``app.function`` answers. Raises ``GateRefusal``; the transaction around it goes on as it was.

    ``places`` are the placeholders of the arguments where one of them needs a cast.
    """
    marks = places or ", ".join(["%s"] * len(arguments))
    with refusals(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"select app.{function}({marks})", list(arguments))
        row = cursor.fetchone()
    return row[0] if row else None
