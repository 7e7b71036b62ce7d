"""Who comes in by a link."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from alongside.agency.access.enums import ActorKind
from alongside.ground.foundation.reader import Reader


def link_asks(secret: bytes) -> bool | None:
    """Whether a link asks for a code; None for one that is unknown, ended, over, or whose consent is taken back."""
    with connection.cursor() as cursor:
        cursor.execute("select app.link_asks(%s)", [secret])
        row = cursor.fetchone()
    return None if row is None else row[0]


def come_in_by_link(secret: bytes, device: bytes, request_id: UUID) -> Reader | None:
    """Set the reader of this transaction from a device at its link; None, and no reader, when anything has ended."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.come_in_by_link(%s, %s, %s)", [secret, device, request_id])
        row = cursor.fetchone()
    if row is None:
        return None
    actor_id, name, session_id, powers = row
    return Reader(actor_id, ActorKind.PARTNER, name, session_id, powers)
