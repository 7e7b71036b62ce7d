"""A page of things, and what the next one is asked with."""

from __future__ import annotations

from uuid import uuid4

import pytest
from pydantic import ValidationError

from alongside.doors.exchange.paging import MOST, USUAL, Sought, page_of


def test_a_page_makes_each_thing_and_keeps_the_place() -> None:
    place = uuid4()
    page = page_of([1, 2], place, str)
    assert (page.items, page.after) == (["1", "2"], place)
    assert page_of((), None, str).items == []


@pytest.mark.parametrize("limit", [0, -1, MOST + 1])
def test_a_page_is_neither_empty_nor_endless(limit: int) -> None:
    assert Sought.model_validate({}).limit == USUAL
    assert Sought.model_validate({"limit": MOST}).limit == MOST
    with pytest.raises(ValidationError):
        Sought.model_validate({"limit": limit})
