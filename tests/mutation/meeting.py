"""Mutants meet what should notice them: rows, plain Python, tests. Says and keeps what nothing noticed."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from django.db import connections

from tests.database import plugin
from tests.database.copies import own_copy, pointing_at
from tests.mutation import counts, dense, mutants, partners, reach, rows, running, sensors, table, told, work, world
from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.eyes import Facts
from tests.mutation.mutants import Mutant


def asked(root: Path, places: Sequence[str]) -> int:
    """Watch the quick tests in a copy that counts calls, and say what was found."""
    plugin.MUTANT = (*reach.COUNTING, *sensors.statements())
    _url, name = plugin.copy_of_template("reach")
    plugin.READY = True
    with pointing_at(name):
        found = reach.ask(str(root), places)
    plugin.READY = False
    plugin.drop(name)
    print(f"{found} functions are called by a quick test.")
    return 0


def run(root: Path, wanted: str, words: Sequence[str]) -> int:
    """Let the mutants that are wanted meet whatever should notice them; 1 when something was not noticed."""
    began, left, met = time.monotonic(), [], []
    if wanted in ("", "policies"):
        met = [*mutants.of_policies(), *mutants.of_triggers()]
        left = rows_catch([one for one in met if not words or one.of in words])
    if wanted in ("", "gates", "drawn"):
        found = list(mutants.of_gates())
        if wanted == "drawn":
            found = random.Random(15).sample(found, int(words[0]))  # noqa: S311 - a draw
        elif words:
            found = [one for one in found if one.of in words]
        survived = gates_catch(found, root)
        met, left = [*met, *found], [*left, *survived]
    same = [one for one in left if reason_of(one.name)]
    for one in left:
        print(f"same: {one.name} ({reason_of(one.name)})" if one in same else f"NOT CAUGHT: {one.name}")
    print(
        f"{len(met)} mutants, {len(met) - len(left)} caught, {len(same)} change nothing, "
        f"{len(left) - len(same)} not caught, in {time.monotonic() - began:.0f} s"
    )
    return 1 if len(left) > len(same) else 0


def reason_of(name: str) -> str:
    """Why a mutant changes nothing, when that is known."""
    return next((why for pattern, why in EQUIVALENT if re.search(pattern, name)), "")


def noticed(look: Callable[[], object]) -> bool:
    """Whether a look found something or could not be taken at all."""
    try:
        return bool(look())
    except Exception:
        return True


BY_ROWS = {
    "keep_keys": ("contacts_contactperson", "plans_step", "people_contactpoint"),
    "keep_history": ("people_contactpoint", "people_personname", "organisation_team"),
}
"""Triggers of tables, and tables whose rows show whether they do what they should."""


def _differ(made: world.World, table: str) -> bool:
    return any(rows.looks(made, table))


def rows_catch(found: Iterable[Mutant]) -> list[Mutant]:
    """The mutants whose own table shows the same rows to everybody as before; in one database, one after the other."""
    left = []
    with own_copy():
        made = world.build()
        for one in found:
            world.run(one.make)
            places = BY_ROWS.get(one.of, (one.of,))
            if not any(noticed(partial(_differ, made, table)) for table in places):
                left.append(one)
            world.run(one.undo)
        connections.close_all()
    return left


def gates_catch(found: Sequence[Mutant], root: Path) -> list[Mutant]:
    """The mutants of functions that neither plain Python nor the quick tests that could notice them notice.

    What is known to change nothing is not tried again. What was found of a function is kept as soon as it is known.
    """
    kept = table.Keeper(root, found)
    by_rows = {one.name for one in found if one.of in BY_ROWS}
    by_rows -= {one.name for one in rows_catch([one for one in found if one.name in by_rows])}
    survived: list[Mutant] = []
    left: list[Mutant] = []
    with own_copy():
        dense.build()
        work.build()
        partners.build()
        counts.build()
        facts = Facts()
        for number, one in enumerate(found, 1):
            began = time.monotonic()
            known = bool(reason_of(one.name))
            caught = not known and (one.name in by_rows or answers_catch(facts, one))
            if known:
                survived.append(one)
            if caught or known:
                kept.note(one, "caught" if caught else "same")
            else:
                left.append(one)
            what = "differs" if caught else "is the same" if known else "survives"
            print(f"{number}/{len(found)} {time.monotonic() - began:.1f} s {what}: {one.name}", flush=True)
        connections.close_all()
    print(f"{len(left)} of {len(found)} mutants are left for the tests.", flush=True)

    def after(one: Mutant, how: str) -> None:
        kept.note(one, how)
        if how != "caught":
            survived.append(one)

    running.meet(left, str(root), after)
    return survived


def answers_catch(facts: Facts, one: Mutant) -> bool:
    """Whether a function answers otherwise than plain Python in the dense world."""
    if noticed(lambda: world.run(one.make)):
        return True
    try:
        return noticed(lambda: next(told.everything(facts, one.of), None))
    finally:
        world.run(one.undo)
