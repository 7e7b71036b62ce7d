"""Rows that look like somebody in the record: the same person, a different person, or left out."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.imports.common import importers, view_of
from alongside.ground.foundation.errors import Refused
from alongside.oversight.imports import actions, queries
from alongside.oversight.imports.enums import RowDecision, RunState


@require_http_methods(["GET", "POST"])
@importers
def decide(request: DeskRequest, run: UUID) -> HttpResponse:
    """Each row beside those whom it looks like, some at a time; whatever was chosen is kept, the rest stays."""
    row = queries.run_row(run, by=request.reader)
    if row.state not in (RunState.CHECKED, RunState.STOPPED, RunState.DONE):
        return redirect("import", run=run)
    if request.method == "POST":
        return _keep(request, run)
    waiting = queries.waiting_rows(row)
    if not waiting:
        return redirect("import", run=run)
    return render(request, "desk/imports/decide.html", {"run": view_of(request, run), "rows": waiting})


def _keep(request: DeskRequest, run: UUID) -> HttpResponse:
    row = queries.run_row(run, by=request.reader)
    kept = 0
    for name, said in request.POST.items():
        number = name.removeprefix("row-")
        if not name.startswith("row-") or not number.isdecimal() or not said:
            continue
        decision, _sign, same_as = str(said).partition(" ")
        try:
            actions.decide_row(
                run=row, number=int(number), decision=_decision(decision), same_as=same_as, by=request.reader
            )
            kept += 1
        except Refused as refusal:
            messages.error(request, str(refusal.message))
    messages.success(request, _("Kept: %(count)d decided.") % {"count": kept})
    return redirect("import-decide", run=run)


def _decision(said: str) -> str:
    return said if said in RowDecision.values else "?"
