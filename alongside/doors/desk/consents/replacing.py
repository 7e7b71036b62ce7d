"""Replacing a consent by another of the same person, and adding its signed paper."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from alongside.doors.desk.cases.frame import framed, row_in
from alongside.doors.desk.cases.refusals import sent_once
from alongside.doors.desk.consents.asking import regimes_for
from alongside.doors.desk.consents.forms import AskForm
from alongside.doors.desk.consents.listing import consent_page
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.files.bringing import brought, renewed
from alongside.doors.desk.files.forms import AddForm
from alongside.ground.foundation.reader import ORDINARY
from alongside.practice.consents import actions, queries
from alongside.practice.consents.actions import Asked

SAME = (
    *("regime", "recipient", "recipient_kind", "passes_on_to", "items", "items_words", "purpose", "purpose_words"),
    *("until_on", "until_event", "minor", "may_sign_alone", "interpreter"),
)
"""What the form of the new consent takes over from the old one, to be changed."""


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: DeskRequest, case: UUID, consent: UUID) -> HttpResponse:
    """Ask for the same consent in other words; the old one holds until the new one is signed."""
    head, context = framed(request, case, tab="consents", act="consent form")
    row = _row(case, consent)
    person = [(str(row.person.public_id), row.person.display_name)]
    initial = {name: getattr(row, name) for name in SAME}
    initial |= {"person": person[0][0], "idempotency_key": uuid4().hex}
    form = AskForm(person, regimes_for(head), request.POST or None, initial=initial)
    if request.method == "POST":
        done = sent_once(request, form, lambda: _ask(case, row, form, request))
        if done:
            return redirect(done)
    context |= {"form": form, "old": queries.consent_sheet(consent), "replaced": row.public_id}
    return render(request, "desk/consents/new.html", context, status=422 if form.errors else 200)


def _ask(case: UUID, row: Any, form: AskForm, request: DeskRequest) -> str:
    what = dict(form.cleaned_data)
    for name in ("person", "idempotency_key"):
        what.pop(name)
    new = actions.ask_consent(
        case=row.case, person_id=row.person_id, asked=Asked(**what), replaces=row, by=request.reader
    )
    return reverse("consent", args=[case, new.public_id])


@require_POST
def add_paper(request: DeskRequest, case: UUID, consent: UUID) -> HttpResponse:
    """Add the paper that was signed by hand."""
    row = _row(case, consent)
    form = AddForm([ORDINARY], request.POST, request.FILES)
    where = brought(
        request,
        form,
        lambda file: actions.add_signed_paper(consent=row, file=file, by=request.reader),
        reverse("consent", args=[case, consent]),
    )
    if where:
        return redirect(where)
    renewed(form, request)
    return consent_page(request, case, consent, status=422, paper_form=form)


def _row(case: UUID, consent: UUID) -> Any:
    return row_in(case, lambda: queries.consent_row(consent))
