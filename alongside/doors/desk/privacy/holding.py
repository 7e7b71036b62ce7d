"""Legal holds: which stand, placing one on a case or a person, releasing one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from alongside.doors.desk.cases.refusals import carried_out
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.privacy.report import FindForm
from alongside.doors.desk.privacy.views import officers
from alongside.ground.foundation import clock
from alongside.ground.ui.forms import DateBox
from alongside.oversight.audit.queries.report import people_of_case
from alongside.oversight.disposals.actions.holding import place_hold, release_hold
from alongside.oversight.disposals.queries.holding import HoldLine, holds

A_YEAR = timedelta(days=365)
CASE = "case"


class HoldForm(forms.Form):
    """What is held, why, and until somebody looks again."""

    person = forms.ChoiceField(label=gettext_lazy("What is held"), widget=forms.RadioSelect)
    authority = forms.CharField(
        label=gettext_lazy("On what it rests"),
        max_length=200,
        help_text=gettext_lazy("Such as the number of the court’s order or of the inquiry."),
    )
    why = forms.CharField(
        label=gettext_lazy("Why"),
        widget=forms.Textarea,
        max_length=2000,
        help_text=gettext_lazy("In at least 20 letters. Nobody’s name is needed. It is kept."),
    )
    review_on = forms.DateField(
        label=gettext_lazy("Look again on"),
        widget=DateBox(),
        help_text=gettext_lazy("It does not end by itself: on this day somebody looks whether it is still needed."),
    )


class ReleaseForm(forms.Form):
    """Why a hold ends."""

    why = forms.CharField(
        label=gettext_lazy("Why it ends"),
        widget=forms.Textarea,
        max_length=2000,
        help_text=gettext_lazy("In at least 20 letters. It is kept."),
    )


@require_GET
@officers
def held(request: DeskRequest) -> HttpResponse:
    """Which holds stand, the one to be looked at first above the others, and which have ended."""
    found = holds()
    context = {
        "standing": [one for one in found if one.released_at is None],
        "released": [one for one in found if one.released_at is not None],
        "today": clock.today(),
    }
    return render(request, "desk/privacy/holds.html", context)


@require_http_methods(["GET", "POST"])
@officers
def place(request: DeskRequest) -> HttpResponse:
    """Find the case by its number, then hold it, or one of its people with all her cases."""
    number = request.GET.get("number", "").strip()[:24]
    people = people_of_case(number) if number else []
    find = FindForm({"number": number} if number else None)
    context: dict[str, Any] = {"find": find, "number": number, "form": None}
    if people:
        form = HoldForm(request.POST or None, initial={"person": CASE, "review_on": clock.today() + A_YEAR})
        form.fields["person"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (CASE, _("Case %(number)s") % {"number": number}),
            *((str(key), _("%(name)s, and every case about this person") % {"name": name}) for key, name in people),
        ]
        if request.method == "POST" and carried_out(form, lambda: _place(request, form, number)):
            messages.success(request, _("Held. Nothing of it may be deleted from now on."))
            return redirect("holds")
        context["form"] = form
    status = 422 if context["form"] and context["form"].errors else 200
    return render(request, "desk/privacy/hold_new.html", context, status=status)


def _place(request: DeskRequest, form: HoldForm, number: str) -> None:
    said = form.cleaned_data
    place_hold(
        number=number,
        person=None if said["person"] == CASE else UUID(said["person"]),
        why=said["why"],
        authority=said["authority"],
        review_on=said["review_on"],
        by=request.reader,
    )


@require_http_methods(["GET", "POST"])
@officers
def release(request: DeskRequest, hold: UUID) -> HttpResponse:
    """End a hold, and say why."""
    found = _standing(hold)
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and carried_out(
        form, lambda: release_hold(hold=hold, why=form.cleaned_data["why"], by=request.reader)
    ):
        messages.success(request, _("Released. It may be disposed of when its time has passed."))
        return redirect("holds")
    return render(
        request, "desk/privacy/hold_end.html", {"one": found, "form": form}, status=422 if form.errors else 200
    )


def _standing(hold: UUID) -> HoldLine:
    found = next((one for one in holds() if one.hold == hold and one.released_at is None), None)
    if found is None:
        raise Http404
    return found
