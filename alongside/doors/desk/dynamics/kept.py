"""Who of the family something may be shown to, and what one of them may be given."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.doors.desk.cases.frame import framed
from alongside.doors.desk.cases.refusals import carried_out
from alongside.doors.desk.dynamics.forms import WORKERS, DespiteForm, ForWhomForm
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import NotFound
from alongside.oversight.overviews.family_items import FamilyItem, family_copy, family_item
from alongside.practice.dynamics import actions
from alongside.record.cases.queries import CaseHead, case_row


@require_http_methods(["GET", "POST"])
def for_whom(request: DeskRequest, case: UUID, kind: str, item: UUID) -> HttpResponse:
    """Open an item to some of the family, or keep it to the workers."""
    head, context = framed(request, case, tab="family", act="family item")
    try:
        found = family_item(head.id, kind, item)
    except NotFound:
        raise Http404 from None
    form = ForWhomForm(_people(head), request.POST or None, initial={"people": _chosen(head, found)})
    if request.method == "POST" and carried_out(form, lambda: _keep(case, head, found, form, request)):
        messages.success(request, _("It is written down who may see this."))
        return redirect("dynamics" if kind == "entry" else "assessment" if kind == "statement" else "case", case)
    context |= {"form": form, "item": found, "kept": _("What you chose is still here.")}
    return render(request, "desk/dynamics/for_whom.html", context, status=422 if form.errors else 200)


def _people(head: CaseHead) -> list[tuple[str, str]]:
    return [(str(one.person), one.name) for one in head.people]


def _chosen(head: CaseHead, found: FamilyItem) -> list[str]:
    return [WORKERS[0]] * (None in found.kept) + [str(p.person) for p in head.people if p.person_id in found.kept]


def _keep(case: UUID, head: CaseHead, found: FamilyItem, form: ForWhomForm, request: DeskRequest) -> None:
    chosen = set(form.cleaned_data["people"])
    people: list[int | None] = [one.person_id for one in head.people if str(one.person) in chosen]
    actions.keep_to(
        case=case_row(case),
        kind=found.kind,
        item=found.number,
        people=people + [None] * (WORKERS[0] in chosen),
        level=found.level,
        texts=found.texts,
        despite=form.cleaned_data["despite"],
        by=request.reader,
    )


@require_http_methods(["GET", "POST"])
def copy_for(request: DeskRequest, case: UUID, person: UUID) -> HttpResponse:
    """What one of the family may be given, to read and to print; stopped while it tells where somebody hides."""
    head, context = framed(request, case, tab="family", act="family copy")
    form = DespiteForm(request.POST or None)
    despite = form.cleaned_data["despite"] if form.is_bound and form.is_valid() else ""
    try:
        found: Any = family_copy(head.id, person, despite=despite, by=request.reader)
    except NotFound:
        raise Http404 from None
    if (found.stopped or found.others) and form.is_bound:
        form.add_error("despite", _("Say in at least 20 letters why it may be shown all the same."))
    context |= {"copy": found, "form": form, "kept": _("What you typed is still here.")}
    return render(request, "desk/dynamics/copy.html", context, status=422 if form.errors else 200)
