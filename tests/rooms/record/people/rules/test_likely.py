"""Points in words: what the matcher finds is never a bare number on a page."""

from __future__ import annotations

import pytest

from alongside.record.people.rules.dates import Birth
from alongside.record.people.rules.likely import LIKELY_FROM, Likely, likely
from alongside.record.people.rules.matching import Candidate, Sought, likeness
from alongside.record.people.rules.names import Name

MARTA = Name("Marta", "López")


@pytest.mark.parametrize(
    ("other", "born", "word"),
    [
        (MARTA, Birth(1992, 3, 1), Likely.SURELY),
        (Name("Martha", "Lopes"), Birth(1992, 3, 1), Likely.SURELY),
        (Name("Martha", "Lopes"), Birth(1992), Likely.PERHAPS),
        (Name("López", "Marta"), Birth(1992, 1, 3), Likely.PROBABLY),
        (MARTA, Birth(), Likely.PERHAPS),
    ],
)
def test_words_fit_what_a_person_would_say(other: Name, born: Birth, word: Likely) -> None:
    found = likeness(Sought((MARTA,), Birth(1992, 3, 1)), Candidate(None, (other,), born))
    assert found.points >= LIKELY_FROM
    assert likely(found.points) == word


@pytest.mark.parametrize(("other", "born"), [(MARTA, Birth(1961, 7, 9)), (Name("Marta", "Silva"), Birth(1992))])
def test_who_differs_enough_is_no_pair(other: Name, born: Birth) -> None:
    assert likeness(Sought((MARTA,), Birth(1992, 3, 1)), Candidate(None, (other,), born)).points < LIKELY_FROM
