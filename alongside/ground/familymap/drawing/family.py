"""Drawing a family: the one way in. It is laid out, drawn, and checked before anybody sees it."""

from __future__ import annotations

import logging

from django.utils.translation import gettext as _

from alongside.ground.familymap.at import family_at
from alongside.ground.familymap.drawing.check import faults
from alongside.ground.familymap.drawing.describe import with_dates
from alongside.ground.familymap.drawing.options import Options
from alongside.ground.familymap.drawing.svg import Drawing, draw
from alongside.ground.familymap.drawing.text import InWords, in_words
from alongside.ground.familymap.model import Family, NotDrawable
from alongside.ground.familymap.placing.laying import lay_out

log = logging.getLogger(__name__)


def draw_family(family: Family, options: Options | None = None) -> Drawing:
    """Draw ``family`` as ``options`` ask; on their day, or on the family's own.

    Raises ``NotDrawable`` where there is no true drawing: nobody to draw, somebody who would be an ancestor of
    themselves, or a drawing that says something else than the record. The list of the family is shown then.
    """
    options = options or Options()
    family = standing(family, options)
    if not family.people:
        raise NotDrawable(_("There is nobody to draw on that day. Choose a later day, or add people to the family."))
    layout = lay_out(family)
    drawing = draw(family, layout, options)
    found = faults(drawing.svg, family)
    if found:
        log.error("a family drawing was held back: %s", "; ".join(one.split(" ", 1)[0] for one in found))
        raise NotDrawable(_("This family cannot be drawn without a false statement. The list below holds all of it."))
    return drawing


def told_family(family: Family, options: Options | None = None) -> InWords:
    """``family`` in words, with everything that its drawing by these options shows and nothing that it leaves out."""
    options = options or Options()
    day = options.as_at or family.as_at
    return in_words(
        family_at(family, day) if day else family,
        bonds=options.shows("bonds"),
        health=options.shows("health"),
        households=options.shows("households"),
    )


def standing(family: Family, options: Options) -> Family:
    """The family that a drawing with these options shows: on its day, with the dates that stand below names."""
    day = options.as_at or family.as_at
    return with_dates(family_at(family, day) if day else family, options)
