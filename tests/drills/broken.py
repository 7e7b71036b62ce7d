"""Breaks the product on purpose and sees whether the test that the bar names notices.

Run it with ``python -m tests.drills.broken``, or for one demand ``python -m tests.drills.broken R-09``. Each break is a
change of the source in a scratch copy of the tree; the test named with it must fail there, and pass in the copy before
it was broken. Prints one line for each break, and ends with 1 when one was not noticed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TAKEN = ("alongside", "tests", "config", "scripts", "docs", "requirements", "staticfiles", "pyproject.toml")
FAILED = 1
"""What pytest says when a test failed; a fault on the way to it is no notice."""


@dataclass(frozen=True)
class Break:
    """One change for the worse: the demand it breaks, what it does, the test, and the edits of the source."""

    demand: str
    words: str
    test: str
    edits: tuple[tuple[str, str, str], ...]


READING = "alongside/agency/access/gates/reading.py"
WRITING = "alongside/agency/access/gates/writing.py"
BREAKS = (
    Break(
        "R-07",
        "the rows of one table are open to whoever asks, reader or none",
        "tests/drills/test_connections.py::test_no_table_has_a_row_for_nobody_and_none_faults",
        (("alongside/ground/foundation/guards.py", 'f"using ({self.read})"', '"using (true)"'),),
    ),
    Break(
        "R-09",
        "the grants of whoever leaves stand on",
        "tests/drills/test_leaving.py",
        (
            (
                WRITING,
                "where g.actor_id = who and {STANDS};\n  update access_accesssession",
                "where false;\n  update access_accesssession",
            ),
        ),
    ),
    Break(
        "R-09",
        "a program's token opens on after its worker has left",
        "tests/drills/test_leaving.py",
        (
            (
                WRITING,
                "update access_accesssession set ended_at = statement_timestamp() where actor_id = who and",
                "update access_accesssession set ended_at = statement_timestamp() where false and",
            ),
            (WRITING, "  update access_actor set ended_at = statement_timestamp() where id = who;\n", ""),
        ),
    ),
    Break(
        "R-16",
        "a page leaves without its event",
        "tests/doors/desk/test_entrance.py::test_nothing_is_shown_that_could_not_be_logged",
        (
            (
                "alongside/agency/access/queries.py",
                "    if pending:\n        _write_readings(pending)",
                "    if False:\n        _write_readings(pending)",
            ),
        ),
    ),
    Break(
        "R-22",
        "forty records that nobody gave her are no news",
        "tests/drills/test_misuse.py",
        (("alongside/oversight/audit/gates/unusual.py", "IN_AN_HOUR = 25", "IN_AN_HOUR = 2500"),),
    ),
    Break(
        "R-22",
        "a neighbour's record is no news",
        "tests/drills/test_misuse.py",
        (
            (
                "alongside/oversight/audit/gates/unusual.py",
                "     where app.near(mine.value, theirs.value)",
                "     where false",
            ),
        ),
    ),
    Break(
        "R-22",
        "every first look is news, so normal days are not quiet",
        "tests/rooms/oversight/audit/test_normal_days.py",
        (("alongside/oversight/audit/gates/unusual.py", "IN_AN_HOUR = 25", "IN_AN_HOUR = 1"),),
    ),
    Break(
        "R-25",
        "one grant opens every level of a case",
        "tests/drills/test_hidden_levels.py::test_an_answer_is_the_same_with_and_without_what_is_hidden",
        (("alongside/agency/access/policies.py", "(m.levels & {table}.level) <> 0", "(m.levels & 1) <> 0"),),
    ),
    Break(
        "R-39",
        "a name is put into a page as if it were our own markup",
        "tests/house/test_stored_scripts.py",
        (("alongside/doors/desk/templates/desk/people/page.html", "{{ card.name }}", "{{ card.name|safe }}"),),
    ),
    Break(
        "R-45",
        "an address that was typed in is called",
        "tests/house/test_outgoing.py",
        (
            (
                "alongside/oversight/imports/rules/tables.py",
                "from __future__ import annotations\n",
                "from __future__ import annotations\n\nimport urllib.request\n",
            ),
        ),
    ),
    Break(
        "R-60",
        "a code of a device is good for five minutes",
        "tests/drills/test_clocks.py",
        (("alongside/config/settings.py", "MFA_TOTP_TOLERANCE = 1", "MFA_TOTP_TOLERANCE = 10"),),
    ),
    Break(
        "R-60",
        "an entrance has no end",
        "tests/drills/test_clocks.py",
        ((READING, "and n.ended_at is null and n.expires_at > statement_timestamp()", "and n.ended_at is null"),),
    ),
    Break(
        "R-60",
        "what was granted until now opens for ten minutes more",
        "tests/drills/test_clocks.py",
        (
            (
                READING,
                'statement_timestamp() < g.valid_until"',
                "statement_timestamp() < g.valid_until + interval '600 s'\"",
            ),
        ),
    ),
)


def scratch() -> Path:
    """A copy of the tree to break, with a server of its own for the tests."""
    place = Path(tempfile.mkdtemp(prefix="broken-"))
    for name in TAKEN:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy2(source, place / name)
    return place


def tested(place: Path, test: str) -> int:
    """What pytest says of a test in the copy."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ALONGSIDE", "DJANGO", "DATA"))}
    command = [sys.executable, "-m", "pytest", test, "-n0", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:randomly"]
    return subprocess.run(command, cwd=place, env=kept, capture_output=True, check=False).returncode


def broken(place: Path, one: Break) -> int:
    """What pytest says with the change made; it is taken back afterwards."""
    before = {path: (place / path).read_text(encoding="utf-8") for path, _old, _new in one.edits}
    try:
        for path, old, new in one.edits:
            text = (place / path).read_text(encoding="utf-8")
            (place / path).write_text(text.replace(old, new), encoding="utf-8")
        return tested(place, one.test)
    finally:
        for path, text in before.items():
            (place / path).write_text(text, encoding="utf-8")


def main(wanted: Sequence[str]) -> int:
    """Try every break, or those of some demands."""
    chosen = [one for one in BREAKS if not wanted or one.demand in wanted]
    place, missed = scratch(), 0
    try:
        sound = {test: tested(place, test) for test in sorted({one.test for one in chosen})}
        for one in chosen:
            began = time.monotonic()
            noticed = sound[one.test] == 0 and broken(place, one) == FAILED
            missed += not noticed
            said = (
                "noticed" if noticed else "NOT NOTICED" if sound[one.test] == 0 else "NOT TRIED, the test fails anyway"
            )
            print(f"{one.demand} {said} in {time.monotonic() - began:.0f} s: {one.words} ({one.test})", flush=True)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
