"""Recording what leaves, and reporting harm: the number first, the form after it."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.agency.organisation import queries as organisation
from alongside.doors.desk.cases.frame import framed
from alongside.doors.desk.cases.refusals import sent_once
from alongside.doors.desk.consents.forms import LeaveForm, WorryForm
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.oversight.journeys.letting_go import let_go
from alongside.practice.consents import actions, queries
from alongside.practice.consents.enums import Ground, Purpose
from alongside.practice.consents.rules.disclosing import Thing
from alongside.record.cases.queries import case_row


@require_http_methods(["GET", "POST"])
def new(request: DeskRequest, case: UUID) -> HttpResponse:
    """Record exactly what leaves; refused with every reason unless a consent or the law allows it."""
    head, context = framed(request, case, tab="consents", act="disclosure")
    people = [(str(one.person), one.name) for one in head.people]
    initial = {
        "consent": request.GET.get("consent", ""),
        "at": clock.now().replace(second=0, microsecond=0),
        "idempotency_key": uuid4().hex,
    }
    offered = queries.live_consents(head.id)
    form = LeaveForm(people, offered, queries.agreements(), request.POST or None, initial=initial)
    if request.method == "POST":
        numbers = {str(one.person): one.person_id for one in head.people}
        done = sent_once(request, form, lambda: _leave(case, form, numbers, request))
        if done:
            messages.success(request, _("Recorded"))
            return redirect(done)
    context |= {"form": form, "kept": _("What you typed is still here."), "offered": offered}
    return render(request, "desk/consents/leave.html", context, status=422 if form.errors else 200)


def _leave(case: UUID, form: LeaveForm, numbers: dict[str, int], request: DeskRequest) -> str:
    what = form.cleaned_data
    ground = what["ground"]
    consent = None
    if ground == Ground.CONSENT and what["consent"]:
        try:
            consent = queries.consent_row(UUID(what["consent"]))
        except NotFound:
            raise Http404 from None
    facts = {
        "person_id": consent.person_id if consent else numbers[what["person"]],
        "ground": ground,
        "consent": consent,
        "agreement_id": int(what["agreement"]) if what["agreement"] else None,
        "ground_words": what["ground_words"],
        "recipient": what["recipient"] or (consent.recipient if consent else ""),
        "purpose": what["purpose"] or (consent.purpose if consent else Purpose.OTHER),
        "way": what["way"],
        "at": what["at"],
        "told": what["told"],
        "not_told_why": what["not_told_why"],
    }
    things = [Thing(what["item"], what["text"])]
    let_go(case=case_row(case), things=things, facts=facts, may_leave=what["may_leave"], by=request.reader)
    return reverse("consents", args=[case]) + "#left"


@require_http_methods(["GET", "POST"])
def worry(request: DeskRequest, case: UUID) -> HttpResponse:
    """Somebody may be harmed: ring first; then write down what was said. Nobody has to approve it."""
    head, context = framed(request, case, tab="worry", act="disclosure")
    people = [(str(one.person), one.name) for one in head.people]
    initial = {"at": clock.now().replace(second=0, microsecond=0), "idempotency_key": uuid4().hex}
    form = WorryForm(people, request.POST or None, initial=initial)
    if request.method == "POST":
        done = sent_once(request, form, lambda: _report(case, form, request))
        if done:
            messages.success(request, _("Recorded. Only those who carry the case see the report."))
            return redirect(done)
    agency = organisation.the_agency()
    context |= {
        "form": form,
        "worry_line": agency.worry_line,
        "crisis_line": agency.crisis_line,
        "confidential": head.confidential,
        "kept": _("What you typed is still here."),
    }
    return render(request, "desk/consents/worry.html", context, status=422 if form.errors else 200)


def _report(case: UUID, form: WorryForm, request: DeskRequest) -> str:
    what = dict(form.cleaned_data)
    what.pop("idempotency_key")
    person = UUID(what.pop("person"))
    try:
        actions.report_worry(case=case, person=person, by=request.reader, **what)
    except NotFound:
        raise Http404 from None
    return reverse("case", args=[case])
