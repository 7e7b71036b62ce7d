"""Asking for a consent, signing it, hearing a no, taking it back, and its paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.agency.organisation import queries as organisation
from alongside.doors.desk.cases.frame import framed
from alongside.doors.desk.cases.refusals import carried_out, sent_once, words_of
from alongside.doors.desk.consents.forms import AskForm, RefuseForm, SignForm, WithdrawForm
from alongside.doors.desk.consents.listing import consent_page
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.oversight.journeys.letting_go import ask_for_consent_paper
from alongside.practice.consents import actions, queries
from alongside.practice.consents.actions import Asked
from alongside.practice.consents.enums import How, Regime
from alongside.practice.consents.rules.profiles import profile_of
from alongside.record.cases.queries import CaseHead, case_row

AMERICAN = (Regime.HIPAA, Regime.PART2, Regime.FERPA)


def regimes_for(head: CaseHead) -> list[tuple[str, str]]:
    """The forms to choose from: a victim service has its own alone; elsewhere the agency's country comes first."""
    if head.confidential:
        return [(Regime.VICTIM.value, str(Regime.VICTIM.label))]
    american = organisation.the_agency().country == "US"
    order = (*AMERICAN, Regime.GDPR) if american else (Regime.GDPR, *AMERICAN)
    return [(one.value, str(one.label)) for one in order]


@require_http_methods(["GET", "POST"])
def new(request: DeskRequest, case: UUID) -> HttpResponse:
    """Put a consent into words; the next page shows them and takes the signature."""
    head, context = framed(request, case, tab="consents", act="consent form")
    people = [(str(one.person), one.name) for one in head.people]
    regimes = regimes_for(head)
    initial = {
        "person": request.GET.get("person") or people[0][0],
        "regime": regimes[0][0],
        "until_on": clock.today() + timedelta(days=profile_of(regimes[0][0]).usual_days),
        "idempotency_key": uuid4().hex,
    }
    form = AskForm(people, regimes, request.POST or None, initial=initial)
    if request.method == "POST":
        numbers = {str(one.person): one.person_id for one in head.people}
        done = sent_once(request, form, lambda: _ask(case, form, numbers, request))
        if done:
            return redirect(done)
    context |= {"form": form, "kept": _("What you typed is still here.")}
    return render(request, "desk/consents/new.html", context, status=422 if form.errors else 200)


def _ask(case: UUID, form: AskForm, numbers: dict[str, int], request: DeskRequest) -> str:
    what = dict(form.cleaned_data)
    person = numbers[what.pop("person")]
    what.pop("idempotency_key")
    row = actions.ask_consent(case=case_row(case), person_id=person, asked=Asked(**what), by=request.reader)
    return reverse("consent", args=[case, row.public_id])


@require_POST
def sign(request: DeskRequest, case: UUID, consent: UUID) -> HttpResponse:
    """Put a name under it, typed on screen or as it stands on a signed paper."""
    form = SignForm(request.POST)

    def act() -> None:
        row, told = _row(case, consent), dict(form.cleaned_data)
        lines = told.pop("drawn")
        with transaction.atomic():
            actions.sign_consent(consent=row, by=request.reader, **told)
            if lines and told["how"] == How.SCREEN:
                actions.add_drawn_signature(consent=row, lines=lines, name=told["name"], by=request.reader)

    return _did(request, case, consent, form, act, words=_("Signed"))


@require_POST
def refuse(request: DeskRequest, case: UUID, consent: UUID) -> HttpResponse:
    """Record a no."""
    form = RefuseForm(request.POST)

    def act() -> None:
        actions.refuse_consent(consent=_row(case, consent), words=form.cleaned_data["words"], by=request.reader)

    return _did(request, case, consent, form, act, words=_("Recorded. Nothing leaves on it."))


@require_POST
def withdraw(request: DeskRequest, case: UUID, consent: UUID) -> HttpResponse:
    """Take it back: at once, whoever reads on it reads nothing more."""
    form = WithdrawForm(request.POST)

    def act() -> None:
        what = form.cleaned_data
        actions.withdraw_consent(
            consent=_row(case, consent), how=what["how"], why=what["why"], version=what["version"], by=request.reader
        )

    return _did(request, case, consent, form, act, words=_("Taken back. Nothing more leaves on it from now on."))


@require_POST
def paper(request: DeskRequest, case: UUID, consent: UUID) -> HttpResponse:
    """Ask for the form on paper, to be signed by hand."""
    try:
        ask_for_consent_paper(consent=_row(case, consent), by=request.reader)
    except Refused as refusal:
        messages.warning(request, words_of(refusal))
    else:
        messages.success(request, _("The paper is being made. You can leave this page; it will be here."))
    return redirect("consent", case=case, consent=consent)


def _did(
    request: DeskRequest, case: UUID, consent: UUID, form: Form, act: Callable[[], None], *, words: str
) -> HttpResponse:
    """Back to the consent when it was done; else its page with what is to be put right."""
    _row(case, consent)
    try:
        if carried_out(form, act):
            messages.success(request, words)
            return redirect("consent", case=case, consent=consent)
    except Stale as stale:
        form.add_error(None, str(stale.message))
        return consent_page(request, case, consent, form=form, status=409)
    return consent_page(request, case, consent, form=form, status=422)


def _row(case: UUID, consent: UUID) -> Any:
    try:
        row = queries.consent_row(consent)
    except NotFound:
        raise Http404 from None
    if row.case.public_id != case:
        raise Http404
    return row
