"""Which columns are sealed, and where."""

from __future__ import annotations

from alongside.agency.keys.rules import SealedColumn, register_sealed, sealed_columns
from alongside.ground.foundation.reader import ORDINARY, SAFE_LOCATION


def test_where_somebody_is_hidden_is_sealed_at_its_level_alone() -> None:
    (value,) = sealed_columns("people_contactpoint")
    assert (value.column, value.blind_column) == ("value", "phone_key")
    assert value.seals(SAFE_LOCATION)
    assert not value.seals(ORDINARY)
    assert value in sealed_columns()
    assert sealed_columns("people_person") == ()


def test_saying_it_twice_changes_nothing() -> None:
    (value,) = sealed_columns("people_contactpoint")
    assert register_sealed(SealedColumn("people_contactpoint", "value", frozenset())) == value
    assert sealed_columns("people_contactpoint") == (value,)
