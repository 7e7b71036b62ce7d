"""How a drawing lies on paper: the sheet, whether across, how much smaller, and how many sheets put together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

EDGE = 12.0
"""Free at each edge of a sheet, in points: 4.2 mm, the least that printers of offices leave white."""
NATURAL = 0.75
"""Points in a px where nothing is scaled."""
BLOCK = (470.0, 560.0)
"""Breadth and height in points that a drawing may take in a page of text."""
SMALLEST = 7.0
"""Letters in points: never smaller on any paper."""
SIZE = re.compile(r'<svg[^>]* width="([0-9.]+)" height="([0-9.]+)"')
SHEETS_OF = {"a4": (595.28, 841.89), "a3": (841.89, 1190.55)}


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


def size_of(svg: str) -> tuple[float, float]:
    """Width and height of a drawing in px, as its root tells them."""
    found = SIZE.match(svg)
    if found is None:
        message = "a drawing begins with <svg and tells its width and height"
        raise ValueError(message)
    return float(found[1]), float(found[2])


def values_of(svg: str, alt: str, laid: Laid | None) -> dict[str, Any]:
    """A drawing as the sheets take it; without ``laid`` on a page of its own size. ``alt`` is said instead of it."""
    width, height = size_of(svg)
    scale = laid.scale if laid else NATURAL
    breadth, tall = SHEETS_OF["a3" if laid.format == "a3" else "a4"] if laid else (0.0, 0.0)
    if laid and laid.across:
        breadth, tall = tall, breadth
    return {
        "svg": svg,
        "alt": alt,
        "width": width * scale,
        "height": height * scale,
        "breadth": breadth,
        "tall": tall,
        "edge": EDGE,
        "columns": laid.columns if laid else 1,
        "rows": laid.rows if laid else 1,
        "of": laid.of if laid else "",
    }


def fits_in_text(svg: str, letters: float) -> float | None:
    """Points per px at which a drawing stands within a page of text; None where its ``letters`` (px) were too small."""
    width, height = size_of(svg)
    scale = min(NATURAL, BLOCK[0] / width, BLOCK[1] / height)
    return scale if scale * letters >= SMALLEST else None
