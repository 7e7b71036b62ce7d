"""Drop or loosen each clause of the access model in turn and see whether the tests notice (R-15).

    python -m tests.mutation                 everything (a long time)
    python -m tests.mutation policies        the policies and the triggers of tables, against the model of rows
    python -m tests.mutation gates WORD      the functions whose name has the word, against the quick tests as well
    python -m tests.mutation gates "" 300    300 of them, drawn with the same dice each time
    python -m tests.mutation reach           asks once which test calls which function, which makes the last two quick

Prints each mutant that nothing caught and that is not known to change nothing; ends with 1 when there is one.
"""

from __future__ import annotations

import os
import random
import re
import sys
import time
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg

from tests.database import plugin

os.environ["ALONGSIDE_TESTING"] = "1"
ROOT = Path(__file__).resolve().parents[2]
CORE = ("cases_case", "people_person", "access_circlesubject", "access_circle", "access_history", "assessments_fact")
FILES = {
    "access": (
        "tests/rooms/agency/access",
        "tests/rooms/record/people/gates/test_sealing.py",
        "tests/rooms/practice/consents/actions/test_disclosing.py",
        "tests/drills/test_leaving.py",
    ),
    "people": ("tests/rooms/record/people/gates", "tests/rooms/record/people/actions"),
    "staff": ("tests/rooms/agency/staff",),
    "tokens": ("tests/rooms/agency/tokens",),
    "cases": ("tests/rooms/record/cases/test_gates.py", "tests/rooms/oversight/overviews/test_access_page.py"),
    "intakes": ("tests/rooms/record/intakes",),
    "contacts": ("tests/rooms/practice/contacts/test_gates.py", "tests/rooms/practice/contacts/actions"),
    "imports": ("tests/rooms/oversight/imports",),
    "exports": ("tests/rooms/oversight/exports/test_gates.py", "tests/rooms/oversight/exports/test_queries.py"),
    "consents": ("tests/rooms/practice/consents",),
    "careteams": ("tests/rooms/practice/careteams", "tests/doors/partner", "tests/doors/desk/care_team"),
    "plans": ("tests/rooms/practice/careteams", "tests/doors/partner", "tests/doors/desk/care_team"),
    "audit": ("tests/rooms/oversight/audit",),
}
ROOMS = {
    "access": "agency.access",
    "staff": "agency.staff",
    "tokens": "agency.tokens",
    "people": "record.people",
    "intakes": "record.intakes",
    "cases": "record.cases",
    "contacts": "practice.contacts",
    "imports": "oversight.imports",
    "exports": "oversight.exports",
    "consents": "practice.consents",
    "careteams": "practice.careteams",
    "plans": "practice.plans",
    "audit": "oversight.audit",
}
QUIETLY = (
    *("-x", "-q", "-n0", "-p", "no:randomly", "-p", "no:cacheprovider", "-m", "not slow"),
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
)
FAILED = 1
"""What pytest says when a test failed; anything else but a failure is no catch."""
WAIT = 180


def main(arguments: Sequence[str]) -> int:
    """Run the kinds of mutants that are asked for; the code of the shell."""
    plugin.pytest_load_initial_conftests(None)  # type: ignore[arg-type]
    from tests.mutation import mutants
    from tests.mutation.equivalent import EQUIVALENT

    wanted, word, drawn = (*arguments, "", "", "")[:3]
    if wanted == "reach":
        return asked()
    left, total, same, began = [], 0, 0, time.monotonic()
    groups = []
    if wanted in ("", "policies"):
        groups.append((rows_catch, [*mutants.of_policies(), *mutants.of_triggers()]))
    if wanted in ("", "gates"):
        groups.append((tests_catch, list(mutants.of_gates())))
    for caught, group in groups:
        found = sample([one for one in group if word in one.of], int(drawn or 0))
        survivors = caught(found)
        total += len(found)
        for one in survivors:
            if reason := next((why for pattern, why in EQUIVALENT if re.search(pattern, one)), ""):
                same += 1
                print(f"same: {one} ({reason})", flush=True)
            else:
                left.append(one)
    for one in left:
        print(f"NOT CAUGHT: {one}")
    print(
        f"{total} mutants, {total - same - len(left)} caught, {same} change nothing, {len(left)} not caught, "
        f"in {time.monotonic() - began:.0f} s"
    )
    plugin.pytest_unconfigure(None)  # type: ignore[arg-type]
    return 1 if left else 0


def asked() -> int:
    """Watch the quick tests in a copy that counts calls, and say what was found."""
    from tests.mutation import reach

    plugin.MUTANT = reach.COUNTING
    _url, name = plugin.copy_of_template("reach")
    from tests.database.copies import pointing_at

    plugin.READY = True
    with pointing_at(name):
        found = reach.ask(str(ROOT))
    plugin.READY = False
    plugin.drop(name)
    print(f"{found} functions are called by a quick test.")
    plugin.pytest_unconfigure(None)  # type: ignore[arg-type]
    return 0


def sample(found: list[Any], many: int) -> list[Any]:
    """``many`` of them, the same each time; all of them for 0."""
    return random.Random(15).sample(found, min(many, len(found))) if many else found  # noqa: S311 - a draw


def rows_catch(found: Iterable[object]) -> list[str]:
    """The mutants whose own table shows the same rows to everybody as before; in one database, one after the other."""
    from tests.database.copies import own_copy
    from tests.mutation import rows, world
    from tests.mutation.mutants import Mutant

    left = []
    with own_copy():
        made = world.build()
        for one in found:
            assert isinstance(one, Mutant)
            world.run(one.make)
            if not _noticed(lambda table=one.of: rows.differences(made, table)):
                left.append(one.name)
            world.run(one.undo)
    return left


def _noticed(look: object) -> bool:
    """Whether a look found something or could not be taken at all."""
    try:
        return bool(look())  # type: ignore[operator]
    except Exception:
        return True


def tests_catch(found: Iterable[object]) -> list[str]:
    """The mutants of functions that neither the model of rows nor the quick tests of their room notice."""
    from django.db import connections

    from tests.mutation.mutants import Mutant

    left = []
    for number, one in enumerate(found):
        assert isinstance(one, Mutant)
        connections.close_all()
        child = os.fork()
        if child == 0:
            os._exit(_in_child(one, number))
        if _waited(child) == 0:
            left.append(one.name)
            print(f"  survives: {one.name}", flush=True)
    return left


def _waited(child: int) -> int:
    until = time.monotonic() + WAIT
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return 1


def _in_child(one: object, number: int) -> int:
    """Copy the database, make the mutant in the copy, look; 0 when nothing was noticed."""
    from django.db import connections

    from tests.database.copies import pointing_at
    from tests.mutation import reach, rows, world
    from tests.mutation.mutants import Mutant

    assert isinstance(one, Mutant)
    plugin.MUTANT = one.make
    os.environ["PYTEST_XDIST_WORKER"] = f"mutant{number}"
    out = os.open(os.devnull, os.O_WRONLY)
    os.dup2(out, 1)
    os.dup2(out, 2)
    try:
        _url, name = plugin.copy_of_template(f"mutant{number}")
        _url, fresh = plugin.copy_of_template(f"mutant{number}b")
    except psycopg.Error:  # the database itself refuses the mutant
        return 1
    try:
        plugin.READY = True
        with pointing_at(fresh):
            quick = [str(ROOT / test) for test in reach.of(one.of)]
            if _fails(quick) or _fails([str(ROOT / path) for path in FILES[_room(one.of)]]):
                return 1
        with pointing_at(name):
            return 1 if _room(one.of) in ("access", "people") and _looks(rows, world) else 0
    except Exception:
        return 0
    finally:
        connections.close_all()
        plugin.drop(name)
        plugin.drop(fresh)


def _fails(tests: list[str]) -> bool:
    """Whether one of the tests fails."""
    import pytest
    from django.db import connections

    code = int(pytest.main([*tests, *QUIETLY])) if tests else 0
    connections.close_all()
    return code == FAILED


def _looks(rows: object, world: object) -> bool:
    def look() -> list[str]:
        made = world.build()  # type: ignore[attr-defined]
        return [line for table in CORE for line in rows.differences(made, table)]  # type: ignore[attr-defined]

    return _noticed(look)


def _room(of: str) -> str:
    """Whose function it is."""
    for room, place in ROOMS.items():
        gates = import_module(f"alongside.{place}.gates")
        groups = [getattr(gates, name) for name in dir(gates) if name.endswith("GATES")]
        if any(getattr(one, "name", "") == of for group in groups for one in group):
            return room
    return "contacts" if of == "trigger keep_signed" else "access" if of == "views" else "people"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
