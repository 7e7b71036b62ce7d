"""The administrator's hand inside the transaction of a test: what no action of the product can write, rolled back too.

Days that have gone by, rows of another time, a person who is sealed: written without triggers, as the world of the
mutants is. The test itself goes on as the application's own role.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections

from alongside.ground.foundation.guards import APP

SETTINGS = ("USER", "PASSWORD")
_above: list[Any] = []
"""The driver's connection between two such tests: another one each time would have to learn every statement anew, and
so would the tests' own, were it closed."""


@contextmanager
def signed_in_above() -> Iterator[None]:
    """Let the connection of the tests belong to the administrator, who acts as the application's role at once."""
    kept = {name: connection.settings_dict[name] for name in SETTINGS}
    above = connections["owner"].settings_dict
    own, connection.connection = connection.connection, _above.pop() if _above else None
    connection.settings_dict.update({name: above[name] for name in SETTINGS})
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"set session authorization {APP}")
        yield
    finally:
        if connection.connection is not None:
            _above.append(connection.connection)
        connection.connection = own
        connection.settings_dict.update(kept)


@contextmanager
def administering() -> Iterator[None]:
    """Within, what the test asks and writes is the administrator's: every row is seen and no trigger hears of it.

    Only in a test that has the fixture ``administer``. What is refused within leaves the test where it is.
    """
    with connection.cursor() as cursor:
        cursor.execute("reset session authorization; set local session_replication_role = replica")
        yield
        cursor.execute("set local session_replication_role = origin")
        cursor.execute(f"set session authorization {APP}")
