"""Lines of unions: the couple's bar with its strokes and years, stems, bars of siblings, lines to children."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import cast

from django.utils.translation import gettext as _

from alongside.ground.familymap.drawing.notation import DASHES, Dash
from alongside.ground.familymap.drawing.relations import Kin
from alongside.ground.familymap.drawing.shapes import polyline
from alongside.ground.familymap.drawing.stage import CROWDED, Stage, box_at
from alongside.ground.familymap.ink import ASCENT, INK, SECOND, WORD_SIZE, Sheet, clean
from alongside.ground.familymap.layout import Box, Line, Point
from alongside.ground.familymap.metrics import width_of
from alongside.ground.familymap.model import Link, LinkKind, Twins, Union, When
from alongside.ground.familymap.strokes import Stroke, at_share, beside, cut_out, rounded

WIDTH = 1.7
TURN = 5.0
LIFTS = (-11, 11, -16, 16, -22, 22, -28, 28, -34, 34)
"""How far above or below a bar its words may stand, the best first."""


def draw_unions(sheet: Sheet, stage: Stage, kin: Kin) -> None:
    """Draw the lines of all unions, in the order of the layout."""
    for line in stage.layout.lines:
        union = stage.unions[line.union]
        if line.kind in ("couple", "long"):
            _bar(sheet, stage, line, union, kin)
        elif line.kind == "child":
            _child(sheet, stage, line)
        else:
            labels = [stage.places[one].label for one in union.partners]
            _path(sheet, line, line.points, labels=labels)
    for group in sorted(stage.family.twins, key=lambda one: one.people):
        _born_together(sheet, stage, group)


def _born_together(sheet: Sheet, stage: Stage, group: Twins) -> None:
    """Twins' lines come from one point by the layout; identical ones get a bar between them."""
    lines = [
        line.points[-2:]
        for person in group.people
        for line in stage.layout.lines
        if line.kind == "child" and line.child == person and line.link == "birth"
    ]
    lines.sort(key=lambda piece: piece[-1])
    if not lines:
        return
    bars: list[Stroke] = []
    if group.identical:
        bars = [[at_share(one, 0.5)[0], at_share(two, 0.5)[0]] for one, two in pairwise(lines)]
    top = lines[0][0]
    d = "".join(polyline(bar) for bar in bars) or polyline([top, top])
    sign = "twins-identical" if group.identical else "twins"
    _ink(sheet, d, sign=sign, data_twins=clean(" ".join(group.people)))


def label_unions(sheet: Sheet, stage: Stage) -> None:
    """Write years at couples and at links that are not by birth, once all lines and bonds have their places."""
    told: set[str] = set()
    for line in stage.layout.lines:
        if line.kind in ("couple", "long") and line.union not in told:
            told.add(line.union)
            _couple_words(sheet, stage, line, stage.unions[line.union])
    for link in sorted(stage.family.links, key=_key):
        words = link_words(link)
        line_ = next((one for one in stage.layout.lines if (one.union, one.child, one.link) == _key(link)), None)
        if words and line_:
            _link_label(sheet, stage, line_, words)


def _key(link: Link) -> tuple[str, str, str]:
    return link.union, link.child, link.kind


def _ink(sheet: Sheet, d: str, *, sign: str = "", dash: Dash = "solid", **named: str) -> None:
    sheet.add(
        "path",
        sign=sign,
        d=d,
        fill="none",
        stroke=INK,
        stroke_width=WIDTH if dash != "dotted" else WIDTH + 0.5,
        stroke_dasharray=DASHES[dash],
        stroke_linecap="butt" if dash == "dashed" else "round",
        stroke_linejoin="round",
        class_="fm-line",
        **named,
    )


def _path(
    sheet: Sheet,
    line: Line,
    points: tuple[Point, ...],
    *,
    labels: Sequence[Box] = (),
    dash: Dash = "solid",
    sign: str = "",
) -> None:
    named = {"data_union": clean(line.union), "data_kind": line.kind, "data_child": clean(line.child)}
    _ink(sheet, _drawn(points, labels), sign=sign, dash=dash, **named, data_link=line.link)


def _drawn(points: Sequence[Point], labels: Sequence[Box]) -> str:
    """A line as a path, interrupted where it would run through the names of its own people."""
    strokes = cut_out(points, labels) if labels else [list(points)]
    return "".join(rounded(one, TURN, closed=False) if len(one) > 2 else polyline(one) for one in strokes)


def _bar(sheet: Sheet, stage: Stage, line: Line, union: Union, kin: Kin) -> None:
    dash = stage.profile.unions[union.kind]
    labels = [stage.places[one].label for one in union.partners]
    _path(sheet, line, line.points, labels=labels, dash=dash, sign=f"union-{union.kind}")
    if len(union.partners) == 2 and kin.share_ancestor(*union.partners):
        _ink(sheet, _drawn(beside(line.points, 4.0), labels), sign="consanguine", dash=dash)
    strokes = {"separated": 1, "divorced": 2}.get(union.end, 0)
    if strokes:
        stage.words.append(_strokes(sheet, longest_level(line.points), strokes, f"end-{union.end}"))


def _child(sheet: Sheet, stage: Stage, line: Line) -> None:
    line = replace(line, points=_reaching(line.points, stage.symbols[line.child]))
    kind = cast("LinkKind", line.link or "birth")
    drawn = stage.profile.adopted if kind == "adopted" else "line"
    if drawn == "pair":
        _path(sheet, line, line.points, sign="link-adopted")
        _ink(sheet, polyline(beside(line.points, 4.0)), dash="dashed")
        return
    _path(sheet, line, line.points, dash=stage.profile.links[kind], sign=f"link-{kind}")
    if drawn == "brackets":
        _brackets(sheet, stage.symbols[line.child])


def _reaching(points: tuple[Point, ...], symbol: Box) -> tuple[Point, ...]:
    """A line down to a symbol that is smaller than others, as that of a child who was not born alive."""
    (x, y), (ax, _ay) = points[-1], points[-2]
    if y < symbol.top and symbol.left < x < symbol.right and ax == x:
        return (*points[:-1], (x, symbol.top))
    return points


def _brackets(sheet: Sheet, box: Box) -> None:
    left, right, top, foot = box.left - 5, box.right + 5, box.top - 3, box.bottom + 3
    d = polyline([(left + 6, top), (left, top), (left, foot), (left + 6, foot)])
    d += polyline([(right - 6, top), (right, top), (right, foot), (right - 6, foot)])
    _ink(sheet, d)


def longest_level(points: tuple[Point, ...]) -> tuple[Point, Point]:
    """The longest level piece of a line; the longest piece of all where none is level."""
    pieces = list(pairwise(points))
    level = [piece for piece in pieces if piece[0][1] == piece[1][1]] or pieces
    return max(level, key=lambda piece: math.dist(*piece))


def _strokes(sheet: Sheet, piece: tuple[Point, Point], count: int, sign: str) -> Box:
    """Draw the strokes of an end across a bar; returns the box that words keep clear of."""
    (ax, ay), (bx, by) = piece
    share = min(0.78, max(0.55, 1 - 22 / max(1.0, math.dist(*piece))))
    share = share if bx >= ax else 1 - share
    x, y = ax + (bx - ax) * share, ay + (by - ay) * share
    d = "".join(
        polyline([(x + shift - 4, y + 8), (x + shift + 4, y - 8)]) for shift in ([0.0] if count == 1 else [-3.5, 3.5])
    )
    sheet.add(
        "path", sign=sign, d=d, fill="none", stroke=INK, stroke_width=WIDTH, stroke_linecap="round", class_="fm-line"
    )
    return Box(x - 8, y - 8, x + 8, y + 8)


def year(when: When | None) -> str:
    """The year of a day, with ``~`` where it is only about right."""
    return f"{'~' if when.about else ''}{when.year}" if when else ""


def couple_words(union: Union) -> tuple[str, ...]:
    """What stands at a couple's bar, as genograms write it: its beginning and its end, ``m 1990`` and ``d 1997``."""
    letters = {"marriage": "m", "cohabiting": "LT"}
    parts = [f"{letters[union.kind]} {year(union.since)}".strip()] if union.kind in letters else [year(union.since)]
    if union.end in ("separated", "divorced"):
        parts.append(f"{union.end[0]} {year(union.until)}".strip())
    return tuple(part for part in parts if part)


def link_words(link: Link) -> str:
    """What stands at a line to a child who is not a child by birth: the link's own word, or a letter and years."""
    if link.kind == "birth":
        return link.label
    since, until = year(link.since), year(link.until)
    years = f"{since}–{until}" if until else since
    letters = {"adopted": "A", "foster": "F", "guardian": _("guardian"), "kinship": _("kinship")}
    return f"{link.label or letters[link.kind]} {years}".strip()


def _couple_words(sheet: Sheet, stage: Stage, line: Line, union: Union) -> None:
    """Write a couple's years together, or each by itself where together they would lie on a line."""
    parts = couple_words(union)
    if not parts:
        return
    piece, words = longest_level(line.points), ", ".join(parts)
    cost, box = stage.freest(_at_bar(piece, words))
    if cost < CROWDED or len(parts) == 1:
        stage.words.append(box)
        write_in(sheet, stage, box, words)
        return
    for part in reversed(parts):
        write_in(sheet, stage, stage.room_for(_at_bar(piece, part)), part)


def _at_bar(piece: tuple[Point, Point], words: str) -> list[Box]:
    """Where words may stand at a couple's bar: above and below its level piece, beside an upright one."""
    (ax, ay), (bx, by) = piece
    points = [(ax + (bx - ax) * share, ay + (by - ay) * share) for share in (0.5, 0.35, 0.65, 0.2, 0.8)]
    if ay != by:
        return [box_at(x + 5, y, words, WORD_SIZE, anchor="start") for x, y in points]
    return [
        box_at(x, y + lift, words, WORD_SIZE)
        for lift in (-11, 11, -16, 16, -22, 22, -28, 28, -34, 34)
        for x, y in points
    ]


def _link_label(sheet: Sheet, stage: Stage, line: Line, words: str) -> None:
    upright = [piece for piece in pairwise(line.points) if piece[0][0] == piece[1][0]] or list(pairwise(line.points))
    (ax, ay), (_bx, by) = upright[-1]
    boxes: list[Box] = []
    for share in (0.5, 0.3, 0.7, 0.15, 0.85):
        y = ay + (by - ay) * share
        boxes += [
            box_at(ax + 4, y, words, WORD_SIZE, anchor="start"),
            box_at(ax - 4, y, words, WORD_SIZE, anchor="end"),
        ]
    write_in(sheet, stage, stage.room_for(boxes), words)


def write_in(
    sheet: Sheet, stage: Stage, box: Box, words: str, *, weight: str = "", ink: str = SECOND, name: str = "fm-second"
) -> None:
    """Write words into their box, on a halo of the paper's colour."""
    half = width_of(words, WORD_SIZE) / 2 + 1
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    if stage.lies_on_lines(box):
        sheet.halo(x - half, y - 6, x + half, y + 6)
    sheet.write(words, x, y + ASCENT * WORD_SIZE, font_weight=weight, fill=ink, class_=name)
