"""Files of cases: listed, added, given, withdrawn."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from alongside.agency.tokens.enums import Noun
from alongside.doors.exchange.api import begins, reads, writes
from alongside.doors.exchange.entrance import ExchangeRequest
from alongside.doors.exchange.paging import page_of
from alongside.doors.exchange.rest.pointing import called
from alongside.doors.exchange.rest.shapes_attachments import (
    AttachmentShown,
    AttachmentsSought,
    ContentShown,
    NewAttachment,
    WithdrawnAttachment,
)
from alongside.doors.exchange.shapes import Page
from alongside.doors.exchange.writing import shown, unchanged, written
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import ORDINARY, RESTRICTED
from alongside.practice.contacts import actions as contacts
from alongside.practice.contacts.queries import contact_row
from alongside.practice.documents import actions
from alongside.practice.documents.actions import NewFile
from alongside.practice.documents.queries import file_to_give, series
from alongside.record.cases.queries import case_row

router = Router()


@router.get("/attachments", **reads(Noun.ATTACHMENTS, Page[AttachmentShown]))
def list_attachments(request: ExchangeRequest, sought: Query[AttachmentsSought]) -> Page[AttachmentShown]:
    """Files, the last added first, without their bytes."""
    found = series.attachments_after(after=sought.after, size=sought.limit, case=sought.case, by=request.reader)
    return page_of(found.items, found.after, AttachmentShown.of)


@router.get("/attachments/{uuid:attachment}", **reads(Noun.ATTACHMENTS, AttachmentShown))
def read_attachment(request: ExchangeRequest, attachment: UUID) -> HttpResponse:
    """One file, without its bytes."""
    return shown(request, _show(request)(attachment))


@router.get("/attachments/{uuid:attachment}/content", **reads(Noun.ATTACHMENTS, ContentShown))
def read_attachment_content(request: ExchangeRequest, attachment: UUID) -> HttpResponse:
    """The bytes of a file. 404 too until it is ready, and once it was withdrawn."""
    file = file_to_give(attachment)
    content = base64.b64encode(file.content).decode()
    return shown(request, ContentShown(file_name=file.file_name, media_type=file.media_type, content=content))


@router.post("/attachments", **begins(Noun.ATTACHMENTS, AttachmentShown))
def add_attachment(request: ExchangeRequest, given: NewAttachment) -> HttpResponse:
    """Add a file. It is made anew before anybody is given its bytes; read it again until it is ready or refused."""

    def act() -> UUID:
        level = RESTRICTED if given.restricted else ORDINARY
        file = NewFile(given.name, _bytes(given.content), given.title, level)
        with called({"files": "content", "level": "restricted"}):
            if given.contact is None:
                return actions.add_file(case=case_row(given.case), file=file, by=request.reader).public_id
            contact = _contact(given.case, given.contact)
            return contacts.add_file_to_contact(contact=contact, file=file, by=request.reader).public_id

    return written(request, act, _show(request), status=201)


@router.post("/attachments/{uuid:attachment}/withdraw", **writes(Noun.ATTACHMENTS, AttachmentShown))
def withdraw_attachment(request: ExchangeRequest, attachment: UUID, given: WithdrawnAttachment) -> HttpResponse:
    """Withdraw a file: nobody is given its bytes any more; that it was there stays."""

    def act() -> UUID:
        row = series.attachment_named(attachment)
        unchanged(request, row)
        actions.withdraw_file(attachment=row, why=given.why, by=request.reader)
        return attachment

    return written(request, act, _show(request), sent=given, at=attachment)


def _show(request: ExchangeRequest) -> Callable[[UUID], AttachmentShown]:
    return lambda name: AttachmentShown.of(series.attachment_fact(name, by=request.reader))


def _bytes(letters: str) -> bytes:
    try:
        return base64.b64decode(letters, validate=True)
    except (binascii.Error, ValueError):
        reason = _("These letters are no base64. Write the bytes of the file as base64.")
        raise Refused("file.letters", reason, fields={"content": reason}) from None


def _contact(case: UUID, contact: UUID) -> Any:
    row = contact_row(contact)
    if row.case.public_id != case:
        raise NotFound
    return row
