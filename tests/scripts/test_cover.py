"""What ``make cover`` counts, and how it tells of a way that no test takes."""

from __future__ import annotations

import pytest

from scripts.cover import NEEDS_ROOT, is_room, judge, ways_left

SOURCE = '''"""A file."""

ABOVE = 1


def named(name):
    """A verb."""
    if name:
        return name
    try:
        return int(name)
    except ValueError:
        return None
'''


def told(branches: list[list[int]], lines: list[int]) -> dict[str, object]:
    return {"missing_branches": branches, "missing_lines": lines}


def test_rooms_are_all_but_doors_settings_and_migrations() -> None:
    assert is_room("alongside/record/people/queries/merging.py")
    assert not is_room("alongside/doors/desk/urls.py")
    assert not is_room("alongside/config/settings.py")
    assert not is_room("alongside/record/people/migrations/0001_initial.py")


def test_a_way_is_a_branch_or_a_line_in_a_function_each_told_once() -> None:
    left = [str(way) for way in ways_left("a.py", told([[8, 9], [8, -6]], [3, 9, 13]), SOURCE)]
    assert left == [
        "a.py:8 never goes to 9: if name:",
        "a.py:8 never goes to the end: if name:",
        "a.py:13 is never run: return None",
    ]


def test_one_way_left_is_a_failure_and_what_needs_root_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    summary = {"num_branches": 4, "covered_branches": 4}
    whole = {"summary": summary, **told([], [])}
    short = {"summary": {**summary, "covered_branches": 3}, **told([[1, 2]], [])}
    door = "alongside/doors/desk/urls.py"
    report = {"files": {NEEDS_ROOT[0]: short, "alongside/ground/foundation/clock.py": whole, door: short}}
    assert judge(report, root=False) == 0
    said = capsys.readouterr().out
    assert NEEDS_ROOT[0] in said
    assert "4 of 4 branches of 1 files" in said
    assert judge(report, root=True) == 1
    assert "7 of 8 branches of 2 files" in capsys.readouterr().out
