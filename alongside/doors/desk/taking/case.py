"""Taking a whole case out: JSON at once, PDF by a job."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from alongside.doors.desk.cases.frame import framed
from alongside.doors.desk.cases.refusals import put_right
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.taking.forms import TakeCaseForm
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.oversight.exports.actions.taking_case import ask_for_paper, require_case, take_case
from alongside.oversight.exports.enums import ExportFormat
from alongside.oversight.exports.queries.leaving import case_paper, papers_of
from alongside.oversight.journeys.giving_case import ask_to_give_paper, give_case
from alongside.practice.dynamics.rules import FAMILY_ROLES


@require_http_methods(["GET", "POST"])
def take(request: DeskRequest, case: UUID) -> HttpResponse:
    """Ask as what and what for; give the JSON, or have the paper made."""
    head, frame = framed(request, case, tab="take-out", act="case page")
    begin = {"to": request.GET.get("to", ""), "form": ExportFormat.PDF}
    people = [(str(one.person), one.name) for one in head.people if one.role in FAMILY_ROLES]
    form = TakeCaseForm(people, request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        try:
            return _take(request, case, form)
        except Refused as refusal:
            put_right(form, refusal)
    context = {**frame, "head": head, "form": form, "papers": papers_of(case, by=request.reader)}
    return render(request, "desk/taking/case.html", context, status=422 if form.errors else 200)


def _take(request: DeskRequest, case: UUID, form: TakeCaseForm) -> HttpResponse:
    what: dict[str, Any] = {name: form.cleaned_data[name] for name in ("why", "may_leave")}
    to = UUID(form.cleaned_data["to"]) if form.cleaned_data["to"] else None
    if form.cleaned_data["form"] == ExportFormat.PDF:
        if to:
            ask_to_give_paper(case=case, to=to, **what, by=request.reader)
        else:
            ask_for_paper(case=case, **what, by=request.reader)
        messages.success(request, _("The paper is being made. You can leave this page; it will be here."))
        return redirect("take-out-case", case=case)
    require_case(why=what["why"], by=request.reader)
    if to:
        taken = give_case(case=case, to=to, **what, by=request.reader)
    else:
        taken = take_case(case=case, **what, by=request.reader)
    return _attached(taken.content, taken.file_name, "application/json")


@require_GET
def paper(request: DeskRequest, case: UUID, paper: UUID) -> HttpResponse:
    """A case on paper that the reader asked for."""
    try:
        name, content = case_paper(case, paper, by=request.reader)
    except NotFound:
        raise Http404 from None
    return _attached(content, name, "application/pdf")


def _attached(content: bytes, name: str, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = "sandbox"
    return response
