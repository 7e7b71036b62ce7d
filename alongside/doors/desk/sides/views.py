"""Who stands against whom in a case, and what the supervisor decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.doors.desk.cases.frame import framed
from alongside.doors.desk.cases.refusals import carried_out, sent_once
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.sides.forms import DecideForm, OverForm, SidesForm
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Stale
from alongside.record.cases.actions.sides import decide_interest, end_interest, flag_interest
from alongside.record.cases.queries import CaseHead, case_row
from alongside.record.cases.queries.sides import interest_row, others_for, sides_of
from alongside.record.cases.rules.sides import REVIEW_DAYS, may_decide


@require_GET
def listing(request: DeskRequest, case: UUID) -> HttpResponse:
    """Everything of a case, what waits first."""
    head, context = framed(request, case, tab="sides", act="sides page")
    return render(request, "desk/sides/list.html", {**context, "lines": sides_of(head.id)})


@require_http_methods(["GET", "POST"])
def new(request: DeskRequest, case: UUID) -> HttpResponse:
    """Write down that two people stand against each other."""
    head, context = framed(request, case, tab="sides", act="sides page")
    people = [(str(one.person), one.name) for one in head.people]
    begin = {"seen_on": clock.today(), "idempotency_key": uuid4().hex}
    form = SidesForm(people, request.POST or None, initial=begin)
    if request.method == "POST" and (done := sent_once(request, form, lambda: _flag(case, head, form, request))):
        messages.success(request, _("It is written down. The supervisor decides who works with whom."))
        return redirect(done)
    context |= {"form": form, "kept": _("What you typed is still here.")}
    return render(request, "desk/sides/new.html", context, status=422 if form.errors else 200)


def _flag(case: UUID, head: CaseHead, form: SidesForm, request: DeskRequest) -> str:
    said: dict[str, Any] = dict(form.cleaned_data)
    said.pop("idempotency_key")
    numbers = {str(one.person): one.person_id for one in head.people}
    one_id, other_id = numbers[said.pop("one")], numbers[said.pop("other")]
    flag_interest(case=case_row(case), one_id=one_id, other_id=other_id, **said, by=request.reader)
    return reverse("sides", args=[case])


@require_http_methods(["GET", "POST"])
def decide(request: DeskRequest, case: UUID, interest: UUID) -> HttpResponse:
    """One of them, and the supervisor's decision."""
    row = _found(request, case, interest)
    form = DecideForm(request.POST or None, initial=_begin(row))
    act = partial(_decide, row, form, request)
    return _answered(request, row, (form, OverForm(initial={"version": row.version})), act)


def _decide(row: Any, form: DecideForm, request: DeskRequest) -> None:
    decide_interest(interest=row, **form.cleaned_data, by=request.reader)


@require_POST
def end(request: DeskRequest, case: UUID, interest: UUID) -> HttpResponse:
    """Say that they do not stand against each other any more."""
    row = _found(request, case, interest)
    form = OverForm(request.POST)
    return _answered(request, row, (DecideForm(initial=_begin(row)), form), partial(_end, row, form, request))


def _end(row: Any, form: OverForm, request: DeskRequest) -> None:
    end_interest(interest=row, **form.cleaned_data, by=request.reader)


def _begin(row: Any) -> dict[str, Any]:
    next_on = row.review_on or clock.today() + timedelta(days=REVIEW_DAYS)
    return {"decision": row.decision, "same_worker": row.same_worker, "review_on": next_on, "version": row.version}


def _found(request: DeskRequest, case: UUID, interest: UUID) -> Any:
    head, _context = framed(request, case, tab="sides", act="sides page")
    try:
        return interest_row(head.id, interest)
    except NotFound:
        raise Http404 from None


def _answered(
    request: DeskRequest, row: Any, forms: tuple[DecideForm, OverForm], act: Callable[[], None]
) -> HttpResponse:
    """Carry out what was sent, or show the page; when somebody else was first, both versions stand on it."""
    form, over = forms
    case = row.case.public_id
    sent: Any = over if over.is_bound else form
    status = 422
    try:
        if request.method == "POST" and carried_out(sent, act):
            messages.success(request, _("It is written down."))
            return redirect("sides", case)
    except Stale as stale:
        sent.add_error(None, str(stale.message))
        status = 409
    head, context = framed(request, case, tab="sides", act="sides page")
    line = next(one for one in sides_of(head.id) if one.public_id == row.public_id)
    context |= {
        "line": line,
        "form": form,
        "over": over,
        "sent": sent,
        "may": may_decide(request.reader, head.standing),
        "others": others_for(row.case, by=request.reader),
    }
    context["kept"] = _("What you typed is still here.")
    return render(request, "desk/sides/one.html", context, status=status if sent.errors else 200)
