"""Lists a page at a time: newest first, from where the last page ended, without counting."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar
from uuid import UUID

from pydantic import Field

from alongside.doors.exchange.shapes import Given, Page

R = TypeVar("R")
S = TypeVar("S")

USUAL, MOST = 50, 200


class Sought(Given):
    """Which page of a list; filters of a noun are added by its own shape."""

    after: UUID | None = Field(None, description="The `after` of the page before.")
    limit: int = Field(USUAL, ge=1, le=MOST, description="How many on a page.")


def page_of(found: Iterable[R], after: UUID | None, make: Callable[[R], S]) -> Page[S]:
    """A page of things, each made into its shape; ``after`` is None on the last page."""
    return Page(items=[make(one) for one in found], after=after)
