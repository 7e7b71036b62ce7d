"""Rows a page at a time, newest first, by the place of the last one: the same few queries for any number of rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from alongside.ground.foundation.errors import Refused

T = TypeVar("T")
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Series(Generic[T]):
    """One page; ``after`` is what the next page is asked with, None on the last one."""

    items: tuple[T, ...]
    after: UUID | None


def rows_after(rows: QuerySet[M], *, after: UUID | None, size: int) -> Series[M]:
    """At most ``size`` of ``rows``, newest first, older than the one with the outside name ``after``.

    Refused when ``after`` names nothing that the reader sees: a page from nowhere would look like the end.
    """
    ordered = rows.order_by("-id")
    if after is not None:
        start = rows.model._default_manager.filter(public_id=after).values_list("id", flat=True).first()
        if start is None:
            words = _("“after” names nothing that you can see. Begin again from the first page.")
            raise Refused("after", words, fields={"after": words})
        ordered = ordered.filter(id__lt=start)
    found = list(ordered[: size + 1])
    last: UUID | None = getattr(found[size - 1], "public_id") if len(found) > size else None  # noqa: B009 - a model's
    return Series(tuple(found[:size]), last)
