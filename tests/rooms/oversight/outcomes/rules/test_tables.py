"""What was counted as tables: every quarter a line, small counts gone before anything is kept."""

from __future__ import annotations

import json

from alongside.oversight.outcomes.rules.periods import period_of
from alongside.oversight.outcomes.rules.tables import cells_of, hidden_words, kept_tables, tables_of

FOUND = [("began", "2025-Q1", "child", 14), ("began", "2025-Q1", "adult", 3), ("contacts", "2025-Q3", "visit", 40)]


def test_small_counts_are_in_nothing_that_is_kept() -> None:
    period = period_of("2025")
    assert period is not None
    kept = kept_tables(FOUND, period, below=11)
    began, ended, contacts = tables_of(json.loads(json.dumps(kept)))
    assert [name for name, _values in began.lines] == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "Together"]
    assert began.header[:3] == ("Under 18", "18 to 24", "25 to 64")
    assert began.lines[0][1] == (None, 0, None, 0, 0, 17)
    assert {value for _name, values in ended.lines for value in values} == {0}
    assert contacts.lines[2][1][0] == 40
    assert ("Cases that began", "2025-Q1", "25 to 64", "hidden") in set(cells_of([began]))
    assert "from 1 to 10 " in hidden_words(11)


def test_a_quarter_has_one_line() -> None:
    period = period_of("2025-Q1")
    assert period is not None
    began = tables_of(kept_tables(FOUND, period, below=2))[0]
    assert began.lines == (("2025-Q1", (14, 0, 3, 0, 0, 17)),)
