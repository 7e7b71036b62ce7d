"""Whether a text that leaves the house tells where one of the people whom it concerns hides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection

from alongside.agency.keys.queries import unwrapped
from alongside.ground.foundation.encryption import Place, decrypt
from alongside.record.people.queries.kept import TABLE, VALUE
from alongside.record.people.rules.guarding import Found, Hit, Protected, found_in, hits_in

COLUMNS = {TABLE: VALUE, "people_placement": "place"}
"""Where what must stay hidden is kept: the column of each table."""


def told_by(texts: Iterable[str], *, circle: int) -> tuple[Hit, ...]:
    """Whose hidden address or number stands in ``texts``, of all whom the circle concerns; one statement.

    What is hidden from the reader is looked for too, and never shown: who typed it knows it.
    """
    return hits_in(texts, protected_of(circle))


def told_where(texts: Mapping[str, str], *, circle: int | None) -> tuple[Found, ...]:
    """The same with the name of each text that tells it; without a circle, of everybody whom the reader may see."""
    return found_in(texts, protected_of(circle))


def protected_of(circle: int | None) -> list[Protected]:
    """What must not leave: of all whom a circle concerns, or, without one, of everybody whom the reader may see."""
    call, values = ("app.protected_everywhere()", []) if circle is None else ("app.protected_points(%s)", [circle])
    with connection.cursor() as cursor:
        cursor.execute(f"select * from {call}", values)  # noqa: S608 - no value is in it
        return protected_from(cursor.fetchall())


def protected_from(rows: Iterable[tuple[Any, ...]]) -> list[Protected]:
    """What must not leave, of the rows that a definer function answered, opened in memory alone."""
    found = []
    for table, public_id, person, kind, value, number, key_circle, wrapped, master in rows:
        key, place = unwrapped(number, key_circle, wrapped, master), Place(table, COLUMNS[table], str(public_id))
        found.append(Protected(person, kind, decrypt(value, key=key, place=place)))
    return found
