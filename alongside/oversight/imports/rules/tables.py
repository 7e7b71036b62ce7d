"""Reading a spreadsheet of any kind row by row: what it is, how it is read, its header and its rows. Never all at once.

A row that cannot be read as it should carries its fault in plain words; the others are read all the same.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import chain, islice
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy_
from django.utils.translation import ngettext

from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.text import fold
from alongside.oversight.imports.rules.encodings import ENCODINGS, FOREIGN_BYTES, encoding_of, separator_of
from alongside.oversight.imports.rules.inert import taken_back
from alongside.oversight.imports.rules.workbooks import WIDEST, Cells, check_archive, sheet_titles, workbook_rows

LONGEST_CELL = 20_000
EMPTY_ROWS = 10_000
"""So many empty rows in a row end a sheet."""
FIRST_ROWS = 8
HEADER_WITHIN = 20
csv.field_size_limit(16 << 20)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

STARTS = (
    (
        b"\xd0\xcf\x11\xe0",
        lazy_("This is an old Excel file (.xls), or one with a password. Save it as .xlsx or CSV."),
    ),
    (b"%PDF", lazy_("This is a PDF. Save the table itself as CSV or .xlsx.")),
    (b"\x89PNG", lazy_("This is a picture. Save the table itself as CSV or .xlsx.")),
    (b"\xff\xd8\xff", lazy_("This is a picture. Save the table itself as CSV or .xlsx.")),
    (b"\x1f\x8b", lazy_("This file is packed. Unpack it first.")),
)


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it stands in the file; the first below the header is 1. ``fault`` says why it cannot be taken."""

    number: int
    cells: tuple[str, ...]
    fault: str = ""


@dataclass(frozen=True, slots=True)
class SheetHead:
    """A sheet: its title, its header, and its first rows to look at. ``problem`` says why it cannot be read."""

    title: str
    header: tuple[str, ...]
    first: tuple[tuple[str, ...], ...] = ()
    problem: str = ""

    @property
    def signature(self) -> str:
        """The same for every sheet with the same columns, whatever their order: by it the mapping is remembered."""
        return hashlib.sha256("\x1f".join(sorted(fold(name) for name in self.header)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read: its form ("csv" or "xlsx"), encoding and separator, the line of the header, its sheets."""

    form: str
    encoding: str = ""
    separator: str = ""
    certain: bool = True
    mixed: bool = False
    header_line: int = 0
    sheets: tuple[SheetHead, ...] = field(default_factory=tuple)

    @property
    def encoding_words(self) -> str:
        """The encoding by its usual name."""
        return ENCODINGS.get(self.encoding, self.encoding)

    def as_json(self) -> dict[str, Any]:
        """The reading as it is kept with the import."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Reading:
        """The reading that was kept."""
        sheets = tuple(
            SheetHead(one["title"], tuple(one["header"]), tuple(tuple(row) for row in one["first"]), one["problem"])
            for one in kept["sheets"]
        )
        return cls(**{**kept, "sheets": sheets})


def look_at(source: BinaryIO, *, encoding: str = "", separator: str = "", header_line: int = 0) -> Reading:
    """How a file would be read; ``encoding``, ``separator`` and ``header_line`` (1 is the top) overrule what is found.

    Refused, in one plain sentence: no table at all, a packed bomb, a workbook that cannot be opened, nothing in it.
    """
    source.seek(0)
    start = source.read(8)
    if not start:
        raise Refused("import.empty", _("There is nothing in this file."))
    for mark, words in STARTS:
        if start.startswith(mark):
            raise Refused("import.not_a_table", words)
    if start.startswith(b"PK"):
        check_archive(source)
        heads = tuple(
            _head(title, _lines_of_sheet(source, at), header_line) for at, title in enumerate(sheet_titles(source))
        )
        reading = Reading("xlsx", header_line=header_line, sheets=heads)
    else:
        found = encoding_of(source)
        if encoding and encoding not in ENCODINGS:
            message = _("“%(name)s” is no encoding that is read here. Use one of: %(known)s.")
            known = ", ".join(sorted(set(ENCODINGS) - {"utf-8-sig"}))
            raise Refused("import.encoding", message % {"name": encoding, "known": known})
        chosen = encoding or found.name
        sign = separator or separator_of(source, chosen)
        mixed = found.mixed and chosen == found.name
        draft = Reading("csv", chosen, sign, found.certain or bool(encoding), mixed, header_line)
        head = _head("", _lines_of_text(source, draft), header_line)
        reading = Reading(**{**asdict(draft), "sheets": (head,)})
    if all(not head.header for head in reading.sheets):
        raise Refused("import.empty", _("There is nothing in this file."))
    return reading


def rows_of(source: BinaryIO, reading: Reading, sheet: int = 0) -> Iterator[RawRow]:
    """The rows of a sheet below its header, empty ones left out; each with its fault when it has one."""
    lines = _lines_of_sheet(source, sheet) if reading.form == "xlsx" else _lines_of_text(source, reading)
    top, rest = _below_header(lines, reading.header_line)
    width = len(_trimmed(top.values))
    empty = 0
    for number, cells in enumerate(rest, start=1):
        if not any(cells.values) and not cells.fault:
            empty += 1
            if empty > EMPTY_ROWS:
                return
            continue
        empty = 0
        values = cells.values
        if reading.form == "xlsx":
            values += ("",) * (width - len(values))
        yield RawRow(number, values, cells.fault or _fault(values, width))


def _head(title: str, lines: Iterator[Cells], header_line: int) -> SheetHead:
    top, rest = _below_header(lines, header_line)
    header = _trimmed(top.values)
    first = tuple(tuple(cell[:120] for cell in cells.values) for cells in islice(rest, FIRST_ROWS))
    return SheetHead(title, header, first, top.fault or _header_problem(header))


def _below_header(lines: Iterator[Cells], wanted: int) -> tuple[Cells, Iterator[Cells]]:
    """The header, and what is below it: the line that is wanted, else the first with two cells filled, or with any."""
    passed = list(islice(lines, max(wanted, HEADER_WITHIN)))
    at = wanted - 1 if wanted else _header_place(passed)
    if not 0 <= at < len(passed):
        return Cells(()), iter(())
    return passed[at], chain(passed[at + 1 :], lines)


def _header_place(lines: Sequence[Cells]) -> int:
    filled = [sum(bool(cell) for cell in line.values) for line in lines]
    many = next((at for at, count in enumerate(filled) if count > 1), -1)
    return many if many >= 0 else next((at for at, count in enumerate(filled) if count), -1)


def _trimmed(cells: tuple[str, ...]) -> tuple[str, ...]:
    """The cells without the empty ones at the end."""
    last = max((at for at, cell in enumerate(cells) if cell), default=-1)
    return tuple(" ".join(cell.split()) for cell in cells[: last + 1])


def _header_problem(header: tuple[str, ...]) -> str:
    seen: dict[str, int] = {}
    for at, name in enumerate(header, start=1):
        if name and fold(name) in seen:
            message = _("“%(name)s” stands twice in the header, in columns %(one)d and %(two)d. Rename one of them.")
            return message % {"name": name, "one": seen[fold(name)], "two": at}
        seen[fold(name)] = at
    return ""


def _fault(cells: tuple[str, ...], width: int) -> str:
    """Why a row cannot be taken as it stands, in plain words; empty when it can."""
    filled = max((at for at, cell in enumerate(cells, start=1) if cell), default=0)
    if filled > width or len(cells) < width:
        count = filled if filled > width else len(cells)
        words = ngettext("This row has %(count)d cell", "This row has %(count)d cells", count) % {"count": count}
        says = _("the header names %(width)d columns.") % {"width": width}
        hint = _(" Is a quotation mark never closed?") if any("\n" in cell for cell in cells) else ""
        return f"{words}, {says}{hint}"
    for cell in cells:
        if len(cell) > LONGEST_CELL:
            message = _("A cell holds %(count)d letters; at most %(most)d are taken.")
            return message % {"count": len(cell), "most": LONGEST_CELL}
        if not cell.isascii() and (FOREIGN_BYTES.search(cell) or "�" in cell):
            return _(
                "Some letters of this row are written in another encoding than the rest of the file. Type it again."
            )
        if not cell.isprintable() and CONTROL.search(cell):
            return _("A cell holds a sign that no text has (a control character). Type it again.")
    return ""


def _lines_of_text(source: BinaryIO, reading: Reading) -> Iterator[Cells]:
    source.seek(0)
    errors = "replace" if reading.encoding.startswith("utf-16") else "surrogateescape"
    text = io.TextIOWrapper(source, encoding=reading.encoding, errors=errors, newline="")
    try:
        yield from _csv_lines(text, reading.separator)
    finally:
        text.detach()


def _csv_lines(text: Iterable[str], separator: str) -> Iterator[Cells]:
    lines = csv.reader(text, delimiter=separator)
    while True:
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error:
            yield Cells((), _("From here on the file cannot be read. Is a quotation mark never closed?"))
            return
        yield Cells(tuple(taken_back(cell.strip().removeprefix("\ufeff")) for cell in cells))


def _lines_of_sheet(source: BinaryIO, sheet: int) -> Iterator[Cells]:
    source.seek(0)
    return workbook_rows(source, sheet, WIDEST)
