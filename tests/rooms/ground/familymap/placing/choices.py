"""Whether a drawing of a family could stand otherwise without losing anything: what properties G10 and G11 ask.

G10 counts a couple only if its two can change places and nothing else gets worse; G11 excuses a pair of partners whose
right order would add a crossing. Both are tried with true geometry, by other ways than the layout takes itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from alongside.ground.familymap.layout import Layout
from alongside.ground.familymap.metrics import break_label
from alongside.ground.familymap.model import Family
from alongside.ground.familymap.placing import check
from alongside.ground.familymap.placing.blocks import options_of
from alongside.ground.familymap.placing.frame import frame_of
from alongside.ground.familymap.placing.kin import read_kin, surely_before
from alongside.ground.familymap.placing.laying import Draft, lay_out
from alongside.ground.familymap.placing.order import Sifter
from alongside.ground.familymap.placing.rows import find_rows
from alongside.ground.familymap.placing.scene import set_scene
from alongside.ground.familymap.placing.starts import hinted, walked

TOLERANCE = 1.02
"""So much wider is not wider."""

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What may not get worse when two people change places: the less the better.

    ``between`` counts who stands between partners, ``torn`` how often a home or twins are torn apart.
    """

    crossings: int
    births: int
    apart: int
    out_of_time: int
    given_up: int
    between: int
    torn: int

    def no_worse_than(self, other: Standing) -> bool:
        """Whether nothing of it is more."""
        return all(getattr(self, name) <= getattr(other, name) for name in self.__dataclass_fields__)


def standing(family: Family, layout: Layout) -> Standing:
    """What a layout has."""
    kept, told = check.partners_in_time(family, layout)
    return Standing(
        check.crossings(layout),
        len(check.birth_order(family, layout)),
        len(check.partners_adjacent(family, layout)),
        told - kept,
        len(layout.relaxed),
        *_apart(family, layout),
    )


def _apart(family: Family, layout: Layout) -> tuple[int, int]:
    """How many stand between partners, and how often those of one home, or twins, are torn apart in a row."""
    place = {one.person: (one.row, one.rank) for one in layout.places}
    between = 0
    for one, other in {union.partners for union in family.unions if len(union.partners) > 1}:
        if place[one][0] == place[other][0]:
            between += abs(place[one][1] - place[other][1]) - 1
    groups = [{stay.person for stay in home.stays if stay.person in place} for home in family.households]
    groups += [set(birth.people) for birth in family.twins]
    torn = 0
    for group in groups:
        stood = sorted(place[one] for one in group)
        torn += sum(left[0] == right[0] and right[1] - left[1] > 1 for left, right in pairwise(stood))
    return between, torn


class Redrawn:
    """A family that is drawn again in orders told."""

    def __init__(self, family: Family, layout: Layout) -> None:
        self.family, self.layout, self.now = family, layout, standing(family, layout)
        scene_kin = read_kin(family)
        self.scene = set_scene(scene_kin, find_rows(scene_kin))
        self.labels = [break_label(person) for person in scene_kin.people]
        self.width = -1.0

    def draw(self, rows: Rows) -> Layout | None:
        """The family in this very order, or nothing where its blocks cannot stand so."""
        kin = read_kin(replace(self.family, hint=rows))
        scene = set_scene(kin, find_rows(kin))
        frame = frame_of(scene, [options_of(scene, block) for block in scene.blocks])
        sifter = Sifter(frame, hinted(frame, walked(frame)))
        drawn = Draft(sifter, self.labels).layout()
        return drawn if drawn.order() == rows else None

    def loses_nothing(self, rows: Rows) -> bool:
        """Whether another order is no worse in anything."""
        drawn = self.draw(rows)
        if drawn is None or not standing(self.family, drawn).no_worse_than(self.now):
            return False
        if self.width < 0:
            before = self.draw(self.layout.order())
            self.width = before.width if before else 0.0
        return drawn.width <= self.width * TOLERANCE

    def exchanged(self, one: str, other: str) -> Iterator[Rows]:
        """The rows with two people in each other's places, and with all between them turned round."""
        rows = self.layout.order()
        number = next(place for place, row in enumerate(rows) if one in row)
        row = list(rows[number])
        low, high = sorted((row.index(one), row.index(other)))
        row[low], row[high] = row[high], row[low]
        yield (*rows[:number], tuple(row), *rows[number + 1 :])
        members = self.block_of(one)
        row = list(rows[number])
        low, high = min(map(row.index, members)), max(map(row.index, members))
        row[low : high + 1] = row[low : high + 1][::-1]
        yield (*rows[:number], tuple(row), *rows[number + 1 :])

    def block_of(self, one: str) -> list[str]:
        """Whoever is tied to somebody by partners in one row."""
        people = self.scene.kin.people
        block = self.scene.blocks[self.scene.block_of[self.scene.kin.number[one]]]
        return [people[member].id for member in block if member < len(people)]


def free_couples(family: Family, layout: Layout) -> tuple[int, int]:
    """G10: of the couples of a man and a woman who could change places and lose nothing, how many have him right."""
    gender = {one.id: one.gender for one in family.people}
    place = {one.person: one for one in layout.places}
    redrawn = Redrawn(family, layout)
    right = free = 0
    couples = {tuple(sorted(union.partners, key=lambda one: gender[one] != "m")) for union in family.unions}
    for couple in sorted(couples):
        if sorted(gender[one] for one in couple) != ["f", "m"] or place[couple[0]].row != place[couple[1]].row:
            continue
        if any(redrawn.loses_nothing(rows) for rows in redrawn.exchanged(*couple)):
            free += 1
            right += place[couple[0]].x > place[couple[1]].x
    return right, free


def out_of_time(family: Family, layout: Layout) -> list[tuple[str, str]]:
    """Pairs of partners of one person, the earlier first, who stand the other way round."""
    x = {one.person: one.x for one in layout.places}
    found = []
    for person in sorted(x):
        unions = [union for union in family.unions if person in union.partners and len(union.partners) == 2]
        for one in unions:
            for other in unions:
                left, right = (next(end for end in union.partners if end != person) for union in (one, other))
                if left != right and surely_before(one.since, other.since) and x[left] > x[right]:
                    found.append((left, right))
    return found


def needless(family: Family, layout: Layout) -> int:
    """G11: how many pairs out of the order of time could stand in it without one crossing more, when all else may move.

    Each is asked for as a wish of the family; a pair whose wish costs a crossing, birth order or a couple is excused.
    """
    now, found = standing(family, layout), 0
    row = {one.person: one.row for one in layout.places}
    for left, right in out_of_time(family, layout):
        if row[left] != row[right]:
            continue
        wished = lay_out(replace(family, before=(*family.before, (left, right)), hint=layout.order()))
        other = standing(family, wished)
        done = f"wish:{left},{right}" not in wished.relaxed
        if done and other.crossings <= now.crossings and other.births <= now.births and other.apart <= now.apart:
            found += 1
    return found
