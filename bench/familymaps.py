"""How well families are laid out: ``python -m bench.familymaps`` writes ``bench/results/familymaps.md``.

Crossings are compared with the fewest that CP-SAT proves possible (the dependency group ``proof``) and with Graphviz's
``dot`` (the Debian package ``graphviz``), which gets the same rows. Times are of the processor, and of one thread.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from alongside.ground.familymap.layout import CELL, SYMBOL, Box, Layout, Line, Place
from alongside.ground.familymap.model import Family
from alongside.ground.familymap.placing import check
from alongside.ground.familymap.placing.laying import lay_out
from bench.least_crossings import Least, least_crossings
from tests.factories.chance_families import chance_families, chance_family
from tests.factories.families import DEVELOPMENT

HERE = Path(__file__).parent
LEAST = HERE.parent / "tests" / "golden" / "least_crossings.json"
CHANCE = 60
LOOP = 2_000_000
INCH = 72.0


@dataclass(frozen=True, slots=True)
class Measured:
    """One family, laid out by us and by ``dot``."""

    name: str
    people: int
    least: Least
    ours: Layout
    dot: Layout
    seconds: float
    family: Family

    def cells(self) -> tuple[str, ...]:
        """A line of the table."""
        least = f"{self.least.crossings % 1000}{'' if self.least.proved else '?'}"
        numbers = [check.crossings(self.ours), check.crossings(self.dot)]
        apart = [len(check.partners_adjacent(self.family, one)) for one in (self.ours, self.dot)]
        breaks = [len(check.birth_order(self.family, one)) for one in (self.ours, self.dot)]
        sizes = f"{self.ours.width:.0f}", f"{self.dot.width:.0f}"
        both = (f"{one} / {other}" for one, other in (numbers, apart, breaks, sizes))
        return (self.name, str(self.people), least, *both, f"{self.seconds * 1000:.0f}")


def by_dot(family: Family, ours: Layout) -> Layout:
    """The family as ``dot`` lays it out when it is told our rows: straight lines from partner to union to child."""
    people = {one.id: f"n{number}" for number, one in enumerate(family.people)}
    unions = {one.id: f"u{number}" for number, one in enumerate(family.unions)}
    text = [
        "digraph {",
        f"nodesep={(CELL - SYMBOL) / INCH}; ranksep=0.8;",
        f"node [shape=box fixedsize=true width={SYMBOL / INCH}]",
    ]
    text += [f"{name};" for name in people.values()]
    text += [f"{name} [shape=point width=0.01];" for name in unions.values()]
    for union in family.unions:
        text += [f"{people[one]} -> {unions[union.id]};" for one in union.partners]
    pairs = list(dict.fromkeys((link.union, link.child) for link in family.links))
    text += [f"{unions[union]} -> {people[child]};" for union, child in pairs]
    text += ["{rank=same; " + "; ".join(people[one] for one in row) + "}" for row in ours.order()]
    plain = subprocess.run(
        ["dot", "-Tplain"],  # noqa: S607 - wherever it is installed
        input="\n".join([*text, "}"]),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    at, width = {}, 0.0
    for words in (line.split() for line in plain.splitlines()):
        if words[0] == "graph":
            width = float(words[2]) * INCH
        elif words[0] == "node":
            at[words[1]] = (float(words[2]) * INCH, -float(words[3]) * INCH)
    places = []
    for number, row in enumerate(ours.order()):
        for rank, one in enumerate(sorted(row, key=lambda person: at[people[person]][0])):
            x, y = at[people[one]]
            places.append(Place(one, number, rank, x, y, Box(x, y, x, y), ()))
    lines = [
        Line(union.id, "couple", (at[people[one]], at[unions[union.id]]))
        for union in family.unions
        for one in union.partners
    ]
    lines += [Line(union, "child", (at[unions[union]], at[people[child]]), child) for union, child in pairs]
    return Layout(tuple(places), tuple(lines), width, 0.0)


def measure(name: str, family: Family) -> Measured:
    """One family."""
    begin = time.process_time()
    ours = lay_out(family)
    seconds = time.process_time() - begin
    return Measured(name, len(family.people), least_crossings(family), ours, by_dot(family, ours), seconds, family)


def loop() -> float:
    """How long a fixed loop takes here, in seconds: what times of other machines are to be compared by."""
    begin, total = time.process_time(), 0
    for number in range(LOOP):
        total += number * number % 7
    return time.process_time() - begin


def times(sizes: tuple[int, ...], many: int) -> list[float]:
    """How long families of some sizes take, sorted, in seconds of the processor; the best of three each."""
    found = []
    for seed in range(many):
        family = chance_family(5000 + seed, sizes[seed % len(sizes)])
        tries = []
        for _ in range(3):
            begin = time.process_time()
            lay_out(family)
            tries.append(time.process_time() - begin)
        found.append(min(tries))
    return sorted(found)


def report(rows: list[Measured]) -> str:
    """The page of results."""
    middle, large = times((25, 27, 29, 31, 33, 35), 42), times((60,), 6)
    wide = [row for row in rows if row.ours.width > max(_room(row.ours), row.dot.width * 1.1)]
    over = [
        row.name
        for row in rows
        if check.crossings(row.ours) > row.least.crossings % 1000 + (2 if row.people > 40 else 1)
    ]
    men, couples = (sum(pair) for pair in zip(*(check.men_left(row.family, row.ours) for row in rows), strict=True))
    kept, told = (
        sum(pair) for pair in zip(*(check.partners_in_time(row.family, row.ours) for row in rows), strict=True)
    )
    head = ("family", "people", "least", "crossings", "partners apart", "birth order broken", "width px", "ms")
    table = [head, ("---",) * len(head), *(row.cells() for row in rows)]
    ours = sum(check.crossings(row.ours) for row in rows)
    dots = sum(check.crossings(row.dot) for row in rows)
    least = sum(row.least.crossings % 1000 for row in rows)
    mean = [sum(getattr(row, who).width for row in rows) / len(rows) for who in ("ours", "dot")]
    lines = [
        "# Families laid out",
        "",
        f"`python -m bench.familymaps`, {datetime.now(tz=UTC):%Y-%m-%d}, Python {platform.python_version()},",
        f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; a loop of {LOOP:,} steps takes {loop():.2f} s.",
        "Times are of the processor; those over many families are the best of three.",
        f"Seven told families and {CHANCE} random ones of 5 to 60 people. Where two numbers stand: ours / `dot`.",
        "`least` is proved by CP-SAT with rows, blocks of partners and birth order hard; `dot` is given our rows only,",
        "so that it may tear partners and siblings apart, and its lines are counted as straight.",
        "",
        f"- Crossings: {ours} of ours, {least} at least, {dots} of `dot`; ours / least {ours / least:.2f}.",
        f"- Further than one crossing (two above 40 people) from the least: {len(over)} of {len(rows)}"
        f" ({', '.join(over)}).",
        f"- Width: mean {mean[0]:.0f} px of ours, {mean[1]:.0f} of `dot`; {len(wide)} of {len(rows)} wider than their"
        f" people ask for and than 1.1 of `dot` ({', '.join(row.name for row in wide)}).",
        f"- The man right of the woman in {men} of {couples} couples; partners of one person in the order of time in"
        f" {kept} of {told} pairs.",
        f"- Time for 25 to 35 people, {len(middle)} families: median {median(middle) * 1000:.0f} ms,"
        f" 95 in 100 below {middle[int(len(middle) * 0.95)] * 1000:.0f} ms; for 60 people: at most"
        f" {large[-1] * 1000:.0f} ms.",
        "",
        *("| " + " | ".join(row) + " |" for row in table),
        "",
    ]
    return "\n".join(lines)


def _room(layout: Layout) -> float:
    """How wide a layout may be by the people in its widest row."""
    return 1.15 * max(len(row) for row in layout.order()) * CELL + 60


def main() -> None:
    """Measure everything, write the page and the least crossings that tests compare with."""
    families = {name: tell() for name, tell in DEVELOPMENT.items()}
    families |= {f"chance {number}": family for number, family in enumerate(chance_families(CHANCE), start=1)}
    rows = [measure(name, family) for name, family in families.items()]
    text = report(rows)
    (HERE / "results" / "familymaps.md").write_text(text, encoding="utf-8")
    least = {row.name: row.least.bound % 1000 for row in rows}
    LEAST.write_text(json.dumps(least, indent=1) + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
