"""What a file says in letters, as far as it can be read without running it: plain text, office documents and PDFs.

For searching before something leaves. Pictures say nothing here, nor does a PDF whose pages are pictures, as
scanners make.
"""

from __future__ import annotations

from alongside.ground.files.apart import words_of_pdf
from alongside.ground.files.kinds import FileKind, kind_of, text_of
from alongside.ground.files.office_words import words_of_office
from alongside.ground.files.unfit import Unfit

OFFICES = frozenset({FileKind.DOCX, FileKind.XLSX, FileKind.ODT})


def words_in(content: bytes) -> str:
    """Every word of a text, an office document or a PDF; empty for any other file, and for one that cannot be read."""
    try:
        kind = kind_of(content)
        if kind == FileKind.TEXT:
            return text_of(content) or ""
        if kind == FileKind.PDF:
            return words_of_pdf(content)
        return words_of_office(content) if kind in OFFICES else ""
    except Unfit:
        return ""
