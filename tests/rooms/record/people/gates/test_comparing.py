"""A pair is seen by those who see both, and stands for nothing that they might not see."""

from __future__ import annotations

from datetime import date

from alongside.record.people.queries.likely import likely_pairs, pairs_of
from tests.conftest import Become
from tests.factories.cases import a_circle
from tests.factories.people import a_person, a_phone
from tests.factories.twins import compared


def test_half_a_pair_is_no_pair(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    mine = a_person(circle, "Zofia Nowak", by, born=date(1984, 5, 3))
    other = become("elsewhere")
    a_person(a_circle(other), "Zofia Nowak", other, born=date(1984, 5, 3))
    compared(become, "worker")
    assert likely_pairs(by=become("worker")).pairs == ()
    assert pairs_of(mine.id, by=become("worker")) == ()
    assert likely_pairs(by=become("elsewhere")).pairs == ()


def test_the_same_phone_counts_only_within_one_team(become: Become) -> None:
    by = become("worker")
    circle = a_circle(by)
    for name in ("Ana Silva", "Ana da Silva Costa"):
        a_phone(a_person(circle, name, by), circle, by, "085 555 0123")
    compared(become)
    assert [pair.reasons_for[-1] for pair in likely_pairs(by=become("worker")).pairs] == ["Same phone"]
