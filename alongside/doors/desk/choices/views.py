"""The ledger of choices: what was offered, what they decided, and where somebody else decides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from alongside.doors.desk.cases.frame import framed
from alongside.doors.desk.cases.refusals import carried_out, sent_once
from alongside.doors.desk.choices.forms import AnswerForm, ChoiceForm, LimitForm, LookForm
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Stale
from alongside.practice.choices import actions, queries
from alongside.practice.choices.rules import REVIEW_DAYS, Proposed
from alongside.record.cases.queries import CaseHead, case_row

ROLES = {"later": ("ochre", "hourglass"), "yes": ("leaf", "check"), "no": ("stone", "x"), "other": ("sky", "route")}


@require_GET
def ledger(request: DeskRequest, case: UUID) -> HttpResponse:
    """Everything that was chosen in a case, and every limit."""
    head, context = framed(request, case, tab="choices", act="choices page")
    found = queries.ledger(head.id)
    context |= {"choices": [(line, *ROLES[line.answer]) for line in found.choices], "ledger": found}
    return render(request, "desk/choices/list.html", context)


@require_http_methods(["GET", "POST"])
def new_choice(request: DeskRequest, case: UUID) -> HttpResponse:
    """Write down what was offered."""
    head, context = framed(request, case, tab="choices", act="choice form")
    form = ChoiceForm(_people(head), request.POST or None, initial=_begin(request, offered_on=clock.today()))
    if request.method == "POST" and (done := sent_once(request, form, lambda: _offer(case, head, form, request))):
        messages.success(request, _("It is written down."))
        return redirect(done)
    return _page(request, "desk/choices/choice_new.html", context, form)


def _offer(case: UUID, head: CaseHead, form: ChoiceForm, request: DeskRequest) -> str:
    what = dict(form.cleaned_data)
    what.pop("idempotency_key")
    actions.offer_choice(case=case_row(case), person_id=_number(head, what.pop("person")), **what, by=request.reader)
    return reverse("choices", args=[case])


@require_http_methods(["GET", "POST"])
def choice(request: DeskRequest, case: UUID, choice: UUID) -> HttpResponse:
    """Write down what they decided."""
    head, context = framed(request, case, tab="choices", act="choice page")
    line = _or_404(queries.choice_of, head.id, choice)
    now = {"answer": line.answer, "words": line.words, "helped_by": line.helped_by, "answered_on": line.answered_on}
    form = AnswerForm(request.POST or None, initial={**now, "version": line.version})
    context["line"] = line
    row = queries.choice_row(head.id, choice)
    return _changed(
        request,
        "desk/choices/choice.html",
        context,
        form,
        lambda: actions.answer_choice(choice=row, **form.cleaned_data, by=request.reader),
    )


@require_http_methods(["GET", "POST"])
def new_limit(request: DeskRequest, case: UUID) -> HttpResponse:
    """Write down that somebody else decides, by which right and until when."""
    head, context = framed(request, case, tab="choices", act="limit form")
    today = clock.today()
    begin = _begin(request, from_on=today, review_on=today + timedelta(days=REVIEW_DAYS))
    form = LimitForm(_people(head), request.POST or None, initial=begin)
    if request.method == "POST" and (done := sent_once(request, form, lambda: _limit(case, head, form, request))):
        messages.success(request, _("It is written down."))
        return redirect(done)
    return _page(request, "desk/choices/limit_new.html", context, form)


def _limit(case: UUID, head: CaseHead, form: LimitForm, request: DeskRequest) -> str:
    what = dict(form.cleaned_data)
    what.pop("idempotency_key")
    person = _number(head, what.pop("person"))
    actions.set_limit(case=case_row(case), person_id=person, limit=Proposed(**what), by=request.reader)
    return reverse("choices", args=[case])


@require_http_methods(["GET", "POST"])
def limit(request: DeskRequest, case: UUID, limit: UUID) -> HttpResponse:
    """One limit with every look at it, and the next look."""
    head, context = framed(request, case, tab="choices", act="limit page")
    line = _or_404(queries.limit_of, head.id, limit)
    next_on = min(clock.today() + timedelta(days=REVIEW_DAYS), line.until_on)
    form = LookForm(request.POST or None, initial={"version": line.version, "what": line.what, "review_on": next_on})
    context["line"] = line
    row = queries.limit_row(head.id, limit)
    return _changed(
        request,
        "desk/choices/limit.html",
        context,
        form,
        lambda: actions.review_limit(limit=row, **form.cleaned_data, by=request.reader),
    )


def _people(head: CaseHead) -> list[tuple[str, str]]:
    return [(str(one.person), one.name) for one in head.people]


def _number(head: CaseHead, person: str) -> int:
    return next(one.person_id for one in head.people if str(one.person) == person)


def _begin(request: DeskRequest, **days: Any) -> dict[str, Any]:
    return {"person": request.GET.get("person", ""), "idempotency_key": uuid4().hex, **days}


def _or_404(find: Any, case: int, public_id: UUID) -> Any:
    try:
        return find(case, public_id)
    except NotFound:
        raise Http404 from None


def _page(request: DeskRequest, template: str, context: dict[str, Any], form: Form) -> HttpResponse:
    context |= {"form": form, "kept": _("What you typed is still here.")}
    return render(request, template, context, status=422 if form.errors else 200)


def _changed(
    request: DeskRequest, template: str, context: dict[str, Any], form: Form, act: Callable[[], object]
) -> HttpResponse:
    """Carry out what was sent, or show the page; when somebody else was first, both versions stand on it."""
    try:
        if request.method == "POST" and carried_out(form, act):
            messages.success(request, _("It is written down."))
            return redirect("choices", context["head"].public_id)
    except Stale as stale:
        form.add_error(None, str(stale.message))
        kept = _("What you typed is still here. What stands there now is above it.")
        return render(request, template, {**context, "form": form, "stale": True, "kept": kept}, status=409)
    return _page(request, template, context, form)
