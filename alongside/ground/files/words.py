"""What a file says in letters, as far as it can be read without running it: plain text, office documents and PDFs.

For searching before something leaves. Pictures say nothing here, nor does a PDF whose pages are pictures, as
scanners make.
"""

from __future__ import annotations

import re
import zipfile
from html import unescape
from io import BytesIO

from alongside.ground.files.apart import words_of_pdf
from alongside.ground.files.kinds import FileKind, kind_of, text_of
from alongside.ground.files.offices import check_size
from alongside.ground.files.unfit import Unfit

SAID_IN = re.compile(
    r"(?:word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)|xl/sharedStrings|content)\.xml"
)
BREAK = re.compile(r"</(?:w:p|text:p|text:h|si)>|<(?:w:br|w:tab|text:line-break|text:tab)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
OFFICES = frozenset({FileKind.DOCX, FileKind.XLSX, FileKind.ODT})


def words_in(content: bytes) -> str:
    """Every word of a text, an office document or a PDF; empty for any other file, and for one that cannot be read."""
    try:
        kind = kind_of(content)
        if kind == FileKind.TEXT:
            return text_of(content) or ""
        if kind == FileKind.PDF:
            return words_of_pdf(content)
        return _office_words(content) if kind in OFFICES else ""
    except Unfit:
        return ""


def _office_words(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as box:
            check_size(box.infolist())
            parts = [box.read(name).decode("utf-8", "replace") for name in box.namelist() if SAID_IN.fullmatch(name)]
    except (zipfile.BadZipFile, OSError, ValueError):
        return ""
    return "\n".join(unescape(TAG.sub("", BREAK.sub("\n", part))) for part in parts)
