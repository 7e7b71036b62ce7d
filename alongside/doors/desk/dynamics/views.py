"""How a family works: area by area, each as they see it, and whose view is missing."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from alongside.doors.desk.cases.frame import framed
from alongside.doors.desk.cases.refusals import carried_out, sent_once
from alongside.doors.desk.dynamics.forms import WORKER, EntryForm, NoLongerForm
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.foundation.reader import ORDINARY
from alongside.practice.dynamics import actions, queries
from alongside.practice.dynamics.enums import FamilyArea
from alongside.record.cases.queries import CaseHead, case_row

TAB = "family"


@require_GET
def dynamics(request: DeskRequest, case: UUID) -> HttpResponse:
    """Every area of the family's life: who said what, and whose view is missing."""
    head, context = framed(request, case, tab=TAB, act="dynamics page")
    context["page"] = queries.dynamics_of(head.id)
    return render(request, "desk/dynamics/list.html", context)


@require_http_methods(["GET", "POST"])
def new_entry(request: DeskRequest, case: UUID) -> HttpResponse:
    """Write down how somebody sees it."""
    head, context = framed(request, case, tab=TAB, act="dynamics form")
    begin = {
        "area": request.GET.get("area", FamilyArea.STRENGTHS),
        "person": request.GET.get("person", ""),
        "said_on": clock.today(),
        "level": str(ORDINARY),
        "idempotency_key": uuid4().hex,
    }
    people = [(str(one.person), one.name) for one in head.people]
    form = EntryForm(people, request.POST or None, initial=begin)
    if request.method == "POST" and (done := sent_once(request, form, lambda: _add(case, head, form, request))):
        messages.success(request, _("It is written down."))
        return redirect(done)
    context |= {"form": form, "kept": _("What you typed is still here.")}
    return render(request, "desk/dynamics/new.html", context, status=422 if form.errors else 200)


def _add(case: UUID, head: CaseHead, form: EntryForm, request: DeskRequest) -> str:
    said = form.cleaned_data
    actions.add_entry(
        case=case_row(case),
        area=said["area"],
        words=said["words"],
        person_id=_number(head, said["person"]),
        reported_by_id=_number(head, said["reported_by"]),
        said_on=said["said_on"],
        level=int(said["level"]),
        by=request.reader,
    )
    return reverse("dynamics", args=[case])


def _number(head: CaseHead, chosen: str) -> int | None:
    if chosen in ("", WORKER[0]):
        return None
    return next(one.person_id for one in head.people if str(one.person) == chosen)


@require_http_methods(["GET", "POST"])
def entry(request: DeskRequest, case: UUID, entry: UUID) -> HttpResponse:
    """One entry, and saying that it is no longer so."""
    head, context = framed(request, case, tab=TAB, act="dynamics page")
    row = _row(head, entry)
    form = NoLongerForm(request.POST or None)
    if request.method == "POST" and carried_out(
        form, lambda: actions.end_entry(entry=row, **form.cleaned_data, by=request.reader)
    ):
        messages.success(request, _("It stays readable under what is no longer so."))
        return redirect("dynamics", case)
    line: Any = queries.entry_line(row)
    context |= {
        "form": form,
        "line": line,
        "area": FamilyArea(row.area).label,
        "kept": _("What you typed is still here."),
    }
    return render(request, "desk/dynamics/one.html", context, status=422 if form.errors else 200)


def _row(head: CaseHead, entry: UUID) -> Any:
    try:
        return queries.entry_row(head.id, entry)
    except NotFound:
        raise Http404 from None
