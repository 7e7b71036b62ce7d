"""Which columns are encrypted, and where."""

from __future__ import annotations

from alongside.agency.keys.rules import EncryptedColumn, encrypted_columns, register_encrypted
from alongside.ground.foundation.reader import ORDINARY, SAFE_LOCATION


def test_where_somebody_is_hidden_is_sealed_at_its_level_alone() -> None:
    (value,) = encrypted_columns("people_contactpoint")
    assert (value.column, value.blind_column) == ("value", "phone_key")
    assert value.covers(SAFE_LOCATION)
    assert not value.covers(ORDINARY)
    assert value in encrypted_columns()
    assert encrypted_columns("people_person") == ()


def test_saying_it_twice_changes_nothing() -> None:
    (value,) = encrypted_columns("people_contactpoint")
    assert register_encrypted(EncryptedColumn("people_contactpoint", "value", frozenset())) == value
    assert encrypted_columns("people_contactpoint") == (value,)
