"""Papers made from the record, and files that people bring.

Their content lies in the row, so that row-level security guards it like a note.
"""

from __future__ import annotations

from django.db import models

from alongside.agency.access.models import Actor, CircleRow
from alongside.practice.documents.enums import AttachmentKind, AttachmentState, DocumentKind, DocumentState
from alongside.record.cases.models import Case, Closing


class Document(CircleRow):
    """One paper: what it is, about which closing, who asked for it, and the file itself with its digest."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="documents")
    closing = models.ForeignKey(Closing, on_delete=models.PROTECT, related_name="documents", null=True, blank=True)
    kind = models.CharField(max_length=20, choices=DocumentKind.choices)
    state = models.CharField(max_length=8, choices=DocumentState.choices, default=DocumentState.WAITING)
    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=120, blank=True)
    media_type = models.CharField(max_length=80, default="application/pdf")
    content = models.BinaryField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "-asked_at"], name="document_of_case")]


class Attachment(CircleRow):
    """A file that somebody brought to a case: what it is, who added it, and its bytes, encrypted in the row.

    ``content`` holds what was brought only until a job has made it anew; ``thumbnail`` is a small picture of it.
    ``refusal`` says by a code why it was not kept. A withdrawn file is opened by nobody; its row stays.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="attachments")
    title = models.CharField(max_length=200)
    file_name = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=8, choices=AttachmentKind.choices)
    state = models.CharField(max_length=10, choices=AttachmentState.choices, default=AttachmentState.CHECKING)
    refusal = models.CharField(max_length=20, blank=True)
    size = models.BigIntegerField()
    content = models.BinaryField(null=True, blank=True)
    thumbnail = models.BinaryField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "-added_at"], name="attachment_of_case")]
