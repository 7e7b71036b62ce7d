"""The files of a case without their bytes, one file with what may be done with it, and its bytes to be given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from alongside.agency.access.queries import note_reading
from alongside.agency.keys.queries import opened_bytes
from alongside.ground.files.kinds import ENDINGS, MEDIA_TYPES, PICTURES, FileKind
from alongside.ground.foundation import clock
from alongside.ground.foundation.decision import Decision
from alongside.ground.foundation.encryption import Place
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import ORDINARY, PSYCHOTHERAPY, RESTRICTED, SUBSTANCE_USE, Reader
from alongside.practice.documents.enums import AttachmentState
from alongside.practice.documents.models import Attachment
from alongside.practice.documents.rules.attaching import (
    SILENT,
    levels_held,
    may_add_file,
    may_replace_file,
    may_withdraw_file,
    shown_act,
    words_of_refusal,
)
from alongside.record.cases.models import Case
from alongside.record.cases.queries import standing

TABLE = "documents_attachment"
WAITS = (AttachmentState.CHECKING, AttachmentState.UNSCANNED)
LEVELS = (ORDINARY, RESTRICTED, SUBSTANCE_USE, PSYCHOTHERAPY)


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """A file in a list, without its bytes. ``stuck``: its check has not ended for long, and can be asked for again."""

    id: int
    public_id: UUID
    case: UUID
    version: int
    title: str
    file_name: str
    kind: str
    kind_words: str
    state: str
    state_words: str
    refusal: str
    size: int
    level: int
    added_at: datetime
    added_by: str
    checked_at: datetime | None
    replaces: UUID | None
    replaced_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_why: str
    stuck: bool

    @property
    def ready(self) -> bool:
        """Whether it can be opened."""
        return self.state == AttachmentState.READY and self.withdrawn_at is None

    @property
    def picture(self) -> bool:
        """Whether it is a picture that can be shown."""
        return self.ready and self.kind in PICTURES

    @property
    def restricted(self) -> bool:
        """Whether fewer people see it than see the case."""
        return self.level != ORDINARY

    @property
    def refused_words(self) -> str:
        """Why it was not kept, and what would be right."""
        return words_of_refusal(self.refusal) if self.refusal else ""


@dataclass(frozen=True, slots=True)
class AttachmentPage:
    """One file with what this reader may do with it, and its earlier version, if it has one."""

    file: AttachmentLine
    add: Decision
    replace: Decision
    withdraw: Decision


@dataclass(frozen=True, slots=True)
class GivenFile:
    """The bytes of a file as they leave: under a neutral name, as the kind that we made them."""

    file_name: str
    media_type: str
    content: bytes


def attachments_of(case: Case) -> list[AttachmentLine]:
    """The files of a case that the reader sees, newest first; replaced and withdrawn ones too. Noted as read."""
    found = attachment_lines(Attachment.objects.filter(case=case))
    if found:
        note_reading("files", circle=case.circle_id, kind="attachment", ids=[one.id for one in found])
    return found


def attachment_lines(rows: QuerySet[Attachment]) -> list[AttachmentLine]:
    """``rows`` as lines, newest first. One statement; their bytes stay where they are."""
    return [line_of(row) for row in shown_rows(rows).order_by("-added_at", "-id")]


def shown_rows(rows: QuerySet[Attachment]) -> QuerySet[Attachment]:
    """``rows`` with everything that a line needs, in the same statement, and without their bytes."""
    return rows.select_related("case", "added_by", "withdrawn_by", "replaces").defer(
        "content", "thumbnail", "replaces__content", "replaces__thumbnail"
    )


def line_of(row: Any) -> AttachmentLine:
    """One row as a line."""
    waits = row.state in WAITS
    return AttachmentLine(
        id=row.id,
        public_id=row.public_id,
        case=row.case.public_id,
        version=row.version,
        title=row.title,
        file_name=row.file_name,
        kind=row.kind,
        kind_words=str(row.get_kind_display()),
        state=row.state,
        state_words=str(row.get_state_display()),
        refusal=row.refusal,
        size=row.size,
        level=row.level,
        added_at=row.added_at,
        added_by=row.added_by.name,
        checked_at=row.checked_at,
        replaces=row.replaces.public_id if row.replaces else None,
        replaced_at=row.replaced_at,
        withdrawn_at=row.withdrawn_at,
        withdrawn_by=row.withdrawn_by.name if row.withdrawn_by else "",
        withdrawn_why=row.withdrawn_why,
        stuck=waits and row.added_at < clock.now() - SILENT,
    )


def levels_to_choose(case: Case, by: Reader) -> list[int]:
    """The levels at which ``by`` may add a file to ``case``; none when she may not add."""
    stands = standing(case, by)
    if not may_add_file(by, stands, case.state):
        return []
    held = levels_held(by, stands)
    return [level for level in LEVELS if level & held]


def attachment_row(case_public_id: UUID, public_id: UUID) -> Attachment:
    """A file as a handle for an action; NotFound when absent, hidden, or of another case."""
    rows = Attachment.objects.select_related("case__circle").defer("content", "thumbnail")
    row = rows.filter(public_id=public_id, case__public_id=case_public_id).first()
    if row is None:
        raise NotFound
    return row


def attachment_page(case_public_id: UUID, public_id: UUID, *, by: Reader) -> AttachmentPage:
    """One file with what ``by`` may do with it. Noted as read; NotFound when absent, hidden, or of another case."""
    row = attachment_row(case_public_id, public_id)
    (line,) = attachment_lines(Attachment.objects.filter(id=row.id))
    note_reading(shown_act("file page", row.level), circle=row.circle_id, kind="attachment", ids=[row.id])
    stands = standing(row.case, by)
    withdrawn, replaced = row.withdrawn_at is not None, row.replaced_at is not None
    return AttachmentPage(
        file=line,
        add=may_add_file(by, stands, row.case.state),
        replace=may_replace_file(withdrawn=withdrawn, replaced=replaced),
        withdraw=may_withdraw_file(by, stands, own=row.added_by_id == by.actor_id, withdrawn=withdrawn),
    )


def file_to_give(public_id: UUID, *, case: UUID | None = None) -> GivenFile:
    """The bytes of a file; its reading is logged before they leave.

    NotFound when absent, hidden, of another case than ``case``, withdrawn, and until it was made safe.
    """
    row = _ready(public_id, case, "content")
    kind = FileKind(row.kind)
    note_reading(shown_act("file", row.level), circle=row.circle_id, kind="attachment", ids=[row.id])
    content = opened_bytes(bytes(row.content or b""), Place(TABLE, "content", str(public_id)))
    name = f"{row.case.number}-{public_id.hex[:8]}.{ENDINGS[kind]}"
    return GivenFile(name, MEDIA_TYPES[kind], content)


def thumbnail_to_give(public_id: UUID, *, case: UUID | None = None) -> GivenFile:
    """The small picture of a file, as its bytes; NotFound where there is none as well."""
    row = _ready(public_id, case, "thumbnail")
    note_reading(shown_act("file thumbnail", row.level), circle=row.circle_id, kind="attachment", ids=[row.id])
    content = opened_bytes(bytes(row.thumbnail or b""), Place(TABLE, "thumbnail", str(public_id)))
    return GivenFile(f"{public_id.hex[:8]}.jpg", MEDIA_TYPES[FileKind.JPEG], content)


def _ready(public_id: UUID, case: UUID | None, column: str) -> Attachment:
    rows = Attachment.objects.select_related("case").defer("content" if column == "thumbnail" else "thumbnail")
    wanted = {"case__public_id": case} if case else {}
    row = rows.filter(
        public_id=public_id, state=AttachmentState.READY, withdrawn_at=None, **{f"{column}__isnull": False}, **wanted
    ).first()
    if row is None:
        raise NotFound
    return row
