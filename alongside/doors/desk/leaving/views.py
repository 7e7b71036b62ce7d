"""Handing on what a worker carried who leaves, case by case, each with a note (S-019, S-120)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from alongside.doors.desk.cases.frame import LOOKS
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.oversight.overviews.leaving_page import LeavingPage, carriers, leaving_page
from alongside.record.cases import actions
from alongside.record.cases.queries import case_row


class HandOver(forms.Form):
    """One case, to whom, and what she should know."""

    case = forms.UUIDField(widget=forms.HiddenInput)
    to_worker = forms.ChoiceField(label=gettext_lazy("To"))
    note = forms.CharField(
        label=gettext_lazy("Hand-over note"),
        widget=forms.Textarea,
        help_text=gettext_lazy("Where things stand, what comes next, who must be told. At least 20 letters."),
    )

    def __init__(self, *args: Any, page: LeavingPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose a colleague")), *[(str(one.id), one.name) for one in page.colleagues]]
        self.fields["to_worker"].choices = choices  # type: ignore[attr-defined]


@require_GET
def who_leaves(request: DeskRequest) -> HttpResponse:
    """Who carries what in the teams that she supervises; those who have left first."""
    if not request.reader.supervises:
        raise PermissionDenied
    return render(request, "desk/leaving/list.html", {"carriers": carriers(by=request.reader)})


@require_http_methods(["GET", "POST"])
def leaving(request: DeskRequest, worker: UUID) -> HttpResponse:
    """One worker's cases; each is handed to a colleague with a note, and leaves the list."""
    if not request.reader.supervises:
        raise PermissionDenied
    page = leaving_page(worker, by=request.reader)
    if page is None:
        raise Http404
    sent = HandOver(request.POST, page=page, prefix=request.POST.get("which", "")) if request.method == "POST" else None
    if sent is not None and sent.is_valid() and _hand_over(request, sent):
        return redirect("leaving", worker)
    forms_of = [
        (
            line,
            LOOKS[line.stage],
            sent if sent and sent.prefix == line.number else _form(page, line.public_id, line.number),
        )
        for line in page.cases
    ]
    return render(request, "desk/leaving/leaving.html", {"page": page, "forms": forms_of, "sent": sent})


def _form(page: LeavingPage, case: UUID, number: str) -> HandOver:
    return HandOver(page=page, prefix=number, initial={"case": case})


def _hand_over(request: DeskRequest, form: HandOver) -> bool:
    found = form.cleaned_data
    try:
        case = case_row(found["case"])
        actions.hand_over(case=case, to_worker_id=int(found["to_worker"]), note=found["note"], by=request.reader)
    except NotFound:
        raise Http404 from None
    except Refused as refusal:
        for name, reason in refusal.fields.items() or [("", refusal.message)]:
            form.add_error(name if name in form.fields else None, str(reason))
        return False
    messages.success(request, _("Handed over. The new worker has the note."))
    return True
