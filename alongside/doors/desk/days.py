"""Choosing a day to look back at, and perhaps a later one to compare it with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy

from alongside.ground.foundation import clock
from alongside.ground.ui.forms import DateBox


class DaysForm(forms.Form):
    """The day to look at, and perhaps a later one to compare it with."""

    on = forms.DateField(label=gettext_lazy("As it was on"), widget=DateBox())
    until = forms.DateField(
        label=gettext_lazy("What changed until"),
        required=False,
        widget=DateBox(),
        help_text=gettext_lazy("Leave it empty to see the one day."),
    )


@dataclass(frozen=True, slots=True)
class Days:
    """The form as it was sent, and the days that it names; today when it names none."""

    form: DaysForm
    on: date
    until: date | None


def days_of(request: HttpRequest) -> Days:
    """The days that the address names."""
    form = DaysForm({"on": request.GET.get("on") or clock.today().isoformat(), "until": request.GET.get("until", "")})
    if form.is_valid():
        return Days(form, form.cleaned_data["on"], form.cleaned_data["until"])
    return Days(form, clock.today(), None)


def evening(day: date) -> datetime:
    """The last moment of a day where the agency is."""
    return timezone.make_aware(datetime.combine(day, time.min)) + timedelta(days=1, microseconds=-1)
