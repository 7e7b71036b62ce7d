"""Operators learn how much is due and what was done, in numbers; no case and nobody is named."""

from __future__ import annotations

from argparse import Namespace

import pytest

from alongside.doors.commands import disposals
from tests.conftest import Become
from tests.factories.disposals import agreed, an_ended_case, officer, proposed

__all__ = ["officer"]


def test_what_is_due_and_what_was_done_in_numbers(
    become: Become, officer: None, capsys: pytest.CaptureFixture[str]
) -> None:
    disposals.run(Namespace(verb="due"))
    disposals.run(Namespace(verb="list"))
    assert capsys.readouterr().out == "Nothing is due for disposal.\nNothing was disposed of.\n"
    case = an_ended_case(become("worker"))
    number = proposed(become, case.number)
    agreed(become, number)
    disposals.run(Namespace(verb="due"))
    disposals.run(Namespace(verb="list"))
    said = capsys.readouterr().out
    assert "case: 1 due, the oldest since 2019-03-14, 0 kept by a legal hold" in said
    assert "approved, " in said
    assert case.number not in said
    assert "Lindqvist" not in said
