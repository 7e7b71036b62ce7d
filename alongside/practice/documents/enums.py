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
