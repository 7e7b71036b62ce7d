"""Kinds and states of a document."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DocumentKind(TextChoices):
    """What a document is."""

    CLOSING_SUMMARY = "closing_summary", _("Closing summary")
    CONSENT = "consent", _("Consent to sign")


class DocumentState(TextChoices):
    """Whether a document can be read yet."""

    WAITING = "waiting", _("Being made")
    READY = "ready", _("Ready")
    BROKEN = "broken", _("Could not be made")


class AttachmentState(TextChoices):
    """Whether a file that somebody brought can be opened yet."""

    CHECKING = "checking", _("Being checked")
    UNSCANNED = "unscanned", _("Not checked yet")
    READY = "ready", _("Ready")
    REFUSED = "refused", _("Not kept")


class AttachmentKind(TextChoices):
    """What a file is, as its bytes say."""

    JPEG = "jpeg", _("Photo")
    PNG = "png", _("Picture")
    WEBP = "webp", _("Picture")
    PDF = "pdf", _("PDF")
    TEXT = "text", _("Text")
    DOCX = "docx", _("Word document")
    XLSX = "xlsx", _("Spreadsheet")
    ODT = "odt", _("Text document")
    LINES = "lines", _("Drawn")
