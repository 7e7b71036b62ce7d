"""What was hard to live through: written down once, collapsed, and opened only for a reason."""

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
from alongside.doors.desk.cases.refusals import put_right, sent_once
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.experiences.forms import ExperienceForm, OpenForm
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.practice.assessments.actions.experiences import open_detail, record_experience
from alongside.practice.assessments.queries.experiences import experience_row, experiences_of
from alongside.record.cases.queries import CaseHead, case_row


@require_GET
def listing(request: DeskRequest, case: UUID) -> HttpResponse:
    """That something is written down, and what helps; never what was told."""
    head, context = framed(request, case, tab="assessment", act="experiences page")
    return render(request, "desk/experiences/list.html", {**context, "lines": experiences_of(head.id)})


@require_http_methods(["GET", "POST"])
def new(request: DeskRequest, case: UUID) -> HttpResponse:
    """Write it down, as much of it as they want."""
    head, context = framed(request, case, tab="assessment", act="experiences page")
    people = [(str(one.person), one.name) for one in head.people]
    begin = {"told_on": clock.today(), "chosen": "happened", "idempotency_key": uuid4().hex}
    form = ExperienceForm(people, request.POST or None, initial=begin)
    if request.method == "POST" and (done := sent_once(request, form, lambda: _record(case, head, form, request))):
        messages.success(request, _("It is written down. Nobody has to ask again."))
        return redirect(done)
    context |= {"form": form, "kept": _("What you typed is still here.")}
    return render(request, "desk/experiences/new.html", context, status=422 if form.errors else 200)


def _record(case: UUID, head: CaseHead, form: ExperienceForm, request: DeskRequest) -> str:
    said: dict[str, Any] = dict(form.cleaned_data)
    said.pop("idempotency_key")
    chosen = said.pop("person")
    number = next(one.person_id for one in head.people if str(one.person) == chosen)
    record_experience(case=case_row(case), person_id=number, **said, by=request.reader)
    return reverse("experiences", args=[case])


@require_http_methods(["GET", "POST"])
def detail(request: DeskRequest, case: UUID, experience: UUID) -> HttpResponse:
    """Say what for, then read it; a refusal is noted as well as a look."""
    head, context = framed(request, case, tab="assessment", act="experiences page")
    try:
        row = experience_row(head.id, experience)
    except NotFound:
        raise Http404 from None
    form, words = OpenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            words = open_detail(experience=row, why=form.cleaned_data["why"], by=request.reader)
        except Refused as refusal:
            put_right(form, refusal)
    line = next(one for one in experiences_of(head.id) if one.public_id == experience)
    context |= {"line": line, "words": words, "form": form, "kept": _("What you typed is still here.")}
    response = render(request, "desk/experiences/one.html", context, status=422 if form.errors else 200)
    response.headers["Cache-Control"] = "no-store"
    return response
