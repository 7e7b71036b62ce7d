"""Whether a text that leaves the house tells where one of the people whom it concerns hides."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from alongside.agency.keys.queries import unwrapped
from alongside.ground.foundation.encryption import Place, decrypt
from alongside.record.people.queries.kept import TABLE, VALUE
from alongside.record.people.rules.guarding import Hit, Protected, hits_in


def told_by(texts: Iterable[str], *, circle: int) -> tuple[Hit, ...]:
    """Whose hidden address or number stands in ``texts``, of all whom the circle concerns; one statement.

    What is hidden from the reader is looked for too, and never shown: who typed it knows it.
    """
    return hits_in(texts, _protected(circle))


def _protected(circle: int) -> list[Protected]:
    with connection.cursor() as cursor:
        cursor.execute("select * from app.protected_points(%s)", [circle])
        rows = cursor.fetchall()
    found = []
    for _point, public_id, person, kind, value, number, key_circle, wrapped, master in rows:
        key = unwrapped(number, key_circle, wrapped, master)
        found.append(Protected(person, kind, decrypt(value, key=key, place=Place(TABLE, VALUE, str(public_id)))))
    return found
