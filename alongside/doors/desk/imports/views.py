"""Spreadsheets come in: the upload, and one import from its check to its end."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.imports.common import importers, view_of
from alongside.doors.desk.imports.forms import UploadForm
from alongside.ground.foundation.errors import Refused
from alongside.oversight.imports import actions, queries
from alongside.oversight.imports.enums import RunState

SILENT = timedelta(minutes=2)
"""A job that has not been heard of for so long has died with its machine."""

STEPS = {
    "check": (actions.check_run, _("The file is being checked.")),
    "bring": (actions.bring_in_run, _("The file is being brought in.")),
    "stop": (actions.stop_run, _("It stops after the rows that are on their way.")),
    "revive": (actions.revive_run, _("It goes on.")),
    "away": (actions.put_away_run, _("The file and its rows are put away.")),
}


@require_http_methods(["GET", "POST"])
@importers
def home(request: DeskRequest) -> HttpResponse:
    """What was brought in, and the upload."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            run = actions.take_upload(name=upload.name, content=upload.read(), by=request.reader)
            return redirect("import-columns", run=run.public_id)
        except Refused as refusal:
            form.add_error("file", str(refusal.message))
    context = {"form": form, "runs": queries.sheet_runs(by=request.reader)}
    return render(request, "desk/imports/home.html", context, status=422 if form.errors else 200)


@require_GET
@importers
def one(request: DeskRequest, run: UUID) -> HttpResponse:
    """How far an import is, what came of its rows, and what can be done next."""
    view = view_of(request, run)
    if view.state == RunState.UPLOADED and not view.mapping:
        return redirect("import-columns", run=run)
    heard = view.touched_at or view.started_at
    silent = view.is_going and heard < timezone.now() - SILENT
    return render(request, "desk/imports/one.html", {"run": view, "silent": silent, "states": RunState})


@require_POST
@importers
def go(request: DeskRequest, run: UUID) -> HttpResponse:
    """Check, bring in, stop, go on, put away."""
    row = queries.run_row(run, by=request.reader)
    act, words = STEPS.get(request.POST.get("step", ""), (None, ""))
    if act is None:
        return redirect("import", run=run)
    try:
        act(run=row, by=request.reader)
        messages.success(request, words)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    return redirect("imports") if act is actions.put_away_run else redirect("import", run=run)
