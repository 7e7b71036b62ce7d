"""What carers may see of others: the person decides it, or a law or an order does."""

from __future__ import annotations

from datetime import timedelta
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
from alongside.doors.desk.dynamics.forms import SightForm, WhyForm
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.practice.dynamics import actions, queries
from alongside.practice.dynamics.rules import lawful_ways
from alongside.record.cases.enums import ParticipantRole
from alongside.record.cases.queries import CaseHead, case_row


@require_GET
def listing(request: DeskRequest, case: UUID) -> HttpResponse:
    """The carers of a case, and what each may see of whom."""
    head, context = framed(request, case, tab="family", act="carers page")
    carers = [one for one in head.people if one.role == ParticipantRole.CARER]
    context |= {"carers": carers, "sights": queries.carer_sights(head.id), "ways": lawful_ways()}
    return render(request, "desk/dynamics/carers.html", context)


@require_http_methods(["GET", "POST"])
def new(request: DeskRequest, case: UUID) -> HttpResponse:
    """Write down what a carer may see of somebody, and on what ground."""
    head, context = framed(request, case, tab="family", act="carers page")
    today = clock.today()
    begin = {"from_on": today, "until_on": today + timedelta(days=180), "idempotency_key": uuid4().hex}
    carers = [(str(one.person), one.name) for one in head.people if one.role == ParticipantRole.CARER]
    people = [(str(one.person), one.name) for one in head.people if one.role != ParticipantRole.CARER]
    form = SightForm(people, carers, request.POST or None, initial=begin)
    if request.method == "POST" and (done := sent_once(request, form, lambda: _allow(case, head, form, request))):
        messages.success(request, _("It is written down."))
        return redirect(done)
    context |= {"form": form, "ways": lawful_ways(), "kept": _("What you typed is still here.")}
    return render(request, "desk/dynamics/carer_new.html", context, status=422 if form.errors else 200)


def _allow(case: UUID, head: CaseHead, form: SightForm, request: DeskRequest) -> str:
    what: dict[str, Any] = dict(form.cleaned_data)
    what.pop("idempotency_key")
    numbers = {str(one.person): one.person_id for one in head.people}
    actions.allow_carer(
        case=case_row(case),
        person_id=numbers[what.pop("person")],
        carer_id=numbers[what.pop("carer")],
        **what,
        by=request.reader,
    )
    return reverse("carers", args=[case])


@require_http_methods(["GET", "POST"])
def sight(request: DeskRequest, case: UUID, sight: UUID) -> HttpResponse:
    """One of them, and ending it."""
    head, context = framed(request, case, tab="family", act="carers page")
    try:
        row = queries.sight_row(head.id, sight)
    except NotFound:
        raise Http404 from None
    form = WhyForm(request.POST or None)
    if request.method == "POST" and carried_out(
        form, lambda: actions.end_carer_sight(sight=row, why=form.cleaned_data["why"], by=request.reader)
    ):
        messages.success(request, _("It has ended. The carer sees nothing of this any more."))
        return redirect("carers", case)
    line = next(one for one in queries.carer_sights(head.id) if one.public_id == sight)
    context |= {"form": form, "line": line, "kept": _("What you typed is still here.")}
    return render(request, "desk/dynamics/carer.html", context, status=422 if form.errors else 200)
