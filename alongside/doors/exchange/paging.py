"""Lists a page at a time: newest first, from where the last page ended, without counting."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar
from urllib.parse import unquote_to_bytes
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import Field, ValidationInfo, model_validator

from alongside.doors.exchange.shapes import Given, Page
from alongside.ground.foundation.errors import Refused

R = TypeVar("R")
S = TypeVar("S")

USUAL, MOST = 50, 200


def _is_utf_8(query: str) -> bool:
    try:
        unquote_to_bytes(query).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


class Asked(Given):
    """What is asked for in the query of an address."""

    in_an_address = True

    @model_validator(mode="after")
    def _every_filter_is_known(self, info: ValidationInfo) -> Asked:
        """A misspelt filter is refused: ignored, it would answer with more than was asked for."""
        request = (info.context or {}).get("request")
        if request and not _is_utf_8(request.META.get("QUERY_STRING", "")):
            raise Refused("query", _("The query of the address holds letters that are not in UTF-8."))
        unknown = sorted(set(request.GET) - type(self).model_fields.keys()) if request else []
        if unknown:
            words = _("There is no such filter.")
            raise Refused("filter", words, fields=dict.fromkeys(unknown, words))
        return self


class Sought(Asked):
    """Which page of a list; filters of a noun are added by its own shape."""

    after: UUID | None = Field(None, description="The `after` of the page before.")
    limit: int = Field(USUAL, ge=1, le=MOST, description="How many on a page.")


def page_of(found: Iterable[R], after: UUID | None, make: Callable[[R], S]) -> Page[S]:
    """A page of things, each made into its shape; ``after`` is None on the last page."""
    return Page(items=[make(one) for one in found], after=after)
