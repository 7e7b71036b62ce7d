"""Mutants meet what should notice them: rows, plain Python, tests. Says and keeps what nothing noticed."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.db import connections

from tests.database import plugin
from tests.database.copies import own_copy, pointing_at
from tests.mutation import dense, mutants, reach, rows, running, sensors, table, told, world
from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.eyes import Facts
from tests.mutation.mutants import Mutant

FILES = {
    "agency.access": ("tests/rooms/agency/access", "tests/rooms/record/people/gates/test_sealing.py"),
    "record.people": ("tests/rooms/record/people/gates", "tests/rooms/record/people/actions"),
    **dict.fromkeys(
        ("practice.careteams", "practice.plans"),
        ("tests/rooms/practice/careteams", "tests/doors/partner", "tests/doors/desk/care_team"),
    ),
}
"""Where the tests of a room stand, when they do not stand where its name says."""


def asked(root: Path) -> int:
    """Watch the quick tests in a copy that counts calls, and say what was found."""
    plugin.MUTANT = (*reach.COUNTING, *sensors.statements())
    _url, name = plugin.copy_of_template("reach")
    plugin.READY = True
    with pointing_at(name):
        found = reach.ask(str(root))
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
        survived = tests_catch(found, root)
        table.keep(root, found, survived, {one.name for one in survived if reason_of(one.name)})
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


def rows_catch(found: Iterable[Mutant]) -> list[Mutant]:
    """The mutants whose own table shows the same rows to everybody as before; in one database, one after the other."""
    left = []
    with own_copy():
        made = world.build()
        for one in found:
            world.run(one.make)
            if not noticed(partial(rows.differences, made, one.of)):
                left.append(one)
            world.run(one.undo)
        connections.close_all()
    return left


def tests_catch(found: Sequence[Mutant], root: Path) -> list[Mutant]:
    """The mutants of functions that neither plain Python nor the quick tests that call them notice.

    What is known to change nothing is not tried again.
    """
    left: list[Mutant] = []
    known: list[Mutant] = []
    same: list[Mutant] = []
    with own_copy():
        dense.build()
        facts = Facts()
        for number, one in enumerate(found, 1):
            began = time.monotonic()
            reason = reason_of(one.name)
            caught = not reason and answers_catch(facts, one)
            (known if caught else same if reason else left).append(one)
            what = "differs" if caught else "is the same" if reason else "survives"
            print(f"{number}/{len(found)} {time.monotonic() - began:.1f} s {what}: {one.name}", flush=True)
        connections.close_all()
    print(f"{len(known)} of {len(found)} mutants answer otherwise than plain Python.", flush=True)
    return [*same, *running.survivors(left, str(root), places)]


def answers_catch(facts: Facts, one: Mutant) -> bool:
    """Whether a function answers otherwise than plain Python in the dense world."""
    if noticed(lambda: world.run(one.make)):
        return True
    try:
        return noticed(lambda: next(told.everything(facts, one.of), None))
    finally:
        world.run(one.undo)


def places(of: str) -> Sequence[str]:
    """Where the tests of a function's room stand."""
    room = room_of(of)
    return FILES.get(room, (f"tests/rooms/{room.replace('.', '/')}",))


def room_of(of: str) -> str:
    """Whose function it is, as in ``record.people``."""
    for room in apps.get_app_configs():
        gates = f"{room.name}.gates"
        if room.name.startswith("alongside.") and find_spec(gates):
            declared = [
                one for group in vars(import_module(gates)).values() if isinstance(group, tuple) for one in group
            ]
            if any(getattr(one, "name", "") == of for one in declared):
                return room.name.removeprefix("alongside.")
    return "agency.access"
