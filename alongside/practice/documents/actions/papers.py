"""Asking for a paper, and filing what the job has made."""

from __future__ import annotations

import hashlib
from uuid import UUID

from django.db import transaction

from alongside.ground.foundation import clock
from alongside.ground.foundation.holding import held
from alongside.ground.foundation.outbox import defer
from alongside.ground.foundation.reader import Reader
from alongside.practice.documents.enums import DocumentKind, DocumentState
from alongside.practice.documents.models import Document
from alongside.record.cases.models import Case, Closing

MAKE = "documents.make"
"""The job that makes a paper, registered by the door of the jobs."""


@transaction.atomic
def ask_for_summary(*, closing: Closing, title: str, file_name: str, by: Reader) -> Document:
    """Ask for the closing summary as a PDF. A job makes it, as ``by``, and files it in this row.

    ``file_name`` names no person: it is seen in download lists.
    """
    return _ask(closing.case, DocumentKind.CLOSING_SUMMARY, title=title, file_name=file_name, closing=closing, by=by)


@transaction.atomic
def ask_for_consent(*, case: Case, title: str, file_name: str, by: Reader) -> Document:
    """Ask for the form of a consent as a PDF to sign by hand. A job makes it, as ``by``, and files it in this row."""
    return _ask(case, DocumentKind.CONSENT, title=title, file_name=file_name, by=by)


def _ask(
    case: Case, kind: DocumentKind, *, title: str, file_name: str, closing: Closing | None = None, by: Reader
) -> Document:
    row = Document.objects.create(
        circle_id=case.circle_id,
        case=case,
        closing=closing,
        kind=kind,
        title=title,
        file_name=file_name,
        asked_at=clock.now(),
        asked_by_id=by.actor_id,
    )
    defer(MAKE, document=str(row.public_id), actor=by.actor_id)
    return row


def waiting(public_id: UUID) -> Document:
    """The document that a job is to make; NotFound when it is not there or not to be seen any more."""
    return held(Document.objects.filter(public_id=public_id))


@transaction.atomic
def fill(*, document: Document, content: bytes, by: Reader) -> Document:
    """File the finished paper with the digest of its bytes."""
    document.content, document.digest = content, hashlib.sha256(content).hexdigest()
    document.state, document.made_at = DocumentState.READY, clock.now()
    document.version += 1
    document.save(update_fields=["content", "digest", "state", "made_at", "version"])
    return document


@transaction.atomic
def set_broken(*, document: Document, by: Reader) -> None:
    """Say that the paper could not be made, so that nobody waits for it."""
    document.state = DocumentState.BROKEN
    document.version += 1
    document.save(update_fields=["state", "version"])
