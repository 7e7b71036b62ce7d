"""What leaves is searched as it is written: every text of every row, told apart by its column or section."""

from __future__ import annotations

import base64
from datetime import date

from alongside.oversight.exports.rules.leaving import WAYS_OUT, Gate, Watched, texts_of
from tests.factories.files import a_docx, a_pdf


def test_rows_pass_unchanged_and_their_texts_are_kept_by_column() -> None:
    rows = [("a", "Ring 085", 3, date(2026, 5, 1), None, ["one", "two"]), ("b", "555 4471", True, None, "x", [])]
    watched = Watched(["id", "What", "Number", "Day", "Note", "List"], rows)
    assert list(watched) == rows
    told = watched.texts()
    assert told["Note"] == "x"
    assert (told["Number"], told["Day"]) == ("", "")
    assert "one" in told["List"]
    assert "085\n|\n555" in told["What"]  # no number runs from one row into the next


def test_every_text_of_a_case_is_found_however_deep_it_lies() -> None:
    sections = {"notes": [{"text": "deep", "said_by": {"name": "Marta"}, "parts": ["one", {"two": "three"}], "n": 4}]}
    assert texts_of(sections)["notes"].split("\n|\n") == ["deep", "Marta", "one", "three"]
    assert texts_of({"empty": []}) == {"empty": ""}


def test_what_is_not_searched_says_why() -> None:
    assert {way for way, gate in WAYS_OUT.items() if gate is Gate.OPERATOR} == {
        "alongside export all", "alongside audit export", "alongside backup",
    }  # fmt: skip
    assert all(len(gate.value) > 20 for gate in Gate)


def test_what_files_say_in_letters_is_searched_and_their_bytes_are_not() -> None:
    document = b"<w:document><w:body><w:p><w:r><w:t>Ring 085 555 4471</w:t></w:r></w:p></w:body></w:document>"
    files = [b"She hides at 14 Quay Row", a_docx({"word/document.xml": document}), a_pdf(), b"\x00\x01"]
    rows = [{"title": "a", "content": base64.b64encode(one).decode(), "thumbnail": "AAAA"} for one in files]
    told = texts_of({"attachments": [*rows, {"title": "b", "content": None}]})["attachments"]
    assert "14 Quay Row" in told
    assert "Ring 085 555 4471" in told
    assert rows[0]["content"] not in told
    assert "AAAA" not in told
