"""``alongside import gedcom``: a family file comes into a case, or opens one."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from alongside.doors.commands.plain import Stopped
from alongside.ground.foundation.reader import Reader
from alongside.oversight.imports.actions import Where, import_gedcom, write_ledger

Enter = Callable[[], AbstractContextManager[Reader]]
Progress = Callable[[int, int], None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Into which case the family comes."""
    family = parser.add_argument_group("import gedcom")
    family.add_argument("--case", default="", metavar="ID", help="into which case the family comes: its number")
    family.add_argument("--person", default="", metavar="XREF", help="about whom the case is: the number in the file")
    family.add_argument("--programme", default="", metavar="CODE", help="in which programme a new case is opened")


def run(options: argparse.Namespace, *, enter: Enter, ledger: Path, progress: Progress) -> dict[str, int]:
    """Bring a family file in and write its ledger; returns the counts. Refused, as a whole, when it cannot be read."""
    if options.case and options.programme:
        raise Stopped("--programme is for a new case; a case that is there has its programme.")
    with enter() as by:
        found = import_gedcom(
            path=options.path,
            where=Where(options.case, options.person, options.programme),
            dry_run=options.dry_run,
            progress=progress,
            say=print,
            by=by,
        )
    write_ledger(found, ledger)
    print(f"The ledger, one line for each person and family, is in {ledger}.")
    return found.counts
