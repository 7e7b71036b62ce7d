"""How each kind of bond is drawn along its way: told apart by shape and by a word, never by colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from alongside.ground.familymap.drawing.shapes import polygon, polyline
from alongside.ground.familymap.ink import CLAY, INK, LEAF, PAPER, SECOND, STONE, Sheet
from alongside.ground.familymap.layout import Point
from alongside.ground.familymap.model import BondKind
from alongside.ground.familymap.strokes import Stroke, at_share, length_of, sampled, shifted, shortened, zigzag

Head = Literal["", "filled", "open", "hollow"]


@dataclass(frozen=True, slots=True)
class Style:
    """One kind of bond: parallel lines, zigzags, arrowhead at the target, bars in the middle."""

    colour: str
    ink: str
    parallels: tuple[float, ...] = (0.0,)
    teeth: tuple[tuple[float, float], ...] = ()
    dash: str = ""
    head: Head = ""
    bars: bool = False
    width: float = 1.6

    @property
    def half(self) -> float:
        """How far a line of this kind reaches to each side of its way."""
        teeth = self.teeth[0][1] if self.teeth else 0.0
        return max((abs(one) for one in self.parallels), default=0.0) + teeth + self.width / 2 + 1


STYLES: dict[BondKind, Style] = {
    "close": Style(LEAF, "fm-leaf", (-2.4, 2.4)),
    "fused": Style(LEAF, "fm-leaf", (-4.0, 0.0, 4.0)),
    "distant": Style(STONE, "fm-stone", dash="1.6 5", width=2.0),
    "conflict": Style(CLAY, "fm-clay", (), ((6.0, 4.0),)),
    "hostile": Style(CLAY, "fm-clay", (), ((6.0, 4.0),), width=3.0),
    "cutoff": Style(STONE, "fm-stone", bars=True, width=1.8),
    "violence": Style(CLAY, "fm-clay", (), ((9.0, 6.0),), head="filled", width=2.2),
    "physical_abuse": Style(CLAY, "fm-clay", (), ((9.0, 6.0),), head="filled"),
    "sexual_abuse": Style(CLAY, "fm-clay", (-4.5, 4.5), ((6.0, 3.0),), head="filled"),
    "emotional_abuse": Style(CLAY, "fm-clay", (), ((12.0, 3.0),), head="hollow"),
    "caretaker": Style(LEAF, "fm-leaf", (-2.4, 2.4), head="open"),
    "focused": Style(INK, "fm-ink-line", head="filled"),
}
WORDED: dict[BondKind, str] = {
    "violence": "violence",
    "physical_abuse": "physical",
    "sexual_abuse": "sexual",
    "emotional_abuse": "emotional",
}
HEAD = 11.0


def bond_word(kind: BondKind) -> str:
    """The one word that stands at a line of abuse or violence; empty for other bonds."""
    if kind not in WORDED:
        return ""
    return {
        "violence": _("violence"),
        "physical_abuse": _("physical"),
        "sexual_abuse": _("sexual"),
        "emotional_abuse": _("emotional"),
    }[kind]


def draw_bond(sheet: Sheet, kind: BondKind, way: Stroke, **named: str) -> None:
    """Draw a bond along its way. ``named`` are the data attributes of its line."""
    style = STYLES[kind]
    reach = HEAD - 2 if style.head else 0.0
    line = shortened(way, 1.0, reach + 1.0)
    strokes = _strokes(style, line)
    sheet.add(
        "path",
        sign=f"bond-{kind}",
        d="".join(polyline(stroke) for stroke in strokes),
        fill="none",
        stroke=style.colour,
        stroke_width=style.width,
        stroke_dasharray=style.dash,
        stroke_linecap="round",
        stroke_linejoin="round",
        class_=f"fm-bond {style.ink}",
        **named,
    )
    if style.head:
        _draw_head(sheet, style, way)
    if style.bars:
        _draw_bars(sheet, style, line)


def _strokes(style: Style, line: Stroke) -> list[Stroke]:
    if not style.teeth:
        fine = sampled(line, 8)
        strokes = [shifted(fine, aside) if aside else list(line) for aside in style.parallels]
        return _broken(strokes) if style.bars else strokes
    step, height = style.teeth[0]
    sides = style.parallels or (0.0,)
    return [zigzag(shifted(sampled(line, 4), aside) if aside else line, step, height) for aside in sides]


def _broken(strokes: list[Stroke]) -> list[Stroke]:
    """Each line with a gap in its middle, for the two bars of a contact that was broken off."""
    parts: list[Stroke] = []
    for stroke in strokes:
        total = sum(1 for _point in sampled(stroke, 2))
        points = sampled(stroke, 2)
        half = total // 2
        parts += [points[: max(2, half - 2)], points[min(total - 2, half + 2) :]]
    return parts


def _draw_bars(sheet: Sheet, style: Style, line: Stroke) -> None:
    (x, y), (ux, uy) = at_share(line, 0.5)
    bars = ""
    for along in (-3.6, 3.6):
        px, py = x + ux * along, y + uy * along
        bars += polyline([(px - uy * 8, py + ux * 8), (px + uy * 8, py - ux * 8)])
    sheet.add(
        "path",
        d=bars,
        fill="none",
        stroke=style.colour,
        stroke_width=2,
        stroke_linecap="round",
        class_=f"fm-bond {style.ink}",
    )


def _draw_head(sheet: Sheet, style: Style, way: Stroke) -> None:
    tip = way[-1]
    (bx, by), _direction = at_share(way, max(0.0, 1 - HEAD / max(HEAD + 1, length_of(way))))
    size = max(1e-6, ((tip[0] - bx) ** 2 + (tip[1] - by) ** 2) ** 0.5)
    ux, uy = (tip[0] - bx) / size, (tip[1] - by) / size
    left: Point = (tip[0] - ux * HEAD - uy * 5, tip[1] - uy * HEAD + ux * 5)
    right: Point = (tip[0] - ux * HEAD + uy * 5, tip[1] - uy * HEAD - ux * 5)
    filled = {"filled": style.colour, "hollow": PAPER, "open": "none"}[style.head]
    shape = polyline([left, tip, right]) if style.head == "open" else polygon([left, tip, right])
    sheet.add(
        "path",
        d=shape,
        fill=filled,
        stroke=style.colour,
        stroke_width=1.6,
        stroke_linejoin="round",
        stroke_linecap="round",
        class_=f"fm-head-{style.head} {style.ink}",
    )


def draw_badge(sheet: Sheet, number: int, at: Point, **named: str) -> None:
    """A number in a ring beside somebody, for a bond that is listed below."""
    x, y = at
    sheet.add(
        "circle", sign="bond-listed", cx=x, cy=y, r=8.5, fill=PAPER, stroke=SECOND, stroke_width=1.2,
        class_="fm-badge", **named,
    )  # fmt: skip
    sheet.write(str(number), x, y + 4.2, font_weight="600", fill=INK, class_="fm-ink")
