"""Drawings that came as SVG, as PDF and PNG. Knows no noun; like all paper it runs in jobs, not in web requests.

Typst draws both, so that what is downloaded is what is printed. The SVG keeps to its drawer's portable subset.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import typst

from alongside.ground.paper.typesetting import FOLDERS, SHEETS

SHEET = SHEETS / "drawing.typ"
EDGE = 12.0
"""Free at each edge of a sheet, in points: 4.2 mm, the least that printers of offices leave white."""
NATURAL = 0.75
"""Points in a px where nothing is scaled."""
SIZE = re.compile(r'<svg[^>]* width="([0-9.]+)" height="([0-9.]+)"')
SHEETS_OF = {"a4": (595.28, 841.89), "a3": (841.89, 1190.55)}
LARGEST = 8000.0
"""The longer side of a picture at most, in pixels: more is no use and takes the memory of a server."""


@dataclass(frozen=True, slots=True)
class Laid:
    """How a drawing lies on paper: the format, whether across, points per px, and how many sheets each way.

    ``of`` numbers the sheets where there are several: "sheet %1 of %2".
    """

    format: str = "a4"
    across: bool = True
    scale: float = NATURAL
    columns: int = 1
    rows: int = 1
    of: str = "%1 / %2"


def pdf_of_svg(svg: str, *, title: str, made_at: datetime, laid: Laid | None = None, language: str = "en") -> bytes:
    """A drawing as a tagged PDF (PDF/UA-1) on paper, or on one page of its own size without ``laid``.

    ``title`` is also what is said instead of the picture. The same values give the same bytes: its time is ``made_at``.
    """
    width, height = _size(svg)
    scale = laid.scale if laid else NATURAL
    breadth, tall = SHEETS_OF["a3" if laid.format == "a3" else "a4"] if laid else (0.0, 0.0)
    if laid and laid.across:
        breadth, tall = tall, breadth
    values = {
        "svg": svg,
        "title": title,
        "language": language,
        "width": width * scale,
        "height": height * scale,
        "breadth": breadth,
        "tall": tall,
        "edge": EDGE,
        "columns": laid.columns if laid else 1,
        "rows": laid.rows if laid else 1,
        "of": laid.of if laid else "",
    }
    return _set(values, pdf_standards="ua-1", timestamp=made_at.replace(microsecond=0))


def png_of_svg(svg: str, *, scale: float = 2.0, rim: float = 16.0) -> bytes:
    """A drawing as a picture, ``scale`` pixels to a px of it; less where it would pass ``LARGEST``.

    ``rim`` is how many px stay free on each side.
    """
    width, height = _size(svg)
    scale = min(scale, LARGEST / (max(width, height) + 2 * rim))
    values = {"svg": svg, "title": "drawing", "language": "en", "width": width, "height": height, "breadth": 0}
    values["edge"] = rim
    return _set(values, format="png", ppi=72.0 * scale)


def _set(values: dict[str, Any], **how: Any) -> bytes:
    """The sheet set with ``values``, with the shipped fonts and no others."""
    made: bytes = typst.compile(
        SHEET,
        root=SHEETS,
        font_paths=FOLDERS,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(values, ensure_ascii=False)},
        **how,
    )
    return made


def _size(svg: str) -> tuple[float, float]:
    found = SIZE.match(svg)
    if found is None:
        message = "a drawing begins with <svg and tells its width and height"
        raise ValueError(message)
    return float(found[1]), float(found[2])
