"""The clock of the house: one place to ask what time it is, so that history can be loaded with its own dates."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_standing: ContextVar[datetime | None] = ContextVar("alongside_clock", default=None)


def now() -> datetime:
    """The present moment in UTC, or the moment a demonstration or test has set with ``standing_at``."""
    return _standing.get() or timezone.now()


def today() -> date:
    """Today's date in the agency's time zone."""
    return timezone.localdate(now())


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Let the clock stand at ``moment`` (aware) inside the block: for the demonstration agency and for tests.

    The database's own times (history, reading log, validity of grants) never follow it.
    """
    token = _standing.set(moment)
    try:
        yield
    finally:
        _standing.reset(token)
