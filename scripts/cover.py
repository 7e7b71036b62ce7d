"""Run the quick part of the suite and find every way through the rooms that no test takes.

Run: ``python scripts/cover.py [options of pytest]``. A way is a branch, or a line inside a function. Rooms are all of
``alongside/`` but ``doors``, ``config`` and migrations. Answers 1 when a way is left, and prints each one.
"""

from __future__ import annotations

import ast
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.run_tests import PROCESSES, QUICK, ROOT, pytest

NO_ROOMS = ("doors", "config")
NEEDS_ROOT = tuple(f"alongside/ground/postgres/{name}.py" for name in ("account", "binaries", "cluster", "home"))
"""Some of their ways are taken by root alone, whose server has an account of its own; others are closed to root."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way that no test takes: from a line to another one, or through a line at all when ``to`` is None."""

    path: str
    line: int
    to: int | None
    text: str

    def __str__(self) -> str:
        """In words for whoever has to write the test."""
        if self.to is None:
            return f"{self.path}:{self.line} is never run: {self.text}"
        return f"{self.path}:{self.line} never goes to {self.to if self.to > 0 else 'the end'}: {self.text}"


def is_room(path: str) -> bool:
    """Whether a file belongs to a room."""
    parts = Path(path).parts
    return parts[0] == "alongside" and parts[1] not in NO_ROOMS and "migrations" not in parts


def in_functions(source: str) -> set[int]:
    """The lines of all functions of a file; what stands outside them runs whenever the file is imported."""
    functions = [one for one in ast.walk(ast.parse(source)) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
    return {line for one in functions for line in range(one.body[0].lineno, (one.end_lineno or 0) + 1)}


def ways_left(path: str, told: Mapping[str, Any], source: str) -> Iterator[Way]:
    """The ways through one file that ``told``, its part of coverage's report, says were not taken."""
    lines = source.splitlines()
    branches = told["missing_branches"]
    for line, to in branches:
        yield Way(path, line, to, lines[line - 1].strip())
    reached = {to for _line, to in branches}
    for line in sorted(set(told["missing_lines"]) & in_functions(source) - reached):
        yield Way(path, line, None, lines[line - 1].strip())


def judge(report: Mapping[str, Any], *, root: bool) -> int:
    """Print every way left and the sum; 1 when there is one."""
    rooms = {path: told for path, told in sorted(report["files"].items()) if is_room(path)}
    if not root:
        print(f"Not counted, since their tests need root: {', '.join(NEEDS_ROOT)}")
        rooms = {path: told for path, told in rooms.items() if path not in NEEDS_ROOT}
    left = [
        way for path, told in rooms.items() for way in ways_left(path, told, (ROOT / path).read_text(encoding="utf-8"))
    ]
    for way in left:
        print(way)
    every = sum(told["summary"]["num_branches"] for told in rooms.values())
    taken = sum(told["summary"]["covered_branches"] for told in rooms.values())
    never = sum(way.to is None for way in left)
    print(f"{taken} of {every} branches of {len(rooms)} files in rooms are tested; {never} more lines are never run.")
    return 1 if left else 0


def main(options: list[str]) -> int:
    """Run the tests, then judge, also when some do not pass: then never 0."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        os.environ["COVERAGE_FILE"] = str(Path(folder) / "coverage")
        code = pytest(
            "tests", "-q", "-m", QUICK, "-n", PROCESSES, "--dist", "loadfile",
            "--cov=alongside", "--cov-branch", f"--cov-report=json:{report}", *options,
        )  # fmt: skip
        if not report.exists():
            return code or 1
        return judge(json.loads(report.read_text(encoding="utf-8")), root=os.geteuid() == 0) or code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
