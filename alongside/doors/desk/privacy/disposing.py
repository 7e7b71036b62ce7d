"""Disposals: what is due, the dry run, proposing, agreeing to what another proposed, and the certificates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from alongside.doors.desk.again import once_more
from alongside.doors.desk.cases.refusals import carried_out, words_of
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.privacy.report import FindForm
from alongside.doors.desk.privacy.views import officers
from alongside.ground.foundation.errors import Refused
from alongside.oversight.audit.queries.report import people_of_case
from alongside.oversight.disposals.actions.proposing import decide_disposal, propose_disposal, propose_erasure
from alongside.oversight.disposals.enums import DisposalState
from alongside.oversight.disposals.queries.finding import candidates, counted, disposals, due_lines, paper_of
from alongside.oversight.disposals.queries.finding import disposal as disposal_line
from alongside.oversight.disposals.rules.asking import Candidate

MOST = 100
OPEN = (DisposalState.PROPOSED, DisposalState.APPROVED, DisposalState.STOPPED)


class AskedForm(forms.Form):
    """Whose record, and by which request."""

    person = forms.ChoiceField(label=gettext_lazy("Who asks"), widget=forms.RadioSelect)
    reference = forms.CharField(
        label=gettext_lazy("By which request"),
        max_length=200,
        help_text=gettext_lazy("Such as its number and day. No name: it stays on the certificate."),
    )


class AnswerForm(forms.Form):
    """Agree, or not and why."""

    agree = forms.TypedChoiceField(
        label=gettext_lazy("Do you agree?"),
        choices=(("yes", gettext_lazy("Yes, erase it for good")), ("no", gettext_lazy("No"))),
        widget=forms.RadioSelect,
        coerce=lambda said: said == "yes",
    )
    answer = forms.CharField(
        label=gettext_lazy("Why"),
        widget=forms.Textarea,
        max_length=300,
        required=False,
        help_text=gettext_lazy("Needed when you do not agree: at least 10 letters. Nobody’s name."),
    )


@require_GET
@officers
def listed(request: DeskRequest) -> HttpResponse:
    """What waits for somebody to agree, and what was done."""
    found = disposals()
    context = {
        "waiting": [one for one in found if one.state in OPEN],
        "done": [one for one in found if one.state not in OPEN],
        "self": request.reader.actor_id,
    }
    return render(request, "desk/privacy/disposals.html", context)


@require_GET
@officers
def due(request: DeskRequest) -> HttpResponse:
    """What may go, by number, class, day and rule; nothing of the record itself."""
    waiting = {
        (item.kind, item.number)
        for one in disposals(DisposalState.PROPOSED, DisposalState.APPROVED)
        for item in one.items
    }
    lines = [(line, (line.what.kind.value, line.what.number) in waiting) for line in due_lines()]
    free = any(not line.what.held and not waits for line, waits in lines[:MOST])
    return render(request, "desk/privacy/due.html", {"lines": lines[:MOST], "more": len(lines) > MOST, "any": free})


@require_http_methods(["GET", "POST"])
@officers
def propose(request: DeskRequest) -> HttpResponse:
    """The dry run of what was chosen; sent, it is proposed to the other privacy officers."""
    chosen = _chosen(request.GET.getlist("item"))
    if not chosen:
        messages.info(request, _("Choose at least one record."))
        return redirect("due")
    problem = ""
    if request.method == "POST":
        try:
            made = propose_disposal(chosen=chosen, by=request.reader)
        except Refused as refusal:
            problem = words_of(refusal)
        else:
            messages.success(request, _("Proposed. Nothing is erased before another privacy officer agrees."))
            return redirect("disposal", disposal=made)
    context = {"chosen": chosen, "plan": counted(chosen), "problem": problem}
    return render(request, "desk/privacy/propose.html", context, status=422 if problem else 200)


def _chosen(names: Sequence[str]) -> list[Candidate]:
    wanted = set(names[:MOST])
    return [one for one in candidates() if f"{one.kind.value}-{one.number}" in wanted and not one.held]


@require_http_methods(["GET", "POST"])
@officers
def asked(request: DeskRequest) -> HttpResponse:
    """Somebody asks that her record be erased: refused in plain words while a duty or a hold stands."""
    number = request.GET.get("number", "").strip()[:24]
    people = people_of_case(number) if number else []
    find = FindForm({"number": number} if number else None)
    context: dict[str, Any] = {"find": find, "number": number, "form": None}
    if people:
        form = AskedForm(request.POST or None)
        form.fields["person"].choices = [(str(key), name) for key, name in people]  # type: ignore[attr-defined]
        if request.method == "POST" and carried_out(form, lambda: _asked(request, form)):
            messages.success(request, _("Proposed. Nothing is erased before another privacy officer agrees."))
            return redirect("disposals")
        context["form"] = form
    status = 422 if context["form"] and context["form"].errors else 200
    return render(request, "desk/privacy/asked.html", context, status=status)


def _asked(request: DeskRequest, form: AskedForm) -> None:
    said = form.cleaned_data
    propose_erasure(person=UUID(said["person"]), reference=said["reference"], by=request.reader)


@require_http_methods(["GET", "POST"])
@officers
@once_more
def one(request: DeskRequest, disposal: UUID) -> HttpResponse:
    """One disposal: what would go or went, and whether this officer agrees."""
    found = disposal_line(disposal)
    if found is None:
        raise Http404
    waits = found.state == DisposalState.PROPOSED
    form = AnswerForm(request.POST or None) if waits else None
    if form is not None and found.proposed_by_id == request.reader.actor_id:
        form.fields["agree"].choices = (("no", _("I take it back")),)  # type: ignore[attr-defined]
        form.fields["agree"].initial = "no"
    if form is not None and request.method == "POST" and carried_out(form, lambda: _decide(request, disposal, form)):
        messages.success(request, _("Decided."))
        return redirect("disposals")
    context = {"one": found, "form": form, "mine": found.proposed_by_id == request.reader.actor_id}
    status = 422 if form is not None and form.errors else 200
    return render(request, "desk/privacy/disposal.html", context, status=status)


def _decide(request: DeskRequest, disposal: UUID, form: AnswerForm) -> None:
    said = form.cleaned_data
    decide_disposal(disposal=disposal, agree=said["agree"], answer=said["answer"], by=request.reader)


@require_GET
@officers
def certificate(request: DeskRequest, disposal: UUID) -> HttpResponse:
    """The certificate as a PDF."""
    paper = paper_of(disposal)
    if paper is None:
        raise Http404
    response = HttpResponse(paper, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="certificate-of-disposal.pdf"'
    response.headers["Content-Security-Policy"] = "sandbox"
    return response
