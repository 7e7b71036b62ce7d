"""Files a page at a time, for whoever reads them all; the same few statements for any number of rows."""

from __future__ import annotations

from uuid import UUID

from alongside.agency.access.queries import note_reading
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import Reader
from alongside.ground.foundation.series import Series, rows_after
from alongside.practice.documents.models import Attachment
from alongside.practice.documents.queries.attachments import AttachmentLine, line_of, shown_rows
from alongside.practice.documents.rules.attaching import shown_act
from alongside.record.cases.queries import case_row


def attachments_after(
    *, after: UUID | None = None, size: int = 50, case: UUID | None = None, by: Reader
) -> Series[AttachmentLine]:
    """Files newest first, without their bytes; of one ``case``. Noted as read. ``NotFound`` when the case is hidden."""
    rows = shown_rows(Attachment.objects.all())
    if case is not None:
        rows = rows.filter(case_id=case_row(case).id)
    page = rows_after(rows, after=after, size=size)
    for row in page.items:
        note_reading(shown_act("files list", row.level), circle=row.circle_id, kind="attachment", ids=[row.id])
    return Series(tuple(line_of(row) for row in page.items), page.after)


def attachment_fact(public_id: UUID, *, by: Reader) -> AttachmentLine:
    """One file, without its bytes. Noted as read; NotFound when absent or hidden."""
    row = shown_rows(Attachment.objects.filter(public_id=public_id)).first()
    if row is None:
        raise NotFound
    note_reading(shown_act("file page", row.level), circle=row.circle_id, kind="attachment", ids=[row.id])
    return line_of(row)


def attachment_named(public_id: UUID) -> Attachment:
    """A file as a handle for an action; NotFound when absent or hidden."""
    rows = Attachment.objects.select_related("case__circle").defer("content", "thumbnail")
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    return row
