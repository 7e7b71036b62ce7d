"""``alongside import``: bring records in from other systems."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from alongside.agency.access import queries as accounts
from alongside.doors.commands.plain import Stopped
from alongside.doors.commands.reader import acting_as, add_reader_argument, named_actor
from alongside.ground.foundation.errors import Refused
from alongside.oversight.imports.actions import Ledger, import_hmis, write_ledger

FORMATS = ("hmis",)
NOT_YET = ("people", "hsds", "gedcom", "fhir")
SOME_REFUSED = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Format, path, whose records, dry run, ledger."""
    parser.add_argument("format", choices=[*FORMATS, *NOT_YET], help="what kind of records")
    parser.add_argument("path", type=Path, help="the folder or file that holds them")
    parser.add_argument("--dry-run", action="store_true", help="do it all and take it back")
    parser.add_argument("--ledger", type=Path, help="where the ledger goes; beside the data by default")
    add_reader_argument(parser)


def run(options: argparse.Namespace) -> int:
    """Bring the records in, print the counts, write the ledger: 0 all taken, 3 some refused, 2 nothing read."""
    if options.format in NOT_YET:
        raise Stopped(f"import {options.format} is not there yet. import hmis is.")
    actor = named_actor(options)
    note = f"import {options.format}"
    try:
        ledger = import_hmis(
            options.path,
            enter=partial(acting_as, actor, note=note),
            enter_house=partial(acting_as, accounts.house_actor(), note=note),
            dry_run=options.dry_run,
            progress=_say,
        )
    except Refused as refusal:
        raise Stopped(str(refusal.message)) from None
    path = options.ledger or _ledger_path(options.format, dry_run=options.dry_run)
    write_ledger(ledger, path)
    print(f"The ledger, one line for each row, is in {path}.")
    if options.dry_run:
        print("Nothing was kept: this was a dry run.")
    print(counts(ledger))
    return SOME_REFUSED if ledger.counts["refused"] else 0


def counts(ledger: Ledger) -> str:
    """The last line of every import."""
    found = ledger.counts
    return " ".join(f"{word} {found[word]}" for word in ("read", "created", "updated", "unchanged", "refused"))


def _say(done: int, all_of_them: int) -> None:
    if sys.stdout.isatty() or done == all_of_them:
        print(f"{done} of {all_of_them} households", end="\r" if done < all_of_them else "\n", flush=True)


def _ledger_path(form: str, *, dry_run: bool) -> Path:
    moment = timezone.localtime().strftime("%Y%m%d-%H%M%S")
    folder: Path = settings.DATA_DIR / "ledgers"
    return folder / f"{form}-{moment}{'-dry-run' if dry_run else ''}.csv"
