"""Reading outside tables: encodings, headers, dates. Pure."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext as _

from alongside.ground.foundation.errors import Refused

ENCODINGS = ("utf-8-sig", "cp1252")
DAY_FORMATS = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%m-%d-%Y", "%m-%d-%Y %H:%M:%S", "%Y%m%d")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One data row of a table: its file, its number (the first below the header is 1) and its values by column."""

    file: str
    number: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")

    @property
    def digest(self) -> str:
        """Changes when any value of the row changes."""
        text = "\x1f".join(f"{column}={value}" for column, value in sorted(self.values.items()))
        return hashlib.sha256(text.encode()).hexdigest()


def read_table(path: Path) -> list[TableRow]:
    """The data rows of a CSV file, by the names in its header; blanks at both ends of a value go.

    Refused when the bytes are no text, or the header names a column twice.
    """
    content = path.read_bytes()
    text = _decoded(content, path.name)
    lines = csv.reader(io.StringIO(text, newline=""))
    header = [name.strip() for name in next(lines, [])]
    if len(set(header)) != len(header):
        raise Refused("import.header", _("%(file)s names a column twice in its first line.") % {"file": path.name})
    rows = []
    for number, cells in enumerate(lines, start=1):
        if any(cell.strip() for cell in cells):
            values = {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
            rows.append(TableRow(path.stem, number, values))
    return rows


def _decoded(content: bytes, name: str) -> str:
    if b"\x00" in content[:4096]:
        raise Refused("import.not_text", _("%(file)s is not a text file. A CSV file is wanted.") % {"file": name})
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("import.encoding", _("%(file)s is in an encoding that we do not know.") % {"file": name})


def day_of(text: str) -> date | None:
    """The day that ``text`` gives, or None when it is empty. Refused when it is no day."""
    if not text:
        return None
    for form in DAY_FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise Refused("import.day", _("“%(text)s” is not a date. Write it as 2026-01-31.") % {"text": text})


def required_day(row: TableRow, column: str, *, today: date) -> date:
    """The day in ``column``; refused when it is missing, no day, or still to come."""
    day = day_of(row[column])
    if day is None:
        raise Refused("import.day.missing", _("%(column)s is empty. A date is needed.") % {"column": column})
    if day > today:
        raise Refused(
            "import.day.future", _("%(column)s lies in the future: %(day)s.") % {"column": column, "day": day}
        )
    return day


def by_column(rows: Sequence[TableRow], column: str) -> dict[str, list[TableRow]]:
    """The rows grouped by the value of ``column``, in their order."""
    found: dict[str, list[TableRow]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found
