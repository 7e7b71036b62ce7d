"""How a file is read, and what its columns are."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.imports.common import importers, view_of
from alongside.doors.desk.imports.forms import ColumnsForm, ReadingForm
from alongside.ground.foundation.errors import Refused
from alongside.oversight.imports import actions, queries
from alongside.oversight.imports.enums import RunState
from alongside.oversight.imports.rules.tables import Reading


@require_http_methods(["GET", "POST"])
@importers
def columns(request: DeskRequest, run: UUID) -> HttpResponse:
    """Say what the columns are, with the first rows to look at; then the file is checked."""
    view = view_of(request, run)
    if view.state not in (RunState.UPLOADED, RunState.CHECKED) or not view.kept:
        return redirect("import", run=run)
    if request.method == "GET":
        return _page(request, run, ColumnsForm(view))
    form = ColumnsForm(view, request.POST)
    if form.is_valid():
        row = queries.run_row(run, by=request.reader)
        try:
            row = actions.map_upload(
                run=row,
                mapping=form.mapping(),
                dates=form.cleaned_data.get("dates") or "",
                name=form.cleaned_data["name"],
                by=request.reader,
            )
            actions.check_run(run=row, by=request.reader)
            return redirect("import", run=run)
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
    return _page(request, run, form, status=422)


@require_POST
@importers
def read(request: DeskRequest, run: UUID) -> HttpResponse:
    """Read the file in another way."""
    view = view_of(request, run)
    form = ReadingForm(view.reading or Reading("csv"), request.POST)
    if form.is_valid():
        try:
            actions.read_upload(
                run=queries.run_row(run, by=request.reader),
                encoding=form.cleaned_data.get("encoding", ""),
                separator=form.cleaned_data.get("separator", ""),
                header_line=form.cleaned_data["header_line"] or 0,
                by=request.reader,
            )
            return redirect("import-columns", run=run)
        except Refused as refusal:
            form.add_error(None, str(refusal.message))
    return _page(request, run, ColumnsForm(view), reading_form=form, status=422)


def _page(
    request: DeskRequest, run: UUID, form: ColumnsForm, *, reading_form: ReadingForm | None = None, status: int = 200
) -> HttpResponse:
    view = view_of(request, run)
    reading = view.reading or Reading("csv")
    context = {"run": view, "reading": reading, "form": form, "reading_form": reading_form or ReadingForm(reading)}
    return render(request, "desk/imports/columns.html", context, status=status)
