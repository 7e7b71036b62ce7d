"""Adding files to a contact, on its page and while it is recorded."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from alongside.doors.desk.contacts.notes import contact_again
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.files.bringing import brought, renewed
from alongside.doors.desk.files.forms import AddForm, content_of
from alongside.ground.files.names import clean_name
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.practice.contacts import actions
from alongside.practice.contacts import queries as contacts
from alongside.practice.documents.actions import NewFile


@require_POST
def add_files(request: DeskRequest, contact: UUID) -> HttpResponse:
    """Add files to a contact; those that cannot be kept are named, nothing typed is lost."""
    row = _row(contact)
    levels = contacts.file_levels(row, by=request.reader)
    form = AddForm(levels, request.POST, request.FILES)
    here = reverse("contact", args=[contact])
    where = brought(
        request, form, lambda file: actions.add_file_to_contact(contact=row, file=file, by=request.reader), here
    )
    if where:
        return redirect(f"{where}#files")
    renewed(form, request)
    return contact_again(request, contact, file_form=form)


def _row(contact: UUID) -> Any:
    try:
        return contacts.contact_row(contact)
    except NotFound:
        raise Http404 from None


def add_recorded(request: DeskRequest, contact: UUID, files: list[UploadedFile[Any]]) -> None:
    """Add the files that came with a contact just recorded; the contact stands, whatever becomes of them."""
    if not files:
        return
    row = _row(contact)
    for file in files:
        try:
            named = NewFile(file.name or "", content_of(file))
            actions.add_file_to_contact(contact=row, file=named, by=request.reader)
        except Refused as refusal:
            messages.error(request, f"{clean_name(file.name or '')}: {refusal.message}")
