"""Statements of tests stay prepared when a transaction is rolled back, as they do where transactions end well.

The driver forgets what it prepared with every rollback, since what was made in the transaction may be gone. Tests are
rolled back one after another, so that nearly every statement was planned anew: two fifths of what the server did for
them. The application's role makes and drops nothing, and what the owner changes makes the server plan again by itself.
"""

from __future__ import annotations

from psycopg._preparing import PrepareManager

STATEMENTS = 1000


def keep_prepared() -> None:
    """Let every connection of this process remember its statements."""
    PrepareManager.prepared_max = STATEMENTS
    PrepareManager.clear = _keep  # type: ignore[assignment, method-assign]  # the driver has no setting for it


def _keep(_manager: PrepareManager) -> bool:
    return False
