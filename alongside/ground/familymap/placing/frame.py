"""What ordering asks for again and again, by number, computed once for a scene: who wants to stand left of whom."""

from __future__ import annotations

from dataclasses import dataclass, field

from alongside.ground.familymap.placing.blocks import Option
from alongside.ground.familymap.placing.scene import Scene

BREAK, WISH, TWINS, HOUSEHOLD, TURNED = 2000, 600, 80, 60, 4

Pair = tuple[int, int, int]
"""A gap and two of its combs."""


@dataclass(slots=True)
class Shape:
    """People of a row who want to stand side by side: twins (``weight`` for each place between), or a household's."""

    people: tuple[int, ...]
    twins: bool


@dataclass(slots=True)
class Frame:
    """What ordering asks for, by number.

    ``before`` and ``homes`` go by row; ``firm``: blocks that have an order of birth, ``elder`` those that it puts left
    of a block. ``wants`` is what it costs that the first block stands right of the second, less what the contrary
    costs; ``inner`` are ordered pairs within a block.
    ``touching`` are the combs that touch a block, by gap; ``feet`` and ``heads`` the blocks below and above, by comb.
    ``meeting`` are the combs whose crossings may change when two blocks change places, found when first asked for;
    ``within`` those that change when a block turns. ``shapes_of`` are the numbers of a block's ``shapes``.
    """

    scene: Scene
    options: list[list[Option]]
    row_of: list[int]
    before: list[list[tuple[int, int, int]]]
    homes: list[list[set[int]]]
    firm: set[tuple[int, int]]
    elder: list[list[int]]
    members: list[tuple[int, ...]]
    wants: dict[tuple[int, int], int]
    inner: list[list[tuple[int, int, int]]]
    touching: list[dict[int, tuple[int, ...]]]
    feet: list[list[tuple[int, ...]]]
    heads: list[list[tuple[int, ...]]]
    within: list[list[Pair]]
    shapes: list[Shape]
    shapes_of: list[tuple[int, ...]]
    shapes_in: list[list[int]]
    meeting: dict[tuple[int, ...], list[Pair]] = field(default_factory=dict)

    def meet(self, moving: list[int], passed: int) -> list[Pair]:
        """The combs whose crossings may change when blocks pass another."""
        key = (*moving, passed)
        found = self.meeting.get(key)
        if found is None:
            found = self.meeting[key] = self._meet(moving, passed)
        return found

    def _meet(self, moving: list[int], passed: int) -> list[Pair]:
        """The same, looked for."""
        found: dict[Pair, None] = {}
        row = self.row_of[passed]
        for gap in (row, row + 1):
            touching, combs = self.touching[gap], self.scene.gaps[gap]
            for block in moving:
                for one in touching.get(block, ()):
                    for other in touching.get(passed, ()):
                        if combs[one].union != combs[other].union:
                            found[gap, min(one, other), max(one, other)] = None
        return list(found)


def frame_of(scene: Scene, options: list[list[Option]]) -> Frame:
    """Everything by number."""
    before, firm = _ordered(scene)
    homes, births = _together(scene)
    shapes = [Shape(twins, twins=True) for level in births for twins in level]
    shapes += [Shape(tuple(sorted(home)), twins=False) for level in homes for home in level]
    shapes_of: list[list[int]] = [[] for _ in scene.blocks]
    shapes_in: list[list[int]] = [[] for _ in range(scene.height)]
    for number, shape in enumerate(shapes):
        shapes_in[scene.row[shape.people[0]]].append(number)
        for block in dict.fromkeys(scene.block_of[one] for one in shape.people):
            shapes_of[block].append(number)
    wants, inner = _wants(scene, before)
    touching = _touching(scene)
    return Frame(
        scene,
        options,
        [scene.row[block[0]] for block in scene.blocks],
        before,
        homes,
        firm,
        [sorted(left for left, right in firm if right == block) for block in range(len(scene.blocks))],
        [option[0][1] for option in options],
        wants,
        inner,
        touching,
        [[_blocks(scene, comb.bottoms) for comb in combs] for combs in scene.gaps],
        [[_blocks(scene, tuple(one for top in comb.tops for one in top)) for comb in combs] for combs in scene.gaps],
        [_within(scene, touching, number) for number in range(len(scene.blocks))],
        shapes,
        [tuple(numbers) for numbers in shapes_of],
        shapes_in,
    )


def _ordered(scene: Scene) -> tuple[list[list[tuple[int, int, int]]], set[tuple[int, int]]]:
    """Pairs that have an order and what it costs to break it, by row; and the blocks that birth order binds."""
    kin, row = scene.kin, scene.row
    before: list[list[tuple[int, int, int]]] = [[] for _ in range(scene.height)]
    firm = set()
    for left, right in sorted({(left, right) for left, right, _ in kin.older}):
        if row[left] == row[right]:
            before[row[left]].append((left, right, BREAK))
            firm.add((scene.block_of[left], scene.block_of[right]))
    for left, right in kin.wished:
        if row[left] == row[right]:
            before[row[left]].append((left, right, WISH))
    for row_number, pairs in enumerate(_hints(scene)):
        before[row_number] += [(left, right, TURNED) for left, right in pairs]
    return before, firm


def _together(scene: Scene) -> tuple[list[list[set[int]]], list[list[tuple[int, ...]]]]:
    """Members of a household, and twins, who share a row, by row."""
    kin, row, levels = scene.kin, scene.row, range(scene.height)
    births = [[tuple(one for one in twins if row[one] == level) for twins in kin.twins] for level in levels]
    stays = [
        {kin.number[stay.person] for stay in home.stays if stay.person in kin.number} for home in kin.family.households
    ]
    homes = [[{one for one in inside if row[one] == level} for inside in stays] for level in levels]
    return (
        [[home for home in homes[level] if len(home) > 1] for level in levels],
        [[twins for twins in births[level] if len(twins) > 1] for level in levels],
    )


def _wants(
    scene: Scene, before: list[list[tuple[int, int, int]]]
) -> tuple[dict[tuple[int, int], int], list[list[tuple[int, int, int]]]]:
    """Ordered pairs by the blocks they stand in, and those within one block."""
    wants: dict[tuple[int, int], int] = {}
    inner: list[list[tuple[int, int, int]]] = [[] for _ in scene.blocks]
    for left, right, weight in (pair for pairs in before for pair in pairs):
        first, second = scene.block_of[left], scene.block_of[right]
        if first == second:
            inner[first].append((left, right, weight))
            continue
        wants[first, second] = wants.get((first, second), 0) + weight
        wants[second, first] = wants.get((second, first), 0) - weight
    return wants, inner


def _blocks(scene: Scene, elements: tuple[int, ...]) -> tuple[int, ...]:
    """The blocks of some elements, each once."""
    return tuple(dict.fromkeys(scene.block_of[one] for one in elements))


def _touching(scene: Scene) -> list[dict[int, tuple[int, ...]]]:
    """The combs of each gap that touch a block, by their place in the gap."""
    found = []
    for combs in scene.gaps:
        touching: dict[int, list[int]] = {}
        for number, comb in enumerate(combs):
            ends = [one for top in comb.tops for one in top]
            for block in _blocks(scene, (*ends, *comb.bottoms)):
                touching.setdefault(block, []).append(number)
        found.append({block: tuple(numbers) for block, numbers in touching.items()})
    return found


def _within(scene: Scene, touching: list[dict[int, tuple[int, ...]]], block: int) -> list[Pair]:
    """The pairs of combs that both touch a block."""
    row = scene.row[scene.blocks[block][0]]
    return [
        (gap, one, other)
        for gap in (row, row + 1)
        for other in touching[gap].get(block, ())
        for one in touching[gap].get(block, ())
        if one < other and scene.gaps[gap][one].union != scene.gaps[gap][other].union
    ]


def _hints(scene: Scene) -> list[list[tuple[int, int]]]:
    """Pairs from left to right in the drawing before, by row."""
    hints: list[list[tuple[int, int]]] = [[] for _ in range(scene.height)]
    for told in scene.kin.family.hint:
        known = [scene.kin.number[one] for one in told if one in scene.kin.number]
        for place, left in enumerate(known):
            for right in known[place + 1 :]:
                if scene.row[left] == scene.row[right]:
                    hints[scene.row[left]].append((left, right))
    return hints
