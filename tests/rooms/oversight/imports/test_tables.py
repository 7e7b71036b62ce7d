"""Spreadsheets of every kind are read row by row; hostile ones are refused, or their rows are, in plain words."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from alongside.ground.foundation.errors import Refused
from alongside.oversight.imports.rules.tables import EMPTY_ROWS, RawRow, Reading, look_at, rows_of

HEADER = "id,given_name,family_name\n"


def read(content: bytes | str, **how: Any) -> tuple[Reading, list[RawRow]]:
    source = BytesIO(content.encode() if isinstance(content, str) else content)
    reading = look_at(source, **how)
    return reading, list(rows_of(source, reading))


def faults(content: bytes | str) -> dict[int, str]:
    return {row.number: row.fault for row in read(content)[1]}


def workbook(*rows: list[Any]) -> Any:
    book: Any = Workbook()
    book.active.title = "People"
    for row in rows:
        book.active.append(row)
    return book


def saved(book: Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A workbook with a part of its XML replaced."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            text = before.read(name)
            assert name != part or old in text
            after.writestr(name, text.replace(old, new) if name == part else text)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
NAMES = "id,given_name,family_name\n1,Zoë,Müller\n2,José,García\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (NAMES.encode(), "utf-8"),
        (NAMES.encode("utf-8-sig"), "utf-8-sig"),
        (NAMES.encode("utf-16"), "utf-16"),
        (NAMES.encode("utf-16-le"), "utf-16-le"),
        (NAMES.encode("utf-16-be"), "utf-16-be"),
        (NAMES.encode("cp1252"), "cp1252"),
    ],
)
def test_encodings_with_and_without_a_mark(content: bytes, encoding: str) -> None:
    reading, rows = read(content)
    assert reading.encoding == encoding
    assert [row.cells for row in rows] == [("1", "Zoë", "Müller"), ("2", "José", "García")]
    assert reading.certain == (encoding not in ("cp1252", "utf-16-le", "utf-16-be"))


def test_other_alphabets_are_guessed_and_can_be_said() -> None:
    polish = "id,given_name,family_name\n1,Łukasz,Wałęsa\n2,Żaneta,Śliwińska\n".encode("cp1250")
    russian = "id,имя,фамилия\n1,Иван,Петров\n2,Мария,Иванова\n".encode("cp1251")
    assert read(russian)[0].encoding == "cp1251"
    assert read(polish)[0].certain is False
    assert read(polish, encoding="cp1250")[1][0].cells == ("1", "Łukasz", "Wałęsa")
    with pytest.raises(Refused, match="is no encoding that is read here"):
        read(polish, encoding="klingon")


def test_what_does_not_read_as_western_is_guessed_from_the_rest() -> None:
    capitals = read("id,name\n1,JosÉ GarcÍa\n2,MarÍa LÓpez\n3,RenÉ MÜller\n".encode("cp1252"))[0]
    assert (capitals.encoding == "cp1252", capitals.certain) == (False, False)
    assert read(b"id,name\n1," + b"\x98" * 9)[0].encoding == "cp1256"
    assert read(b"id,name\n1," + b"a\x81" * 30)[0].encoding == "cp1252"


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_separators_are_found_and_quoted_lines_stay_together(sign: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=sign).writerows([["id", "note", "x"], ["1", f'two\nlines, "quoted"{sign}', "y"]])
    reading, rows = read(text.getvalue())
    assert reading.separator == sign
    assert rows[0].cells == ("1", f'two\nlines, "quoted"{sign}'.strip(), "y")


def test_a_title_above_the_header_is_passed_and_the_header_can_be_said() -> None:
    text = "Client list 2024,,\n\nid,given_name,family_name\n1,Ana,Silva\n"
    reading, rows = read(text)
    assert reading.sheets[0].header == ("id", "given_name", "family_name")
    assert [(row.number, row.cells) for row in rows] == [(1, ("1", "Ana", "Silva"))]
    assert read("a,b\nid,name\n1,Ana\n", header_line=2)[0].sheets[0].header == ("id", "name")


def test_a_column_named_twice_is_told_before_anything_is_read() -> None:
    problem = read("Name,id,name\na,1,b\n")[0].sheets[0].problem
    assert problem == "“name” stands twice in the header, in columns 1 and 3. Rename one of them."


def test_rows_with_too_many_or_too_few_cells() -> None:
    found = faults(HEADER + "1,Ana,Silva,extra\n2,Bo\n3,Cy,Dee,,\n")
    assert found[1] == "This row has 4 cells, the header names 3 columns."
    assert found[2] == "This row has 2 cells, the header names 3 columns."
    assert found[3] == ""
    assert "never closed" in faults(HEADER + '1,"Ana,Silva\n2,Bo,Lee\n')[1]
    endless = faults(HEADER + '1,Ana,Silva\n2,"Bo' + "x" * (17 << 20))
    assert endless[1] == ""
    assert endless[2].startswith("From here on the file cannot be read.")


def test_nul_bytes_control_signs_and_endless_cells_are_the_faults_of_their_rows() -> None:
    found = faults(HEADER.encode() + b"1,A\x00na,Silva\n2,B\x07o,Lee\n3," + b"x" * 1_048_576 + b",Dee\n4,Cy,Roe\n")
    assert "no text has" in found[1]
    assert "no text has" in found[2]
    assert found[3] == "A cell holds 1048576 letters; at most 20000 are taken."
    assert found[4] == ""


def test_mixed_encodings_are_the_fault_of_their_rows() -> None:
    content = HEADER.encode() + "1,Zoë,Łuk\n2,José,Müller\n".encode() + b"3,Jos\xe9,Roe\n"
    reading, rows = read(content)
    assert (reading.encoding, reading.mixed) == ("utf-8", True)
    assert [bool(row.fault) for row in rows] == [False, False, True]
    assert "another encoding" in rows[2].fault


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "nothing in this file"),
        (b"\n\n \n", "nothing in this file"),
        (b"\xd0\xcf\x11\xe0old", "old Excel file"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\x00\x01\x02\x00" * 400, "no table"),
        (b"PK\x03\x04 nothing", "damaged"),
    ],
)
def test_what_is_no_table_is_one_plain_sentence(content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read(content)


def zipped(**parts: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return stream.getvalue()


def test_a_packed_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped(xl__workbook_xml=b"<x/>", xl__worksheets__sheet1_xml=b"0" * 60_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(Refused, match="Unpacked, this workbook would be 60 MB"):
        read(bomb)
    with pytest.raises(Refused, match="packed folder"):
        read(zipped(list_xml=b"<x/>"))
    with pytest.raises(Refused, match="OpenDocument"):
        read(zipped(content_xml=b"<x/>"))
    with pytest.raises(Refused, match=r"binary Excel file \(.xlsb\)"):
        read(zipped(**{"xl__workbook.bin": b"x"}))


def test_a_workbook_that_declares_entities_is_refused() -> None:
    content = saved(workbook(["id", "given_name"], [1, "Ana"]))
    evil = changed(content, SHEET, b"<worksheet", b'<!DOCTYPE lolz [<!ENTITY lol "lol">]><worksheet')
    with pytest.raises(Refused, match="damaged"):
        read(evil)


def test_a_workbook_gives_values_as_people_typed_them() -> None:
    book = workbook(
        ["id", "phone", "birth_date", "at", "yes", "half"],
        ["0012", "087 555", date(1990, 7, 24), datetime(2024, 1, 2, 14, 30), True, 1.5],  # noqa: DTZ001
        [7, 12, None, None, False, 2.0],
    )
    book.active["A3"].number_format = "00000"
    _reading, rows = read(saved(book))
    assert rows[0].cells == ("0012", "087 555", "1990-07-24", "2024-01-02 14:30", "yes", "1.5")
    assert rows[1].cells == ("00007", "12", "", "", "no", "2")
    assert not any(row.fault for row in rows)


def test_days_hours_and_lengths_of_time_are_read_as_they_look() -> None:
    book = workbook(["id", "day", "hour", "long"], [1, "D", time(9, 5), timedelta(hours=30)])
    content = saved(book)
    content = changed(
        content, SHEET, sheet(content).split(b'<c r="B2"')[1].split(b"</c>")[0], b' t="d"><v>1990-07-24</v>'
    )
    _reading, rows = read(content)
    assert rows[0].cells == ("1", "1990-07-24", "09:05", "1 day, 6:00:00")


def test_a_picture_in_a_workbook_is_no_markup_to_look_at() -> None:
    stream = BytesIO(saved(workbook(["id", "given_name"], ["1", "Ana"])))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/media/image1.png", b"<!DOCTYPE")
    assert read(stream.getvalue())[1][0].cells == ("1", "Ana")


def test_formulas_errors_and_numbers_that_are_too_long_are_the_faults_of_their_rows() -> None:
    book = workbook(["id", "given_name"], ["1", "=A1"], ["2", "#REF!"], [1234567890123456789, "Ana"], ["4", "Bo"])
    book.active["B3"].data_type = "e"
    _reading, rows = read(saved(book))
    assert rows[0].fault.startswith("The formula in B2 was never calculated")
    assert rows[1].fault.startswith("In B3 stands an error")
    assert rows[2].fault.startswith("The number in A4 is too long")
    assert rows[3].fault == ""


def test_a_formula_that_was_calculated_is_its_value() -> None:
    content = saved(workbook(["id", "given_name"], ["1", "=A1"]))
    content = changed(content, SHEET, b"<v></v>", b"<v>Ana</v>") if b"<v></v>" in sheet(content) else changed(
        content, SHEET, b"<v />", b"<v>Ana</v>")  # fmt: skip
    content = changed(content, SHEET, b'<c r="B2">', b'<c r="B2" t="str">')
    assert [(row.cells, row.fault) for row in read(content)[1]] == [(("1", "Ana"), "")]


def sheet(content: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(SHEET)


def test_merged_cells_are_the_fault_of_their_rows() -> None:
    book = workbook(["id", "given_name"], ["1", "Ana"], ["2", "Bo"], ["3", "Cy"])
    book.active.merge_cells("B2:B3")
    _reading, rows = read(saved(book))
    assert [bool(row.fault) for row in rows] == [True, True, False]
    assert rows[0].fault.startswith("Cells B2:B3 are merged")


def test_ten_million_empty_rows_end_a_sheet() -> None:
    content = saved(workbook(["id", "given_name"], ["1", "Ana"]))
    end = b'<row r="10000000"><c r="A10000000" t="inlineStr"><is><t>late</t></is></c></row></sheetData>'
    assert [row.cells for row in read(changed(content, SHEET, b"</sheetData>", end))[1]] == [("1", "Ana")]
    empty = HEADER + "1,Ana,Silva\n" + ",,\n" * (EMPTY_ROWS + 5) + "2,Bo,Lee\n"
    assert len(read(empty)[1]) == 1


def test_every_visible_sheet_is_told_of_and_hidden_ones_are_not() -> None:
    book = workbook(["id", "given_name"], ["1", "Ana"])
    book.create_sheet("Contacts").append(["person_id", "at"])
    book.create_sheet("Secret").sheet_state = "hidden"
    assert [head.title for head in read(saved(book))[0].sheets] == ["People", "Contacts"]


def test_a_damaged_workbook_is_one_plain_sentence() -> None:
    with pytest.raises(Refused, match="damaged"):
        read(zipped(xl__workbook_xml=b"<workbook/>"))
    content = saved(workbook(["id"], ["1"]))
    for broken in (content[: len(content) // 2], changed(content, SHEET, b"<sheetData>", b"<sheetData><row><")):
        with pytest.raises(Refused, match="damaged"):
            read(broken)


def test_the_reading_is_kept_and_read_again() -> None:
    reading, _rows = read(NAMES)
    assert Reading.from_json(reading.as_json()) == reading
    assert reading.sheets[0].signature == read("family_name,id,given_name\n")[0].sheets[0].signature
