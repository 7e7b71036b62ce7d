"""A mark of what a tap wrote fits an address and reads as it was written."""

from __future__ import annotations

from uuid import uuid4

import pytest

from alongside.oversight.journeys.marks import Mark


def test_a_mark_reads_as_it_was_written() -> None:
    for mark in (Mark("R", uuid4(), 3), Mark("p", uuid4())):
        assert Mark.read(str(mark)) == mark
    for wrong in ("", "x" + uuid4().hex, "r1", f"R{uuid4().hex}.x"):
        with pytest.raises(ValueError, match=r"no mark|badly formed|invalid literal"):
            Mark.read(wrong)
