"""A life in time: lanes over an axis of days, laid out so that no words lie on others and nothing is left out.

Pure arithmetic: what comes in are entries with their days as exactly as they are known, what goes out are boxes in px.
What crowds together becomes one mark that says how many it stands for; what has no day stands in a lane of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from alongside.ground.familymap.metrics import width_of as measured

LEFT, RIGHT, TOP, FOOT = 138.0, 14.0, 34.0, 12.0
"""Room for the names of the lanes, at the end, for the axis, and below, in px."""
ROW, PAD, SIZE, MARK, GAP = 24.0, 7.0, 13.0, 7.0, 6.0
"""Height of a row, space above and below a lane's rows, letter size, half a mark, space between mark and words."""
LABEL = 190.0
"""Longer words are shortened in the picture; the whole sentence is its accessible name and stands in the table."""
ROWS = 4
"""So many rows of points a lane has at most; then points that lie together become one mark with a number."""
STEPS = (14.0, 28.0, 56.0, 112.0, 224.0, 448.0, 896.0, 1e9)
"""How far apart, in px, points may lie that become one mark: the least that makes the lane fit."""
UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Lane:
    """One strip of the picture. ``many`` says how several of its points are called ("%d contacts")."""

    key: str
    label: str
    many: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something with a day, a time between two days, or no known day (``first`` None).

    ``first`` and ``last`` are the first and the last day that it can have been or, of a ``span``, its beginning and end
    (None while it goes on). ``vague``: the day is not exactly known. ``sign`` is a word of ``SIGNS``. ``words`` is the
    whole sentence, ``url`` where it is kept.
    """

    key: str
    lane: str
    label: str
    words: str
    first: date | None
    last: date | None = None
    span: bool = False
    vague: bool = False
    sign: str = "dot"
    url: str = ""


SIGNS = ("gain", "turn", "up", "down", "dot")
"""What a mark is: a gain, a change of direction, better or worse than before, or something that happened."""
SEEN_ALONE = ("gain", "turn")
"""Signs that are put together with their like only."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark with its words: ``x0`` to ``x1`` on row ``y`` (its middle), words from ``label_x`` on.

    ``entries`` are all that it stands for; ``open_end``: it goes on; ``inside``: the words stand in the bar.
    """

    entries: tuple[Entry, ...]
    x0: float
    x1: float
    y: float
    label: str
    label_x: float
    label_width: float
    inside: bool = False
    open_end: bool = False
    open_begin: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the mark with its words."""
        left, right = min(self.x0, self.label_x), max(self.x1, self.label_x + self.label_width)
        return left, self.y - ROW / 2, right, self.y + ROW / 2


@dataclass(frozen=True, slots=True)
class Band:
    """A lane as it is drawn."""

    key: str
    label: str
    top: float
    bottom: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the axis."""

    x: float
    label: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole picture, in px."""

    width: float
    height: float
    begin: date
    end: date
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    today: float | None
    outside: tuple[Entry, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Every mark, lane by lane."""
        return tuple(mark for band in self.bands for mark in band.marks)

    def mark_of(self, key: str) -> Mark | None:
        """The mark in which an entry stands, alone or with others; None for one that is not in the picture."""
        return next((mark for mark in self.marks if any(one.key == key for one in mark.entries)), None)


def width_of(words: str, size: float = SIZE) -> float:
    """How wide words stand, in px."""
    return measured(words, size)


def arrange(
    lanes: Sequence[Lane],
    entries: Iterable[Entry],
    *,
    begin: date,
    end: date,
    today: date,
    undated: Lane,
    width: float = 1120.0,
) -> Drawing:
    """Lay out ``entries`` between two days; lanes without an entry are left out, as is what lies outside the days.

    What has no day stands in ``undated``, the last lane, in the order given. Raises ValueError when ``end`` is not
    after ``begin``.
    """
    if end <= begin:
        raise ValueError(end)
    held = list(entries)
    axis = _Axis(begin, end, width)
    shown = [one for one in held if one.first is not None and _touches(one, begin, end)]
    outside = tuple(one for one in held if one.first is not None and not _touches(one, begin, end))
    bands, top = [], TOP
    for lane in lanes:
        mine = [one for one in shown if one.lane == lane.key]
        if mine:
            marks, rows = _lane(lane, mine, axis)
            bands.append(_band(lane, marks, rows, top))
            top = bands[-1].bottom
    if without := [one for one in held if one.first is None]:
        marks, rows = _flow(without, axis)
        bands.append(_band(undated, marks, rows, top))
        top = bands[-1].bottom
    now = axis.x(today) if begin <= today <= end else None
    return Drawing(width, top + FOOT, begin, end, tuple(bands), axis.ticks(), now, outside)


@dataclass(frozen=True, slots=True)
class _Axis:
    begin: date
    end: date
    width: float

    def x(self, day: date) -> float:
        days = (min(max(day, self.begin), self.end) - self.begin).days
        return round(LEFT + days / (self.end - self.begin).days * (self.right - LEFT), 1)

    @property
    def right(self) -> float:
        return self.width - RIGHT

    def ticks(self) -> tuple[Tick, ...]:
        """Years, or months when there are few; so many that their words keep apart."""
        months = (self.end.year - self.begin.year) * 12 + self.end.month - self.begin.month + 1
        step = next(size for size in (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200) if months / size <= 14)
        first = self.begin.year * 12 + self.begin.month - 1
        found: list[Tick] = []
        for number in range(-(-first // step) * step, first + months, step):
            day = date(number // 12, number % 12 + 1, 1)
            if self.begin <= day <= self.end:
                label = str(day.year) if day.month == 1 else f"{day.month}/{day.year}"
                found.append(Tick(self.x(day), label, day.month == 1))
        return tuple(found)


def _touches(one: Entry, begin: date, end: date) -> bool:
    last = one.last if one.last is not None or one.span else one.first
    return one.first is not None and one.first <= end and (last is None or last >= begin)


def _lane(lane: Lane, mine: Sequence[Entry], axis: _Axis) -> tuple[list[Mark], int]:
    """Spans in as many rows as they need, then points below them, put together until they fit."""
    spans = [_bar(one, axis) for one in mine if one.span]
    points = sorted((one for one in mine if not one.span), key=lambda one: (_middle(one, axis), one.key))
    placed, rows = _pack(spans)
    if not points:
        return placed, rows
    for step in (0.0, *STEPS):
        marks = [_point(lane, group, axis) for group in _together(points, step, axis)]
        put, more = _pack(marks, most=ROWS)
        if more <= ROWS:
            break
    return placed + [replace(mark, y=mark.y + rows * ROW) for mark in put], rows + more


def _together(points: Sequence[Entry], step: float, axis: _Axis) -> list[list[Entry]]:
    """Points in their order, those nearer than ``step`` to the first of their group in one.

    Gains and changes of direction stay among themselves, so that they are seen however much happened around them.
    """
    groups: list[list[Entry]] = []
    open_: dict[str, list[Entry]] = {}
    for one in points:
        mine = open_.get(_class(one))
        if mine and step and _middle(one, axis) - _middle(mine[0], axis) < step:
            mine.append(one)
        else:
            open_[_class(one)] = mine = [one]
            groups.append(mine)
    return groups


def _class(one: Entry) -> str:
    return one.sign if one.sign in SEEN_ALONE else "dot"


def _pack(marks: Iterable[Mark], most: int = 10**6) -> tuple[list[Mark], int]:
    """Every mark in the first row where its box is free; gains are put first, so that they stand on top.

    Given up as soon as more than ``most`` rows would be needed.
    """
    ends: list[list[tuple[float, float]]] = []
    placed = []
    for mark in sorted(marks, key=lambda mark: (_rank(mark), mark.x0, mark.entries[0].key)):
        left, _top, right, _bottom = mark.box
        row = next((place for place, taken in enumerate(ends) if _free(taken, left, right)), len(ends))
        if row == len(ends):
            ends.append([])
        if len(ends) > most:
            break
        ends[row].append((left, right))
        placed.append(replace(mark, y=row * ROW + ROW / 2))
    return placed, len(ends)


def _free(taken: Iterable[tuple[float, float]], left: float, right: float) -> bool:
    return all(right + GAP <= begin or end + GAP <= left for begin, end in taken)


def _rank(mark: Mark) -> int:
    return min(SIGNS.index(one.sign) for one in mark.entries) if not mark.entries[0].span else 0


def _middle(one: Entry, axis: _Axis) -> float:
    assert one.first is not None  # noqa: S101 - only what has a day comes here
    last = one.last or one.first
    return axis.x(one.first + (last - one.first) / 2)


def _bar(one: Entry, axis: _Axis) -> Mark:
    assert one.first is not None  # noqa: S101 - only what has a day comes here
    x0, x1 = axis.x(one.first), axis.right if one.last is None else axis.x(one.last)
    x0 = min(x0, axis.right - 2 * MARK)
    x1 = max(x1, x0 + 2 * MARK)
    label = shortened(one.label, max(LABEL, x1 - x0 - 2 * GAP))
    wide = width_of(label)
    inside = wide + 2 * GAP <= x1 - x0
    label_x = x0 + GAP if inside else _beside(x0, x1, wide, axis)
    mark = Mark((one,), x0, x1, 0.0, label, label_x, wide, inside)
    return replace(mark, open_end=one.last is None, open_begin=one.first < axis.begin)


def _point(lane: Lane, group: Sequence[Entry], axis: _Axis) -> Mark:
    """One point, or several as one mark with their number; a day not exactly known is drawn as long as it may be."""
    one = group[0]
    if len(group) > 1:
        x0, x1 = _middle(one, axis) - MARK, _middle(group[-1], axis) + MARK
        label = shortened(lane.many(len(group)), LABEL)
    else:
        label = shortened(one.label, LABEL)
        x0 = axis.x(one.first or axis.begin) - MARK
        x1 = axis.x(one.last or one.first or axis.begin) + MARK
    wide = width_of(label)
    inside = wide + 2 * GAP <= x1 - x0
    return Mark(tuple(group), x0, x1, 0.0, label, x0 + GAP if inside else _beside(x0, x1, wide, axis), wide, inside)


def _beside(x0: float, x1: float, wide: float, axis: _Axis) -> float:
    """Where words stand beside a mark: after it, else before it, else as far to the end as they fit."""
    if x1 + GAP + wide <= axis.right:
        return x1 + GAP
    return x0 - GAP - wide if x0 - GAP - wide >= LEFT else axis.right - wide


def _flow(without: Sequence[Entry], axis: _Axis) -> tuple[list[Mark], int]:
    """What has no day, one after the other like words in lines; its place says nothing of when it was."""
    marks, x, row = [], LEFT + MARK, 0
    for one in sorted(without, key=lambda entry: SIGNS.index(entry.sign)):
        label = shortened(one.label, LABEL)
        wide = width_of(label)
        if x + 2 * MARK + GAP + wide > axis.right and x > LEFT + MARK:
            x, row = LEFT + MARK, row + 1
        marks.append(Mark((one,), x, x + 2 * MARK, row * ROW + ROW / 2, label, x + 2 * MARK + GAP, wide))
        x += 2 * MARK + GAP + wide + 3 * GAP
    return marks, row + 1


def _band(lane: Lane, marks: Sequence[Mark], rows: int, top: float) -> Band:
    low = top + 2 * PAD + max(rows, 1 + (width_of(lane.label) > LEFT - GAP)) * ROW
    return Band(lane.key, lane.label, top, low, tuple(replace(mark, y=mark.y + top + PAD) for mark in marks))


def shortened(words: str, room: float, size: float = SIZE) -> str:
    """Words as far as the room goes, with "…" where some are missing; never cut before a mark of its letter."""
    text = " ".join(words.split())
    if width_of(text, size) <= room:
        return text
    kept, used = [], width_of("…", size)
    for letter in text:
        used += width_of(letter, size)
        if used > room:
            break
        kept.append(letter)
    return "".join(kept).rstrip() + "…"


def span_of(entries: Iterable[Entry], *, today: date) -> tuple[date, date]:
    """The first and the last day of a picture of all entries, with a little room around them."""
    firsts = [one.first for one in entries if one.first]
    held = list(firsts)
    begin, end = min([*held, today - timedelta(days=30)]), today
    room = max(14, (end - begin).days // 40)
    return begin - timedelta(days=room), end + timedelta(days=2 * room)
