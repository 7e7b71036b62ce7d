"""Where everything of an ecomap stands: the household in the middle, systems on one ring or two around it.

No circle touches another and no tie comes near a third one: the rings grow until both are true. All lengths in px.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from alongside.ground.familymap.ecomap.model import Ecomap, System, SystemKind
from alongside.ground.familymap.layout import Point
from alongside.ground.familymap.metrics import break_words, width_of

NAME, DETAIL, LINE = 11.5, 11.0, 13.5
"""Sizes of the two kinds of words in a circle, and from the foot of one line to the next."""
LEAST, MOST = 40.0, 64.0
"""Radii of a system's circle."""
CENTRE = 52.0
"""The least radius of the circle in the middle."""
EDGE = 6.0
"""Room between words and their circle."""
GAP = 16.0
"""The least room between two circles."""
CLEAR = 20.0
"""The least room between a tie, its arrow with it, and a circle that it does not belong to."""
TIE = 62.0
"""The least length of a tie."""
WIDER = 1.18
"""How much wider than high a ring is."""
ON_ONE_RING = 9
"""Up to so many systems always stand on one ring; more stand as it takes less room."""
ROOMY = 1.5
"""How much the middle grows, in px, with each system beyond those, so that ties do not meet at its edge."""
GROW = 1.05
BOLD = 1.06
"""How much wider bold letters run."""
WHEEL: tuple[SystemKind, ...] = (
    "faith", "friends", "kin", "other", "money", "housing", "law", "work", "service", "health", "school",
)  # fmt: skip
"""The order of kinds round the clock: people on one side, institutions on the other, what is alike side by side."""


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle with its words: name lines and detail lines as they are broken."""

    x: float
    y: float
    radius: float
    name: tuple[str, ...]
    detail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """Where the middle and every system stands. The middle is at 0, 0."""

    centre: Disc
    systems: dict[str, Disc]
    order: tuple[str, ...]

    def reach(self) -> tuple[float, float, float]:
        """How far it all reaches to either side of the middle, and where its top and its bottom are."""
        discs = [self.centre, *self.systems.values()]
        across = max(abs(one.x) + one.radius for one in discs)
        return across, min(one.y - one.radius for one in discs), max(one.y + one.radius for one in discs)


def find_places(ecomap: Ecomap, *others: Ecomap, hint: Sequence[str] = ()) -> Places:
    """Places for ``ecomap``, and the same places for the same systems in ``others``, to lay side by side.

    ``hint`` is the order of an earlier drawing: who was there keeps the place as far as it goes.
    """
    told: dict[str, Disc] = {}
    systems: dict[str, System] = {}
    for one in (ecomap, *others):
        for system in one.systems:
            disc = fitted(system.label, system.detail, LEAST, MOST)
            systems.setdefault(system.id, system)
            if system.id not in told or disc.radius > told[system.id].radius:
                told[system.id] = disc
    least = CENTRE + ROOMY * max(0, len(systems) - ON_ONE_RING)
    middle = max((fitted(one.label, one.sub, least, least + 26) for one in (ecomap, *others)), key=lambda d: d.radius)
    order = _order(list(systems.values()), told, list(hint))
    return Places(middle, _around(middle, [(name, told[name]) for name in order]), tuple(order))


def fitted(name: str, detail: str, least: float, most: float) -> Disc:
    """The smallest circle that holds the words; in the largest one, what is too long ends with dots."""
    radius = least
    while radius <= most:
        for share in (1.72, 1.5, 1.25):
            room = share * (radius - EDGE)
            disc = Disc(0, 0, radius, break_words(name, room / BOLD, NAME), break_words(detail, room, DETAIL))
            if _fits(disc):
                return disc
        radius += 2
    return _shortened(name, detail, most)


def _fits(disc: Disc) -> bool:
    for words, size, middle in lines_of(disc):
        half = width_of(words, size) * (BOLD if size == NAME else 1) / 2
        if math.hypot(half, abs(middle) + LINE * 0.4) > disc.radius - EDGE / 2:
            return False
    return True


def lines_of(disc: Disc) -> list[tuple[str, float, float]]:
    """Each line of words with its size and the height of its middle above (negative) or below the circle's middle."""
    lines = [(one, NAME) for one in disc.name] + [(one, DETAIL) for one in disc.detail]
    top = -LINE * (len(lines) - 1) / 2
    return [(words, size, top + LINE * row) for row, (words, size) in enumerate(lines)]


def _shortened(name: str, detail: str, radius: float) -> Disc:
    """The largest circle, with as many lines as it holds."""
    for kept in range(7, 0, -1):
        room = 1.3 * (radius - EDGE)
        names, details = break_words(name, room / BOLD, NAME), break_words(detail, room, DETAIL)
        first = _cut(names, kept)
        disc = Disc(0, 0, radius, first, _cut(details, kept - len(first)))
        if _fits(disc):
            return disc
    return Disc(0, 0, radius, _cut(break_words(name, radius, NAME), 1))


def _cut(lines: tuple[str, ...], count: int) -> tuple[str, ...]:
    if len(lines) <= count:
        return lines
    kept = list(lines[: max(0, count)])
    if kept:
        kept[-1] += "…"
    return tuple(kept)


def _order(systems: list[System], told: dict[str, Disc], hint: list[str]) -> list[str]:
    """The systems round the ring from the top: kinds by the wheel, improved by turning parts round (2-opt)."""
    kinds = {one.id: WHEEL.index(one.kind) for one in systems}
    before = {name: place for place, name in enumerate(hint)}
    names = sorted(kinds, key=lambda name: (before.get(name, len(before)), kinds[name], name))
    if before:
        names = _put_in(names, kinds, before)
    best = _cost(names, kinds, told, before)
    improved = not before
    while improved:
        improved = False
        for start in range(len(names) - 1):
            for end in range(start + 1, len(names)):
                tried = [*names[:start], *reversed(names[start : end + 1]), *names[end + 1 :]]
                cost = _cost(tried, kinds, told, before)
                if cost < best - 1e-9:
                    names, best, improved = tried, cost, True
    return names


def _put_in(names: list[str], kinds: dict[str, int], before: dict[str, int]) -> list[str]:
    """Those who were there as they stood, each new one beside its kind."""
    kept = [name for name in names if name in before]
    for name in names:
        if name not in before:
            after = [place for place, one in enumerate(kept) if kinds[one] <= kinds[name]]
            kept.insert((after[-1] + 1) if after else len(kept), name)
    return kept


def _cost(names: list[str], kinds: dict[str, int], told: dict[str, Disc], before: dict[str, int]) -> float:
    """Leaps between kinds round the wheel, large circles next to each other, and large ones on an inner ring."""
    if before or len(names) < 3:
        return 0.0
    total = 0.0
    for one, other in [*pairwise(names), (names[-1], names[0])]:
        leap = abs(kinds[one] - kinds[other])
        total += min(leap, len(WHEEL) - leap)
        total += max(0.0, told[one].radius + told[other].radius - 2.5 * LEAST) / LEAST
    if len(names) > ON_ONE_RING:
        total += sum(2 * (told[name].radius - LEAST) / LEAST for name in names[1::2])
    first = kinds[names[0]]
    return total + 0.01 * min(first, len(WHEEL) - first)


def _around(middle: Disc, discs: list[tuple[str, Disc]]) -> dict[str, Disc]:
    """Each system on its ring, the rings as small as may be: one ring, or two where that takes less room."""
    if not discs:
        return {}
    if len(discs) <= ON_ONE_RING:
        return _grown(middle, [discs], len(discs))
    one, two = _grown(middle, [discs], len(discs)), _grown(middle, [discs[1::2], discs[0::2]], len(discs))
    return one if _room(one) <= _room(two) else two


def _room(placed: dict[str, Disc]) -> float:
    return max(abs(one.x) + one.radius for one in placed.values()) * max(
        abs(one.y) + one.radius for one in placed.values()
    )


def _grown(middle: Disc, rings: list[list[tuple[str, Disc]]], count: int) -> dict[str, Disc]:
    """The smallest rings on which nothing is crowded and no tie comes near a third system."""
    largest = max(disc.radius for _name, disc in rings[0])
    inner = middle.radius + TIE + largest
    beyond = largest + max((disc.radius for _name, disc in rings[-1]), default=0.0) + GAP * 0.5
    outer = inner + beyond
    for _step in range(200):
        placed = _on_rings(rings, (inner, outer), count)
        crowded, near = _faults(middle, placed)
        if not crowded and not near:
            break
        inner *= GROW
        outer = max(outer, inner + 0.8 * beyond)
    return placed


def _on_rings(rings: list[list[tuple[str, Disc]]], heights: tuple[float, float], count: int) -> dict[str, Disc]:
    """Systems spread evenly; on two rings each of the outer one stands in the gap between two of the inner one."""
    placed: dict[str, Disc] = {}
    for number, ring in enumerate(rings):
        first = 0 if number or len(rings) == 1 else 1
        for place, (name, disc) in enumerate(ring):
            x, y = _on_ellipse(heights[number], (place * len(rings) + first) / count)
            placed[name] = Disc(x, y, disc.radius, disc.name, disc.detail)
    return placed


def _on_ellipse(height: float, share: float) -> Point:
    """The point at a share of the way round, from the top, clockwise; even in what the eye sees as angle."""
    angle = 2 * math.pi * share
    return WIDER * height * math.sin(angle), -height * math.cos(angle)


def _faults(middle: Disc, placed: dict[str, Disc]) -> tuple[bool, bool]:
    """Whether circles stand too close to each other, and whether a tie comes too near to a circle of another system."""
    discs = list(placed.values())
    crowded = any(
        math.hypot(one.x - other.x, one.y - other.y) < one.radius + other.radius + GAP
        for place, one in enumerate(discs)
        for other in discs[:place]
    )
    near = any(
        other is not one and distance((0.0, 0.0), (one.x, one.y), (other.x, other.y)) < other.radius + CLEAR
        for one in discs
        for other in discs
    )
    return crowded or any(math.hypot(one.x, one.y) < middle.radius + TIE + one.radius for one in discs), near


def distance(first: Point, second: Point, point: Point) -> float:
    """How far a point is from the straight piece between two others."""
    dx, dy = second[0] - first[0], second[1] - first[1]
    size = dx * dx + dy * dy or 1.0
    share = max(0.0, min(1.0, ((point[0] - first[0]) * dx + (point[1] - first[1]) * dy) / size))
    return math.hypot(point[0] - first[0] - share * dx, point[1] - first[1] - share * dy)
