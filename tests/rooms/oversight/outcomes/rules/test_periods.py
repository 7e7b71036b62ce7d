"""Years and quarters that are over, and none beside another that would tell what is hidden."""

from __future__ import annotations

from datetime import date

import pytest

from alongside.oversight.outcomes.rules.periods import Period, may_give, offered, period_of

TODAY = date(2026, 11, 23)


def period(key: str) -> Period:
    found = period_of(key)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("key", "begins", "ends", "words"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "2025"),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "Quarter 1 of 2026"),
        ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31), "Quarter 4 of 2025"),
    ],
)
def test_a_key_names_its_days(key: str, begins: date, ends: date, words: str) -> None:
    found = period(key)
    assert (found, found.key, found.words) == (Period(begins, ends), key, words)
    assert found.quarters[-1] == f"{ends:%Y}-Q{(ends.month - 1) // 3 + 1}"


@pytest.mark.parametrize("text", ["", "20", "2025-Q5", "2025-Q0", "2025-1", "0000", "9999-Q4", "2025 Q1; drop"])
def test_anything_else_names_none(text: str) -> None:
    assert period_of(text) is None


def test_only_what_is_over_is_offered_the_newest_first() -> None:
    keys = [one.key for one in offered(TODAY)]
    assert keys[:4] == ["2026-Q3", "2026-Q2", "2026-Q1", "2025"]
    assert "2026" not in keys
    assert "2026-Q4" not in keys


@pytest.mark.parametrize(
    ("key", "given", "code"),
    [
        ("2026-Q4", [], "totals.not_over"),
        ("2026", [], "totals.not_over"),
        ("2025", ["2025-Q2"], "totals.overlap"),
        ("2025-Q2", ["2025"], "totals.overlap"),
        ("2025-Q2", ["2025-Q1", "2025-Q3", "2024"], ""),
        ("2025", ["2025", "2024"], ""),
        ("2026-Q3", [], ""),
    ],
)
def test_periods_that_overlap_are_not_given_both(key: str, given: list[str], code: str) -> None:
    decision = may_give(period(key), [period(one) for one in given], TODAY)
    assert (bool(decision), decision.code or "") == (not code, code)
