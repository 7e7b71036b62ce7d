"""Days that are known in part: how they are written and ordered."""

from __future__ import annotations

from alongside.ground.familymap.model import When


def test_a_day_is_written_as_far_as_it_is_known() -> None:
    assert [str(When(1984)), str(When(1984, 3)), str(When(1984, 3, 9))] == ["1984", "1984-03", "1984-03-09"]


def test_what_is_known_decides_the_order_and_the_unknown_part_comes_first() -> None:
    days = [When(1984, 3, 9), When(1985), When(1984, 3), When(1984, 12), When(1984)]
    assert sorted(days) == [When(1984), When(1984, 3), When(1984, 3, 9), When(1984, 12), When(1985)]
