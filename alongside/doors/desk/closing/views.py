"""Closing a case: what is settled, what is written, after-care, the paper; and opening it again."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.agency.drafts.actions import submit_once
from alongside.agency.staff import queries as staff
from alongside.doors.desk.cases.frame import frame_of
from alongside.doors.desk.cases.refusals import put_right
from alongside.doors.desk.closing.forms import AfterCareForm, ClosingForm, OutcomeForm, ReopenForm, closing_initial
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.ground.ui.values import Version
from alongside.oversight.journeys import ending
from alongside.oversight.overviews.closing_page import ClosingPage, closing_page
from alongside.practice.documents import queries as documents
from alongside.record.cases import actions as cases
from alongside.record.cases.queries import case_row


@require_GET
def closing(request: DeskRequest, case: UUID) -> HttpResponse:
    """What is settled and what is open, how the case ends, after-care, papers."""
    return _page(request, case)


@require_POST
def save(request: DeskRequest, case: UUID) -> HttpResponse:
    """Keep what is written about the ending; with "sign" sign it as well."""
    if request.POST.get("keep") == "theirs":
        return redirect("case-close", case=case)
    page = _read(request, case)
    form = ClosingForm(page, request.POST)
    if not form.is_valid():
        return _page(request, case, form=form, status=422)
    what = form.cleaned_data
    try:
        ending.keep_closing(
            case=_row(case),
            sign="sign" in request.POST,
            may_leave=what["may_leave"],
            reasons=what["reasons"],
            reason_words=what["reason_words"],
            agreed_with=what["agreed_with"],
            person_view=what["person_view"],
            person_view_by_id=what["person_view_by"] if what["person_view"] else None,
            summary=what["summary"],
            recommendations=what["recommendations"],
            destination=what["destination"],
            handed_over={**{line.key: line.handed_to for line in page.readiness if line.handed_to}, **form.handovers()},
            version=None if request.POST.get("keep") == "mine" else what["version"] or None,
            by=request.reader,
        )
    except Stale as stale:
        return _page(request, case, form=form, theirs=stale.theirs, status=409)
    except Refused as refusal:
        put_right(form, refusal)
        return _page(request, case, form=form, status=422)
    messages.success(request, _("Signed") if "sign" in request.POST else _("Saved"))
    return redirect("case-close", case=case)


@require_POST
def close_now(request: DeskRequest, case: UUID) -> HttpResponse:
    """Close the case, when everything is settled or handed over."""
    row = _row(case)
    try:
        ending.close_case(case=row, by=request.reader)
    except Refused as refusal:
        return _page(request, case, refusal=refusal, status=422)
    messages.success(request, _("The case is closed. Its summary is being made as a PDF."))
    return redirect("case-close", case=case)


@require_POST
def add_after_care(request: DeskRequest, case: UUID) -> HttpResponse:
    """Add a line of after-care, with somebody's name and a day."""
    form = AfterCareForm(request.POST)
    if not form.is_valid():
        return _page(request, case, after_care=form, status=422)
    what = form.cleaned_data
    row = _row(case)

    def act() -> str:
        worker = next((one for one in staff.workers() if one.name.casefold() == what["who"].strip().casefold()), None)
        ending.add_after_care(
            closing=ending.closing_of(row),
            what=what["what"],
            may_leave=what["may_leave"],
            due_on=what["due_on"],
            worker_id=worker.id if worker else None,
            owner_name="" if worker else what["who"],
            by=request.reader,
        )
        return f"/cases/{case}/close/#after-care"

    try:
        where = submit_once(key=what["idempotency_key"], body=dict(request.POST.lists()), act=act, by=request.reader)
    except Refused as refusal:
        put_right(form, refusal, names={"owner": "who"})
        return _page(request, case, after_care=form, status=422)
    messages.success(request, _("Saved"))
    return redirect(where)


@require_POST
def finish_after_care(request: DeskRequest, case: UUID, line: int) -> HttpResponse:
    """Say what came of a line of after-care."""
    form = OutcomeForm(request.POST)
    row = _row(case)
    if form.is_valid():
        try:
            handle = ending.after_care_line(case=row, number=line)
            cases.finish_after_care(line=handle, outcome=form.cleaned_data["outcome"], by=request.reader)
        except NotFound:
            raise Http404 from None
        except Refused as refusal:
            return _page(request, case, refusal=refusal, status=422)
        messages.success(request, _("Saved"))
        return redirect("case-close", case=case)
    return _page(request, case, outcome=(line, form), status=422)


@require_http_methods(["GET", "POST"])
def reopen(request: DeskRequest, case: UUID) -> HttpResponse:
    """Open a closed case again, with everything earlier kept."""
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        worker_id = request.reader.worker_id if form.cleaned_data["mine"] else None
        try:
            ending.reopen_case(case=_row(case), why=form.cleaned_data["why"], worker_id=worker_id, by=request.reader)
        except Refused as refusal:
            put_right(form, refusal)
        else:
            messages.success(request, _("The case is open again."))
            return redirect(f"/cases/{case}/")
    page = _read(request, case)
    context = {**frame_of(page.head, "closing"), "page": page, "form": form}
    return render(request, "desk/closing/reopen.html", context, status=422 if form.errors else 200)


@require_POST
def ask_for_paper(request: DeskRequest, case: UUID) -> HttpResponse:
    """Ask for the signed summary as a PDF."""
    try:
        ending.ask_for_summary(case=_row(case), by=request.reader)
    except Refused as refusal:
        return _page(request, case, refusal=refusal, status=422)
    messages.success(request, _("The paper is being made. You can leave this page; it will be here."))
    return redirect("case-close", case=case)


@require_GET
def paper(request: DeskRequest, case: UUID, paper: UUID) -> HttpResponse:
    """One paper, as a download that no page of ours runs."""
    try:
        found = documents.paper(case, paper)
    except NotFound:
        raise Http404 from None
    response = HttpResponse(found.content, content_type=found.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{found.file_name}"'
    response.headers["Content-Security-Policy"] = "sandbox"
    return response


def _row(case: UUID) -> Any:
    try:
        return case_row(case)
    except NotFound:
        raise Http404 from None


def _read(request: DeskRequest, case: UUID) -> ClosingPage:
    try:
        return closing_page(case, by=request.reader)
    except NotFound:
        raise Http404 from None


def _page(
    request: DeskRequest,
    case: UUID,
    *,
    form: Form | None = None,
    after_care: Form | None = None,
    outcome: tuple[int, Form] | None = None,
    refusal: Refused | None = None,
    theirs: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    page = _read(request, case)
    form = form or ClosingForm(page, initial=closing_initial(page))
    mine = str(form.data.get("summary", "")) if form.is_bound else ""
    context = {
        **frame_of(page.head, "closing"),
        "page": page,
        "form": form,
        "requirements": [
            (line, form[f"hand_{line.key}"] if f"hand_{line.key}" in form.fields else None) for line in page.readiness
        ],
        "after_care": after_care or AfterCareForm(initial={"who": request.reader.name, "idempotency_key": uuid4().hex}),
        "outcome_line": outcome[0] if outcome else 0,
        "outcome": outcome[1] if outcome else OutcomeForm(),
        "refusal": refusal,
        "mine": Version(_("Yours"), mine, "mine") if theirs else None,
        "theirs": Version(_("In the record"), theirs.get("summary", ""), "theirs") if theirs else None,
        "kept": _("Your text is still here."),
        "may_close": page.is_open and page.closing.signed and page.open_count == 0,
    }
    return render(request, "desk/closing/closing.html", context, status=status)
