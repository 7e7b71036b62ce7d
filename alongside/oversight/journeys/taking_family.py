"""A drawing of a case leaves as a file: without whom its reader must not learn of, searched, and written down.

An SVG is given at once; PDF and PNG are made by a job (``drawing_paper``), by the same way through the same gate.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.ground.familymap.ecomap.svg import EcomapOptions, draw_ecomap
from alongside.ground.familymap.ecomap.text import system_name
from alongside.ground.familymap.lint import words_of
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import Refused, require
from alongside.ground.foundation.outbox import defer
from alongside.ground.foundation.reader import Reader
from alongside.oversight.exports.actions.noting import note_export
from alongside.oversight.exports.actions.outgoing import guard_circle
from alongside.oversight.exports.enums import DrawingKind, ExportFormat, ExportKind
from alongside.oversight.exports.models import DrawingPaper
from alongside.oversight.exports.queries.leaving import KEPT, left_lately
from alongside.oversight.exports.rules.limits import may_take_case
from alongside.oversight.overviews.drawings import told_lines
from alongside.oversight.overviews.family_drawing import (
    as_at_words,
    drawn_family,
    drawn_words,
    recorded_words,
    tie_recorders,
)
from alongside.oversight.overviews.family_leaving import NOTHING, Left
from alongside.oversight.overviews.timeline_drawing import drawn_timeline
from alongside.record.cases.queries import CaseHead, case_row

MAKE = "journeys.make_drawing"
"""The job that puts a drawing on paper or into pixels, registered by the door of the jobs."""
ACT = "drawing copy"
INSIDE = re.compile(r' (?:href|data-href|data-system|data-tie|data-arrow|data-entries)="[^"]*"')
"""What a drawing carries for the pages of the house: addresses and outside names."""
NAMES = {DrawingKind.FAMILY: "drawing", DrawingKind.AROUND: "ecomap", DrawingKind.TIMELINE: "timeline"}


@dataclass(frozen=True, slots=True)
class Copy:
    """A drawing for somebody: of which case, which one, on which day, with which layers, without whom, for whom."""

    case: UUID
    what: DrawingKind = DrawingKind.FAMILY
    day: date | None = None
    layers: tuple[str, ...] = ()
    left: Left = NOTHING
    whom: str = ""

    def asked(self) -> dict[str, Any]:
        """How it is drawn, as a waiting paper keeps it."""
        return {
            "day": self.day.isoformat() if self.day else None,
            "layers": list(self.layers),
            "left_out": sorted(str(one) for one in self.left.persons),
            "restricted": self.left.restricted,
        }


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing that may leave: the SVG without an address of the house, its size in px, and what it says in words."""

    svg: str
    width: float
    height: float
    title: str
    words: str
    shown: int
    head: CaseHead = field(repr=False)


@dataclass(frozen=True, slots=True)
class TakenDrawing:
    """A drawing that leaves: a name without anybody's name, the bytes, how many people, systems or lines are in it."""

    file_name: str
    content: bytes
    shown: int


@transaction.atomic
def take_drawing(*, copy: Copy, why: str, may_leave: str = "", by: Reader) -> TakenDrawing:
    """Take a drawing out as SVG, at once.

    Refused: absent or hidden, no reason, too often within an hour, what cannot be drawn, and a drawing that tells where
    somebody hides, unless ``may_leave`` says why it may. Recorded: the export with for whom, reason and digest, and
    everything in it as read.
    """
    require_drawing(copy=copy, why=why, by=by)
    picture = guard_drawing(copy=copy, may_leave=may_leave, by=by)
    return note_drawing(picture=picture, copy=copy, form=ExportFormat.SVG, content=picture.svg.encode(), why=why, by=by)


@transaction.atomic
def ask_for_drawing(*, copy: Copy, form: ExportFormat, why: str, may_leave: str = "", by: Reader) -> None:
    """Ask for a drawing as PDF or PNG; a job makes it as ``by``, who alone can read it, for a week.

    Refused: as in ``take_drawing``, asked now and again when it is made. Drawings of ``by`` older than a week go.
    """
    require_drawing(copy=copy, why=why, by=by)
    picture = guard_drawing(copy=copy, may_leave=may_leave, by=by)
    DrawingPaper.objects.filter(actor_id=by.actor_id, created_at__lte=clock.now() - KEPT).delete()
    paper = DrawingPaper.objects.create(
        actor_id=by.actor_id,
        case=case_row(copy.case),
        what=copy.what,
        format=form,
        asked=copy.asked(),
        for_whom=copy.whom.strip()[:80],
        why=why.strip()[:300],
        may_leave=may_leave.strip()[:500],
        file_name=_file_name(picture, copy, form),
    )
    defer(MAKE, paper=str(paper.public_id), actor=by.actor_id)


def require_drawing(*, copy: Copy, why: str, by: Reader) -> None:
    """Refuse a drawing for nobody, without a reason, or one too many within an hour."""
    if not copy.whom.strip():
        reason = _("Say for whom the copy is: it stands on the drawing and is kept.")
        raise Refused("drawing.whom", reason, fields={"whom": reason})
    decision = may_take_case(why=why, lately=left_lately(by=by))
    require(decision, field="why" if decision.code == "export.why" else None)


def guard_drawing(*, copy: Copy, may_leave: str = "", by: Reader) -> Picture:
    """The drawing as ``by`` sees it and as it may leave; refused while it tells where somebody hides.

    Refused too: somebody to be left out of whom ``by`` sees nothing any more, since nobody could tell then whether
    they are in it under another entry.
    """
    picture = _DRAWERS[copy.what](copy, by)
    texts = {picture.title: "\n".join((*words_of(picture.svg), picture.words))}
    guard_circle(circle=picture.head.circle_id, texts=texts, field="may_leave", may_leave=may_leave, by=by)
    return picture


def note_drawing(
    *, picture: Picture, copy: Copy, form: ExportFormat, content: bytes, why: str, by: Reader
) -> TakenDrawing:
    """Write down that a drawing left."""
    note_export(
        kind=ExportKind.DRAWING,
        form=form,
        about=_("%(what)s of case %(number)s") % {"what": picture.title, "number": picture.head.number},
        rows=picture.shown,
        digest=hashlib.sha256(content).hexdigest(),
        why=f"{copy.whom.strip()}: {why.strip()}",
        by=by,
    )
    return TakenDrawing(_file_name(picture, copy, form), content, picture.shown)


def _file_name(picture: Picture, copy: Copy, form: ExportFormat) -> str:
    """What the file is called: the number of the case and which drawing, nobody's name."""
    return f"{picture.head.number}-{NAMES[copy.what]}.{form.value}"


def _family(copy: Copy, by: Reader) -> Picture:
    title = _("Family drawing")
    drawn = drawn_family(
        copy.case, day=copy.day, layers=copy.layers, left=copy.left, title=title, whom=copy.whom, act=ACT, by=by
    )
    _still_known(copy, drawn.page.everyone)
    if drawn.genogram is None or drawn.told is None:
        raise Refused("family.not_drawable", drawn.why_not, fields={"day": drawn.why_not})
    made, words = drawn.genogram, "\n".join((title, *told_lines(drawn.told.items)))
    return Picture(_plain(made.svg), made.width, made.height, title, words, len(drawn.page.rows), drawn.page.head)


def _around(copy: Copy, by: Reader) -> Picture:
    title = _("World around the household")
    drawn = drawn_family(copy.case, day=copy.day, left=copy.left, whom=copy.whom, act=ACT, by=by)
    _still_known(copy, drawn.page.everyone)
    world = drawn.world
    if not world.systems:
        reason = _("Nothing is written down yet of what stands around them on that day.")
        raise Refused("family.nothing_around", reason, fields={"what": reason})
    said = (as_at_words(drawn.page.day), recorded_words(tie_recorders(drawn.page.around)), drawn_words(copy.whom, by))
    made = draw_ecomap(world, EcomapOptions(title=title, footer=" ".join(part for part in said if part)))
    words = "\n".join((title, *(system_name(world, one) for one in world.systems)))
    return Picture(_plain(made.svg), made.width, made.height, title, words, len(world.systems), drawn.page.head)


def _timeline(copy: Copy, by: Reader) -> Picture:
    said = (as_at_words(clock.today()), drawn_words(copy.whom, by))
    made = drawn_timeline(copy.case, left=copy.left, said=(" ".join(said),), by=by)
    _still_known(copy, made.known)
    if not made.rows:
        reason = _("Nothing of the timeline is left to show. Leave less out, or write something down first.")
        raise Refused("timeline.empty", reason, fields={"what": reason})
    title = _("Timeline")
    words = "\n".join((title, *(row[1] for row in made.rows)))
    return Picture(_plain(made.svg), made.width, made.height, title, words, len(made.rows), made.page.head)


_DRAWERS: dict[DrawingKind, Callable[[Copy, Reader], Picture]] = {
    DrawingKind.FAMILY: _family,
    DrawingKind.AROUND: _around,
    DrawingKind.TIMELINE: _timeline,
}


def _still_known(copy: Copy, known: Iterable[UUID]) -> None:
    if not copy.left.persons <= set(known):
        reason = _(
            "Somebody who is to be left out has changed in the record meanwhile. Choose again whom to leave out."
        )
        raise Refused("drawing.left_out", reason, fields={"left_out": reason})


def _plain(svg: str) -> str:
    return INSIDE.sub("", svg)
