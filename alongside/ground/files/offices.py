"""Documents of office programs: zip files whose every part is looked at, and packed anew without what may do harm."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any
from xml.parsers import expat

from alongside.ground.files.scanning import EICAR
from alongside.ground.files.unfit import Unfit

MOST_PARTS = 3000
MOST_BYTES = 200_000_000
"""Bytes of all parts together, unpacked."""
STEEPEST = 200
"""How many times larger than packed a part may be, once it is larger than ``SMALL``."""
SMALL = 1_000_000

KNOWN_BY = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
ODT = b"application/vnd.oasis.opendocument.text"
PARTS = re.compile(r"[\w .,()+&@#$%~'=!\[\]-]+(?:/[\w .,()+&@#$%~'=!\[\]-]+)*", re.ASCII)
ENDINGS = frozenset(
    {
        "xml",
        "rels",
        "png",
        "jpg",
        "jpeg",
        "gif",
        "emf",
        "wmf",
        "tif",
        "tiff",
        "bmp",
        "webp",
        "odttf",
        "ttf",
        "rdf",
        "txt",
    }
)
PRINTER = re.compile(r"xl/printerSettings/printerSettings\d+\.bin", re.IGNORECASE)
CODE = re.compile(r"vba|macro|activex|ctrlprops|(?:^|/)basic/|(?:^|/)scripts/|customui|webextension", re.IGNORECASE)
INSIDE = re.compile(r"(?:^|/)embeddings/|(?:^|/)objectreplacements/|oleobject|^object ?\d", re.IGNORECASE)
PROGRAMS = (b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"#!", b"%PDF")
ABOUT = re.compile(r"^(?:docProps/(?:core|app|custom)\.xml|meta\.xml)$", re.IGNORECASE)
PICTURE = re.compile(r"\.(?:png|jpe?g|webp)$", re.IGNORECASE)
THUMBNAIL = re.compile(r"^(?:docProps/thumbnail\.\w+|Thumbnails/.*)$", re.IGNORECASE)
HYPERLINK = "/relationships/hyperlink"
SAFE_LINK = re.compile(r"^(?:https?|mailto|tel):", re.IGNORECASE)
ELEMENTS_FROM_OUTSIDE = ("plugin", "applet", "object", "object-ole", "image", "section-source", "floating-frame")
ELEMENTS_OF_CODE = ("event-listener", "script", "dde-source", "dde-connection-decl")
OPEN_DOCUMENT = "opendocument"
XLINK = "http://www.w3.org/1999/xlink href"
BEYOND = re.compile(r"^xl/(?:externallinks/|querytables/|connections\.xml)", re.IGNORECASE)
FIELD = re.compile(r"(?<![A-Z])(?:DDE(?:AUTO)?|INCLUDEPICTURE|INCLUDETEXT)(?![A-Z])", re.IGNORECASE)
"""Fields of a text that fetch something from elsewhere, or start a program."""

EMPTY_ABOUT = {
    "docprops/core.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docprops/app.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docprops/custom.xml": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
    "meta.xml": b'<?xml version="1.0" encoding="UTF-8"?>'
    b'<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"/>',
}


def office_kind(content: bytes) -> str | None:
    """``docx``, ``xlsx`` or ``odt``; None for any other zip file, and for one that cannot be read."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as box:
            names = set(box.namelist())
            if "mimetype" in names and box.getinfo("mimetype").file_size == len(ODT):
                return "odt" if box.read("mimetype") == ODT else None
    except Exception:  # what unpacks may break in any way
        return None
    return next((kind for name, kind in KNOWN_BY.items() if name in names and "[Content_Types].xml" in names), None)


def packed_anew(content: bytes, *, clean_picture: Callable[[bytes], bytes]) -> bytes:
    """The same document in a new zip file: nothing before or behind it, nothing said about who wrote it.

    ``clean_picture`` makes the pictures inside anew. Raises ``Unfit`` with a code: ``bomb``, ``macros``, ``embedded``,
    ``outside``, ``locked``, ``broken``.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as box:
            parts = box.infolist()
            check_size(parts)
            out = BytesIO()
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fresh:
                for part in parts:
                    if not part.is_dir() and not _left_out(part.filename):
                        _copy(fresh, part.filename, _read(box, part), clean_picture)
            return out.getvalue()
    except Unfit:
        raise
    except Exception:  # what unpacks may break in any way: whatever it was, the document is not kept
        raise Unfit("broken") from None


def check_size(parts: list[zipfile.ZipInfo]) -> None:
    """Refuse a bomb by what the list of parts says, before anything is unpacked; and parts with a password."""
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise Unfit("bomb")
    if any(part.file_size > SMALL and part.file_size > STEEPEST * max(part.compress_size, 1) for part in parts):
        raise Unfit("bomb")
    if len({part.filename for part in parts}) != len(parts):
        raise Unfit("broken")
    if any(part.flag_bits & 1 for part in parts):
        raise Unfit("locked")


def _left_out(name: str) -> bool:
    return bool(THUMBNAIL.match(name)) or name == "META-INF/documentsignatures.xml"


def _read(box: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """One part, unpacked no further than its own word: a list that lies is refused."""
    name = part.filename
    if not PARTS.fullmatch(name) or any(piece in (".", "..") for piece in name.split("/")):
        raise Unfit("broken")
    if CODE.search(name):
        raise Unfit("macros")
    if BEYOND.search(name):
        raise Unfit("outside")
    if INSIDE.search(name):
        raise Unfit("embedded")
    known = name == "mimetype" or name.rpartition(".")[2].lower() in ENDINGS or PRINTER.fullmatch(name)
    if not known and not name.startswith("Configurations2/"):
        raise Unfit("embedded")
    with box.open(part) as handle:
        data = handle.read(part.file_size + 1)
    if len(data) != part.file_size:
        raise Unfit("bomb")
    if EICAR in data:
        raise Unfit("virus")
    if data.startswith(PROGRAMS):
        raise Unfit("embedded")
    return data


def _copy(fresh: zipfile.ZipFile, name: str, data: bytes, clean_picture: Callable[[bytes], bytes]) -> None:
    lower = name.lower()
    if lower in EMPTY_ABOUT:
        data = EMPTY_ABOUT[lower]
    elif PICTURE.search(name):
        data = clean_picture(data)
    elif lower.endswith(".rels"):
        data = _without_thumbnail(data)
        _Look(relationships=True).at(data)
    elif lower == "[content_types].xml":
        if b"macroEnabled" in data or b"vbaProject" in data:
            raise Unfit("macros")
        _Look().at(data)
    elif lower.endswith((".xml", ".rdf")):
        if lower == "meta-inf/manifest.xml":
            data = re.sub(rb'<manifest:file-entry[^>]*manifest:full-path="Thumbnails/[^>]*/>', b"", data)
        _Look().at(data)
    how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
    entry = zipfile.ZipInfo(name)
    entry.compress_type = how
    fresh.writestr(entry, data)


def _without_thumbnail(data: bytes) -> bytes:
    return re.sub(rb'<Relationship\b[^>]*metadata/thumbnail"[^>]*/>', b"", data)


class _Look:
    """Reads XML for what points outside or runs; a document type, through which entities come, is refused."""

    def __init__(self, *, relationships: bool = False) -> None:
        self.relationships = relationships
        self.fields: list[str] = []
        self.in_field = False

    def at(self, data: bytes) -> None:
        """Look at one part. Raises ``Unfit``."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_type
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._words
        parser.Parse(data, True)
        if FIELD.search("".join(self.fields)):
            raise Unfit("outside")

    def _refuse_type(self, *_told: Any) -> None:
        raise Unfit("outside")

    def _begin(self, name: str, said: dict[str, str]) -> None:
        space, _gap, bare = name.rpartition(" ")
        self.in_field = bare == "instrText"
        self.fields += [value for key, value in said.items() if key.endswith(" instr")]
        if self.relationships and said.get("TargetMode", "").lower() == "external":
            link = said.get("Type", "").endswith(HYPERLINK) and SAFE_LINK.match(said.get("Target", ""))
            if not link:
                raise Unfit("outside")
        if OPEN_DOCUMENT not in space:
            return
        if bare in ELEMENTS_OF_CODE:
            raise Unfit("macros")
        if bare in ELEMENTS_FROM_OUTSIDE and re.match(r"[a-zA-Z][\w+.-]*:|//|\.\./|/", said.get(XLINK, "")):
            raise Unfit("outside")

    def _end(self, _name: str) -> None:
        self.in_field = False

    def _words(self, words: str) -> None:
        if self.in_field:
            self.fields.append(words)
