"""The drawings of a case on paper: how each lies on its sheets."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.ground.familymap.drawing.fitting import paper_for
from alongside.ground.paper.laying import Laid


def laid_for(width: float, height: float) -> Laid:
    """How a drawing of a size in px lies on A4, on A3, or on sheets of A4, its letters 7 points or more."""
    paper = paper_for(width, height)
    form = "a3" if paper.format == "a3" else "a4"
    return Laid(form, paper.across, paper.scale, paper.columns, paper.rows, _("sheet %1 of %2"))
