"""Drawings that came as SVG, as PDF and PNG. Knows no noun; like all paper it runs in jobs, not in web requests.

Typst draws both, so that what is downloaded is what is printed. The SVG keeps to its drawer's portable subset.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import typst

from alongside.ground.paper.laying import Laid, size_of, values_of
from alongside.ground.paper.typesetting import FOLDERS, SHEETS

SHEET = SHEETS / "drawing.typ"
LARGEST = 8000.0
"""The longer side of a picture at most, in pixels: more is no use and takes the memory of a server."""


def pdf_of_svg(
    svg: str, *, title: str, made_at: datetime, words: str = "", laid: Laid | None = None, language: str = "en"
) -> bytes:
    """A drawing as a tagged PDF (PDF/UA-1) on paper, or on one page of its own size without ``laid``.

    ``words`` are said instead of the picture, else ``title``. The same values give the same bytes: its time is
    ``made_at``.
    """
    values = values_of(svg, words or title, laid) | {"title": title, "language": language}
    return _set(values, pdf_standards="ua-1", timestamp=made_at.replace(microsecond=0))


def png_of_svg(svg: str, *, scale: float = 2.0, rim: float = 16.0) -> bytes:
    """A drawing as a picture, ``scale`` pixels to a px of it; less where it would pass ``LARGEST``.

    ``rim`` is how many px stay free on each side.
    """
    width, height = size_of(svg)
    scale = min(scale, LARGEST / (max(width, height) + 2 * rim))
    values = {"svg": svg, "alt": "drawing", "title": "drawing", "language": "en", "width": width, "height": height}
    return _set(values | {"breadth": 0, "edge": rim}, format="png", ppi=72.0 * scale)


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
