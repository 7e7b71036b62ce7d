"""One statement: the service's words corrected, ended when it is no longer so, linked to what lies under it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from alongside.doors.desk.assessments.forms import ChangeForm, EndForm, FactorForm
from alongside.doors.desk.cases.frame import framed, row_in
from alongside.doors.desk.cases.refusals import carried_out
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation.errors import Stale
from alongside.ground.ui.values import Version
from alongside.practice.assessments import actions
from alongside.practice.assessments import queries as assessments
from alongside.practice.assessments.enums import StatementKind


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: DeskRequest, case: UUID, statement: UUID) -> HttpResponse:
    """Correct our words. When somebody else changed them meanwhile, both versions are shown."""
    row = _row(case, statement)
    if request.method != "POST":
        return _page(request, case, row)
    sent = request.POST.copy()
    if "keep" in sent:
        sent["words"] = str(sent["keep"])
    form = ChangeForm(row.kind, sent)
    try:
        if not carried_out(
            form, lambda: actions.change_statement(statement=row, by=request.reader, **form.cleaned_data)
        ):
            return _page(request, case, row, form=form)
    except Stale as stale:
        return _page(request, case, row, form=form, stale=stale)
    messages.success(request, _("Saved."))
    return redirect("assessment-area", case=case, domain=row.domain)


@require_POST
def end(request: DeskRequest, case: UUID, statement: UUID) -> HttpResponse:
    """Say that a statement is no longer so."""
    row = _row(case, statement)
    form = EndForm(request.POST)
    if carried_out(form, lambda: actions.end_statement(statement=row, by=request.reader, **form.cleaned_data)):
        messages.success(request, _("Ended. It stays readable under “No longer so”."))
        return redirect("assessment-area", case=case, domain=row.domain)
    return _page(request, case, row, ending=form)


@require_POST
def link(request: DeskRequest, case: UUID, statement: UUID) -> HttpResponse:
    """Say what may lie under a need."""
    row = _row(case, statement)
    form = FactorForm(assessments.statements_of_case(row.case_id), request.POST)
    if carried_out(
        form,
        lambda: actions.link_factor(
            need=row, factor=_row(case, form.chosen()), certainty=form.cleaned_data["certainty"], by=request.reader
        ),
    ):
        messages.success(request, _("Linked."))
        return redirect("assessment-area", case=case, domain=row.domain)
    return _page(request, case, row, factors=form)


def _row(case: UUID, statement: UUID) -> Any:
    return row_in(case, lambda: assessments.statement_row(statement))


def _page(
    request: DeskRequest,
    case: UUID,
    row: Any,
    *,
    form: ChangeForm | None = None,
    ending: EndForm | None = None,
    factors: FactorForm | None = None,
    stale: Stale | None = None,
) -> HttpResponse:
    head, context = framed(request, case, tab="assessment", act="statement page")
    page = assessments.assessment_page(head.id, row.domain)
    area = page.area
    cards = (*area.strengths, *area.needs, *area.barriers, *area.hopes, *area.tried, *area.ended)
    card = next(one for one in cards if one.id == row.public_id)
    initial = {
        "words": card.words,
        "source_note": row.source_note,
        "urgency": row.urgency,
        "barrier_level": row.barrier_level,
        "worked": row.worked,
        "version": card.version,
    }
    others = [one for one in assessments.statements_of_case(head.id) if one.id != card.id]
    if stale is not None and form is not None:
        form.data = {**form.data.dict(), "version": str(card.version)}  # type: ignore[attr-defined]
    context |= {
        "card": card,
        "area": area,
        "kind_words": StatementKind(card.kind).label,
        "form": form or ChangeForm(card.kind, initial=initial),
        "end_form": ending or EndForm(),
        "factor_form": (factors or FactorForm(others)) if card.kind == StatementKind.NEED and others else None,
        "stale": stale,
        "mine": Version(_("Yours"), form["words"].value() or "", form["words"].value() or "")
        if stale and form
        else None,
        "theirs": Version(_("Theirs"), stale.theirs["words"], stale.theirs["words"]) if stale else None,
    }
    bad = any(one is not None and one.errors for one in (form, ending, factors))
    return render(request, "desk/assessments/statement.html", context, status=409 if stale else 422 if bad else 200)


def _version(title: str, words: Any) -> Version:
    return Version(title, str(words or ""), str(words or ""))
