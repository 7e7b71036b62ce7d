"""Paper: tagged, deterministic, every script kept as text."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from pypdf import PdfReader

from alongside.ground.paper.laying import Laid
from alongside.ground.paper.typesetting import Chapter, Entry, Picture, Quote, Record, Section, Summary, typeset

MADE_AT = datetime(2026, 11, 22, 9, 52, tzinfo=UTC)


def a_summary(**changes: object) -> Summary:
    values: dict[str, object] = {
        "title": "Closing summary",
        "subtitle": "Marta López and family, HF-2317",
        "agency": "Harbour Family Service",
        "facts": [("Opened", "3 September 2026")],
        "sections": [
            Section("In their own words", voices=[Quote("We eat together now. <Even> #Dani & $all.", "Marta")]),
            Section("Goals", columns=["Goal", "End"], rows=[["Rent paid by us", "as hoped"]]),
        ],
        "rights": "You can come back at any time.",
        "foot": "Made for Dele Akande",
        "of": "of",
        "signs": ["Marta López, date"],
        "made_at": MADE_AT,
    }
    return Summary(**{**values, **changes})  # type: ignore[arg-type]


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_every_word_is_on_the_paper_as_text() -> None:
    text = text_of(typeset(a_summary()))
    for words in ("Closing summary", "Marta López", "Even", "Rent paid by us", "come back at any time", "1 of 1"):
        assert words in text


def test_typed_words_are_never_markup() -> None:
    assert "<Even> #Dani & $all." in text_of(typeset(a_summary()))


def test_the_paper_is_tagged_and_has_a_title() -> None:
    paper = PdfReader(io.BytesIO(typeset(a_summary())))
    root: Any = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert paper.metadata is not None
    assert paper.metadata.title == "Closing summary"


def test_the_same_summary_gives_the_same_bytes() -> None:
    assert typeset(a_summary()) == typeset(a_summary())


def test_many_rows_go_on_the_next_page() -> None:
    rows = [[f"Goal {number}", "as hoped"] for number in range(120)]
    paper = PdfReader(io.BytesIO(typeset(a_summary(sections=[Section("Goals", columns=["Goal", "End"], rows=rows)]))))
    assert len(paper.pages) > 2
    assert "Goal 119" in paper.pages[-1].extract_text() + paper.pages[-2].extract_text()


def test_a_drawing_stands_in_a_record_or_on_a_sheet_of_its_own_with_its_table() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} 200" width="{0}" height="200">'
        '<text x="20" y="30" font-family="Source Sans Pro" font-size="20" fill="#1f2d2b">Drawn {0}</text></svg>'
    )
    lines = [(f"{number} May 2026", "Words that say what happened on that day", "Marta") for number in range(1, 9)]
    entries = [
        Entry(
            title, picture=Picture(svg.format(width), f"Said {width}", laid, ("When", "What", "Who"), lines, (1, 3, 1))
        )
        for title, width, laid in (
            ("Small", 500, Laid()),
            ("Wide", 1000, Laid()),
            ("Long", 3000, Laid(columns=3, scale=0.68, of="sheet %1 of %2")),
        )
    ]
    record = Record("Case record", "", "Agency", (), [Chapter("Drawings", entries=entries)], "Contents", "foot", "of")
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(typeset(record))).pages]
    text = "\n".join(pages)
    for told in ("Drawn 500", "Drawn 1000", "Drawn 3000", "sheet 3 of 3", "8 May 2026"):
        assert told in text
    small = next(page for page in pages if "Drawn 500" in page)
    assert "8 May 2026" in small
    wide = next(page for page in pages if "Drawn 1000" in page)
    assert "Wide" in wide
    assert "May 2026" not in wide
