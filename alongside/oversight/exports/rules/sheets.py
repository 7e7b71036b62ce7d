"""A table as CSV or XLSX: text stays text, nothing in it runs, and rows are written as they come.

CSV is UTF-8 with a mark of its order and ends lines with CRLF (RFC 4180); a cell that a spreadsheet would run bears an
apostrophe, which our own import takes off again. Its last column says in every row who took it out; our import leaves a
column alone that it does not know. XLSX holds every text as a text, so nothing is put before it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, BinaryIO, cast

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from alongside.oversight.exports.enums import ExportFormat
from alongside.oversight.imports.rules.inert import inert, runs

Cell = str | int | float | date | datetime | time | bool | Sequence[str] | None
Row = Sequence[Cell]
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_CELL = 32_767
"""So many letters a cell of XLSX may hold."""
MEDIA = {
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
ABOUT = tuple[str, str | int]


@dataclass(frozen=True, slots=True)
class Table:
    """What is written: the title of its sheet, the header in the reader's language, the rows, who takes them."""

    title: str
    header: Sequence[str]
    rows: Iterable[Row]
    taker: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many rows, and the SHA-256 of the file."""

    rows: int
    digest: str


class Counted:
    """Rows on their way, counted."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Row]:
        """The rows."""
        for row in self.rows:
            self.count += 1
            yield row


def text_of(cell: Cell) -> str:
    """A cell as text: days ISO 8601, times with their zone, several texts with "; " between them, nothing as nothing.

    A flag is "1" or nothing, so that it needs no language.
    """
    if cell is None or cell is False:
        return ""
    if cell is True:
        return "1"
    if isinstance(cell, datetime):
        return timezone.localtime(cell).isoformat(timespec="seconds")
    if isinstance(cell, time):
        return cell.isoformat(timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return cell
    if isinstance(cell, int | float):
        return f"{cell:g}" if isinstance(cell, float) else str(cell)
    return "; ".join(cell)


def write_csv(table: Table, target: BinaryIO) -> Written:
    """Write ``table`` as CSV; one row is held at a time.

    Who took it out stands at the end of every row, so that a part that is cut out still says so (R-35).
    """
    rows = Counted(table.rows)
    mark = [table.taker] if table.taker else []
    with _Hashed(target) as hashed:
        text = io.TextIOWrapper(
            cast(BinaryIO, hashed), encoding="utf-8", errors="replace", newline="", write_through=True
        )
        text.write("\ufeff")
        lines = csv.writer(text, lineterminator="\r\n")
        lines.writerow([inert(name) for name in (*table.header, *([_("Taken out by")] if mark else []))])
        for row in rows:
            lines.writerow([inert(text_of(cell).replace("\x00", "")) for cell in (*row, *mark)])
        text.detach()
    return Written(rows.count, hashed.digest)


def write_xlsx(table: Table, target: BinaryIO, *, about: Iterable[ABOUT]) -> Written:
    """Write ``table`` as XLSX with a second sheet of ``about``; rows go to disk as they come.

    The number of rows is added to ``about`` when it is known.
    """
    rows = Counted(table.rows)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_title(table.title))
    sheet.freeze_panes = "B2"
    sheet.append([_textual(sheet, name) for name in table.header])
    for row in rows:
        sheet.append([_cell(sheet, cell) for cell in row])
    second = book.create_sheet(_title(_("About")))
    for name, value in (*about, (_("Rows"), rows.count)):
        second.append([_textual(second, name), _cell(second, value)])
    book.save(target)
    target.seek(0)
    digest = hashlib.file_digest(cast(Any, target), "sha256").hexdigest()
    return Written(rows.count, digest)


def write(table: Table, target: BinaryIO, *, form: ExportFormat, about: Iterable[ABOUT]) -> Written:
    """Write ``table`` in one of the two forms."""
    return write_xlsx(table, target, about=about) if form == ExportFormat.XLSX else write_csv(table, target)


def file_name(what: str, *, form: ExportFormat, who: str, rows: int, at: datetime) -> str:
    """A name that says what was taken out, how much, when and by whom."""
    parts = (what, f"{rows}-rows", f"{timezone.localtime(at):%Y-%m-%d-%H%M}", slugify(who))
    return "_".join(filter(None, parts)) + f".{form.value}"


def _title(words: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", words)[:31]


def _cell(sheet: Any, cell: Cell) -> Any:
    plain_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    return cell if plain_number else _textual(sheet, text_of(cell))


def _textual(sheet: Any, text: str) -> Any:
    """A cell that is a text whatever it looks like; what would run keeps the format of text when it is edited."""
    plain = UNWRITABLE.sub("", text)[:LONGEST_CELL]
    if not plain:
        return None
    made = WriteOnlyCell(sheet, value=plain)
    made.data_type = "s"
    if runs(plain) or plain.startswith("'"):
        made.number_format = "@"
    return made


class _Hashed(io.RawIOBase):
    """A stream that hashes what goes through it."""

    def __init__(self, target: BinaryIO) -> None:
        self.target = target
        self.sum = hashlib.sha256()

    def writable(self) -> bool:
        """It is written to."""
        return True

    def write(self, data: Any) -> int:
        """Hash and hand on."""
        self.sum.update(data)
        self.target.write(data)
        return len(data)

    @property
    def digest(self) -> str:
        """What went through so far."""
        return self.sum.hexdigest()
