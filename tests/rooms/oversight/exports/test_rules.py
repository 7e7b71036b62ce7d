"""Cells that run nowhere and come back as they were; how much may leave; nothing of a case forgotten."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from openpyxl import load_workbook

from alongside.oversight.exports.enums import ExportFormat
from alongside.oversight.exports.rules import case_sections, limits
from alongside.oversight.exports.rules.case_paper import CHAPTERS, CHILDREN, TITLES, shown
from alongside.oversight.exports.rules.case_sections import ACCESS, LEFT_OUT, NAMES, SECTIONS, fields_of, strangers
from alongside.oversight.exports.rules.labels import LABELS
from alongside.oversight.exports.rules.sheets import Cell, Table, file_name, text_of, write
from alongside.oversight.imports.rules.inert import inert, runs, taken_back
from alongside.oversight.imports.rules.tables import look_at, rows_of

FORMULAS = [
    *("=1+1", "+1", "-1", "@SUM(A1)", "|calc", "%0A=1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x","y")'),
    *("\t=1", "\r=1", "  =1", "\x0b=1", "\u200b=1", "\ufeff=1", "＝1", "＋1", "－1", "＠x", "％1", "｜x"),
]
PLAIN = ["Marta", "O'Neill", "'quoted'", "", "a=b", "1-2", "Ñandú, “said”", 'a "b" c', "x;y,z", "two\nlines", "عمر"]
GUARDED = ["'=1+1", "''=1", "'-", "'@x"]


def written(rows: Sequence[Sequence[Cell]], form: ExportFormat) -> io.BytesIO:
    """A table of ``rows`` as a file."""
    target = io.BytesIO()
    write(Table("People", ["id", "full_name"], rows), target, form=form, about=[("Taken out by", "=Dele")])
    target.seek(0)
    return target


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_csv_begins_as_a_formula(text: str) -> None:
    content = written([["1", text]], ExportFormat.CSV).getvalue()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") >= 2
    cells = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1]
    assert cells[1] == f"'{text}"
    assert not runs(cells[1])


@pytest.mark.parametrize("text", [*FORMULAS, *PLAIN, *GUARDED])
def test_what_is_guarded_is_taken_back_exactly(text: str) -> None:
    assert taken_back(inert(text)) == text


def test_text_that_runs_nowhere_is_left_alone() -> None:
    assert [inert(text) for text in PLAIN] == PLAIN


def test_our_own_import_reads_a_csv_as_it_was() -> None:
    texts = [text for text in [*FORMULAS, *PLAIN, *GUARDED] if text and text == text.strip()]
    source = written([[str(number), text] for number, text in enumerate(texts)], ExportFormat.CSV)
    back = [row.cells[1] for row in rows_of(source, look_at(source))]
    assert [one for one in back if one not in texts] == []
    assert len(back) == len(texts)


def test_a_workbook_holds_texts_and_says_who_took_it() -> None:
    source = written([["1", text] for text in [*FORMULAS, *PLAIN, *GUARDED]], ExportFormat.XLSX)
    book = load_workbook(source)
    cells = [row[1] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    assert [cell.value for cell in cells[:8]] == FORMULAS[:8]
    assert {cell.number_format for cell in cells[:8]} == {"@"}
    about = {name.value: value.value for name, value in book.worksheets[1].iter_rows()}
    assert about == {"Taken out by": "=Dele", "Rows": len(cells)}
    assert {cell.data_type for row in book.worksheets[1].iter_rows() for cell in row} == {"s", "n"}


def test_every_row_of_a_csv_says_who_took_it_and_is_read_back_all_the_same() -> None:
    """R-35: whatever part of it is handed on, the name is in it."""
    target = io.BytesIO()
    taken = Table("People", ["id", "full_name"], [["1", "Marta"], ["2", "=Ana"]], taker="=Dele, 2026-11-22")
    write(taken, target, form=ExportFormat.CSV, about=[])
    target.seek(0)
    lines = list(csv.reader(io.StringIO(target.getvalue().decode("utf-8-sig"), newline="")))
    assert lines[0] == ["id", "full_name", "Taken out by"]
    assert [line[2] for line in lines[1:]] == ["'=Dele, 2026-11-22"] * 2
    assert [row.cells[:2] for row in rows_of(target, look_at(target))] == [("1", "Marta"), ("2", "=Ana")]


def test_cells_of_every_kind() -> None:
    moment = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
    wanted: dict[str, Cell] = {
        "2026-06-01": date(2026, 6, 1),
        "1": True,
        "": False,
        "1.5": 1.5,
        "2": 2,
        "a; b": ["a", "b"],
    }
    assert {text_of(cell) for cell in wanted.values()} == set(wanted)
    assert text_of(None) == ""
    assert text_of(time(9, 5)) == "09:05"
    assert datetime.fromisoformat(text_of(moment)) == moment
    assert text_of(moment)[-6] in "+-"


def test_letters_that_no_file_may_hold_are_left_out() -> None:
    for form in ExportFormat.CSV, ExportFormat.XLSX:
        assert written([["1", "a\x00\x01b" + "x" * 40_000]], form).getvalue()


def test_the_name_of_a_file_is_its_watermark() -> None:
    at = datetime(2026, 11, 22, 9, 5, tzinfo=UTC)
    name = file_name("people", form=ExportFormat.CSV, who="Sinéad Byrne", rows=3, at=at)
    assert name.startswith("people_3-rows_2026-11-22-")
    assert name.endswith("_sinead-byrne.csv")
    assert file_name("x", form=ExportFormat.XLSX, who="Оля", rows=0, at=at).endswith(".xlsx")


@pytest.mark.parametrize(
    ("rows", "why", "lately", "code"),
    [
        (50, "", 0, ""),
        (51, "", 0, "export.why"),
        (51, "   short   ", 0, "export.why"),
        (5_000, "For the funder's report", 29, ""),
        (5_001, "For the funder's report", 0, "export.many"),
        (1, "", 30, "export.pace"),
    ],
)
def test_how_much_may_leave(rows: int, why: str, lately: int, code: str) -> None:
    decision = limits.may_take(rows=rows, why=why, lately=lately, command="alongside export list people")
    assert decision.code == code
    if code == "export.many":
        assert "alongside export list people" in str(decision.reason)


def test_a_case_needs_a_reason_whatever_its_length() -> None:
    assert limits.may_take_case(why="", lately=0).code == "export.why"
    assert limits.may_take_case(why="For the court in May", lately=30).code == "export.pace"
    assert limits.may_take_case(why="For the court in May", lately=0)


def test_every_kind_of_row_of_a_case_or_a_person_is_in_a_section_or_left_out_with_a_reason() -> None:
    assert strangers() == []


def test_a_kind_of_row_in_no_section_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_sections, "SECTIONS", SECTIONS[:-1])
    assert strangers() == ["consents.DisclosedItem"]
    known = {name: reason for name, reason in LEFT_OUT.items() if name != "people.PersonKey"}
    monkeypatch.setattr(case_sections, "LEFT_OUT", known)
    assert strangers() == ["consents.DisclosedItem", "people.PersonKey"]


def test_every_section_is_on_paper_and_every_column_has_words() -> None:
    told = {name for _title, names in CHAPTERS for name in names}
    told |= {child for children in CHILDREN.values() for child, _parent in children}
    assert told == set(NAMES) == set(TITLES)
    columns = {one.name for section in SECTIONS for one in fields_of(section.model)}
    assert not columns - LABELS.keys()
    wrong: list[Any] = [
        (section.name, column)
        for section in SECTIONS
        for column in TITLES[section.name]
        if column not in {one.name for one in fields_of(section.model)}
    ]
    assert not wrong
    assert TITLES[ACCESS] == ("name",)


def test_days_and_times_are_read_as_people_say_them_and_texts_as_they_stand() -> None:
    assert shown("2026-05-01") == "1 May 2026"
    assert shown("2026-05-01T18:30:00+01:00") == "1 May 2026, 18:30"
    assert shown("18:00:00") == "18:00"
    assert [shown(text) for text in ("12", "0855550171", "2026")] == ["12", "0855550171", "2026"]
    assert [shown(value) for value in (True, False, None, 7)] == ["Yes", "No", "", "7"]
