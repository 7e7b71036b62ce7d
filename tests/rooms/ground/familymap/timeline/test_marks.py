"""Timelines: nothing is lost, no words lie on others, what has no day has a lane of its own, order does not matter."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.ground.familymap.timeline.marks import (
    LEFT,
    RIGHT,
    ROWS,
    SIGNS,
    UNDATED,
    Drawing,
    Entry,
    Lane,
    arrange,
    shortened,
    span_of,
    width_of,
)

TODAY = date(2026, 11, 22)
LANES = tuple(Lane(key, key.title(), lambda count: f"{count} entries") for key in ("gains", "life", "places", "work"))
NO_DAY = Lane(UNDATED, "Day not known", str)
days = st.dates(date(1960, 1, 1), date(2027, 6, 1))
words = st.text(min_size=1, max_size=60).map(lambda text: " ".join(text.split()) or "–")


@st.composite
def entries(draw: st.DrawFn, most: int = 40) -> list[Entry]:
    """Any entries: points, times, known well, by their year or not at all."""
    found = []
    for number in range(draw(st.integers(0, most))):
        first = draw(st.none() | days)
        length = timedelta(days=draw(st.integers(0, 6000)))
        open_end = first is None or draw(st.booleans())
        found.append(
            Entry(
                key=f"e{number}",
                lane=draw(st.sampled_from([lane.key for lane in LANES])),
                label=draw(words),
                words="A sentence.",
                first=first,
                last=None if open_end or first is None else first + length,
                span=draw(st.booleans()),
                vague=draw(st.booleans()),
                sign=draw(st.sampled_from(SIGNS)),
            )
        )
    return found


def drawn(found: list[Entry], begin: date | None = None, end: date | None = None) -> Drawing:
    whole = span_of(found, today=TODAY)
    return arrange(LANES, found, begin=begin or whole[0], end=end or whole[1], today=TODAY, undated=NO_DAY)


def check(found: list[Entry], drawing: Drawing) -> None:
    """What every drawing keeps to."""
    shown = [entry.key for mark in drawing.marks for entry in mark.entries]
    assert sorted([*shown, *(entry.key for entry in drawing.outside)]) == sorted(entry.key for entry in found)
    for band in drawing.bands:
        assert all(band.top <= mark.box[1] and mark.box[3] <= band.bottom for mark in band.marks)
        for one, other in combinations([mark.box for mark in band.marks], 2):
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one, other)
        without = {entry.key for mark in band.marks for entry in mark.entries if entry.first is None}
        assert bool(without) == (band.key == UNDATED)
    for mark in drawing.marks:
        assert mark.box[0] >= LEFT - 8
        assert mark.box[2] <= drawing.width - RIGHT + 8
        if not mark.inside:
            assert mark.label_x >= mark.x1 or mark.label_x + mark.label_width <= mark.x0
    for above, below in pairwise(drawing.bands):
        assert above.bottom <= below.top


@settings(max_examples=40, deadline=None)
@given(entries())
def test_nothing_is_lost_and_nothing_lies_on_anything(found: list[Entry]) -> None:
    drawing = drawn(found)
    check(found, drawing)
    assert not drawing.outside or any(one.first and one.first > TODAY for one in drawing.outside)
    shuffled = found[:]
    random.Random(7).shuffle(shuffled)  # noqa: S311 - an order, no secret
    dated = [mark for band in drawing.bands if band.key != UNDATED for mark in band.marks]
    again = [mark for band in drawn(shuffled).bands if band.key != UNDATED for mark in band.marks]
    assert dated == again


@settings(max_examples=25, deadline=None)
@given(entries(), days, st.integers(1, 20_000))
def test_a_part_of_the_time_keeps_to_the_same(found: list[Entry], begin: date, length: int) -> None:
    drawing = drawn(found, begin, begin + timedelta(days=length))
    check(found, drawing)
    labels = [(tick.x, width_of(tick.label)) for tick in drawing.ticks]
    assert all(x + wide / 2 < after - w / 2 for (x, wide), (after, w) in pairwise(labels))


def test_five_hundred_contacts_make_no_mess() -> None:
    found = [
        Entry(f"c{number}", "work", "Visit", "A visit.", TODAY - timedelta(days=number * 3)) for number in range(500)
    ]
    found += [Entry("turn", "work", "Closed", "Closed.", TODAY - timedelta(days=300), sign="turn")]
    drawing = drawn(found)
    check(found, drawing)
    (band,) = drawing.bands
    assert len(band.marks) < 40
    assert len({mark.y for mark in band.marks}) <= ROWS
    assert any([one.key for one in mark.entries] == ["turn"] for mark in band.marks)
    assert {mark.label for mark in band.marks if len(mark.entries) > 1} <= {f"{n} entries" for n in range(2, 501)}


def test_gains_stand_on_top_and_times_that_go_on_are_open() -> None:
    day = date(2024, 5, 1)
    found = [
        Entry("a", "life", "Moved away to another town", "Moved.", day),
        Entry("b", "life", "Reads aloud to the whole class", "Reads.", day, sign="gain"),
        Entry("c", "places", "Foster home", "Placed.", day, span=True),
        Entry("d", "places", "At home", "Home.", date(2010, 1, 1), day, span=True),
    ]
    drawing = drawn(found)
    where = {mark.entries[0].key: mark for mark in drawing.marks}
    assert where["b"].y < where["a"].y
    assert (where["c"].open_end, where["d"].open_end) == (True, False)
    assert where["d"].inside
    assert drawing.today is not None
    cut = arrange(LANES, found, begin=date(2020, 1, 1), end=TODAY, today=TODAY, undated=NO_DAY)
    assert next(mark for mark in cut.marks if mark.entries[0].key == "d").open_begin


def test_days_out_of_order_are_refused_and_nothing_draws_nothing() -> None:
    with pytest.raises(ValueError, match="2026"):
        arrange(LANES, [], begin=TODAY, end=TODAY, today=TODAY, undated=NO_DAY)
    assert drawn([]).bands == ()


def test_long_words_are_shortened_and_marks_stay_with_their_letter() -> None:
    assert shortened("short", 100) == "short"
    cut = shortened("e\u0301" * 40, 100)
    assert cut.endswith("e\u0301…")
    assert width_of(cut) <= 100
    assert width_of("漢字", 10) == 20
