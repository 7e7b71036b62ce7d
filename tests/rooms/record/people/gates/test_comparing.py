"""A pair is seen by those who see both, and stands for nothing that they might not see."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from alongside.record.people.queries.likely import likely_pairs, pairs_of
from tests.conftest import Become, answered
from tests.database.putting import many, put, seen
from tests.factories.cases import a_circle
from tests.factories.cast import entered_house
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


THEN = datetime(2026, 1, 5, tzinfo=UTC)
PAIRS: dict[tuple[int, int], tuple[tuple[int, datetime | None], tuple[int, str]]] = {
    (0, 1): ((50, None), (70, "open")),
    (0, 2): ((50, None), (50, "ended")),
    (0, 3): ((50, THEN), (50, "then")),
    (0, 4): ((60, None), (60, "open")),
    (0, 5): ((60, THEN), (60, "open")),
    (1, 3): ((50, None), (50, "open")),
    (4, 6): ((50, None), (50, "ended")),
}
"""Of two of seven people: points and end before, and after; the first and the last of them were compared."""


@pytest.mark.usefixtures("administer")
def test_only_pairs_of_whom_was_compared_begin_and_end(become: Become) -> None:
    with many():
        people = [put("people_person", version=5) for _ in range(7)]
        pairs: dict[tuple[int, int], int] = {}
        for (one, two), ((points, ended), _after) in PAIRS.items():
            row: dict[str, Any] = {"person_id": people[one], "other_id": people[two]}
            pairs[one, two] = put("people_likelypair", **row, points=points, ended_at=ended)
    found = ((0, 1, 70), (0, 1, 65), (0, 4, 60), (0, 5, 60), (1, 2, 40), (2, 6, 40))
    alike = [[people[one], people[two], points] for one, two, points in found]
    compared = [[people[0], 4], [people[6], 5]]
    become("worker")
    assert answered("note_pairs", Jsonb(alike), Jsonb(compared)) == "()"
    entered_house()
    assert answered("note_pairs", Jsonb(alike), Jsonb(compared)) == 4
    with many():
        for each, (_before, after) in PAIRS.items():
            ((points, ended),) = seen("select points, ended_at from people_likelypair where id = %s", pairs[each])
            state = "open" if ended is None else "then" if ended == THEN else "ended"
            assert (points, state) == after, each
        versions = seen("select compared_version from people_person where id = any (%s) order by id", people)
        assert [version for (version,) in versions] == [4, 0, 0, 0, 0, 0, 5]
