"""An empty sheet for three generations: the family draws by hand first, the record follows."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.ground.familymap.drawing.legend import draw_sample, signs_of
from alongside.ground.familymap.drawing.notation import Profile
from alongside.ground.familymap.drawing.shapes import path_of, polyline
from alongside.ground.familymap.ink import EDGE, INK, SECOND, Sheet, element
from alongside.ground.familymap.layout import SYMBOL

WIDTH, HEIGHT = 1040.0, 700.0
"""The size of the sheet in px: that of A4 on its side, with letters of 8 points."""
PLACES = (4, 6, 7)
"""How many people each generation has room for: both sides of the family, from the grandparents down."""
TAUGHT = (
    "square",
    "circle",
    "dome",
    "hexagon",
    "index",
    "dead-cross",
    "union-marriage",
    "union-cohabiting",
    "end-separated",
    "end-divorced",
    "link-birth",
    "link-adopted",
    "link-foster",
    "household",
    "unknown-parent",
)
"""The signs that a family needs for a first drawing."""
_ROW, _TOP, _LEFT = 162.0, 92.0, 60.0


def blank_sheet(profile: Profile) -> str:
    """The sheet as SVG: faint shapes to trace, a line for each name and year, and what the signs mean."""
    sheet = Sheet()
    generations = (_("Grandparents"), _("Parents, aunts and uncles"), _("Children and young people"))
    for row, (count, words) in enumerate(zip(PLACES, generations, strict=True)):
        y = _TOP + row * _ROW
        sheet.write(words, 10, y - SYMBOL, text_anchor="start", font_weight="600", fill=INK, class_="fm-ink")
        for place in range(count):
            _place(sheet, _LEFT + (place + 0.5) * (WIDTH - _LEFT) / count, y)
    _signs(sheet, profile)
    head = element("title", _("An empty family drawing")) + element("desc", _("Three generations to fill in by hand."))
    return element(
        "svg",
        head + "".join(sheet.parts),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}",
        width=WIDTH,
        height=HEIGHT,
        role="img",
        class_="fm",
    )


def _place(sheet: Sheet, x: float, y: float) -> None:
    """A square and a circle to trace either of, and below them a line for the name and one for the year of birth."""
    for shape in ("square", "circle"):
        sheet.add(
            "path",
            d=path_of(shape, x, y, SYMBOL),
            fill="none",
            stroke=EDGE,
            stroke_width=0.8,
            stroke_dasharray="2 3",
        )
    for below in (26, 46):
        line = polyline([(x - 48, y + SYMBOL / 2 + below), (x + 48, y + SYMBOL / 2 + below)])
        sheet.add("path", d=line, fill="none", stroke=SECOND, stroke_width=0.8)


def _signs(sheet: Sheet, profile: Profile) -> None:
    """What the signs mean, in rows of four."""
    top = _TOP + len(PLACES) * _ROW + 8
    sheet.write(_("What the signs mean"), 10, top, text_anchor="start", font_weight="600", fill=INK, class_="fm-ink")
    for number, sign in enumerate(signs_of(TAUGHT)):
        x, y = 30 + number % 4 * WIDTH / 4, top + 24 + number // 4 * 24
        draw_sample(sheet, sign.key, (x, y), profile)
        sheet.write(sign.words, x + 26, y + 4, text_anchor="start")
