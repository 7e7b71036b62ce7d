"""The foot of a drawing: bonds that have no line, rules that were given up, the legend, and who printed it when."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.ground.familymap.drawing.legend import draw_sample, signs_of
from alongside.ground.familymap.drawing.options import ListedBond, Sign
from alongside.ground.familymap.drawing.stage import Stage
from alongside.ground.familymap.ink import EDGE, INK, SECOND, WORD_SIZE, Sheet, clean
from alongside.ground.familymap.layout import Box
from alongside.ground.familymap.metrics import break_words, width_of

LINE = 17.0
ROW = 23.0
SAMPLE = 42.0
GAP = 22.0
RIM = 5.0
LEAST = 420.0
"""A foot is at least so wide, however small the family."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a foot is made of."""

    stage: Stage
    keys: tuple[str, ...]
    listed: tuple[ListedBond, ...]
    notes: tuple[str, ...]
    reach: Box


@dataclass(frozen=True, slots=True)
class Foot:
    """A foot as it was drawn, how far it reaches, and the signs of its legend."""

    sheet: Sheet
    right: float
    bottom: float
    signs: tuple[Sign, ...]


def draw_foot(asked: Asked) -> Foot:
    """Draw the foot below the drawing, within its width."""
    sheet, reach = Sheet(), asked.reach
    left = reach.left + RIM
    right = max(reach.right - RIM, left + LEAST)
    y = reach.bottom + 14
    for bond in asked.listed:
        y = _bond(sheet, bond, left, right, y)
    for note in asked.notes:
        y = _lines(sheet, note, left, right, y, data_note="relaxed")
    signs = signs_of(asked.keys)
    if asked.stage.options.legend and signs:
        y = _legend(sheet, asked, signs, (left, right, y + 4))
    if asked.stage.options.footer:
        y = _lines(sheet, asked.stage.options.footer, left, right, y + 6, data_note="footer")
    return Foot(sheet, right + RIM, y + 10, signs)


def _lines(sheet: Sheet, words: str, left: float, right: float, y: float, **named: str) -> float:
    for line in break_words(words, right - left, WORD_SIZE):
        sheet.write(line, left, y + 11, text_anchor="start", **named)
        y += LINE
    return y


def _bond(sheet: Sheet, bond: ListedBond, left: float, right: float, y: float) -> float:
    inner = Sheet()
    inner.write(f"{bond.number}", left, y + 11, text_anchor="start", font_weight="600", fill=INK, class_="fm-ink")
    for line in break_words(bond.words, right - left - 22, WORD_SIZE):
        inner.write(line, left + 22, y + 11, text_anchor="start")
        y += LINE
    sheet.group(
        inner,
        data_listed=clean(bond.bond),
        data_from=clean(bond.origin),
        data_to=clean(bond.target),
        data_kind=bond.kind,
    )
    return y


def _legend(sheet: Sheet, asked: Asked, signs: tuple[Sign, ...], frame: tuple[float, float, float]) -> float:
    """The signs in columns of one width, read from left to right."""
    left, right, y = frame
    legend = Sheet()
    legend.add(
        "path", d=f"M{left:.0f} {y:.0f}L{right:.0f} {y:.0f}", stroke=EDGE, stroke_width=1, fill="none", class_="fm-rule"
    )
    legend.write(
        _("What the signs mean"), left, y + 20, text_anchor="start", font_weight="600", fill=INK, class_="fm-ink"
    )
    y += 42
    widest = max(SAMPLE + width_of(one.words, WORD_SIZE) for one in signs) + GAP
    columns = max(1, min(len(signs), int((right - left + GAP) // widest)))
    each = (right - left + GAP) / columns
    for number, sign in enumerate(signs):
        x, middle = left + each * (number % columns), y + ROW * (number // columns)
        entry = Sheet()
        draw_sample(entry, sign.key, (x + 18, middle), asked.stage.profile)
        entry.write(sign.words, x + SAMPLE, middle + 4, text_anchor="start", fill=SECOND)
        parts = [part.replace(' data-sign="', ' data-sample="') for part in entry.parts]
        legend.group(Sheet(parts), data_legend_sign=sign.key)
    sheet.group(legend, data_legend=asked.stage.profile.key, class_="fm-legend")
    return y + ROW * ((len(signs) - 1) // columns) + 16
