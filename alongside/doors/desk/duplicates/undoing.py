"""One person is two entries again: what goes back, what stays, and why."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.agency.drafts.actions import submit_once
from alongside.doors.desk.cases.refusals import put_right
from alongside.doors.desk.duplicates.forms import UndoForm
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.oversight.journeys.merging import part_persons
from alongside.oversight.overviews.merge_page import undo_preview


@require_http_methods(["GET", "POST"])
def undo(request: DeskRequest, merge: UUID) -> HttpResponse:
    """What would go back and what stays; sent, the two are two again."""
    try:
        preview = undo_preview(merge, by=request.reader)
    except NotFound:
        raise Http404 from None
    form = UndoForm(request.POST or None)

    def act() -> str:
        stayed = part_persons(merge=merge, why=form.cleaned_data["why"], by=request.reader)
        return reverse("person", args=[stayed])

    if request.method == "POST" and form.is_valid():
        key = request.POST.get("idempotency_key", "")
        try:
            leads_to = submit_once(key=key, body=dict(request.POST.lists()), act=act, by=request.reader)
        except NotFound:
            raise Http404 from None
        except Refused as refusal:
            put_right(form, refusal)
        else:
            messages.success(request, _("They are two people again."))
            return redirect(leads_to)
    context = {
        "preview": preview,
        "form": form,
        "kept_words": _("What you typed is still here."),
        "idempotency_key": request.POST.get("idempotency_key") or uuid4().hex,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/duplicates/undo.html", context, status=status)
