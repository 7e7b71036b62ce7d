"""What people say is wrong in their record: taken down, answered, and how they see it kept with the entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from alongside.doors.desk.cases.frame import framed
from alongside.doors.desk.cases.refusals import carried_out
from alongside.doors.desk.entrance import DeskRequest
from alongside.ground.foundation import clock
from alongside.ground.foundation.errors import NotFound
from alongside.ground.ui.forms import DateBox
from alongside.practice.corrections import actions
from alongside.practice.corrections.enums import AnswerClock, EntryOf, Outcome
from alongside.practice.corrections.queries import CorrectionLine, corrections_of_case
from alongside.record.cases.queries import CaseHead, case_row


class TakeForm(forms.Form):
    """What somebody says is wrong, and about which entry."""

    kind = forms.ChoiceField(widget=forms.HiddenInput, choices=EntryOf.choices)
    entry = forms.UUIDField(widget=forms.HiddenInput, required=False)
    person_id = forms.TypedChoiceField(label=gettext_lazy("Who says so?"), widget=forms.RadioSelect, coerce=int)
    about = forms.CharField(label=gettext_lazy("Which entry it is about"), max_length=200, required=False)
    own_words = forms.CharField(
        label=gettext_lazy("What they say, in their own words"), widget=forms.Textarea, max_length=4000
    )
    asked_on = forms.DateField(label=gettext_lazy("Day on which they said so"), widget=DateBox())
    clock_of = forms.ChoiceField(
        label=gettext_lazy("By when to answer"), choices=AnswerClock.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, head: CaseHead, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person_id"].choices = [(one.person_id, one.name) for one in head.people]  # type: ignore[attr-defined]
        if (self.data or self.initial).get("kind") != EntryOf.OTHER:
            del self.fields["about"]


class AnswerForm(forms.Form):
    """What was answered, or why it takes longer, or how the person sees it."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What is answered?"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=gettext_lazy("The answer, as the person reads it"), widget=forms.Textarea, max_length=4000
    )


class WhyForm(forms.Form):
    """Why the answer takes longer."""

    why = forms.CharField(label=gettext_lazy("Why it takes longer"), widget=forms.Textarea, max_length=1000)


class StatementForm(forms.Form):
    """How the person sees it."""

    statement = forms.CharField(
        label=gettext_lazy("How they see it, in their own words"),
        widget=forms.Textarea,
        max_length=4000,
        help_text=gettext_lazy("It is kept with the entry for good, and goes with every copy of it."),
    )


@require_http_methods(["GET", "POST"])
def corrections(request: DeskRequest, case: UUID) -> HttpResponse:
    """Everything that people say is wrong in a case, and a place to take it down."""
    head, frame = framed(request, case, tab="corrections", act="case page")
    asked = {"kind": request.GET.get("kind", EntryOf.OTHER), "entry": request.GET.get("entry", "")}
    first = {**asked, "asked_on": clock.today(), "clock_of": AnswerClock.HIPAA, "person_id": head.people[0].person_id}
    form = TakeForm(request.POST or None, head=head, initial=first)

    def take() -> None:
        actions.take_correction(case=case_row(case), by=request.reader, **form.cleaned_data)

    try:
        if request.method == "POST" and carried_out(form, take):
            messages.success(request, _("Kept with the record"))
            return redirect("corrections", case=case)
    except NotFound:
        raise Http404 from None
    context = {**frame, "head": head, "form": form, "lines": corrections_of_case(head.id)}
    return render(request, "desk/corrections/list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def answer(request: DeskRequest, case: UUID, correction: UUID) -> HttpResponse:
    """One correction: the answer, more time, or how the person sees it."""
    head, frame = framed(request, case, tab="corrections", act="case page")
    line = next((one for one in corrections_of_case(head.id) if one.public_id == correction), None)
    if line is None:
        raise Http404
    said = request.POST if request.method == "POST" else None
    sent = {name: said if said and name in said else None for name in ("outcome", "why", "statement")}
    forms_of: dict[str, Any] = {
        "outcome": AnswerForm(sent["outcome"]),
        "why": WhyForm(sent["why"]),
        "statement": StatementForm(sent["statement"]),
    }
    done = [name for name, form in forms_of.items() if sent[name] is not None and _done(request, case, line, form)]
    if done:
        return redirect("correction", case=case, correction=correction)
    broken = any(form.errors for form in forms_of.values())
    context = {**frame, "head": head, "one": line, "one_line": [line], "forms": forms_of}
    return render(request, "desk/corrections/one.html", context, status=422 if broken else 200)


def _done(request: DeskRequest, case: UUID, line: CorrectionLine, form: forms.Form) -> bool:
    """Whether the form was in order and what it asks for was done."""
    verbs: dict[type[forms.Form], Callable[..., object]] = {
        AnswerForm: actions.answer_correction,
        WhyForm: actions.lengthen_correction,
        StatementForm: actions.add_statement_to_correction,
    }

    def act() -> None:
        verbs[type(form)](case=case_row(case), correction=line.public_id, by=request.reader, **form.cleaned_data)

    return carried_out(form, act)
