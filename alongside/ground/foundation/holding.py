"""Holding a row, so that what was read of it is still true when it is written."""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model

from alongside.ground.foundation.errors import NotFound


def hold(row: Model) -> None:
    """Lock ``row`` until the transaction ends and read it again; ``NotFound`` when it is gone or not to be changed."""
    try:
        row.refresh_from_db(from_queryset=type(row)._default_manager.select_for_update(of=("self",)))
    except ObjectDoesNotExist:
        raise NotFound from None
