"""What an office document says in letters, wherever it says it: on its pages, in comments, margins, names and links.

A text is read as it stands on the page, a table row by row. What is written beside it (the words for a picture, the
author of a comment, where a link leads, the names of sheets, what a pivot table remembers) is read as well: whoever
gets the file can read it too.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from html import escape, unescape
from io import BytesIO
from typing import Any
from xml.parsers import expat

from alongside.ground.files.offices import check_size

READ = (".xml", ".rels", ".rdf", ".txt")
SILENT = re.compile(r"^(?:\[Content_Types\]\.xml|word/(?:fontTable|styles|theme/.*)\.xml|xl/(?:styles|theme/.*)\.xml)$")
"""Parts in which a program writes and nobody else."""
UNREAD_PICTURES = re.compile(r"\.(?:gif|emf|wmf|tiff?|bmp)$", re.IGNORECASE)
"""Pictures inside documents that are kept as they came: letters may lie in them as letters."""
LETTERS = re.compile(rb"[\x20-\x7e]{6,}")
WIDE_LETTERS = re.compile(rb"(?:[\x20-\x7e]\x00){6,}")
BLOCKS = frozenset(
    {
        *("p", "h", "br", "cr", "tab", "tc", "tr", "c", "row", "si", "is", "v", "f", "s", "line-break", "comment"),
        *("table-cell", "list-item", "annotation", "title", "desc", "creator", "item", "pt", "definedName", "cell"),
        *("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter", "text", "instrText"),
    }
)
"""Elements between which a reader sees a gap; runs of one paragraph stand without any."""
TELLING = frozenset(
    {
        *("descr", "title", "alt", "author", "initials", "name", "instr", "tooltip", "display", "caption", "text"),
        *("Target", "href", "v", "string-value", "userId", "lastEdited", "creator", "label", "prompt", "error"),
        *("promptTitle", "errorTitle", "uniqueName", "code", "formula", "displayName", "totalsRowLabel", "result"),
    }
)
"""Attributes in which people, or programs in their name, write."""
CELL = re.compile(r"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
ROW = re.compile(r"</(?:\w+:)?row>")
ITEM = re.compile(r"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
VALUE = re.compile(r"<(?:\w+:)?v\b[^>]*>(.*?)</(?:\w+:)?v>", re.DOTALL)
SHEET = re.compile(r"^xl/worksheets/[^/]+\.xml$")
CELLS = re.compile(rb"<(?:\w+:)?row\b.*</(?:\w+:)?row>", re.DOTALL)
SHARED = "xl/sharedStrings.xml"
BREAK = re.compile(r"</(?:\w+:)?(?:p|h|si|tc|c)>|<(?:w:br|w:tab|text:line-break|text:tab)\b[^>]*>")
PLAIN = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


def words_of_office(content: bytes) -> str:
    """Every word of an office document; empty for one that cannot be read. Raises ``Unfit`` for a bomb."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as box:
            check_size(box.infolist())
            return "\n".join(_parts(box))
    except (zipfile.BadZipFile, OSError, ValueError):
        return ""


def _parts(box: zipfile.ZipFile) -> Iterator[str]:
    names = box.namelist()
    for name in names:
        if name.lower().endswith(READ) and not SILENT.match(name):
            yield _said(_without_cells(box.read(name)) if SHEET.match(name) else box.read(name))
        elif UNREAD_PICTURES.search(name):
            yield from _letters(box.read(name))
    shared = [_bare(found) for found in ITEM.findall(_decoded(box.read(SHARED)))] if SHARED in names else []
    yield from (_table(_decoded(box.read(name)), shared) for name in names if SHEET.match(name))


def _without_cells(sheet: bytes) -> bytes:
    """What stands beside the cells of a sheet; one with asides in it is read whole."""
    return sheet if b"<!--" in sheet else CELLS.sub(b"", sheet)


def _said(part: bytes) -> str:
    """What a part says: its text, what is told in its attributes, and comments of whoever wrote the file itself."""
    told = _Told()
    try:
        told.parser.Parse(part, True)
    except expat.ExpatError:
        return unescape(TAG.sub("", BREAK.sub("\n", _decoded(part))))
    return "".join(told.words)


class _Told:
    """Gathers what one part of a document says."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.parser: Any = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self.words.append
        self.parser.CommentHandler = self._aside

    def _begin(self, name: str, said: Mapping[str, str]) -> None:
        if _local(name) in BLOCKS:
            self.words.append("\n")
        for key, value in said.items():
            if _local(key) in TELLING and value:
                self.words.append(f"\n{value}\n")

    def _end(self, name: str) -> None:
        if _local(name) in BLOCKS:
            self.words.append("\n")

    def _aside(self, words: str) -> None:
        self.words.append(f"\n{words}\n")


def _table(sheet: str, shared: list[str]) -> str:
    """A sheet row by row, each cell with what it shows, so that what stands side by side is read together."""
    rows = []
    for row in ROW.split(sheet):
        cells = [_shown(said, inside, shared) for said, inside in CELL.findall(row)]
        rows.append(" ".join(cell for cell in cells if cell))
    return "\n".join(row for row in rows if row)


def _shown(said: str, inside: str, shared: list[str]) -> str:
    if 't="s"' in said or "t='s'" in said:
        found = VALUE.search(inside)
        place = int(found[1]) if found and found[1].strip().isdigit() else -1
        return shared[place] if 0 <= place < len(shared) else ""
    found = VALUE.search(inside)
    beside = _bare(VALUE.sub("", inside))
    return f"{_number(_bare(found[1]))} {beside}".strip() if found else beside


def _number(value: str) -> str:
    """A number as a cell shows it; long ones are kept in a file with a power of ten."""
    if "E" not in value.upper():
        return value
    try:
        return f"{float(value):.0f}"
    except (ValueError, OverflowError):
        return value


def _bare(xml: str) -> str:
    return unescape(TAG.sub("", xml)).strip()


def _letters(picture: bytes) -> Iterator[str]:
    """Letters that lie in the bytes of a picture as letters."""
    yield from (found.decode("ascii") for found in LETTERS.findall(picture))
    yield from (found.decode("utf-16-le") for found in WIDE_LETTERS.findall(picture))


def _decoded(part: bytes) -> str:
    text = part.decode("utf-16" if part[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    return PLAIN.sub(lambda found: escape(found[1]), text)


def _local(name: str) -> str:
    return name.rpartition(":")[2]
