"""Wherever an office document says something, it is read: a hidden address has no corner to stay in."""

from __future__ import annotations

import struct
import zlib

import pytest
from PIL import Image

from alongside.ground.files.cleaning import clean
from alongside.ground.files.kinds import FileKind
from alongside.ground.files.office_words import words_of_office
from alongside.record.people.rules.guarding import Protected, hits_in
from tests.factories.files import OFFICE, SECRET, a_docx, a_picture, a_telling_photo, a_zip, an_odt

HOME = Protected(1, "address", "14 Hidden Lane, Cork")
PHONE = Protected(1, "phone", "+353 85 555 4471")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SHEET = '<worksheet xmlns:r="r"><sheetData>{}</sheetData>{}</worksheet>'


def a_workbook(rows: str = "", *, after: str = "", **parts: str) -> bytes:
    """A workbook of one sheet with these rows; ``parts`` by their names, with ``_`` for ``/``."""
    given = {
        "[Content_Types].xml": b"<Types/>",
        "xl/workbook.xml": b'<workbook><sheets><sheet name="Sheet1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": SHEET.format(rows, after).encode(),
        **{f"xl/{name.replace('_', '/')}.xml": text.encode() for name, text in parts.items()},
    }
    return a_zip(given)


def a_text(body: str, **parts: str) -> bytes:
    """A Word document with this body; ``parts`` lie in ``word``."""
    inside = {f"word/{name.replace('_', '/')}.xml": text.encode() for name, text in parts.items()}
    return a_docx({"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>".encode(), **inside})


def a_cell(words: str) -> str:
    return f"<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"


STRINGS = "<sst><si><t>Hidden Lane</t></si><si><r><t>14 Hid</t></r><r><t>den Lane</t></r></si></sst>"
LINK = (
    f'<Relationship Id="r9" Type="{OFFICE}/hyperlink" TargetMode="External" '
    'Target="https://maps.example/?q=14%20Hidden%20Lane"/>'
)
DELETED = "<w:p><w:del><w:r><w:delText>14 Hidden Lane</w:delText></w:r></w:del></w:p>"
COMMENT = f"<w:comments {W}><w:comment><w:p><w:t>14 Hidden Lane</w:t></w:p></w:comment></w:comments>"
NOTED = "<comments><comment><text><t>14 Hidden Lane</t></text></comment></comments>"
NAMED = '<workbook><sheets><sheet name="14 Hidden Lane"/></sheets></workbook>'
OTHER_LETTERS = "<?xml version='1.0' encoding='utf-16'?><a>14 Hidden Lane</a>".encode("utf-16")
DRAWN = b"\x01\x00\x00\x00" + "14 Hidden Lane".encode("utf-16-le") + b"\x00" * 9
HIDDEN = {
    "a table": a_text(f"<w:tbl><w:tr>{a_cell('14')}{a_cell('Hidden Lane')}</w:tr></w:tbl>"),
    "runs of one word": a_text("<w:p><w:r><w:t>14 Hid</w:t></w:r><w:r><w:t>den Lane</w:t></w:r></w:p>"),
    "what was deleted under review": a_text(DELETED),
    "a box in a drawing": a_text("<w:p><a:p xmlns:a='a'><a:t>14 Hidden Lane</a:t></a:p><a:p xmlns:a='a'>x</a:p></w:p>"),
    "the words for a picture": a_text('<w:p><wp:docPr xmlns:wp="p" descr="Our door, 14 Hidden Lane"/></w:p>'),
    "a field": a_text('<w:p><w:instrText>HYPERLINK "mailto:x?14 Hidden Lane"</w:instrText></w:p>'),
    "CDATA": a_text("<w:p><w:r><w:t><![CDATA[14 Hidden Lane]]></w:t></w:r></w:p>"),
    "an aside": a_text("<!-- 14 Hidden Lane --><w:p/>"),
    "letters by number": a_text("<w:p><w:t>14 &#72;idden L&#x61;ne</w:t></w:p>"),
    "a link": a_docx(relationships=LINK),
    "a comment": a_text("<w:p/>", comments=COMMENT),
    "who commented": a_text("<w:p/>", comments=f'<w:comments {W}><w:comment w:author="14 Hidden Lane"/></w:comments>'),
    "a foot": a_text("<w:p/>", footer2=f"<w:ftr {W}><w:p><w:t>14 Hidden Lane</w:t></w:p></w:ftr>"),
    "a chart": a_text("<w:p/>", charts_chart1="<c:chart xmlns:c='c'><c:pt><c:v>14 Hidden Lane</c:v></c:pt></c:chart>"),
    "data beside the text": a_docx({"customXml/item1.xml": b"<a><b>14 Hidden Lane</b></a>"}),
    "another writing of letters": a_docx({"customXml/item1.xml": OTHER_LETTERS}),
    "a drawing of letters": a_docx({"word/media/image1.emf": DRAWN}),
    "what the file says of itself": a_docx({"docProps/custom.xml": b"<a>14 Hidden Lane</a>"}),
    "a cell": a_workbook('<row><c t="s"><v>1</v></c></row>', sharedStrings=STRINGS),
    "two cells": a_workbook('<row><c><v>14</v></c><c t="s"><v>0</v></c></row>', sharedStrings=STRINGS),
    "a cell with its own text": a_workbook('<row><c t="inlineStr"><is><t>14 Hidden Lane</t></is></c></row>'),
    "a formula": a_workbook('<row><c t="str"><f>"14 Hidden "&amp;"Lane"</f><v>14 Hidden Lane</v></c></row>'),
    "the head of a sheet": a_workbook(after="<headerFooter><oddHeader>14 Hidden Lane</oddHeader></headerFooter>"),
    "the name of a sheet": a_workbook(workbook=NAMED),
    "a comment on a cell": a_workbook(comments1=NOTED),
    "what a pivot remembers": a_workbook(pivotCache_pivotCacheDefinition1='<a><s v="14 Hidden Lane"/></a>'),
    "an open text": an_odt(b"<a xmlns:text='t'><text:p>14<text:s/>Hidden<text:line-break/>Lane</text:p></a>"),
}  # fmt: skip


@pytest.mark.parametrize("corner", HIDDEN)
def test_an_address_is_found_in_every_corner(corner: str) -> None:
    assert hits_in([words_of_office(HIDDEN[corner])], [HOME])


@pytest.mark.parametrize(
    "rows",
    [
        "<row><c><v>353855554471</v></c></row>",
        "<row><c><v>3.53855554471E+11</v></c></row>",
        "<row><c><v>85</v></c><c><v>555</v></c><c><v>4471</v></c></row>",
        "<row><c t='s'><v>0</v></c></row>",
    ],
)
def test_a_number_is_found_however_cells_hold_it(rows: str) -> None:
    strings = "<sst><si><t>tel 085/555 44 71</t></si></sst>"
    assert hits_in([words_of_office(a_workbook(rows, sharedStrings=strings))], [PHONE])


def test_a_head_of_an_open_text_is_read_and_numbers_of_places_are_none() -> None:
    head = a_zip({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>",
                  "styles.xml": b"<a xmlns:text='t'><text:p>14 Hidden Lane</text:p></a>"})  # fmt: skip
    assert hits_in([words_of_office(head)], [HOME])
    places = "".join(f"<row><c t='s'><v>{digit}</v></c></row>" for digit in "0855554471")
    many = "<sst>" + "<si><t>x</t></si>" * 9 + "</sst>"
    said = words_of_office(a_workbook(places, sharedStrings=many))
    assert not hits_in([said], [PHONE]), "where a text lies in a list of texts is no number"
    assert words_of_office(b"PK\x03\x04broken") == ""


def test_what_a_picture_says_of_itself_is_gone_once_it_is_kept() -> None:
    """Words in a PNG, and what cameras write into JPEG and WebP."""
    told = b"Comment\x00" + SECRET.encode()
    chunk = struct.pack(">I", len(told)) + b"tEXt" + told + struct.pack(">I", zlib.crc32(b"tEXt" + told))
    png = a_picture("PNG")
    exif = Image.Exif()
    exif[0x010E] = SECRET
    tries = {
        FileKind.PNG: png[:33] + chunk + png[33:],
        FileKind.JPEG: a_telling_photo(),
        FileKind.WEBP: a_picture("WEBP", exif=exif, xmp=SECRET.encode()),
    }
    for kind, content in tries.items():
        assert SECRET.encode() in content, kind
        kept, small = clean(kind, content)
        assert SECRET.encode() not in kept + small, kind
