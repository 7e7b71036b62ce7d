"""Holding rows, so that what was read of them is still true when they are written.

Each takes two statements. The first waits for the row, and may have begun while a grant still stood; the second begins
when the lock is held, so that whoever lost the grant meanwhile gets nothing of what was written since (R-11).
"""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model, QuerySet

from alongside.ground.foundation.errors import NotFound

Row = TypeVar("Row", bound=Model)


def hold(row: Model) -> None:
    """Lock ``row`` until the transaction ends and read it again; ``NotFound`` when it is gone or not to be changed."""
    try:
        _locking(type(row)._default_manager.filter(pk=row.pk)).get()
        row.refresh_from_db()
    except ObjectDoesNotExist:
        raise NotFound from None


def held(rows: QuerySet[Row]) -> Row:
    """The first of ``rows``, locked until the transaction ends; ``NotFound`` when none is there or to be changed."""
    found = held_if_any(rows)
    if found is None:
        raise NotFound
    return found


def held_if_any(rows: QuerySet[Row]) -> Row | None:
    """The first of ``rows``, locked until the transaction ends; None when there is none."""
    first = _locking(rows).first()
    return None if first is None else rows.filter(pk=first.pk).first()


def held_all(rows: QuerySet[Row]) -> list[Row]:
    """All of ``rows``, in their order, locked until the transaction ends."""
    numbers = [row.pk for row in _locking(rows)]
    return list(rows.filter(pk__in=numbers)) if numbers else []


def _locking(rows: QuerySet[Row]) -> QuerySet[Row]:
    return rows.select_related(None).only("pk").select_for_update(of=("self",))
