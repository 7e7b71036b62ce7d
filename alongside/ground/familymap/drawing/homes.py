"""Households in the drawing: a tinted piece with a broken outline for each, and its label at each piece."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from alongside.ground.familymap import ink
from alongside.ground.familymap.drawing.outline import PAD, Level, Piece, pieces_of, rows_of
from alongside.ground.familymap.drawing.stage import Stage
from alongside.ground.familymap.drawing.standing import households_on
from alongside.ground.familymap.ink import ASCENT, WORD_SIZE, Sheet
from alongside.ground.familymap.layout import Box
from alongside.ground.familymap.metrics import width_of
from alongside.ground.familymap.model import Household
from alongside.ground.familymap.strokes import rounded

CORNER = 18.0
DASHES = ("6 4.5", "10 4", "3 3.5", "10 3 3 3")
"""By which outlines of several homes are told apart without colour, besides their labels."""
COLOURS = (
    (ink.PINE, ink.PINE_TINT, "pine"),
    (ink.SKY, ink.SKY_TINT, "sky"),
    (ink.OCHRE, ink.OCHRE_TINT, "ochre"),
    (ink.IRIS, ink.IRIS_TINT, "iris"),
)
PLACED = (ink.SUN, ink.SUN_TINT, "sun")

Home = tuple[Household, tuple[Piece, ...], tuple[str, str, str]]


def homes_of(stage: Stage) -> list[Home]:
    """The households of the day with their pieces and colours; the index person's own home comes first."""
    found = households_on(stage.family, stage.day)
    index = set(stage.family.index)
    found = tuple(sorted(found, key=lambda one: (index.isdisjoint(one[1]), -len(one[1]), one[0].id)))
    rows = rows_of(stage.layout.places, stage.cells)
    levels = [
        Level(ay, min(ax, bx), max(ax, bx))
        for line in stage.lines
        for (ax, ay), (bx, by) in pairwise(line)
        if ay == by and abs(ax - bx) > 20
    ]
    homes: list[Home] = []
    for number, (household, people) in enumerate(found):
        colours = PLACED if household.kind == "placement" else COLOURS[number % len(COLOURS)]
        homes.append((household, pieces_of(people, rows, PAD - 3.0 * (number % 3), levels), colours))
    return homes


def draw_homes(sheet: Sheet, homes: Sequence[Home]) -> None:
    """Draw the outlines, the largest home at the bottom."""
    for number, (household, pieces, (colour, tint, name)) in enumerate(homes):
        placed = household.kind == "placement"
        for piece_number, piece in enumerate(pieces):
            sheet.add(
                "path",
                sign="placement" if placed else "household",
                d="".join(rounded(loop, CORNER, closed=True) for loop in piece.loops),
                fill=tint,
                fill_opacity="0.62",
                fill_rule="evenodd",
                stroke=colour,
                stroke_width=2.2 if placed else 1.6,
                stroke_dasharray="0.1 5" if placed else DASHES[number % len(DASHES)],
                stroke_linecap="round" if placed else "butt",
                class_=f"fm-home fm-{name}",
                data_household=household.id,
                data_piece=str(piece_number),
            )


def label_homes(sheet: Sheet, stage: Stage, homes: Sequence[Home]) -> None:
    """Write each home's label at each of its pieces, where it covers neither people nor words."""
    for household, pieces, (colour, _tint, name) in homes:
        for number, piece in enumerate(pieces):
            box = stage.room_for(_places(piece, household.label))
            if stage.lies_on_lines(box) or box.top > min(y for _x, y in piece.loops[0]):
                sheet.halo(box.left + 1, box.top + 1, box.right - 1, box.bottom - 1)
            sheet.write(
                household.label,
                (box.left + box.right) / 2,
                (box.top + box.bottom) / 2 + ASCENT * WORD_SIZE,
                fill=colour,
                font_weight="600",
                class_=f"fm-home-label fm-{name}",
                data_household_label=household.id,
                data_piece=str(number),
            )


def _places(piece: Piece, label: str) -> list[Box]:
    """Where a label may stand: above and below the level edges of a piece, then beside it."""
    width = width_of(label, WORD_SIZE) * 1.06 + 6
    loop = piece.loops[0]
    edges = [
        (min(ax, bx), max(ax, bx), ay)
        for (ax, ay), (bx, by) in zip(loop, (*loop[1:], loop[0]), strict=True)
        if ay == by and abs(ax - bx) > 30
    ]
    edges.sort(key=lambda edge: (edge[2], edge[0]))
    boxes = []
    for left, right, y in [*edges[:1], *edges[-1:], *edges[1:-1]]:
        for start in (left + 10, right - 10 - width, (left + right - width) / 2):
            boxes += [Box(start, y - 17, start + width, y - 3), Box(start, y + 3, start + width, y + 17)]
    top, foot = min(y for _x, y in loop), max(y for _x, y in loop)
    left, right = min(x for x, _y in loop), max(x for x, _y in loop)
    for y in (top + 14, foot - 14, (top + foot) / 2):
        boxes += [Box(right + 5, y - 7, right + 5 + width, y + 7), Box(left - 5 - width, y - 7, left - 5, y + 7)]
    for lift in (20, 34, 48):
        boxes += [
            Box(left + 10, top - lift - 14, left + 10 + width, top - lift),
            Box(left + 10, foot + lift, left + 10 + width, foot + lift + 14),
        ]
    return boxes
