"""A birth as it is kept, said and typed: never more exactly than it is known."""

from __future__ import annotations

from datetime import date

import pytest

from alongside.record.people.rules.dates import Birth, birth_of, birth_words, stored_birth, typed_birth


@pytest.mark.parametrize(
    ("birth", "kept", "precision", "words", "typed"),
    [
        (Birth(), None, "unknown", "", ""),
        (Birth(1992, 3, 5), date(1992, 3, 5), "exact", "5 March 1992", "1992-03-05"),
        (Birth(1992, 3), date(1992, 3, 1), "month", "March 1992", "1992-03"),
        (Birth(1992), date(1992, 1, 1), "year", "1992", "1992"),
        (Birth(1992, estimated=True), date(1992, 1, 1), "estimated", "about 1992", "about 1992"),
    ],
)
def test_a_birth_is_kept_said_and_typed(
    birth: Birth, kept: date | None, precision: str, words: str, typed: str
) -> None:
    assert stored_birth(birth) == (kept, precision)
    assert birth_of(kept, precision) == birth
    assert birth_words(birth) == words
    assert typed_birth(kept, precision) == typed


def test_a_day_that_no_month_has_is_not_kept() -> None:
    with pytest.raises(ValueError, match="day"):
        stored_birth(Birth(1990, 2, 31))
