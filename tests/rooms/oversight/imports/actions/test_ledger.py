"""The ledger of an import: one line for each row, and what is remembered for the next run."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from alongside.ground.foundation.reader import Reader
from alongside.oversight.imports.actions.ledger import Ledger, Taken, write_ledger
from alongside.oversight.imports.models import ImportedRow
from alongside.oversight.imports.rules.files import TableRow
from tests.conftest import Become
from tests.rooms.oversight.imports.exports import TABLES, Bring

SYSTEM = "hmis"


def row(number: int, **values: str) -> TableRow:
    return TableRow("Client", number, values)


@pytest.fixture
def by(become: Become) -> Reader:
    return become("worker")


def taken(ledger: Ledger, by: Reader, *rows: tuple[TableRow, int | None]) -> None:
    ledger.take([Taken(one, one["id"], "person", row_id, "", "note") for one, row_id in rows], by=by)


def test_a_row_is_told_once_whatever_else_is_said_of_it(by: Reader) -> None:
    ledger = Ledger(SYSTEM)
    ledger.refused(row(1), "It is no date.", "a")
    ledger.refused(row(1), "And something else.", "a")
    ledger.unchanged(row(2), "b")
    assert [(line.row, line.outcome.value, line.reason) for line in ledger.lines] == [
        (1, "refused", "It is no date."),
        (2, "unchanged", ""),
    ]
    assert ledger.counts == {"read": 2, "refused": 1, "unchanged": 1}


def test_what_was_taken_is_recalled_by_the_next_run(by: Reader) -> None:
    first, changed = row(1, id="a", name="Amal"), row(1, id="a", name="Amal W.")
    taken(Ledger(SYSTEM), by, (first, 17))
    ledger = Ledger(SYSTEM)
    ledger.recall(by)
    assert ledger.row_id("Client", "a") == 17
    assert ledger.is_unchanged(first, "a")
    assert not ledger.is_unchanged(changed, "a")
    assert not ledger.is_unchanged(first, "b")
    taken(ledger, by, (changed, 17), (row(2, id="b"), None))
    assert [line.outcome.value for line in ledger.lines] == ["updated", "created"]
    assert ImportedRow.objects.filter(system=SYSTEM).count() == 2
    assert ImportedRow.objects.get(key="a").digest == changed.digest


def test_another_system_or_another_worker_remembers_nothing(by: Reader, become: Become) -> None:
    taken(Ledger(SYSTEM), by, (row(1, id="a"), 17))
    other = Ledger("hsds")
    other.recall(by)
    assert other.known == {}
    mine = Ledger(SYSTEM)
    mine.recall(become("colleague"))
    assert mine.known == {}


def test_what_is_promised_has_its_number_before_it_is_noted() -> None:
    ledger = Ledger(SYSTEM)
    assert ledger.row_id("Client", "a") is None
    ledger.promise(row(1, id="a"), "a", 17)
    assert ledger.row_id("Client", "a") == 17
    assert not ledger.is_unchanged(row(1, id="a"), "a")


def test_lines_that_were_taken_back_can_be_told_again() -> None:
    ledger = Ledger(SYSTEM)
    ledger.unchanged(row(1), "a")
    ledger.unchanged(row(2), "b")
    ledger.forget_since(1)
    ledger.refused(row(2), "No.", "b")
    assert [(line.row, line.outcome.value) for line in ledger.lines] == [(1, "unchanged"), (2, "refused")]


def test_it_is_written_with_one_line_for_each_row_in_their_order(tmp_path: Path) -> None:
    ledger = Ledger(SYSTEM)
    for number in (10, 2):
        ledger.refused(row(number), "Not, “so”", str(number))
    path = tmp_path / "somewhere" / "ledger.csv"
    write_ledger(ledger, path)
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert rows == [
        {"file": "Client", "row": "2", "outcome": "refused", "reason": "Not, “so”", "id": "2"},
        {"file": "Client", "row": "10", "outcome": "refused", "reason": "Not, “so”", "id": "10"},
    ]


def test_a_whole_export_has_one_line_for_each_of_its_rows(bring: Bring, tmp_path: Path) -> None:
    write_ledger(bring(TABLES), tmp_path / "ledger.csv")
    with (tmp_path / "ledger.csv").open(encoding="utf-8", newline="") as handle:
        assert len(list(csv.DictReader(handle))) == sum(len(rows) for rows in TABLES.values())
