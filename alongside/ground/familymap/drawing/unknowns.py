"""Parents of whom nothing is known: drawn all the same, because their absence is what reviews find missing."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.ground.familymap.drawing.stage import Stage, box_at
from alongside.ground.familymap.drawing.symbols import draw_unknown
from alongside.ground.familymap.ink import ASCENT, WORD_SIZE, Sheet, clean
from alongside.ground.familymap.layout import SYMBOL, Box, Line, Point
from alongside.ground.familymap.model import Union
from alongside.ground.familymap.strokes import overlaps, touches

SIDE = 24.0
TINY = 18.0


def draw_unknowns(sheet: Sheet, stage: Stage) -> None:
    """Draw the unknown parent of each union that has children and fewer than two partners."""
    with_children = {link.union for link in stage.family.links}
    for union in sorted(stage.family.unions, key=lambda one: one.id):
        if union.id in with_children and len(union.partners) < 2:
            lines = [line for line in stage.layout.lines if line.union == union.id]
            if lines:
                _draw(sheet, stage, union, lines)


def _draw(sheet: Sheet, stage: Stage, union: Union, lines: list[Line]) -> None:
    at, side = _place(stage, union, lines)
    inner = Sheet()
    draw_unknown(inner, at, side)
    x, y = at
    box = Box(x - side / 2, y - side / 2, x + side / 2, y + side / 2)
    words = _("Unknown") if union.partners else _("Parents unknown")
    stage.words.append(box)
    label = stage.room_for(
        [
            box_at(x, y + side / 2 + 9, words, WORD_SIZE),
            box_at(x, y - side / 2 - 9, words, WORD_SIZE),
            box_at(x + side / 2 + 3, y, words, WORD_SIZE, anchor="start"),
            box_at(x - side / 2 - 3, y, words, WORD_SIZE, anchor="end"),
        ]
    )
    inner.write(words, (label.left + label.right) / 2, (label.top + label.bottom) / 2 + ASCENT * WORD_SIZE)
    sheet.group(inner, data_unknown=clean(union.id), class_="fm-unknown-parent")


def _place(stage: Stage, union: Union, lines: list[Line]) -> tuple[Point, float]:
    """Where the symbol stands and how large: at the free end of the bar, else at the top of the stem."""
    for line in lines:
        if line.kind in ("couple", "long") and union.partners:
            home = stage.places[union.partners[0]]
            ends = sorted((line.points[0], line.points[-1]), key=lambda end: abs(end[0] - home.x))
            if _free(stage, ends[1], SIDE, union):
                return ends[1], SIDE
            return ends[1], TINY
    tops = sorted((point for line in lines for point in line.points), key=lambda point: (point[1], point[0]))
    return tops[0], SIDE if not union.partners and _free(stage, tops[0], SIDE, union) else TINY


def _free(stage: Stage, at: Point, side: float, union: Union) -> bool:
    half = side / 2 + 2
    box = Box(at[0] - half, at[1] - half, at[0] + half, at[1] + half)
    if any(overlaps(box, other) for other in (*stage.symbols.values(), *stage.words)):
        return False
    strange = (line for line in stage.layout.lines if line.union != union.id)
    return SIDE <= SYMBOL and not any(touches(line.points, box) for line in strange)
