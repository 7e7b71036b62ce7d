"""``alongside import``: bring records in from other systems."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from alongside.agency.access import queries as accounts
from alongside.doors.commands import bring_in_gedcom, bring_in_people, whole
from alongside.doors.commands.plain import Stopped
from alongside.doors.commands.reader import acting_as, add_reader_argument, named_actor
from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.imports.actions import Ledger, import_hmis, write_ledger

FORMATS = ("hmis", "people", "gedcom")
NOT_YET = ("hsds", "fhir")
SOME_REFUSED = 3

Enter = Callable[[], AbstractContextManager[Reader]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Format, path, whose records, dry run, ledger; and what only spreadsheets need."""
    parser.add_argument("format", choices=[*FORMATS, "all", *NOT_YET], help="what kind of records")
    parser.add_argument("path", type=Path, help="the folder or file that holds them")
    parser.add_argument("--dry-run", action="store_true", help="do it all and take it back")
    parser.add_argument("--ledger", type=Path, help="where the ledger goes; beside the data by default")
    add_reader_argument(parser)
    bring_in_people.add_arguments(parser)
    bring_in_gedcom.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Bring the records in, print the counts, write the ledger: 0 all taken, 3 some refused, 2 nothing read."""
    if options.format == "all":
        return whole.arrive(options.path)
    if options.format in NOT_YET:
        raise Stopped(f"import {options.format} is not there yet. import hmis, people and gedcom are.")
    actor = named_actor(options)
    path = options.ledger or _ledger_path(options.format, dry_run=options.dry_run)
    enter: Enter = partial(acting_as, actor, note=f"import {options.format}")
    try:
        if options.format == "people":
            found = bring_in_people.run(options, enter=enter, ledger=path, progress=partial(_say, "rows"))
        elif options.format == "gedcom":
            found = bring_in_gedcom.run(options, enter=enter, ledger=path, progress=partial(_say, "people"))
        else:
            found = _hmis(options, enter, path)
    except Refused as refusal:
        raise Stopped(str(refusal.message)) from None
    if options.dry_run:
        print("Nothing was kept: this was a dry run.")
    print(" ".join(f"{word} {found[word]}" for word in ("read", "created", "updated", "unchanged", "refused")))
    return SOME_REFUSED if found["refused"] else 0


def _hmis(options: argparse.Namespace, enter: Enter, path: Path) -> dict[str, int]:
    ledger: Ledger = import_hmis(
        options.path,
        enter=enter,
        enter_house=partial(acting_as, accounts.house_actor(), note="import hmis"),
        dry_run=options.dry_run,
        progress=partial(_say, "households"),
    )
    write_ledger(ledger, path)
    print(f"The ledger, one line for each row, is in {path}.")
    return ledger.counts


def _say(what: str, done: int, all_of_them: int) -> None:
    if sys.stdout.isatty() or done == all_of_them:
        print(f"{done} of {all_of_them} {what}", end="\r" if done < all_of_them else "\n", flush=True)


def _ledger_path(form: str, *, dry_run: bool) -> Path:
    moment = timezone.localtime().strftime("%Y%m%d-%H%M%S")
    folder: Path = settings.DATA_DIR / "ledgers"
    return folder / f"{form}-{moment}{'-dry-run' if dry_run else ''}.csv"
