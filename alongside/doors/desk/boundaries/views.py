"""The register about work and private life: one's own entries, and for supervisors those of their workers."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from alongside.agency.staff import actions, queries
from alongside.doors.desk.boundaries.forms import BoundaryForm, BoundaryLookForm, TieForm
from alongside.doors.desk.cases.refusals import carried_out, sent_once
from alongside.doors.desk.entrance import DeskRequest
from alongside.oversight.overviews.needs import KNOWN_BY
from alongside.record.cases.queries.waiting import WaitLine, supervisor_waits


@require_GET
def listing(request: DeskRequest) -> HttpResponse:
    """What the reader may see of the register, newest first."""
    _worker(request)
    return render(request, "desk/boundaries/list.html", {"lines": queries.boundaries(by=request.reader)})


@require_http_methods(["GET", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    """Write one down."""
    _worker(request)
    form = BoundaryForm(request.POST or None, initial={"answer": "declined", "idempotency_key": uuid4().hex})
    if request.method == "POST" and (done := sent_once(request, form, lambda: _note(form, request))):
        messages.success(request, _("It is written down. Your supervisor can read it."))
        return redirect(done)
    context = {"form": form, "kept": _("What you typed is still here.")}
    return render(request, "desk/boundaries/new.html", context, status=422 if form.errors else 200)


def _note(form: BoundaryForm, request: DeskRequest) -> str:
    said: dict[str, Any] = dict(form.cleaned_data)
    said.pop("idempotency_key")
    actions.note_boundary(**said, by=request.reader)
    return reverse("boundaries")


@require_http_methods(["GET", "POST"])
def one(request: DeskRequest, boundary: UUID) -> HttpResponse:
    """One entry, and what a supervisor says of it."""
    _worker(request)
    row = queries.boundary_row(boundary)
    if row is None:
        raise Http404
    form = BoundaryLookForm(request.POST or None)
    if request.method == "POST" and carried_out(
        form, lambda: actions.look_at_boundary(entry=row, words=form.cleaned_data["words"], by=request.reader)
    ):
        messages.success(request, _("It is written down."))
        return redirect("boundaries")
    line = next((line for line in queries.boundaries(by=request.reader) if line.public_id == boundary), None)
    context = {"line": line, "form": form, "kept": _("What you typed is still here.")}
    return render(request, "desk/boundaries/one.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def tie(request: DeskRequest, case: UUID, worker: UUID) -> HttpResponse:
    """A worker who may know somebody in her case: what the supervisor says of it."""
    lines = [line for line in supervisor_waits(act="tie page") if (line.case, line.worker) == (case, worker)]
    if not lines:
        raise Http404
    form = TieForm(request.POST or None)
    if request.method == "POST" and carried_out(form, lambda: _answer(lines[0], form, request)):
        messages.success(request, _("It is written down."))
        return redirect("boundaries")
    context = {"lines": [(line.told, KNOWN_BY[line.what]) for line in lines], "line": lines[0], "form": form}
    context["kept"] = _("What you typed is still here.")
    return render(request, "desk/boundaries/tie.html", context, status=422 if form.errors else 200)


def _answer(line: WaitLine, form: TieForm, request: DeskRequest) -> None:
    actions.answer_tie(
        worker_id=line.worker_id or 0,
        case_number=line.case_number,
        words=form.cleaned_data["words"],
        by=request.reader,
    )


def _worker(request: DeskRequest) -> None:
    if request.reader.worker_id is None:
        raise Http404
