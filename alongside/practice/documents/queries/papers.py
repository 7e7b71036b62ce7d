"""The papers of a case, and one paper to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.agency.access.queries import note_reading
from alongside.ground.foundation.errors import NotFound
from alongside.practice.documents.enums import DocumentState
from alongside.practice.documents.models import Document
from alongside.record.cases.models import Case


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A paper in a list, without its content."""

    public_id: UUID
    title: str
    kind: str
    state: str
    asked_at: datetime
    made_at: datetime | None

    @property
    def ready(self) -> bool:
        """Whether it can be read."""
        return self.state == DocumentState.READY


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to read."""

    file_name: str
    media_type: str
    content: bytes
    digest: str


def documents_of(case_id: int) -> list[DocumentLine]:
    """The papers of a case, newest first."""
    rows = Document.objects.filter(case_id=case_id).defer("content").order_by("-asked_at", "-id")
    return [DocumentLine(row.public_id, row.title, row.kind, row.state, row.asked_at, row.made_at) for row in rows]


def paper(case_public_id: UUID, public_id: UUID) -> Paper:
    """One paper of a case; its reading is logged. NotFound while it is being made, when absent and when hidden."""
    row = Document.objects.filter(
        public_id=public_id, case__public_id=case_public_id, state=DocumentState.READY
    ).first()
    if row is None or row.content is None:
        raise NotFound
    note_reading("paper", circle=row.circle_id, kind="document", ids=[row.id])
    return Paper(row.file_name, row.media_type, bytes(row.content), row.digest)


def case_of(case_public_id: UUID) -> Case:
    """The case whose papers are asked for; NotFound when absent or hidden."""
    row = Case.objects.filter(public_id=case_public_id).first()
    if row is None:
        raise NotFound
    return row
