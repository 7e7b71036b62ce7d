"""Where ordering begins: the order of the drawing before, a walk outward from the index person."""

from __future__ import annotations

from alongside.ground.familymap.placing.frame import Frame
from alongside.ground.familymap.placing.kin import born
from alongside.ground.familymap.placing.order import Order


def walked(frame: Frame) -> Order:
    """Rows as a walk through the family comes by: up to parents first, then along the bar, then down to children."""
    walk = Walk(frame)
    kin = frame.scene.kin
    index = [kin.number[one] for one in kin.family.index if one in kin.number]
    for one in [*index, *range(len(frame.scene.row))]:
        walk.visit(frame.scene.block_of[one])
    return Order(walk.rows, [0] * len(frame.options))


class Walk:
    """A walk that puts each block at the end of its row when it leaves it for the children."""

    def __init__(self, frame: Frame) -> None:
        self.frame, scene = frame, frame.scene
        self.rows: list[list[int]] = [[] for _ in range(scene.height)]
        self.seen: set[int] = set()
        self.up: list[list[tuple[int, ...]]] = [[] for _ in scene.row]
        self.down: list[list[tuple[int, ...]]] = [[] for _ in scene.row]
        for comb in (comb for gap in scene.gaps for comb in gap):
            tops = tuple(one for top in comb.tops for one in top)
            for one in comb.bottoms:
                self.up[one].append(tops)
            for one in dict.fromkeys(tops):
                self.down[one].append(comb.bottoms)

    def visit(self, block: int) -> None:
        """Go to a block: whoever stands above it is put first, whoever hangs below it after."""
        todo: list[tuple[int, bool]] = [(block, False)]
        while todo:
            one, leaving = todo.pop()
            members = self.frame.options[one][0][1]
            if leaving:
                self.rows[self.frame.row_of[one]].append(one)
                lower = [child for member in members for bottoms in self.down[member] for child in self.sorted(bottoms)]
                todo += [(self.frame.scene.block_of[child], False) for child in reversed(lower)]
            elif one not in self.seen:
                self.seen.add(one)
                todo.append((one, True))
                upper = [top for member in members for tops in self.up[member] for top in tops]
                todo += [(self.frame.scene.block_of[top], False) for top in reversed(upper)]

    def sorted(self, bottoms: tuple[int, ...]) -> list[int]:
        """Children in birth order, bends last."""
        people = self.frame.scene.kin.people
        many = len(people)
        return sorted(
            bottoms, key=lambda one: (one >= many, str((born(people[one]) if one < many else None) or "9999"), one)
        )


def hinted(frame: Frame, base: Order) -> Order:
    """The order of the drawing before; whoever is new stands where another order has them among their neighbours."""
    scene, known = frame.scene, {}
    for told in scene.kin.family.hint:
        for place, one in enumerate(told):
            if one in scene.kin.number:
                known[scene.kin.number[one]] = place / max(len(told), 1)
    order = base.copy()
    for row in order.rows:
        keys: dict[int, float] = {}
        last = 0.0
        for block in row:
            places = [known[one] for one in scene.blocks[block] if one in known]
            keys[block] = last = sum(places) / len(places) if places else last
        row.sort(key=lambda block: keys[block])
        for block in row:
            order.pick[block] = min(
                range(len(frame.options[block])),
                key=lambda option: (_turned(frame.options[block][option][1], known), option),
            )
    return order


def _turned(order: tuple[int, ...], known: dict[int, float]) -> int:
    """How many pairs of an order stand the other way round than known."""
    places = [known[one] for one in order if one in known]
    return sum(left > right for place, left in enumerate(places) for right in places[place + 1 :])


def swept(frame: Frame, base: Order, sweeps: int = 4) -> Order:
    """A beginning combed: every block moves towards the middle of what it hangs on."""
    order = base.copy()
    scene = frame.scene
    place = [0.0] * len(scene.row)
    for blocks in order.rows:
        _number(frame, order, blocks, place)
    near: list[list[int]] = [[] for _ in scene.row]
    above: list[list[int]] = [[] for _ in scene.row]
    for comb in (comb for gap in scene.gaps for comb in gap):
        tops = [one for top in comb.tops for one in top]
        for one in comb.bottoms:
            above[one] += tops
        for one in tops:
            near[one] += comb.bottoms
    for sweep in range(sweeps):
        rows = range(scene.height) if sweep % 2 == 0 else range(scene.height - 1, -1, -1)
        links = above if sweep % 2 == 0 else near
        for row in rows:
            wanted = {block: _wanted(scene.blocks[block], links, place) for block in order.rows[row]}
            _sort_row(frame, order.rows[row], wanted)
            _number(frame, order, order.rows[row], place)
    return order


def _number(frame: Frame, order: Order, row: list[int], place: list[float]) -> None:
    """Places from the middle of the row, so that long and short rows compare."""
    members = [one for block in row for one in frame.options[block][order.pick[block]][1]]
    for number, one in enumerate(members):
        place[one] = number - len(members) / 2


def _wanted(block: list[int], links: list[list[int]], place: list[float]) -> float:
    """Where a block would like to stand."""
    ends = [place[other] for one in block for other in links[one]]
    own = sum(place[one] for one in block) / len(block)
    return (sum(ends) / len(ends) * 4 + own) / 5 if ends else own


def _sort_row(frame: Frame, row: list[int], wanted: dict[int, float]) -> None:
    """Sort a row by what its blocks want, as far as birth order lets them."""
    waiting = {block: {left for left in frame.elder[block] if left in wanted and left != block} for block in row}
    placed: list[int] = []
    rest = sorted(row, key=lambda block: (wanted[block], block))
    while rest:
        chosen = next((block for block in rest if waiting[block].issubset(placed)), rest[0])
        placed.append(chosen)
        rest.remove(chosen)
    row[:] = placed
