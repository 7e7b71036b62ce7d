"""What a file says in letters: texts and office documents, and nothing of what cannot be read."""

from __future__ import annotations

import pytest

from alongside.ground.files.words import words_in
from tests.factories.files import a_docx, a_pdf, a_picture, a_zip, an_odt


def test_texts_and_office_documents_tell_their_words() -> None:
    assert words_in("Ring 085 – ä".encode("utf-16")) == "Ring 085 – ä"
    split = b"<w:p><w:r><w:t>085 </w:t></w:r><w:r><w:t>555</w:t></w:r></w:p><w:p><w:t>A &amp; B</w:t></w:p>"
    assert "085 555\nA & B" in words_in(a_docx({"word/document.xml": split}))
    assert "header" in words_in(a_docx({"word/header1.xml": b"<w:p><w:t>header</w:t></w:p>"}))
    assert "row" in words_in(an_odt(b"<office:text><text:p>row</text:p></office:text>"))


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01", a_picture(), a_pdf(), a_zip({"a.txt": b"words"}), b"PK\x03\x04broken"]
)
def test_what_cannot_be_read_says_nothing_and_breaks_nothing(content: bytes) -> None:
    assert words_in(content) == ""
