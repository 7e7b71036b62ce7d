"""What left the house, for whoever took it and for the privacy officer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.series import Series, rows_after
from alongside.oversight.exports.enums import ExportFormat, ExportKind
from alongside.oversight.exports.models import Export


@dataclass(frozen=True, slots=True)
class LeftLine:
    """One time something left."""

    at: datetime
    who: str
    kind: str
    format: str
    about: str
    rows: int
    why: str


def left_after(*, after: UUID | None = None, size: int = 50, by: Reader) -> Series[LeftLine]:
    """What left, newest first: one's own, and for who reads the logs everybody's."""
    page = rows_after(Export.objects.select_related("actor"), after=after, size=size)
    return Series(
        tuple(
            LeftLine(
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
