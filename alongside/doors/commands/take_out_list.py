"""``alongside export list``: a list of the desk as CSV or XLSX, however long it is."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from urllib.parse import parse_qsl

from django.utils import timezone, translation

from alongside.agency.access import queries as accounts
from alongside.agency.organisation import queries as organisation
from alongside.doors.commands.plain import Stopped
from alongside.doors.commands.reader import acting_as, add_reader_argument, named_actor
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.exports.enums import ExportFormat
from alongside.oversight.journeys.taking import write_list
from alongside.oversight.overviews.lists import LISTINGS, listing_of

MAY_LEAVE = "why a hidden address may leave with it, in at least 20 letters; kept with your name"
FORMS = {".csv": ExportFormat.CSV, ".xlsx": ExportFormat.XLSX}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which list, narrowed to what, where to."""
    parser.add_argument("name", choices=list(LISTINGS), help="which list")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="ends with .csv or .xlsx")
    parser.add_argument("--narrow", default="", metavar="WORDS",
                        help="what stands behind the ? in the list's address, such as whose=all&state=any")  # fmt: skip
    parser.add_argument("--why", default="", help="kept with the record that it left")
    parser.add_argument("--may-leave", default="", metavar="WHY", help=MAY_LEAVE)
    add_reader_argument(parser)


def run(options: argparse.Namespace) -> int:
    """Write the list with the rights of the worker whom ``--as`` names."""
    form = FORMS.get(options.output.suffix.lower())
    if form is None:
        raise Stopped("Say with -o a file that ends with .csv or .xlsx.")
    choice = dict(parse_qsl(options.narrow))
    with new_file(options.output) as target, reading_as(options, note=f"export list {options.name}") as by:
        try:
            listing = listing_of(options.name, by=by)
        except NotFound:
            raise Stopped(f"{by.name} has no such list.") from None
        may_leave = options.may_leave
        try:
            rows = write_list(
                listing=listing, choice=choice, form=form, target=target, why=options.why, may_leave=may_leave, by=by
            )
        except Refused as refusal:
            raise Stopped(str(refusal.message)) from None
    print(f"{options.output}: {rows} rows.")
    return 0


@contextmanager
def reading_as(options: argparse.Namespace, *, note: str) -> Iterator[Reader]:
    """One transaction as the worker of ``--as``, in the language and the time zone in which she reads."""
    actor = named_actor(options)
    language = accounts.account_of(actor).language or organisation.the_agency().default_language
    with (
        acting_as(actor, note=note) as by,
        translation.override(language),
        timezone.override(organisation.agency_zone()),
    ):
        yield by


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A file that only its owner reads, in place once it is whole; what stood there is not written over.

    Stand this around the transaction: the file is in place only after it is written down that something left.
    """
    if path.exists():
        raise Stopped(f"{path} is there already. Name a new file.")
    part = path.with_name(f"{path.name}.part")
    try:
        handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise Stopped(f"{path} cannot be written: {error.strerror or error}.") from None
    try:
        with os.fdopen(handle, "w+b") as stream:
            yield stream
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
