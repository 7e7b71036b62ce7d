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
from functools import partial
from pathlib import Path
from statistics import median

from django.conf import settings

from alongside.ground.familymap.layout import CELL, SYMBOL, Box, Layout, Line, Place
from alongside.ground.familymap.model import Family
from alongside.ground.familymap.placing import check
from alongside.ground.familymap.placing.laying import lay_out
from bench.familymap_changes import Held, changes_held, choices_held, drawings_held, taken
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
    """How long families of some sizes take, sorted, in ms of the processor; the best of three each."""
    families = [chance_family(5000 + seed, sizes[seed % len(sizes)]) for seed in range(many)]
    return sorted(taken(partial(lay_out, family)) for family in families)


def report(rows: list[Measured]) -> str:
    """The page of results."""
    head = ("family", "people", "least", "crossings", "partners apart", "birth order broken", "width px", "ms")
    table = [head, ("---",) * len(head), *(row.cells() for row in rows)]
    held = [
        ("property", "bar", "measured", "met"),
        ("---",) * 4,
        *((*one[:3], "yes" if one[3] else "**no**") for one in held_by(rows)),
    ]
    lines = [
        "# Families laid out",
        "",
        f"`python -m bench.familymaps`, {datetime.now(tz=UTC):%Y-%m-%d}, Python {platform.python_version()},",
        f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; a loop of {LOOP:,} steps takes {loop():.2f} s.",
        "Times are of the processor, the best of three.",
        f"Seven told families and {CHANCE} random ones of 5 to 60 people. Where two numbers stand: ours / `dot`.",
        "`least` is proved by CP-SAT with rows, blocks of partners and birth order hard; `dot` is given our rows only,",
        "so that it may tear partners and siblings apart, and its lines are counted as straight.",
        "",
        *("| " + " | ".join(row) + " |" for row in held),
        "",
        *("| " + " | ".join(row) + " |" for row in table),
        "",
    ]
    return "\n".join(lines)


def held_by(rows: list[Measured]) -> list[Held]:
    """The properties by number: what is asked, what was measured, and whether it is met."""
    families = [(row.family, row.ours) for row in rows]
    return [
        *_truths(rows),
        *_lines_and_widths(rows),
        *choices_held(families),
        *_times_held(),
        *changes_held(families),
        *drawings_held([row.family for row in rows]),
    ]


def _truths(rows: list[Measured]) -> list[Held]:
    """What is exact, and what may be given up if it is declared."""
    looks = {
        "G1 everybody once": check.everybody_once,
        "G2 every couple and link": check.every_line,
        "G3 rows": check.rows_hold,
        "G7 lines upon each other": check.lines_apart,
        "G8 lines through people": check.lines_beside_people,
        "G9 symbols and labels apart": check.boxes_apart,
    }
    held: list[Held] = []
    for name, look in looks.items():
        found = sum(len(look(row.family, row.ours)) for row in rows)
        held.append((name, "0 wrong", f"{found} wrong", found == 0))
    told = sum(len(row.family.links) + len(row.family.unions) for row in rows)
    for name, rule in (("G4 birth order", check.birth_order), ("G5 partners adjacent", check.partners_adjacent)):
        broken = [(row, code) for row in rows for code in rule(row.family, row.ours)]
        secret = sum(code not in row.ours.relaxed for row, code in broken)
        words = f"{len(broken)} broken of {told} links and unions, {secret} undeclared"
        held.append((name, "0.5 %, declared", words, not secret and len(broken) <= 0.005 * told))
    return held


def _lines_and_widths(rows: list[Measured]) -> list[Held]:
    """G6 and G14: as few crossings and as narrow as can be."""
    over = [
        row.name
        for row in rows
        if check.crossings(row.ours) > row.least.crossings % 1000 + (2 if row.people > 40 else 1)
    ]
    wide = [row.name for row in rows if row.ours.width > max(_room(row.ours), row.dot.width * 1.1)]
    ours, least = sum(check.crossings(row.ours) for row in rows), sum(row.least.crossings % 1000 for row in rows)
    dots = sum(check.crossings(row.dot) for row in rows)
    mean = [sum(getattr(row, who).width for row in rows) / len(rows) for who in ("ours", "dot")]
    words = f"{ours} of ours, {least} at least, {dots} of `dot`: {ours / least:.2f} of the least"
    return [
        ("G6 crossings, all", "1.25 of the least", words, ours <= 1.25 * least),
        ("G6 crossings, each", "least + 1, + 2 above 40 people", _further(over, rows), not over),
        ("G14 width, each", "its people's, or 1.1 of `dot`", _further(wide, rows), not wide),
        (
            "G14 width, mean",
            "1.05 of `dot`",
            f"{mean[0]:.0f} px, {mean[1]:.0f} of `dot`: {mean[0] / mean[1]:.3f}",
            mean[0] <= 1.05 * mean[1],
        ),
    ]


def _further(names: list[str], rows: list[Measured]) -> str:
    """How many families miss a bar, and which."""
    return f"{len(names)} of {len(rows)} further" + (f" ({', '.join(names)})" if names else "")


def _times_held() -> list[Held]:
    """G16: how long laying out takes."""
    middle, large = times((25, 27, 29, 31, 33, 35), 42), times((60,), 6)
    least = middle[int(len(middle) * 0.95)]
    return [
        (
            "G16 time, 25 to 35 people",
            "median 25 ms, 95 in 100 below 60 ms",
            f"{len(middle)} families: median {median(middle):.0f} ms, 95 in 100 below {least:.0f} ms",
            median(middle) <= 25 and least <= 60,
        ),
        ("G16 time, 60 people", "400 ms", f"at most {large[-1]:.0f} ms of {len(large)}", large[-1] <= 400),
    ]


def _room(layout: Layout) -> float:
    """How wide a layout may be by the people in its widest row."""
    return 1.15 * max(len(row) for row in layout.order()) * CELL + 60


def main() -> None:
    """Measure everything, write the page and the least crossings that tests compare with."""
    settings.configure(USE_I18N=False)
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
