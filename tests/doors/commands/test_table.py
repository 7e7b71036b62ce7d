"""The table of commands is whole."""

from __future__ import annotations

import pytest

from alongside.doors.commands.app import MODULES
from alongside.doors.commands.table import COMMANDS, LATER, Needs

pytestmark = pytest.mark.committed


def test_every_command_of_the_table_has_its_module() -> None:
    assert set(MODULES) == {name for name, entry in COMMANDS.items() if entry.needs is not Needs.SUPERVISION}
    assert not set(LATER) & set(COMMANDS)
    assert list(LATER) == sorted(LATER)


def test_every_line_of_the_help_says_what_it_is_for() -> None:
    assert all(entry.summary and not entry.summary.endswith(".") for entry in COMMANDS.values())
