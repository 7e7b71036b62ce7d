"""How a token is written and read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.agency.tokens.rules import may_make, secret_in, words_of


@given(st.binary(min_size=32, max_size=32))
def test_every_secret_is_read_back_from_its_words(secret: bytes) -> None:
    assert secret_in(words_of(secret)) == secret


@given(st.text())
def test_no_other_text_is_a_token(text: str) -> None:
    found = secret_in(text)
    assert found is None or words_of(found) == text


@pytest.mark.parametrize(
    ("name", "scopes", "days", "code"),
    [
        ("Our reports", ["cases:read"], 90, ""),
        (" ", ["cases:read"], 90, "token.name"),
        ("x" * 81, ["cases:read"], 90, "token.name"),
        ("Our reports", [], 90, "token.scopes"),
        ("Our reports", ["cases:read", "everything"], 90, "token.scopes"),
        ("Our reports", ["cases:read"], 0, "token.days"),
        ("Our reports", ["cases:read"], 366, "token.days"),
    ],
)
def test_a_token_has_a_name_a_scope_and_an_end(name: str, scopes: list[str], days: int, code: str) -> None:
    assert may_make(name, scopes, days, works_here=True).code == code
    assert may_make(name, scopes, days, works_here=False).code == "token.worker"
