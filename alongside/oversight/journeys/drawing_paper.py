"""A drawing on paper or in pixels. Only jobs import this module: typesetting is too heavy for a request."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language

from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.holding import held_if_any
from alongside.ground.foundation.reader import Reader
from alongside.ground.paper.drawings import pdf_of_svg, png_of_svg
from alongside.oversight.exports.enums import DrawingKind, ExportFormat, PaperState
from alongside.oversight.exports.models import DrawingPaper
from alongside.oversight.journeys.taking_family import Copy, Picture, guard_drawing, note_drawing
from alongside.oversight.overviews.drawings import laid_for
from alongside.oversight.overviews.family_leaving import Left
from alongside.record.cases.models import Case

HIDDEN = "outgoing.hidden"


@transaction.atomic
def make_drawing(*, public_id: UUID, by: Reader) -> None:
    """Make the drawing that ``by`` asked for, as she sees the case now; who lost sight of it gets none."""
    paper = held_if_any(DrawingPaper.objects.filter(public_id=public_id, state=PaperState.WAITING))
    if paper is None:
        return
    case = Case.objects.filter(id=paper.case_id).first()
    if case is None:
        paper.state = PaperState.BROKEN
    else:
        _draw(paper, _copy_of(paper, case.public_id), by)
    paper.made_at = clock.now()
    paper.version += 1
    paper.save(update_fields=["content", "state", "made_at", "version"])


def _copy_of(paper: DrawingPaper, case: UUID) -> Copy:
    """What a waiting paper asks for."""
    asked = paper.asked
    return Copy(
        case,
        DrawingKind(paper.what),
        date.fromisoformat(asked["day"]) if asked["day"] else None,
        tuple(asked["layers"]),
        Left(
            frozenset(UUID(one) for one in asked["left_out"]),
            restricted=asked["restricted"],
            bonds="bonds" not in asked["layers"],
        ),
        paper.for_whom,
    )


def _draw(paper: DrawingPaper, copy: Copy, by: Reader) -> None:
    form = ExportFormat(paper.format)
    try:
        picture = guard_drawing(copy=copy, may_leave=paper.may_leave, by=by)
    except Refused as refusal:
        paper.state = PaperState.STOPPED if refusal.code == HIDDEN else PaperState.BROKEN
        return
    except NotFound:
        paper.state = PaperState.BROKEN
        return
    content = png_of_svg(picture.svg) if form == ExportFormat.PNG else _pdf_of(picture)
    note_drawing(picture=picture, copy=copy, form=form, content=content, why=paper.why, by=by)
    paper.content, paper.state = content, PaperState.READY


def _pdf_of(picture: Picture) -> bytes:
    """The drawing on the smallest paper on which its letters can be read: A4, A3, or sheets to be put together."""
    return pdf_of_svg(
        picture.svg,
        title=picture.title,
        words=picture.words,
        made_at=clock.now(),
        laid=laid_for(picture.width, picture.height),
        language=(get_language() or "en").split("-")[0],
    )
