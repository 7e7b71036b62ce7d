"""A drawing of a family leaves as a file: without whom its reader must not learn of, searched, and written down."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.ground.familymap.lint import words_of
from alongside.ground.foundation.errors import Refused, require
from alongside.ground.foundation.reader import Reader
from alongside.oversight.exports.actions.noting import note_export
from alongside.oversight.exports.actions.outgoing import guard_circle
from alongside.oversight.exports.enums import ExportFormat, ExportKind
from alongside.oversight.exports.queries.leaving import left_lately
from alongside.oversight.exports.rules.limits import may_take_case
from alongside.oversight.overviews.family import Left
from alongside.oversight.overviews.family_drawing import drawn_family

ADDRESS = re.compile(r' (?:href|data-href)="[^"]*"')


@dataclass(frozen=True, slots=True)
class TakenDrawing:
    """A drawing that leaves: a name without anybody's name, the bytes, and how many people are in it."""

    file_name: str
    content: bytes
    people: int


@transaction.atomic
def take_family(
    *,
    case: UUID,
    day: date | None = None,
    layers: Iterable[str] = (),
    left: Left,
    why: str,
    may_leave: str = "",
    by: Reader,
) -> TakenDrawing:
    """Take the drawing of a family out as SVG, as it was on ``day``, without whom and what ``left`` names.

    Refused: absent or hidden, no reason, too often within an hour, a family that cannot be drawn, and a drawing that
    tells where somebody hides, unless ``may_leave`` says why it may. Recorded: the export with reason and digest, and
    everybody in it as read.
    """
    decision = may_take_case(why=why, lately=left_lately(by=by))
    require(decision, field="why" if decision.code == "export.why" else None)
    drawn = drawn_family(case, day=day, layers=layers, left=left, title=_("Family drawing"), act="family copy", by=by)
    if drawn.genogram is None:
        raise Refused("family.not_drawable", drawn.why_not, fields={"day": drawn.why_not})
    svg = ADDRESS.sub("", drawn.genogram.svg)
    texts = {_("Family drawing"): "\n".join(words_of(svg))}
    guard_circle(circle=drawn.page.head.circle_id, texts=texts, field="may_leave", may_leave=may_leave, by=by)
    content = svg.encode()
    number = drawn.page.head.number
    note_export(
        kind=ExportKind.DRAWING,
        form=ExportFormat.SVG,
        about=_("Drawing of case %(number)s") % {"number": number},
        rows=len(drawn.page.rows),
        digest=hashlib.sha256(content).hexdigest(),
        why=why,
        by=by,
    )
    return TakenDrawing(f"{number}-drawing.svg", content, len(drawn.page.rows))
