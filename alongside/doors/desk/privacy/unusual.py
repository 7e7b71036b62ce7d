"""Today's unusual accesses, each with its reason, and the look at one; and whether the log is whole."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from alongside.agency.access.queries import emergencies, note_reading
from alongside.doors.desk.entrance import DeskRequest
from alongside.doors.desk.privacy.views import morning, officers
from alongside.ground.foundation import clock
from alongside.ground.ui.forms import DateBox
from alongside.oversight.audit.actions.looking import LETTERS, keep_look
from alongside.oversight.audit.enums import LookOutcome
from alongside.oversight.audit.queries.integrity import integrity
from alongside.oversight.audit.queries.unusual import Access, unusual_accesses


class DayForm(forms.Form):
    """Which day."""

    on = forms.DateField(label=gettext_lazy("Day"), required=False, widget=DateBox())


class LookForm(forms.Form):
    """What the look found."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What did you find?"), choices=LookOutcome.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("In your words"),
        widget=forms.Textarea,
        min_length=LETTERS,
        max_length=2000,
        help_text=gettext_lazy("Whom did you ask, and what was the reason? At least 10 letters. It is kept."),
        error_messages={"min_length": gettext_lazy("Say a little more: at least 10 letters.")},
    )


@require_GET
@officers
def unusual(request: DeskRequest) -> HttpResponse:
    """What stood out on a day: who, where, and why it is shown. Nothing of it is a judgement."""
    form = DayForm({"on": request.GET.get("on") or clock.today().isoformat()})
    day = clock.today()
    if form.is_valid():
        day = form.cleaned_data["on"] or day
    found = _of_day(day)
    context = {
        "form": form,
        "day": day,
        "waiting": [(one, _address(one, day)) for one in found if one.outcome in (None, LookOutcome.ASKED)],
        "seen": [one for one in found if one.outcome not in (None, LookOutcome.ASKED)],
        "self": request.reader.actor_id,
        "emergencies": len(emergencies()),
    }
    return render(request, "desk/privacy/unusual.html", context)


@require_http_methods(["GET", "POST"])
@officers
def look(request: DeskRequest) -> HttpResponse:
    """Look at one access of a day and say what was found. Nobody looks at her own."""
    day, found = named_access(request)
    if found.actor_id == request.reader.actor_id:
        raise Http404
    form = LookForm(request.POST or None, initial={"outcome": found.outcome or "", "note": ""})
    if request.method == "POST" and form.is_valid():
        keep_look(
            access=found,
            outcome=LookOutcome(form.cleaned_data["outcome"]),
            note=form.cleaned_data["note"],
            day_seen=day,
            by=request.reader,
        )
        messages.success(request, _("Kept with the record"))
        return redirect(f"{reverse('unusual')}?{urlencode({'on': day.isoformat()})}")
    context: dict[str, Any] = {"one": found, "form": form, "day": day, "address": _address(found, day)}
    context["query"] = context["address"].removeprefix(reverse("unusual-look"))
    return render(request, "desk/privacy/look.html", context)


@require_GET
@officers
def whole(request: DeskRequest) -> HttpResponse:
    """Whether the log is whole: the last seal, what waits for one, and what the last verification found."""
    note_reading("integrity of the log", kind="log")
    return render(request, "desk/privacy/whole.html", {"found": integrity()})


def named_access(request: DeskRequest) -> tuple[date, Access]:
    """The unusual access that an address names, and its day; 404 when there is none such."""
    asked = request.GET
    try:
        day = date.fromisoformat(asked.get("on", ""))
    except ValueError:
        raise Http404 from None
    wanted = (asked.get("what", ""), asked.get("who", ""), asked.get("where", ""))
    found = next((one for one in _of_day(day) if _names(one) == wanted), None)
    if found is None:
        raise Http404
    return day, found


def _of_day(day: date) -> list[Access]:
    return unusual_accesses(begins=morning(day), ends=morning(day + timedelta(days=1)))


def _names(one: Access) -> tuple[str, str, str]:
    return one.unusual.value, str(one.actor_id), "" if one.circle_id is None else str(one.circle_id)


def _address(one: Access, day: date) -> str:
    what, who, where = _names(one)
    words = urlencode({"on": day.isoformat(), "what": what, "who": who, "where": where})
    return f"{reverse('unusual-look')}?{words}"
