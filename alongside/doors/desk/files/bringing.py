"""Taking files from a request: those that can be kept are kept, of the others is said what would be right."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.forms import Form
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.agency.drafts.actions import submit_once
from alongside.doors.desk.cases.refusals import put_right
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.files.forms import AddForm, content_of
from alongside.ground.files.names import clean_name
from alongside.ground.foundation.errors import Refused
from alongside.practice.documents.actions import NewFile
from alongside.practice.documents.rules.attaching import MOST_AT_ONCE

Keep = Callable[[NewFile], object]


def brought(request: DeskRequest, form: AddForm, keep: Keep, leads_to: str) -> str | None:
    """Keep every file that can be kept, once for each press; the address to go on to, None when one is to be put right.

    A file that is refused takes none of the others with it; its name and what would be right stand at the field.
    """
    if not form.is_valid():
        return None
    if len(form.chosen) > MOST_AT_ONCE:
        form.add_error("upload", _("Add at most %(n)s files at once.") % {"n": MOST_AT_ONCE})
        return None
    refused: list[str] = []
    body = dict(request.POST.lists()) | {"files": [digest_of(one) for one in form.chosen]}

    def act() -> str:
        refused.extend(_keep_each(form, keep))
        return leads_to

    try:
        done = submit_once(key=form.cleaned_data["idempotency_key"], body=body, act=act, by=request.reader)
    except Refused as refusal:
        put_right(form, refusal, names={"files": "upload"})
        return None
    kept = len(form.chosen) - len(refused)
    if kept:
        words = ngettext("%(n)s file added. It is being checked.", "%(n)s files added. They are being checked.", kept)
        messages.success(request, words % {"n": kept})
    for words in refused:
        form.add_error("upload", words)
    return None if refused else done


def _keep_each(form: AddForm, keep: Keep) -> list[str]:
    """Keep the files one by one; the sentences of those that were refused."""
    said, several = form.cleaned_data["title"].strip(), len(form.chosen) > 1
    refused = []
    for number, file in enumerate(form.chosen, 1):
        title = f"{said} ({number})" if said and several else said
        try:
            with transaction.atomic():
                keep(NewFile(file.name or "", content_of(file), title, form.cleaned_data["level"]))
        except Refused as refusal:
            if "level" in refusal.fields or not refusal.fields:
                raise
            sentence = next(iter(refusal.fields.values()))
            refused.append(f"{clean_name(file.name or '') or _('File')}: {sentence}" if several else str(sentence))
    return refused


def digest_of(file: UploadedFile[Any]) -> str:
    """By which the same press is known again: the digest of a file's bytes."""
    found = hashlib.sha256(file.read()).hexdigest()
    file.seek(0)
    return found


def renewed(form: Form, request: DeskRequest) -> None:
    """Let ``form`` be sent again with what is put right: what was kept of the first press counts as done."""
    data = request.POST.copy()
    data["idempotency_key"] = uuid4().hex
    form.data = data
