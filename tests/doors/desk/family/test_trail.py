"""The trail of taps in an address: the newest last, a few of them, nothing for what cannot be read."""

from __future__ import annotations

from uuid import uuid4

from alongside.doors.desk.family.trail import MOST, Trail, trail_of
from alongside.oversight.journeys.marks import Mark


def test_a_trail_reads_as_it_was_written_and_goes_back_tap_by_tap() -> None:
    first, second = (Mark("p", uuid4()), Mark("r", uuid4())), (Mark("R", uuid4(), 2),)
    trail = Trail().then(first).then(second).then(())
    assert trail_of(str(trail)) == trail
    assert trail.names() == (frozenset(one.id for one in first), frozenset(one.id for one in second))
    assert trail.back() == Trail((first,))
    assert trail.back().back() == Trail() == trail_of("")


def test_the_oldest_taps_are_forgotten_and_nonsense_is_nothing() -> None:
    steps = [(Mark("b", uuid4()),) for _number in range(MOST + 3)]
    trail = Trail()
    for step in steps:
        trail = trail.then(step)
    assert trail.steps == tuple(steps[3:])
    many = tuple(Mark("m", uuid4()) for _number in range(20))
    assert trail.then(many).then(many).then(many).steps == (many, many)
    for wrong in ("x", "r1_p2", f"r{uuid4().hex}.two", "<script>"):
        assert trail_of(wrong) == Trail()
