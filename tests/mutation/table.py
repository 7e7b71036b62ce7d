"""Keeps what was found of each function of the database: ``bench/results/functions.md``."""

from __future__ import annotations

import os
import platform
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tests.mutation.mutants import Mutant, of_gates

PLACE = Path("bench/results/functions.md")
HEAD = """# Mutants of the functions of the database

Every condition of a function and every clause of it was made always true and never true in turn (`python -m
tests.mutation gates NAME`), and met by plain Python in the dense world, where the function is compared with it, and by
the quick tests that could notice it: those that met the clause with the other value (`python -m tests.mutation reach`
puts a sensor around every clause and asks once). *Change nothing* are those of `tests/mutation/equivalent.py`, each
with its reason. *Unmet* are those whose clause no quick test met with the other value, so that none can notice them;
longer tests, of whole processes, were not asked. *Not caught* were met by up to ten quick tests and noticed by none.

"""
NAMES = "| Function | Mutants | Caught | Change nothing | Not caught | Unmet | Tried |\n|---|---|---|---|---|---|---|\n"
KINDS = ("caught", "same", "survives", "unmet")
Row = tuple[int | str, ...]


class Keeper:
    """Notes what comes of each mutant, and writes the line of a function when all of its mutants were met."""

    def __init__(self, root: Path, found: Sequence[Mutant]) -> None:
        self.root = root
        self.waiting = Counter(one.of for one in found)
        self.came: dict[str, Counter[str]] = defaultdict(Counter)

    def note(self, one: Mutant, how: str) -> None:
        """One mutant was met; ``how`` is one of the kinds."""
        self.came[one.of][how] += 1
        self.waiting[one.of] -= 1
        if not self.waiting[one.of]:
            keep(self.root, {one.of: self.came[one.of]})


def keep(root: Path, came: Mapping[str, Mapping[str, int]]) -> None:
    """Write the lines of the functions that were met; those of others stay as they were."""
    rows = read(root)
    for of, counts in came.items():
        numbers = [counts.get(kind, 0) for kind in KINDS]
        rows[of] = (sum(numbers), *numbers, time.strftime("%Y-%m-%d"))
    there = Counter(one.of for one in of_gates())
    rows = {of: row for of, row in rows.items() if of in there}
    (root / PLACE).write_text("".join([HEAD, NAMES, *_lines(rows), "\n", *_words(rows, there)]))


def _lines(rows: Mapping[str, Row]) -> Iterable[str]:
    for of in sorted(rows):
        yield f"| `{of}` | {' | '.join(map(str, rows[of]))} |\n"
    sums = " | ".join(str(sum(int(row[place]) for row in rows.values())) for place in range(len(KINDS) + 1))
    yield f"| together | {sums} | |\n"


def _words(rows: Mapping[str, Row], there: Mapping[str, int]) -> Iterable[str]:
    untried = {of: many - int(rows[of][0] if of in rows else 0) for of, many in there.items()}
    left = sum(many for many in untried.values() if many > 0)
    yield f"Of {sum(there.values())} mutants of {len(there)} functions {left} were not tried.\n\n"
    load = f"{os.getloadavg()[0]:.1f}"
    yield f"Last run with Python {platform.python_version()} on {os.cpu_count()} cores, load {load}.\n"


def read(root: Path) -> dict[str, Row]:
    """What was kept, by function."""
    if not (root / PLACE).exists():
        return {}
    cells = [
        line.strip("| ").split(" | ") for line in (root / PLACE).read_text().splitlines() if line.startswith("| `")
    ]
    return {of.strip("`"): tuple(rest) for of, *rest in cells if len(rest) == len(KINDS) + 2}
