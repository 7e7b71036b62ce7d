"""A fault is logged by kind and place, without what somebody typed (R-47)."""

from __future__ import annotations

import logging
import sys

from alongside.config.logs import WithoutWords


def test_a_fault_is_told_without_its_words() -> None:
    try:
        try:
            int("Amara Okoye, 12 Harbour Street")
        except ValueError as error:
            raise RuntimeError("a note about Amara Okoye") from error
    except RuntimeError:
        record = logging.LogRecord("trial", logging.ERROR, __file__, 1, "It broke", None, sys.exc_info())
    told = WithoutWords("%(message)s").format(record)
    assert told.startswith("It broke\n")
    assert told.index("builtins.ValueError") < told.index("builtins.RuntimeError")
    assert "test_logs.py" in told
    for word in ("Amara", "Harbour", "int("):
        assert word not in told
