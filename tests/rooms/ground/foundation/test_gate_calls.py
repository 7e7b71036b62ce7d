"""A definer function is called in one way: its answer, its refusal by its hint, and every other error as it is."""

from __future__ import annotations

import pytest
from django.db import DataError, ProgrammingError, connection

from alongside.ground.foundation.gate_calls import GateRefusal, call_gate
from tests.conftest import Become
from tests.factories.cases import a_circle


def test_an_answer_comes_back_and_a_refusal_leaves_the_transaction_as_it_was(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    assert call_gate("sees_circle", [circle]) is True
    assert call_gate("sees_circle", [str(circle)], places="%s::bigint") is True
    with pytest.raises(GateRefusal) as refusal:
        call_gate("break_glass", ["00000000-0000-4000-8000-000000000000", "too short", 60])
    assert refusal.value.hint
    with pytest.raises(GateRefusal) as refusal:
        call_gate("add_subject", [-1, None, ""])
    assert refusal.value.hint == ""
    assert call_gate("sees_circle", [circle]) is True


def test_other_errors_stay_what_they_are() -> None:
    with pytest.raises(ProgrammingError):
        call_gate("no_such_function", [])
    with pytest.raises(DataError):
        call_gate("sees_circle", ["x"], places="%s::text::bigint")
    assert connection.is_usable()
