"""What writing down something terrible asks; everything but who is up to the person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.ground.ui.forms import DateBox
from alongside.practice.assessments.enums import DetailChosen
from alongside.practice.assessments.rules.experiences import LONGEST


class ExperienceForm(forms.Form):
    """As much of it as they want."""

    person = forms.ChoiceField(label=_("Who lived through it"))
    chosen = forms.ChoiceField(
        label=_("How much they want written down"), choices=DetailChosen.choices, widget=forms.RadioSelect
    )
    summary = forms.CharField(
        label=_("In a few words"),
        max_length=300,
        required=False,
        help_text=_("What whoever works with them should know, so that nobody asks again."),
    )
    helps = forms.CharField(label=_("What helps when it comes up"), max_length=300, required=False)
    words = forms.CharField(
        label=_("As they tell it"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Only whoever carries this case, and their supervisor, can open it. Each says what for."),
    )
    told_on = forms.DateField(label=_("On which day"), widget=DateBox)
    idempotency_key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, people: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]  # a choice field


class OpenForm(forms.Form):
    """What it is opened for."""

    why = forms.CharField(label=_("What you need it for"), max_length=300, required=False)
