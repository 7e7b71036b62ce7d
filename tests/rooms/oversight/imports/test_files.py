"""Reading outside tables: what is there is read as it stands, what is not a table is refused in plain words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from alongside.ground.foundation.errors import Refused
from alongside.oversight.imports.rules.files import TableRow, by_column, day_of, read_table, required_day


def written(folder: Path, content: bytes) -> Path:
    path = folder / "Table.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("content", ["\ufeffName,Age\nZoë, 7 \n".encode(), "Name,Age\r\nZoë,7\r\n".encode("cp1252")])
def test_encodings_and_blanks(tmp_path: Path, content: bytes) -> None:
    rows = read_table(written(tmp_path, content))
    assert [(row.number, row["Name"], row["Age"], row["Absent"]) for row in rows] == [(1, "Zoë", "7", "")]


def test_empty_lines_are_no_rows(tmp_path: Path) -> None:
    rows = read_table(written(tmp_path, b"Name\nAna\n\n\nBo\n"))
    assert [row["Name"] for row in rows] == ["Ana", "Bo"]


def test_a_column_named_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="names a column twice"):
        read_table(written(tmp_path, b"Name,Name\na,b\n"))


@pytest.mark.parametrize(
    ("text", "day"),
    [("2022-01-31", date(2022, 1, 31)), ("2022-01-31 10:00:00", date(2022, 1, 31)), ("02-07-2023", date(2023, 2, 7)),
     ("", None)],
)  # fmt: skip
def test_days(text: str, day: date | None) -> None:
    assert day_of(text) == day


def test_no_day_and_a_day_to_come_are_refused() -> None:
    row = TableRow("T", 1, {"On": "2030-01-01", "Never": "x"})
    with pytest.raises(Refused, match="in the future"):
        required_day(row, "On", today=date(2026, 1, 1))
    with pytest.raises(Refused, match="is not a date"):
        required_day(row, "Never", today=date(2026, 1, 1))
    with pytest.raises(Refused, match="is empty"):
        required_day(row, "Absent", today=date(2026, 1, 1))


def test_a_digest_follows_the_values_and_rows_are_grouped() -> None:
    one, two = TableRow("T", 1, {"A": "1"}), TableRow("T", 2, {"A": "1"})
    assert one.digest == two.digest
    assert one.digest != TableRow("T", 1, {"A": "2"}).digest
    assert by_column([one, two], "A") == {"1": [one, two]}


def test_an_encoding_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="in an encoding that we do not know"):
        read_table(written(tmp_path, b"Name\nZo\x81\n"))
