"""The stage: a laid-out family with everything that its parts need to know while they are drawn."""

from __future__ import annotations

from dataclasses import dataclass, field

from alongside.ground.familymap.drawing import notation
from alongside.ground.familymap.drawing.notation import Profile
from alongside.ground.familymap.drawing.options import Options
from alongside.ground.familymap.drawing.symbols import RING, Look, side_of
from alongside.ground.familymap.layout import Box, Layout, Place
from alongside.ground.familymap.metrics import width_of
from alongside.ground.familymap.model import Family, Person, Union, When
from alongside.ground.familymap.strokes import Stroke, around, overlaps, touches

CROWDED = 28.0
"""From what cost on words lie on a line."""


@dataclass(slots=True)
class Stage:
    """``words`` and ``bonds`` grow as labels and bonds find their places: the next ones keep clear of them."""

    family: Family
    layout: Layout
    options: Options
    profile: Profile
    people: dict[str, Person]
    places: dict[str, Place]
    unions: dict[str, Union]
    symbols: dict[str, Box]
    cells: dict[str, Box]
    lines: list[Stroke]
    words: list[Box] = field(default_factory=list)
    bonds: list[Stroke] = field(default_factory=list)
    edges: list[Stroke] = field(default_factory=list)

    @property
    def day(self) -> When | None:
        """The day that the drawing stands for."""
        return self.options.as_at or self.family.as_at

    @property
    def round(self) -> set[str]:
        """Whose symbol has no corners where a bond could end."""
        return {one.id for one in self.people.values() if notation.shape_of(one, self.profile) in ("circle", "hexagon")}

    @property
    def look(self) -> Look:
        """How symbols look in this drawing."""
        options = self.options
        return Look(self.profile, self.day, options.inside, options.shows("health"), options.birth_sex)

    def lies_on_lines(self, box: Box) -> bool:
        """Whether a line or a bond runs through a box, so that words in it need a halo."""
        return any(touches(line, box) for line in (*self.lines, *self.bonds, *self.edges))

    def room_for(self, candidates: list[Box]) -> Box:
        """The candidate that touches least, taken: no symbols and words if possible, then no lines and bonds."""
        _cost, best = self.freest(candidates)
        self.words.append(best)
        return best

    def freest(self, candidates: list[Box]) -> tuple[float, Box]:
        """The candidate that touches least, and what it touches as a cost: below ``CROWDED`` no line is hidden."""
        best, least = candidates[0], float("inf")
        reach = around(candidates)
        boxes = [box for box in (*self.words, *self.symbols.values()) if overlaps(box, reach)]
        weights = ((30, self.lines), (30, self.bonds), (6, self.edges))
        lines = [(weight, line) for weight, group in weights for line in group if touches(line, reach)]
        for number, box in enumerate(candidates):
            cost = number * 0.5 + 100 * sum(overlaps(box, other) for other in boxes)
            cost += sum(weight for weight, line in lines if touches(line, box))
            if cost < least:
                best, least = box, cost
            if cost <= number * 0.5:
                break
        return least, best


def stage_of(family: Family, layout: Layout, options: Options) -> Stage:
    """The stage of a laid-out family. The layout must hold a place for each person and nobody else."""
    people = {one.id: one for one in family.people}
    places = {one.person: one for one in sorted(layout.places, key=lambda one: (one.row, one.rank))}
    symbols = {}
    for person, place in places.items():
        half = side_of(people[person]) / 2 + (RING if person in family.index else 0)
        symbols[person] = Box(place.x - half, place.y - half, place.x + half, place.y + half)
    return Stage(
        family=family,
        layout=layout,
        options=options,
        profile=notation.PROFILES[options.profile],
        people=people,
        places=places,
        unions={one.id: one for one in family.unions},
        symbols=symbols,
        cells={person: around([symbols[person], place.label]) for person, place in places.items()},
        lines=[list(line.points) for line in layout.lines],
        words=[
            *(place.label for place in places.values() if place.words),
            *(_letters(symbols[one.id], one) for one in people.values() if options.shows("health") and one.marks),
        ],
    )


def _letters(symbol: Box, person: Person) -> Box:
    """Where the letters of somebody's marks stand: to the right of the symbol, from its foot up."""
    count = sum(1 for mark in person.marks if notation.mark_parts(mark) is None)
    return Box(symbol.right, symbol.bottom - 12 * count - 2, symbol.right + min(count, 1) * 14, symbol.bottom)


def box_at(x: float, y: float, words: str, size: float, *, anchor: str = "middle") -> Box:
    """The box of a line of words about or beside a point, ``y`` in its middle."""
    width = width_of(words, size) + 4
    left = {"middle": x - width / 2, "start": x, "end": x - width}[anchor]
    return Box(left, y - size * 0.62, left + width, y + size * 0.62)
