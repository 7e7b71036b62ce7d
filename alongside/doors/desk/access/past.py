"""As it was on a day, what changed since, and what a colleague would see."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from alongside.agency.staff import queries as staff
from alongside.doors.desk.cases.frame import frame_of
from alongside.doors.desk.days import days_of, evening
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import NotFound
from alongside.oversight.overviews.as_it_was import as_it_was, changed_between
from alongside.oversight.overviews.person_access import would_see
from alongside.record.cases import queries as cases
from alongside.record.cases.queries import CaseHead


class ReaderForm(forms.Form):
    """Whose eyes to look through."""

    worker = forms.ChoiceField(label=gettext_lazy("Colleague"))


@require_GET
def was(request: DeskRequest, case: UUID) -> HttpResponse:
    """The case, its people, its plan and who could see it, at the end of a day; or what changed between two days."""
    head = _head(request, case, act="case page")
    days = days_of(request)
    context: dict[str, Any] = {**frame_of(head, "access"), "form": days.form, "on": days.on, "until": days.until}
    if days.until:
        context["changes"] = changed_between(head, evening(days.on), evening(days.until))
    else:
        context["was"] = as_it_was(head, evening(days.on))
    return render(request, "desk/access/was.html", context, status=422 if days.form.errors else 200)


@require_GET
def seen_by(request: DeskRequest, case: UUID) -> HttpResponse:
    """What a colleague would see of the case, in numbers; for the supervisor of its team."""
    head = _head(request, case, act="access page")
    if head.team_id not in request.reader.supervises:
        raise Http404
    lines = {str(line.public_id): line for line in staff.workers()}
    form = ReaderForm(request.GET or None)
    form.fields["worker"].choices = [(key, line.name) for key, line in lines.items()]  # type: ignore[attr-defined]
    found = None
    if form.is_bound and form.is_valid():
        line = lines[form.cleaned_data["worker"]]
        found = would_see(head, line.actor_id, by=request.reader)
        return render(
            request,
            "desk/access/seen_by.html",
            {**frame_of(head, "access"), "form": form, "found": found, "name": line.name},
        )
    context = {**frame_of(head, "access"), "form": form, "found": found}
    return render(request, "desk/access/seen_by.html", context, status=422 if form.errors else 200)


def _head(request: DeskRequest, case: UUID, *, act: str) -> CaseHead:
    try:
        return cases.case_head(case, by=request.reader, act=act)
    except NotFound:
        raise Http404 from None
