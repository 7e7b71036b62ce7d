"""Bodies that are not the JSON we can take are refused in words; all others are read as they are."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from alongside.doors.exchange.strict import DEEPEST, Unreadable, json_in
from tests.doors.exchange.conftest import Call

DEEP = b'{"a":' * 40 + b"1" + b"}" * 40
HOSTILE = {
    b"": "not JSON",
    b"{": "not JSON",
    b"\xff\xfe": "not UTF-8",
    b'{"a":1,"a":2}': "twice",
    b'{"a":NaN}': "not a number",
    b'{"a":-Infinity}': "not a number",
    b'{"a":1e999}': "larger",
    b'{"a":' + b"9" * 400 + b"}": "longer",
    b'{"a":0.' + b"9" * 400 + b"}": "longer",
    DEEP: "deeper",
    b"[" * 100_000: "deeper",
    b'{"a":"\\u0000"}': "NUL",
    b'{"a\\u0000":1}': "NUL",
    b'{"a":"\\ud800"}': "half a sign",
}
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=4),
    max_leaves=8,
)


@pytest.mark.parametrize(("body", "words"), HOSTILE.items(), ids=range(len(HOSTILE)))
def test_what_no_record_holds_is_refused_in_words(body: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        json_in(body)


def depth(value: Any) -> int:
    """How many levels a value has."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max((depth(one) for one in inner), default=0)


@given(VALUES)
def test_everything_else_is_read_as_it_is(value: Any) -> None:
    assume(depth(value) <= DEEPEST)
    assert json_in(json.dumps(value).encode()) == value


@pytest.mark.parametrize("levels", [DEEPEST, DEEPEST + 1])
def test_depth_has_an_end(levels: int) -> None:
    body = b"[" * (levels - 1) + b"1" + b"]" * (levels - 1)
    if levels <= DEEPEST:
        assert json_in(body)
    else:
        with pytest.raises(Unreadable, match="deeper"):
            json_in(body)


def test_the_door_says_which_it_was(call: Call) -> None:
    program = call("worker")
    for body in HOSTILE:
        program.send("POST", "/people", body)
        assert program.status == (400 if body else 422), body[:40]
        assert "Traceback" not in program.answered["message"]
    program.send("POST", "/people", b'{"a":1,"a":2}')
    assert program.answered["message"] == "The same name stands twice in one object; say each thing once."
    for body in (b"[1]", b"3", b'"x"', b"null"):
        program.send("POST", "/people", body)
        assert program.status == 422, body
