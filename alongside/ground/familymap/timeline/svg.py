"""A timeline as SVG: plain attributes, absolute places, every mark with its sentence, so that paper and page agree.

Colours are said twice: as attributes for whatever draws the picture alone, and as classes that a page may colour again.
What a mark is shows in its shape, never in its colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.translation import gettext as _

from alongside.ground.familymap.ink import FONT
from alongside.ground.familymap.timeline.marks import (
    LEFT,
    MARK,
    PAD,
    ROW,
    SEEN_ALONE,
    SIZE,
    TOP,
    UNDATED,
    Band,
    Drawing,
    Mark,
    width_of,
)

LAYOUT_VERSION = "1"
INK, QUIET, EDGE, CARD = "#1f2d2b", "#4f5d5a", "#7d837c", "#fffdfa"
FILLS = {
    "gains": ("#e5f0d8", "#3d6420"),
    "life": ("#ece6dc", "#5b554d"),
    "placements": ("#e1ecf6", "#28567f"),
    "orders": ("#ebe7f7", "#54478c"),
    "contacts": ("#dcece7", "#0d5b55"),
    "measures": ("#f7ebc9", "#765300"),
    "decisions": ("#fbe8d9", "#9c4718"),
    "consents": ("#f3e6f3", "#6d3970"),
    UNDATED: ("#ece6dc", "#5b554d"),
}
"""Tint and ink of each lane, as of the tokens in light."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What the picture is called and what it shows, in words."""

    title: str
    words: str
    key: str = "timeline"


def timeline_svg(drawing: Drawing, heading: Heading, *, links: bool = False, many: str = "#{key}") -> str:
    """The picture. With ``links`` each mark leads to where it is kept; without, it keeps to the portable subset.

    ``many`` is where a mark that stands for several leads; ``{key}`` is the key of the first of them.
    """
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="timeline-picture" role="graphics-document" '
        f'viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}" width="{_n(drawing.width)}" '
        f'height="{_n(drawing.height)}" font-family="{FONT}" '
        f'font-size="{_n(SIZE)}" aria-labelledby="{heading.key}-title {heading.key}-desc" '
        f'data-layout-version="{LAYOUT_VERSION}">',
        f'<title id="{heading.key}-title">{escape(heading.title)}</title>',
        f'<desc id="{heading.key}-desc">{escape(heading.words)}</desc>',
        *_grid(drawing),
        *(line for band in drawing.bands for line in _band(band, drawing)),
        *_turns(drawing),
        *(line for mark, lane in _in_order(drawing) for line in _mark(mark, lane, many if links else "")),
        "</svg>",
    ]
    return "\n".join(parts)


def legend(drawing: Drawing) -> tuple[tuple[str, str], ...]:
    """The signs on the picture with their words, each once: (sign, words)."""
    words = {
        "gain": _("A gain"),
        "turn": _("A change of direction"),
        "up": _("Better than before"),
        "down": _("Harder than before"),
        "dot": _("Something that happened"),
        "span": _("A time; an open end goes on"),
        "vague": _("The day is not exactly known"),
        "many": _("Several together; the number says how many"),
    }
    there = (
        {sign_of(mark) for mark in drawing.marks}
        | {one.sign for mark in drawing.marks for one in mark.entries if one.sign in SEEN_ALONE}
        | {"span" for mark in drawing.marks if mark.entries[0].span}
    )
    return tuple((sign, text) for sign, text in words.items() if sign in there)


def sign_of(mark: Mark) -> str:
    """How a mark is drawn: its sign, or that it is a time, several, or not exactly known."""
    one = mark.entries[0]
    if len(mark.entries) > 1:
        return "many"
    return "span" if one.span else "vague" if one.vague and one.first is not None else one.sign


def symbol(sign: str, lane: str = "life") -> str:
    """One sign alone, for the key beside the picture."""
    paints = FILLS.get(lane, FILLS["life"])
    inner = "\n".join(_shape(sign, (3.0, 3 + 2 * MARK, 3 + MARK), paints))
    size = _n(2 * MARK + 6)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="timeline-sign timeline-{lane}" viewBox="0 0 {size} {size}" '
        f'width="{size}" height="{size}" aria-hidden="true">{inner}</svg>'
    )


def sign_at(sign: str, x: float, y: float, lane: str = "life") -> str:
    """One sign about a point, for a key inside the picture."""
    return "\n".join(_shape(sign, (x - MARK, x + MARK, y), FILLS.get(lane, FILLS["life"])))


def _grid(drawing: Drawing) -> list[str]:
    lines = [
        f'<rect class="timeline-card" x="0" y="0" width="{_n(drawing.width)}" height="{_n(drawing.height)}" '
        f'fill="{CARD}"/>'
    ]
    low = drawing.height - 6
    for tick in drawing.ticks:
        lines.append(
            f'<path class="timeline-line" d="M {_n(tick.x)} {_n(TOP - 8)} L {_n(tick.x)} {_n(low)}" fill="none" '
            f'stroke="{EDGE}" stroke-width="{"1" if tick.strong else "0.5"}" stroke-dasharray="1 4"/>'
        )
        weight = ' font-weight="640"' if tick.strong else ""
        lines.append(
            f'<text class="timeline-quiet" x="{_n(tick.x)}" y="{_n(TOP - 14)}" text-anchor="middle" '
            f'fill="{QUIET}"{weight}>{escape(tick.label)}</text>'
        )
    if drawing.today is not None:
        x = _n(drawing.today)
        lines += [
            f'<path class="timeline-now" d="M {x} {_n(TOP - 8)} L {x} {_n(low)}" fill="none" stroke="{INK}" '
            f'stroke-width="1.5"/>',
        ]
    return lines


def _band(band: Band, drawing: Drawing) -> list[str]:
    lines = [
        f'<path class="timeline-edge" d="M 0 {_n(band.top)} L {_n(drawing.width)} {_n(band.top)}" fill="none" '
        f'stroke="{EDGE}" stroke-width="1"/>'
    ]
    y = band.top + PAD + ROW / 2 + SIZE * 0.35
    for place, words in enumerate(_lines(band.label)):
        lines.append(
            f'<text class="timeline-ink" x="10" y="{_n(y + place * SIZE * 1.3)}" font-weight="640" '
            f'fill="{INK}">{escape(words)}</text>'
        )
    return lines


def _lines(label: str) -> list[str]:
    """The name of a lane in lines that its room holds."""
    lines: list[str] = []
    for word in label.split():
        if lines and width_of(f"{lines[-1]} {word}") <= LEFT - 14:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return lines


def _turns(drawing: Drawing) -> list[str]:
    """A line through all lanes wherever the direction changed."""
    return [
        f'<path class="timeline-turn" d="M {_n((mark.x0 + mark.x1) / 2)} {_n(TOP - 8)} '
        f'L {_n((mark.x0 + mark.x1) / 2)} {_n(drawing.height - 6)}" fill="none" stroke="{FILLS["decisions"][1]}" '
        f'stroke-width="1" stroke-dasharray="6 4"/>'
        for band in drawing.bands
        if band.key != UNDATED
        for mark in band.marks
        if mark.entries[0].sign == "turn"
    ]


def _in_order(drawing: Drawing) -> list[tuple[Mark, str]]:
    """Marks as they are read: lane by lane, each from left to right."""
    return [
        (mark, band.key) for band in drawing.bands for mark in sorted(band.marks, key=lambda mark: (mark.x0, mark.y))
    ]


def name_of(mark: Mark) -> str:
    """What a mark says to whoever hears the picture; what stands there to be read is part of it (WCAG 2.5.3)."""
    if len(mark.entries) == 1:
        words = mark.entries[0].words
        return words if mark.label in words else f"{mark.label}: {words}"
    return f"{mark.label}: {mark.entries[0].words} … {mark.entries[-1].words}"


def _mark(mark: Mark, lane: str, many: str) -> list[str]:
    paints = FILLS.get(lane, FILLS["life"])
    one, words = mark.entries[0], escape(name_of(mark), quote=True)
    keys = escape(" ".join(entry.key for entry in mark.entries), quote=True)
    begin, end = f'<g class="timeline-mark timeline-{lane}" data-entries="{keys}" tabindex="0" role="img"', "</g>"
    url = one.url if len(mark.entries) == 1 else many.replace("{key}", one.key)
    if many and url:
        url = escape(url, quote=True)
        begin, end = f'<a class="timeline-mark timeline-{lane}" data-entries="{keys}" href="{url}"', "</a>"
    sign = sign_of(mark)
    fill = f'class="timeline-ink" fill="{INK}"'
    return [
        f'{begin} aria-label="{words}"><title>{words}</title>',
        *_shape(sign, (mark.x0, mark.x1, mark.y), paints),
        *(() if mark.inside else (_behind(mark),)),
        *(_inner(mark, paints) if sign in ("many", "vague") else ()),
        *(_arrow(mark, paints[1]) if mark.open_end else ()),
        f'<text x="{_n(mark.label_x)}" y="{_n(mark.y + SIZE * 0.35)}" {fill}>{escape(mark.label)}</text>{end}',
    ]


def _shape(sign: str, where: tuple[float, float, float], paints: tuple[str, str]) -> Sequence[str]:
    """The sign itself; what it is shows without colour."""
    x0, x1, y = where
    tint, ink = paints
    middle, half = (x0 + x1) / 2, MARK - 1
    paint = f'class="timeline-shape" fill="{tint}" stroke="{ink}" stroke-width="1.5"'
    solid = f'class="timeline-solid" fill="{ink}" stroke="{ink}" stroke-width="1.5"'
    if sign in ("span", "many", "vague"):
        dash = ' stroke-dasharray="4 3"' if sign == "vague" else ""
        round_ = {"span": "3", "many": "10", "vague": "8"}[sign]
        box = f'x="{_n(x0)}" y="{_n(y - 10)}" width="{_n(x1 - x0)}" height="20" rx="{round_}"'
        return (f"<rect {paint} {box}{dash}/>",)
    m, u, d = _n(middle), _n(y - half), _n(y + half)
    left, right = _n(middle - half), _n(middle + half)
    star = _star(middle, y, half + 1)
    return {
        "gain": (f'<path {solid} d="{star}"/>',),
        "turn": (f'<path {paint} d="M {m} {u} L {right} {_n(y)} L {m} {d} L {left} {_n(y)} Z"/>',),
        "up": (f'<path {solid} d="M {m} {u} L {right} {d} L {left} {d} Z"/>',),
        "down": (f'<path {paint} d="M {left} {u} L {right} {u} L {m} {d} Z"/>',),
    }.get(sign, (f'<circle {solid} cx="{m}" cy="{_n(y)}" r="{_n(half - 1)}"/>',))


def _behind(mark: Mark) -> str:
    """Paper behind words, so that no line runs through them."""
    return (
        f'<rect class="timeline-card" x="{_n(mark.label_x - 2)}" y="{_n(mark.y - 9)}" '
        f'width="{_n(mark.label_width + 4)}" height="18" fill="{CARD}" fill-opacity="0.85"/>'
    )


def _inner(mark: Mark, paints: tuple[str, str]) -> Sequence[str]:
    """In a mark of gains or changes of direction that are several, or not exactly known: their sign."""
    sign = mark.entries[0].sign
    if sign not in SEEN_ALONE or mark.inside:
        return ()
    middle = (mark.x0 + mark.x1) / 2
    return _shape(sign, (middle - MARK, middle + MARK, mark.y), paints)


def _star(x: float, y: float, half: float) -> str:
    """A star with four points: the sign of a gain."""
    near = half * 0.36
    corners = ((0, -half), (near, -near), (half, 0), (near, near), (0, half), (-near, near), (-half, 0), (-near, -near))
    return "M " + " L ".join(f"{_n(x + right)} {_n(y + down)}" for right, down in corners) + " Z"


def _arrow(mark: Mark, ink: str) -> Sequence[str]:
    """The open end of a time that goes on."""
    x, y = mark.x1, mark.y
    head = f"M {_n(x - 5)} {_n(y - 5)} L {_n(x)} {_n(y)} L {_n(x - 5)} {_n(y + 5)}"
    return (f'<path class="timeline-stroke" d="{head}" fill="none" stroke="{ink}" stroke-width="1.5"/>',)


def _n(value: float) -> str:
    """A number with at most one place after the point."""
    return f"{value:.1f}".removesuffix(".0").replace("-0.0", "0")
