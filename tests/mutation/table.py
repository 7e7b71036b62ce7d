"""Keeps what was found of each function of the database: ``bench/results/functions.md``."""

from __future__ import annotations

import os
import platform
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from tests.mutation.mutants import Mutant

PLACE = Path("bench/results/functions.md")
HEAD = """# Mutants of the functions of the database

Every condition of a function and every clause of it was made always true and never true in turn (`python -m
tests.mutation gates NAME`), and met by plain Python in the dense world and by the quick tests that call the function.
*Change nothing* are those of `tests/mutation/equivalent.py`, each with its reason. A function that is not listed was
not tried.

"""
NAMES = "| Function | Mutants | Caught | Change nothing | Not caught | Tried |\n|---|---|---|---|---|---|\n"


class Keeper:
    """Notes what comes of each mutant, and writes the line of a function when all of its mutants were met."""

    def __init__(self, root: Path, found: Sequence[Mutant], reason_of: Callable[[str], str]) -> None:
        self.root, self.found, self.reason_of = root, found, reason_of
        self.waiting = Counter(one.of for one in found)
        self.survived: list[Mutant] = []

    def note(self, one: Mutant, caught: bool) -> None:
        """One mutant was met."""
        if not caught:
            self.survived.append(one)
        self.waiting[one.of] -= 1
        if not self.waiting[one.of]:
            met = [each for each in self.found if each.of == one.of]
            survived = [each for each in self.survived if each.of == one.of]
            keep(self.root, met, survived, {each.name for each in survived if self.reason_of(each.name)})


def keep(root: Path, met: Iterable[Mutant], survived: Sequence[Mutant], same: Collection[str]) -> None:
    """Write the lines of the functions that were met; those of others stay as they were."""
    rows = read(root)
    tried = Counter(one.of for one in met)
    alike = Counter(one.of for one in survived if one.name in same)
    left = Counter(one.of for one in survived if one.name not in same)
    for of, many in tried.items():
        rows[of] = (many, many - alike[of] - left[of], alike[of], left[of], time.strftime("%Y-%m-%d"))
    lines = [f"| `{of}` | {' | '.join(map(str, rows[of]))} |" for of in sorted(rows)]
    sums = " | ".join(str(sum(int(row[place]) for row in rows.values())) for place in range(4))
    words = (
        f"Last run with Python {platform.python_version()} on {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}.\n"
    )
    (root / PLACE).write_text(HEAD + NAMES + "\n".join([*lines, f"| together | {sums} | |"]) + f"\n\n{words}")


def read(root: Path) -> dict[str, tuple[int | str, ...]]:
    """What was kept, by function."""
    if not (root / PLACE).exists():
        return {}
    cells = [
        line.strip("| ").split(" | ") for line in (root / PLACE).read_text().splitlines() if line.startswith("| `")
    ]
    return {of.strip("`"): tuple(rest) for of, *rest in cells}
