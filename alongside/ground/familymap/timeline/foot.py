"""The foot of a timeline that leaves as a file: what the signs mean and what has to be said, inside the picture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from alongside.ground.familymap.metrics import break_words
from alongside.ground.familymap.metrics import width_of as breadth_of
from alongside.ground.familymap.timeline.marks import SIZE, Drawing
from alongside.ground.familymap.timeline.svg import CARD, QUIET, legend, sign_at

SIDE = 12.0
LINE = 20.0
SAMPLE = 24.0
SPACE = 26.0
SIZED = re.compile(r'viewBox="0 0 ([0-9.]+) ([0-9.]+)" width="[0-9.]+" height="[0-9.]+"')


def with_foot(svg: str, drawing: Drawing, said: Sequence[str]) -> tuple[str, float, float]:
    """``svg`` of ``drawing`` with the key of its signs and lines of words below; also its width and height in px."""
    width, top = drawing.width, drawing.height
    parts, y = _key(drawing, width, top + LINE)
    for words in said:
        for line in break_words(words, width - 2 * SIDE, SIZE):
            parts.append(_words(line, SIDE, y))
            y += LINE
    height = y + 4 - LINE / 2
    low = f'x="0" y="{top:.1f}" width="{width:.1f}" height="{height - top:.1f}"'
    paper = f'<rect class="timeline-card" {low} fill="{CARD}"/>'
    sized = f'viewBox="0 0 {width:.1f} {height:.1f}" width="{width:.1f}" height="{height:.1f}"'
    whole = SIZED.sub(sized, svg, count=1).removesuffix("</svg>")
    return "\n".join((whole + paper, *parts, "</svg>")), width, height


def _key(drawing: Drawing, width: float, y: float) -> tuple[list[str], float]:
    """The signs from left to right, in as many rows as they need, and where the next line stands."""
    parts, x = [], SIDE
    for sign, words in legend(drawing):
        needed = SAMPLE + breadth_of(words, SIZE)
        if x > SIDE and x + needed > width - SIDE:
            x, y = SIDE, y + LINE
        parts += [sign_at(sign, x + 8, y), _words(words, x + SAMPLE, y)]
        x += needed + SPACE
    return parts, y + LINE + 4


def _words(words: str, x: float, y: float) -> str:
    place = f'x="{x:.1f}" y="{y + SIZE * 0.35:.1f}"'
    return f'<text class="timeline-quiet" {place} fill="{QUIET}">{escape(words)}</text>'
