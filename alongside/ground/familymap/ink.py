"""Ink: the colours, numbers and elements that a drawing is written with, all within the portable subset of SVG.

Every element carries plain attributes that look right as they are (light paper, a PDF, an e-mail) and a class by which
a page may recolour it in the dark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

INK = "#1f2d2b"
SECOND = "#4f5d5a"
PAPER = "#fffdfa"
EDGE = "#7d837c"
PINE, PINE_TINT = "#0d5b55", "#dcece7"
SKY, SKY_TINT = "#28567f", "#e1ecf6"
OCHRE, OCHRE_TINT = "#765300", "#f7ebc9"
IRIS, IRIS_TINT = "#54478c", "#ebe7f7"
SUN, SUN_TINT = "#9c4718", "#fbe8d9"
LEAF = "#3d6420"
CLAY = "#943c2c"
STONE = "#5b554d"

FONT = "'Source Sans 3 Variable', 'Source Sans 3', 'Source Sans Pro', 'Noto Sans', sans-serif"
NAME_SIZE = 11.0
WORD_SIZE = 11.0
"""The smallest letters of a drawing, in px: what paper is chosen by."""
ASCENT = 0.36
"""How far below its middle a line of digits or capitals has its foot, in parts of its size."""

_PLAIN = re.compile("[\\w ,.:;()–-]*")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def number(value: float) -> str:
    """A length with at most one digit after the point, the same on every machine."""
    tenths = round(value * 10)
    whole, rest = divmod(abs(tenths), 10)
    return f"{'-' if tenths < 0 else ''}{whole}{f'.{rest}' if rest else ''}"


def clean(words: str) -> str:
    """Words as they may stand in XML: escaped, without the characters that XML has no place for."""
    return words if _PLAIN.fullmatch(words) else escape(_NOT_XML.sub("", words), {'"': "&quot;"})


def element(tag: str, content: str | None = None, /, **attributes: str | float) -> str:
    """One element. Underscores in names become dashes; ``class_`` is the class; ``content`` is markup already."""
    parts = [tag]
    for name, value in attributes.items():
        if value == "":
            continue
        told = value if isinstance(value, str) else number(value)
        parts.append(f'{name.rstrip("_").replace("_", "-")}="{told}"')
    head = " ".join(parts)
    return f"<{head}/>" if content is None else f"<{head}>{content}</{tag}>"


def text(words: str, x: float, y: float, /, **attributes: str | float) -> str:
    """A line of words with its foot at ``y``, its middle at ``x`` unless ``text_anchor`` says otherwise."""
    plain: dict[str, str | float] = {
        "text_anchor": "middle",
        "font_family": FONT,
        "font_size": WORD_SIZE,
        "fill": SECOND,
        "class_": "fm-second",
    }
    return element("text", clean(words), x=x, y=y, **{**plain, **attributes})


@dataclass(slots=True)
class Sheet:
    """What has been drawn so far, and which signs stand in it: the legend lists these and no others."""

    parts: list[str] = field(default_factory=list)
    signs: set[str] = field(default_factory=set)

    def add(self, tag: str, *, sign: str = "", **attributes: str | float) -> None:
        """Draw an element; ``sign`` is the key of the sign that it makes."""
        if sign:
            self.signs.add(sign)
            attributes["data_sign"] = sign
        self.parts.append(element(tag, **attributes))

    def write(self, words: str, x: float, y: float, /, *, sign: str = "", **attributes: str | float) -> None:
        """Write a line of words."""
        if sign:
            self.signs.add(sign)
            attributes["data_sign"] = sign
        self.parts.append(text(words, x, y, **attributes))

    def group(self, inner: Sheet, /, **attributes: str | float) -> None:
        """Put what another sheet holds into a group."""
        self.signs |= inner.signs
        self.parts.append(element("g", "".join(inner.parts), **attributes))

    def halo(self, left: float, top: float, right: float, bottom: float) -> None:
        """A rectangle of the paper's colour behind words, so that lines do not run through them."""
        self.add(
            "rect",
            x=left,
            y=top,
            width=right - left,
            height=bottom - top,
            rx=3,
            fill=PAPER,
            fill_opacity="0.9",
            class_="fm-paper",
        )
