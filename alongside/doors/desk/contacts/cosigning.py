"""A qualified worker signs what a student or a volunteer signed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.doors.desk.cases.refusals import words_of
from alongside.doors.desk.contacts.notes import note_of
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import Refused
from alongside.practice.contacts.actions.cosigning import cosign_note


@require_POST
def cosign(request: DeskRequest, contact: UUID) -> HttpResponse:
    """Sign it too; who may not is told why on the page of the contact."""
    try:
        cosign_note(note=note_of(contact), words=request.POST.get("words", "")[:300], by=request.reader)
    except Refused as refusal:
        messages.error(request, words_of(refusal))
    else:
        messages.success(request, _("Signed as well. It stands now."))
    return redirect("contact", contact)
