"""Excel workbooks: refused when they are packed bombs, read row by row, values only."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from alongside.ground.foundation.errors import Refused

WIDEST = 200
MOST_UNPACKED = 1_500_000_000
MOST_SHARED = 200_000_000
SUSPECT_RATIO, SUSPECT_FROM = 150, 50_000_000
MOST_PARTS = 5_000
MOST_MERGED = 20_000
CHUNK = 1 << 20
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
ZEROS = re.compile(r"^0{2,20}$")
BROKEN = (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError, OSError, EOFError,
          AttributeError, IndexError)  # fmt: skip
"""What the library raises for workbooks that are damaged or made up."""


@dataclass(frozen=True, slots=True)
class Cells:
    """One line: its cells as text, and why it cannot be taken."""

    values: tuple[str, ...]
    fault: str = ""


@dataclass
class Traits:
    """What a sheet's XML says beside its cells: merged ranges as (first row, last row), and whether it has formulas."""

    merged: list[tuple[int, int, str]] = field(default_factory=list)
    formulas: bool = False

    def merge_of(self, row: int) -> str:
        """The merged range in which a row lies, or nothing."""
        return next((name for first, last, name in self.merged if first <= row <= last), "")


def check_archive(source: BinaryIO) -> None:
    """Refuse, before anything is unpacked, what is no workbook or would unpack to more than a machine can hold."""
    source.seek(0)
    try:
        with zipfile.ZipFile(source) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                raise Refused("import.not_a_workbook", _not_a_workbook(names))
            _check_sizes(parts)
            _check_markup(archive, parts)
    except BROKEN:
        raise _damaged() from None


def _not_a_workbook(names: set[str]) -> str:
    if "content.xml" in names:
        return _("This is an OpenDocument table (.ods). Save it as .xlsx or CSV.")
    if "xl/workbook.bin" in names:
        return _("This is a binary Excel file (.xlsb). Save it as .xlsx or CSV.")
    return _("This is a packed folder (ZIP), no workbook. Unpack it and give the table itself.")


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    shared = max((part.file_size for part in parts if part.filename == "xl/sharedStrings.xml"), default=0)
    bomb = unpacked > SUSPECT_FROM and unpacked > SUSPECT_RATIO * max(packed, 1)
    if bomb or unpacked > MOST_UNPACKED or shared > MOST_SHARED or len(parts) > MOST_PARTS:
        message = _("Unpacked, this workbook would be %(size)d MB, which no table of people is. Save it as CSV.")
        raise Refused("import.bomb", message % {"size": unpacked // 1_000_000})


def _check_markup(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                start = stream.read(4096).replace(b"\x00", b"").upper()
            if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                raise _damaged()


def _damaged() -> Refused:
    return Refused("import.damaged", _("This workbook cannot be opened: it is damaged, or no workbook. Save it again."))


def sheet_titles(source: BinaryIO) -> list[str]:
    """The titles of the workbook's visible sheets, in their order."""
    source.seek(0)
    try:
        book = load_workbook(source, read_only=True, keep_links=False)
        return [sheet.title for sheet in _sheets(book)]
    except BROKEN:
        raise _damaged() from None


def _sheets(book: Any) -> list[Any]:
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]


def workbook_rows(source: BinaryIO, sheet: int, widest: int) -> Iterator[Cells]:
    """The rows of a visible sheet, empty ones too, values only.

    A row carries a fault for a formula that was never calculated, an error such as #REF!, merged cells, or a number too
    long to be exact.
    """
    try:
        values = _sheets(load_workbook(source, read_only=True, data_only=True, keep_links=False))[sheet]
        traits = _traits(source, values._worksheet_path)
        written: Iterator[tuple[Any, ...]] = iter(())
        if traits.formulas:
            book = load_workbook(source, read_only=True, data_only=False, keep_links=False)
            written = _rows(_sheets(book)[sheet], widest)
        for number, (row, as_written) in enumerate(zip_longest(_rows(values, widest), written), start=1):
            yield _cells(row or (), as_written, traits, number)
    except BROKEN:
        raise _damaged() from None


def _rows(sheet: Any, widest: int) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()
    found: Iterator[tuple[Any, ...]] = sheet.iter_rows(max_col=widest + 1)
    return found


def _traits(source: BinaryIO, path: str) -> Traits:
    found = Traits()
    merged: dict[str, tuple[int, int, str]] = {}
    with zipfile.ZipFile(source) as archive, archive.open(path.lstrip("/")) as stream:
        before = b""
        while chunk := stream.read(CHUNK):
            piece = before + chunk
            found.formulas = found.formulas or bool(FORMULA.search(piece))
            for left, top, right, bottom in MERGED.findall(piece) if len(merged) < MOST_MERGED else ():
                name = f"{left.decode()}{int(top)}:{right.decode()}{int(bottom)}"
                merged[name] = (int(top), int(bottom), name)
            before = piece[-200:]
    found.merged = list(merged.values())
    return found


def _cells(row: tuple[Any, ...], written: tuple[Any, ...] | None, traits: Traits, number: int) -> Cells:
    values, fault = [], ""
    if merged := traits.merge_of(number):
        fault = _("Cells %(name)s are merged: nobody can tell to which row they belong. Part them, then try again.") % {
            "name": merged
        }
    for at, cell in enumerate(row):
        text, wrong = _text(cell)
        if written is not None and at < len(written) and written[at].data_type == "f" and cell.value is None:
            wrong = _("The formula in %(place)s was never calculated. Open the file in Excel, save it, try again.")
        values.append(text)
        fault = fault or (wrong and wrong % {"place": f"{get_column_letter(at + 1)}{number}"})
    while values and not values[-1]:
        values.pop()
    return Cells(tuple(values), fault)


def _text(cell: Any) -> tuple[str, str]:
    """A cell as text, and what is wrong with it."""
    value = cell.value
    if value is None:
        return "", ""
    if getattr(cell, "data_type", "") == "e":
        return str(value), _("In %(place)s stands an error instead of a value. Put the sheet right, then try again.")
    if isinstance(value, bool):
        return ("yes" if value else "no"), ""
    if isinstance(value, int | float):
        return _number(value, str(getattr(cell, "number_format", "") or ""))
    if isinstance(value, datetime):
        return (f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"), ""
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}", ""
    if isinstance(value, time):
        return f"{value:%H:%M}", ""
    if isinstance(value, timedelta):
        return str(value), ""
    return str(value).strip(), ""


def _number(value: float, number_format: str) -> tuple[str, str]:
    if abs(value) >= 1e15:
        return str(value), _("The number in %(place)s is too long for a spreadsheet. Type it as text.")
    text = str(int(value)) if float(value).is_integer() else repr(value)
    return (text.zfill(len(number_format)) if ZEROS.match(number_format) else text), ""
