"""A list leaves as a file: rows as its page shows them, who took them and what for written down with it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from typing import BinaryIO

from django.db import transaction

from alongside.agency.access.queries import note_reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import require
from alongside.ground.foundation.reader import Reader
from alongside.oversight.exports.actions.noting import note_export
from alongside.oversight.exports.actions.outgoing import guard_persons
from alongside.oversight.exports.enums import ExportFormat, ExportKind
from alongside.oversight.exports.queries.leaving import left_lately
from alongside.oversight.exports.rules.leaving import Watched
from alongside.oversight.exports.rules.limits import MOST, may_take
from alongside.oversight.exports.rules.sheets import Table, file_name, text_of, write
from alongside.oversight.overviews.lists import Choice, Listing, about, command_of, listing_of
from alongside.oversight.overviews.lists_kept import may_leave as may_leave_rows

IN_MEMORY = 1 << 20
"""A file larger than this many bytes lies on the disk while it is made."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that leaves: its name, its bytes to be read from the beginning, and how many rows it holds."""

    file_name: str
    content: BinaryIO
    rows: int


@transaction.atomic
def take_list(*, name: str, choice: Choice, form: ExportFormat, why: str, may_leave: str = "", by: Reader) -> Taken:
    """Take a list out as CSV or XLSX, with what its page is narrowed to (``choice``, the words of its address).

    Refused: a list that ``by`` does not have, too many rows, a missing reason, too many within an hour, and rows that
    tell where somebody hides, unless ``may_leave`` says why they may. Recorded: the export with its reason and digest,
    and that the rows were read.
    """
    listing = listing_of(name, by=by)
    rows = listing.count(choice, MOST + 1, by)
    decision = may_take(rows=rows, why=why, lately=left_lately(by=by), command=command_of(name))
    require(decision, field="why" if decision.code == "export.why" else None)
    target = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the answer closes it
    written = write_list(listing=listing, choice=choice, form=form, target=target, why=why, may_leave=may_leave, by=by)  # type: ignore[arg-type]
    target.seek(0)
    named = file_name(name, form=form, who=by.name, rows=written, at=clock.now())
    return Taken(named, target, written)  # type: ignore[arg-type]  # it reads and writes as a binary file does


@transaction.atomic
def write_list(
    *, listing: Listing, choice: Choice, form: ExportFormat, target: BinaryIO, why: str, may_leave: str = "", by: Reader
) -> int:
    """Write a list of any length to ``target`` and write down that it left; returns the number of rows.

    Rows of a victim service stay in the house. There is no limit here: the desk asks before, and whoever calls the
    command operates the machine. Refused: rows that tell where somebody hides, as in ``take_list``; nobody gets the
    file then.
    """
    header = list(listing.header())
    watched = Watched(header, may_leave_rows(listing.name, listing.rows(choice, by)))
    table = Table(str(listing.title), header, watched, taker=f"{by.name}, {text_of(clock.now())}")
    written = write(table, target, form=form, about=about(listing, choice, why=why, by=by))
    guard_persons(texts=watched.texts(), field="may_leave", may_leave=may_leave, by=by)
    filters = ", ".join(f"{label}: {value}" for label, value in listing.filters(choice, by))
    named = f"{listing.title} ({filters})" if filters else str(listing.title)
    note_reading("list taken out", kind=listing.name)
    note_export(kind=ExportKind.LIST, form=form, about=named, rows=written.rows, digest=written.digest, why=why, by=by)
    return written.rows
