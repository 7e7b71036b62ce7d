"""The ecomap as one SVG text: circles and ties, each sign by its shape first and its colour second, legend below.

The same portable subset as the family drawing: absolute coordinates, plain attributes, classes for the dark.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.ground.familymap.ecomap.model import Ecomap, Strength, System, Tie, compare
from alongside.ground.familymap.ecomap.places import BOLD, NAME, Disc, Places, find_places, fitted, lines_of
from alongside.ground.familymap.ecomap.text import system_name
from alongside.ground.familymap.ink import (
    CLAY,
    EDGE,
    INK,
    LEAF,
    PAPER,
    PINE,
    PINE_TINT,
    SECOND,
    STONE,
    WORD_SIZE,
    Sheet,
    clean,
    element,
    number,
)
from alongside.ground.familymap.layout import Point
from alongside.ground.familymap.metrics import break_words, width_of
from alongside.ground.familymap.strokes import sampled, zigzag

VERSION = "1"
MARGIN = 14.0
LEAST_WIDTH = 500.0
"""So that a legend has room below two circles."""
ASIDE = 9.0
"""How far the arrow stands beside its tie, in px."""
APART = 6.0
"""How far the two ties of one system stand from the middle between them."""
HEAD = 7.0
ARROW = 66.0
"""The longest arrow. It stands at the system's end of a tie, where ties are furthest from each other."""
TOOTH = (7.0, 4.5)
"""Width and height of a zigzag's tooth."""
GAPS = "23 9"
"""A weak tie that is stressful: two teeth, then a gap."""
SAMPLE, ROW, SPACE = 44.0, 22.0, 24.0
"""Of the legend: room for a sign, height of a row, room between columns."""
FOOT = 15.0


@dataclass(frozen=True, slots=True)
class Look:
    """How a tie of some strength is drawn."""

    colour: str
    ink: str
    width: float
    dash: str = ""


LOOKS: dict[Strength, Look] = {
    "strong": Look(LEAF, "fm-leaf", 4.6),
    "ordinary": Look(INK, "fm-ink-line", 1.6),
    "weak": Look(SECOND, "fm-second-line", 1.6, "6 5"),
    "unknown": Look(STONE, "fm-stone", 1.8, "1.6 5"),
}
SIGNS = (
    "strong", "ordinary", "weak", "unknown", "stressful", "apart", "to", "from", "both", "worker", "new", "changed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EcomapOptions:
    """What a drawing is asked to show. ``prefix`` keeps the ids of two drawings on a page apart."""

    title: str = ""
    footer: str = ""
    legend: bool = True
    prefix: str = "em"


@dataclass(frozen=True, slots=True)
class EcomapDrawing:
    """A finished drawing: the SVG, its size in px, and the signs of its legend with their words."""

    svg: str
    width: float
    height: float
    legend: tuple[tuple[str, str], ...]


def draw_ecomap(ecomap: Ecomap, options: EcomapOptions | None = None, *, hint: Sequence[str] = ()) -> EcomapDrawing:
    """Draw ``ecomap``. ``hint`` is the order of an earlier drawing of it, which then keeps its places."""
    return _draw(ecomap, find_places(ecomap, hint=hint), options or EcomapOptions(), {})


def draw_side_by_side(
    before: Ecomap, after: Ecomap, options: tuple[EcomapOptions, EcomapOptions] | None = None
) -> tuple[EcomapDrawing, EcomapDrawing]:
    """Two ecomaps of one household, each system at the same place in both; what is new or changed is marked."""
    first, second = options or (EcomapOptions(prefix="em1"), EcomapOptions(prefix="em2"))
    places = find_places(before, after)
    marks = {one.system: "new" if one.kinds == ("new",) else "changed" for one in compare(before, after)}
    return _draw(before, places, first, {}), _draw(after, places, second, marks)


def sign_words(sign: str) -> str:
    """What a sign means, for the legend."""
    return {
        "strong": _("thick line: strong"),
        "ordinary": _("thin line: ordinary"),
        "weak": _("dashed line: weak"),
        "unknown": _("question mark: not asked yet"),
        "stressful": _("zigzag: stressful"),
        "apart": _("no line: known, not connected"),
        "to": _("arrow out: the household gives"),
        "from": _("arrow in: the household receives"),
        "both": _("arrow both ways: give and receive"),
        "worker": _("W: as the worker sees it"),
        "new": _("new: was not there before"),
        "changed": _("changed: is not as it was before"),
    }[sign]


def _draw(ecomap: Ecomap, places: Places, options: EcomapOptions, marks: dict[str, str]) -> EcomapDrawing:
    ties, systems, middle = Sheet(), Sheet(), Sheet()
    rated = {tie.rated_by for tie in ecomap.ties}
    for name in places.order:
        system = next((one for one in ecomap.systems if one.id == name), None)
        if system is None:
            continue
        disc, shown = places.systems[name], ecomap.shown_ties(name)
        lined = [tie for tie in shown if tie.strength != "none"]
        for place, tie in enumerate(lined):
            aside = 0.0 if len(lined) == 1 else (-APART, APART)[place]
            _tie(ties, tie, _way(places.centre, disc), aside, tell=len(rated) > 1 and tie.rated_by == "worker")
        systems.group(_system(ecomap, system, disc, lined, marks.get(name, "")), **_about(ecomap, system))
    _centre(middle, ecomap, places.centre)
    body = Sheet()
    for layer, sheet in (("ties", ties), ("systems", systems), ("centre", middle)):
        if sheet.parts:
            body.group(sheet, class_=f"fm-layer-{layer}")
    return _finished(ecomap, places, options, body)


def _about(ecomap: Ecomap, system: System) -> dict[str, str]:
    return {
        "data_system": clean(system.id),
        "data_kind": system.kind,
        "tabindex": "0",
        "role": "img",
        "aria_label": clean(system_name(ecomap, system)),
        "data_href": clean(system.href),
        "class_": "fm-system",
    }


def _way(centre: Disc, disc: Disc) -> tuple[Point, Point]:
    """From the edge of the middle to the edge of a system, a little off both."""
    size = math.hypot(disc.x, disc.y)
    x, y = disc.x / size, disc.y / size
    near, far = centre.radius + 3, size - disc.radius - 3
    return (x * near, y * near), (x * far, y * far)


def _moved(way: tuple[Point, Point], aside: float) -> tuple[Point, Point]:
    (ax, ay), (bx, by) = way
    size = math.dist(*way) or 1.0
    nx, ny = (ay - by) / size * aside, (bx - ax) / size * aside
    return (ax + nx, ay + ny), (bx + nx, by + ny)


def _tie(sheet: Sheet, tie: Tie, way: tuple[Point, Point], aside: float, *, tell: bool) -> None:
    """One tie with what belongs to it: the line, the question mark, the arrow, who says so."""
    line = _moved(way, aside)
    look = LOOKS[tie.strength]
    sheet.signs.add(tie.strength)
    if tie.stressful:
        sheet.signs.add("stressful")
    _line(
        sheet,
        line,
        tie.strength,
        stressful=tie.stressful,
        data_tie=clean(tie.id or tie.system),
        data_kind=tie.strength,
        data_stressful="yes" if tie.stressful else "no",
        data_energy=tie.energy,
        data_rated_by=tie.rated_by,
    )
    middle = ((line[0][0] + line[1][0]) / 2, (line[0][1] + line[1][1]) / 2)
    if tie.strength == "unknown":
        _letter(sheet, "?", middle, look)
    if tell:
        sheet.signs.add("worker")
        _letter(sheet, "W", _at(line, 0.28 if tie.strength == "unknown" else 0.5), look)
    if tie.energy != "none":
        sheet.signs.add(tie.energy)
        beside = ASIDE + (TOOTH[1] if tie.stressful else 0.0)
        _arrow(sheet, _moved(way, aside + (-beside if aside < 0 else beside)), tie)


def _line(sheet: Sheet, line: tuple[Point, Point], strength: Strength, *, stressful: bool, **named: str) -> None:
    look = LOOKS[strength]
    points = [line[0], line[1]]
    if stressful:
        points = zigzag(sampled(line, TOOTH[0]), *TOOTH)
    sheet.add(
        "path",
        d="M" + "L".join(f"{number(x)} {number(y)}" for x, y in points),
        fill="none",
        stroke=CLAY if stressful else look.colour,
        stroke_width=min(look.width, 3.0) if stressful else look.width,
        stroke_dasharray=GAPS if stressful and look.dash else look.dash,
        stroke_linecap="round" if strength == "unknown" else "butt",
        stroke_linejoin="round",
        class_=f"fm-tie {'fm-clay' if stressful else look.ink}",
        **named,
    )


def _at(line: tuple[Point, Point], share: float) -> Point:
    (ax, ay), (bx, by) = line
    return ax + (bx - ax) * share, ay + (by - ay) * share


def _letter(sheet: Sheet, letter: str, at: Point, look: Look) -> None:
    """A letter on a little disc of paper, so that the line does not run through it."""
    sheet.add(
        "circle",
        cx=at[0],
        cy=at[1],
        r=7.5,
        fill=PAPER,
        stroke=look.colour,
        stroke_width=1,
        class_=f"fm-shape {look.ink}",
    )
    sheet.write(letter, at[0], at[1] + 4, font_weight="600", fill=INK, class_="fm-ink")


def _arrow(sheet: Sheet, way: tuple[Point, Point], tie: Tie) -> None:
    """A thin arrow beside the tie: which way help, time or money flows."""
    size = math.dist(*way) or 1.0
    start, end = _at(way, max(0.1, 1 - (ARROW + 6) / size)), _at(way, max(0.9, 1 - 6 / size))
    heads = {"to": ((start, end),), "from": ((end, start),), "both": ((start, end), (end, start))}
    found = heads.get(tie.energy, ())
    d = f"M{number(start[0])} {number(start[1])}L{number(end[0])} {number(end[1])}"
    named = {"data_arrow": clean(tie.id or tie.system), "data_energy": tie.energy}
    sheet.add("path", d=d, fill="none", stroke=SECOND, stroke_width=1.2, class_="fm-second-line", **named)
    for tail, tip in found:
        sheet.add("path", d=_head(tail, tip), fill=SECOND, class_="fm-second")


def _head(tail: Point, tip: Point) -> str:
    size = math.dist(tail, tip) or 1.0
    dx, dy = (tip[0] - tail[0]) / size, (tip[1] - tail[1]) / size
    back = (tip[0] - dx * HEAD, tip[1] - dy * HEAD)
    half = HEAD * 0.45
    corners = (tip, (back[0] - dy * half, back[1] + dx * half), (back[0] + dy * half, back[1] - dx * half))
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in corners) + "Z"


def _system(ecomap: Ecomap, system: System, disc: Disc, lined: Sequence[Tie], mark: str) -> Sheet:
    sheet = Sheet()
    first = lined[0] if lined else None
    colour, ink, width = (EDGE, "fm-edge-line", 1.6)
    if first is not None and first.stressful:
        colour, ink, width = CLAY, "fm-clay", 1.8
    elif first is not None and first.strength == "strong":
        colour, ink, width = LEAF, "fm-leaf", 1.8
    if not lined:
        sheet.signs.add("apart")
    sheet.add(
        "circle",
        cx=disc.x,
        cy=disc.y,
        r=disc.radius,
        fill=PAPER,
        stroke=colour,
        stroke_width=width,
        class_=f"fm-shape {ink}",
        data_part="symbol",
    )
    sheet.group(_words(disc), data_part="label")
    if mark:
        sheet.signs.add(mark)
        _tag(sheet, {"new": _("new"), "changed": _("changed")}[mark], disc)
    return sheet


def _words(disc: Disc) -> Sheet:
    sheet = Sheet()
    for words, size, middle in lines_of(disc):
        bold = size == NAME
        sheet.write(
            words,
            disc.x,
            disc.y + middle + size * 0.35,
            font_size=size,
            font_weight="600" if bold else "",
            fill=INK if bold else SECOND,
            class_="fm-ink" if bold else "fm-second",
        )
    return sheet


def _tag(sheet: Sheet, words: str, disc: Disc) -> None:
    """A small label over that edge of a circle that its tie does not come to."""
    half = width_of(words, WORD_SIZE) * BOLD / 2 + 7
    y = disc.y - disc.radius if disc.y < 0 else disc.y + disc.radius
    sheet.add(
        "rect", x=disc.x - half, y=y - 9, width=2 * half, height=18, rx=9, fill=PAPER, stroke=PINE, stroke_width=1.2,
        class_="fm-shape fm-pine",
    )  # fmt: skip
    sheet.write(words, disc.x, y + 4, font_weight="600", fill=PINE, class_="fm-pine-ink")


def _centre(sheet: Sheet, ecomap: Ecomap, disc: Disc) -> None:
    told = fitted(ecomap.label, ecomap.sub, disc.radius, disc.radius)
    sheet.add(
        "circle", cx=0, cy=0, r=disc.radius, fill=PINE_TINT, stroke=PINE, stroke_width=2, class_="fm-home fm-pine",
        data_part="symbol",
    )  # fmt: skip
    sheet.group(_words(told), data_centre=clean(ecomap.label))


def _finished(ecomap: Ecomap, places: Places, options: EcomapOptions, body: Sheet) -> EcomapDrawing:
    """With legend, footer, title and description, on paper of the right size."""
    across, highest, lowest = places.reach()
    half = max(across + MARGIN, LEAST_WIDTH / 2)
    top, bottom = highest - MARGIN, lowest + MARGIN
    signs = tuple((sign, sign_words(sign)) for sign in SIGNS if sign in body.signs)
    if options.legend and signs:
        bottom = _legend(body, signs, -half + 18, half - 18, bottom + 8)
    if options.footer:
        for line in break_words(options.footer, 2 * half - 36, WORD_SIZE):
            body.write(line, -half + 18, bottom + 10, text_anchor="start", data_note="footer")
            bottom += FOOT
        bottom += 6
    width, height = 2 * half, bottom - top
    title = options.title or _("The world around %(name)s") % {"name": ecomap.label}
    count = len(ecomap.systems)
    said = _("Ecomap with %(count)d people, groups and services around it. The same facts stand in the table below.")
    inner = (
        element("title", clean(title), id=f"{options.prefix}-title")
        + element("desc", clean(said % {"count": count}), id=f"{options.prefix}-desc")
        + element("rect", x=-half, y=top, width=width, height=height, fill=PAPER, class_="fm-sheet")
        + "".join(body.parts)
    )
    view = " ".join(number(one) for one in (-half, top, width, height))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" width="{number(width)}" height="{number(height)}"'
        f' role="graphics-document" aria-labelledby="{options.prefix}-title" aria-describedby="{options.prefix}-desc"'
        f' class="fm fm-ecomap" data-layout-version="{VERSION}">{inner}</svg>'
    )
    return EcomapDrawing(svg, width, height, signs)


def _legend(body: Sheet, signs: Sequence[tuple[str, str]], left: float, right: float, top: float) -> float:
    """The signs on the page in columns of one width; returns how far down they reach."""
    legend = Sheet()
    line = f"M{number(left)} {number(top)}L{number(right)} {number(top)}"
    legend.add("path", d=line, stroke=EDGE, stroke_width=1, fill="none", class_="fm-rule")
    legend.write(
        _("What the signs mean"), left, top + 20, text_anchor="start", font_weight="600", fill=INK, class_="fm-ink"
    )
    widest = max(SAMPLE + width_of(words, WORD_SIZE) for _sign, words in signs) + SPACE
    columns = max(1, min(len(signs), int((right - left + SPACE) // widest)))
    each = (right - left + SPACE) / columns
    for place, (sign, words) in enumerate(signs):
        x, middle = left + each * (place % columns), top + 42 + ROW * (place // columns)
        entry = Sheet()
        _sample(entry, sign, x, middle)
        entry.write(words, x + SAMPLE, middle + 4, text_anchor="start", fill=SECOND)
        legend.group(entry, data_legend_sign=sign)
    body.group(legend, data_legend="ecomap", class_="fm-legend")
    return top + 42 + ROW * ((len(signs) - 1) // columns + 1)


def _sample(sheet: Sheet, sign: str, x: float, y: float) -> None:
    way = ((x, y), (x + 34, y))
    if sign in ("strong", "ordinary", "weak", "unknown"):
        _line(sheet, way, sign, stressful=False)  # type: ignore[arg-type]
    elif sign == "stressful":
        _line(sheet, way, "ordinary", stressful=True)
    elif sign in ("to", "from", "both"):
        _arrow(sheet, ((x - 3, y), (x + 37, y)), Tie("", "", energy=sign))  # type: ignore[arg-type]
    elif sign == "apart":
        sheet.add(
            "circle", cx=x + 17, cy=y, r=8, fill=PAPER, stroke=EDGE, stroke_width=1.6, class_="fm-shape fm-edge-line"
        )
    elif sign == "worker":
        _letter(sheet, "W", (x + 17, y), LOOKS["ordinary"])
    else:
        sheet.add("rect", x=x + 3, y=y - 7, width=28, height=14, rx=7, fill=PAPER, stroke=PINE, stroke_width=1.2,
                  class_="fm-shape fm-pine")  # fmt: skip
    if sign == "unknown":
        _letter(sheet, "?", (x + 17, y), LOOKS["unknown"])
