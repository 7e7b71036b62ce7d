"""What a file says in letters: texts, office documents and PDFs, and nothing of what cannot be read."""

from __future__ import annotations

import pytest
import typst

from alongside.ground.files.apart import cleaned, words_of_pdf
from alongside.ground.files.kinds import FileKind
from alongside.ground.files.pdfs import clean_pdf
from alongside.ground.files.reading import pages_of
from alongside.ground.files.words import words_in
from alongside.record.people.rules.guarding import Protected, hits_in
from tests.factories.files import a_docx, a_pdf, a_picture, a_zip, an_odt


def test_texts_and_office_documents_tell_their_words() -> None:
    assert words_in("Ring 085 – ä".encode("utf-16")) == "Ring 085 – ä"
    split = b"<w:p><w:r><w:t>085 </w:t></w:r><w:r><w:t>555</w:t></w:r></w:p><w:p><w:t>A &amp; B</w:t></w:p>"
    assert "085 555\nA & B" in words_in(a_docx({"word/document.xml": split}))
    assert "header" in words_in(a_docx({"word/header1.xml": b"<w:p><w:t>header</w:t></w:p>"}))
    assert "row" in words_in(an_odt(b"<office:text><text:p>row</text:p></office:text>"))


def test_a_pdf_tells_the_words_of_every_page_and_none_of_its_pictures() -> None:
    """One whose letters are written as they are, and one whose font holds only the letters that are used."""
    plain = cleaned(FileKind.PDF, a_pdf(pages=2, words="14 Harbour Row")).content
    assert words_in(plain).splitlines() == ["14 Harbour Row", "14 Harbour Row"]
    page = b"#set page(width: 9cm, height: 5cm)\n14 Harbour Row, Galway #pagebreak() 085 555 0123 fi"
    said = words_in(cleaned(FileKind.PDF, typst.compile(page)).content)
    assert " ".join(said.split()) == "14 Harbour Row, Galway 085 555 0123 fi"


HOME = Protected(1, "address", "14 Hidden Lane, Cork")


@pytest.mark.parametrize(
    "words",
    [
        "14 Hidden Lane",
        "14 Hidden) Tj 0 -20 Td (Lane",
        "14) Tj 60 0 Td (Hidden Lane",
        "H i d d e n  L a n e  14",
        "x ) Tj [(14 Hid) 10 (den) -250 (Lane)] TJ 3 Tr ( y",
        "x) Tj /Span <</ActualText (14 Hidden Lane)>> BDC (y) Tj EMC (z",
        "x) Tj /Span <</Alt <FEFF00310034002000480069006400640065006E0020004C0061006E0065>>> BDC (y) Tj EMC (z",
    ],
)
def test_an_address_is_found_however_the_letters_of_a_page_are_set(words: str) -> None:
    (said,) = [" ".join(pages_of(clean_pdf(a_pdf(words=words))))]
    assert hits_in([said], [HOME])


def test_a_reader_that_takes_too_long_is_stopped() -> None:
    assert words_of_pdf(a_pdf(words="14 Harbour Row"), patience=0.001) == ""


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01", a_picture(), a_pdf(), a_zip({"a.txt": b"words"}), b"PK\x03\x04broken", b"%PDF-1.7 broken"],
)
def test_what_cannot_be_read_says_nothing_and_breaks_nothing(content: bytes) -> None:
    assert words_in(content).strip() == ""
