"""What left the house, for whoever took it and for the privacy officer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from alongside.agency.access.queries import note_reading
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.series import Series, rows_after
from alongside.oversight.exports.enums import DrawingKind, ExportFormat, ExportKind, PaperState
from alongside.oversight.exports.models import CasePaper, DrawingPaper, Export
from alongside.oversight.exports.rules.limits import HOUR

KEPT = timedelta(days=7)
"""So long a case on paper waits for whoever asked for it."""


@dataclass(frozen=True, slots=True)
class LeftLine:
    """One time something left."""

    public_id: UUID
    at: datetime
    who: str
    kind: str
    format: str
    about: str
    rows: int
    why: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A case on paper that somebody asked for, without its content."""

    public_id: UUID
    state: str
    state_words: str
    asked_at: datetime
    made_at: datetime | None

    @property
    def ready(self) -> bool:
        """Whether it can be read."""
        return self.state == PaperState.READY


@dataclass(frozen=True, slots=True)
class DrawingLine:
    """A drawing that somebody asked for, without its content."""

    public_id: UUID
    what: str
    format: str
    for_whom: str
    state: str
    state_words: str
    asked_at: datetime

    @property
    def ready(self) -> bool:
        """Whether it can be read."""
        return self.state == PaperState.READY


def left_after(*, after: UUID | None = None, size: int = 50, by: Reader) -> Series[LeftLine]:
    """What left, newest first: one's own, and for who reads the logs everybody's."""
    page = rows_after(Export.objects.select_related("actor"), after=after, size=size)
    return Series(
        tuple(
            LeftLine(
                row.public_id,
                row.created_at,
                row.actor.name,
                str(ExportKind(row.kind).label),
                str(ExportFormat(row.format).label),
                row.about,
                row.rows,
                row.why,
            )
            for row in page.items
        ),
        page.after,
    )


def papers_of(case: UUID, *, by: Reader) -> tuple[PaperLine, ...]:
    """The papers of a case that ``by`` asked for within a week, newest first."""
    rows = _papers(case, by).defer("content").order_by("-id")
    return tuple(
        PaperLine(row.public_id, row.state, str(PaperState(row.state).label), row.created_at, row.made_at)
        for row in rows
    )


def case_paper(case: UUID, paper: UUID, *, by: Reader) -> tuple[str, bytes]:
    """Name and bytes of a paper; ``NotFound`` if it is another's, too old, not made yet, or its case is hidden."""
    row = _papers(case, by).filter(public_id=paper, state=PaperState.READY).first()
    if row is None or row.content is None:
        raise NotFound
    note_reading("case taken out", circle=row.case.circle_id, kind="paper", ids=[row.id])
    return row.file_name, bytes(row.content)


def drawings_of(case: UUID, *, by: Reader) -> tuple[DrawingLine, ...]:
    """The drawings of a case that ``by`` asked for within a week, newest first."""
    rows = _drawings(case, by).defer("content").order_by("-id")
    return tuple(
        DrawingLine(
            row.public_id,
            str(DrawingKind(row.what).label),
            str(ExportFormat(row.format).label),
            row.for_whom,
            row.state,
            str(PaperState(row.state).label),
            row.created_at,
        )
        for row in rows
    )


def drawing_paper(case: UUID, paper: UUID, *, by: Reader) -> tuple[str, bytes]:
    """Name and bytes of a drawing; ``NotFound`` if it is another's, too old, not made yet, or its case is hidden."""
    row = _drawings(case, by).filter(public_id=paper, state=PaperState.READY).first()
    if row is None or row.content is None:
        raise NotFound
    note_reading("drawing copy", circle=row.case.circle_id, kind="paper", ids=[row.id])
    return row.file_name, bytes(row.content)


def _drawings(case: UUID, by: Reader) -> QuerySet[DrawingPaper]:
    fresh = DrawingPaper.objects.filter(actor_id=by.actor_id, created_at__gt=clock.now() - KEPT)
    return fresh.filter(case__public_id=case).select_related("case")


def _papers(case: UUID, by: Reader) -> QuerySet[CasePaper]:
    fresh = CasePaper.objects.filter(actor_id=by.actor_id, created_at__gt=clock.now() - KEPT)
    return fresh.filter(case__public_id=case).select_related("case")


def count_left(most: int) -> int:
    """How many times something left, as far as this reader sees it, counted no further than ``most``."""
    return Export.objects.order_by()[:most].count()


def left_lately(*, by: Reader) -> int:
    """How many lists and cases ``by`` has taken out within the last hour."""
    return Export.objects.filter(actor_id=by.actor_id, created_at__gt=clock.now() - HOUR).count()
