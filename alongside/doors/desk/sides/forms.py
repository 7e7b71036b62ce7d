"""What flagging that two people stand against each other asks, and deciding on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.ground.ui.forms import DateBox
from alongside.record.cases.enums import InterestKind


class SidesForm(forms.Form):
    """Who stands against whom, and on what that rests."""

    one = forms.ChoiceField(label=_("One of them"))
    other = forms.ChoiceField(label=_("The other"))
    kind = forms.ChoiceField(
        label=_("What stands between them"), choices=InterestKind.choices, widget=forms.RadioSelect
    )
    basis = forms.CharField(
        label=_("What was said or seen, and by whom"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    seen_on = forms.DateField(label=_("When you learned of it"), widget=DateBox)
    idempotency_key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, people: Sequence[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            self.fields[name].choices = people  # type: ignore[attr-defined]  # choice fields


class DecideForm(forms.Form):
    """Who works with whom."""

    decision = forms.CharField(
        label=_("Who works with whom, and why"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    same_worker = forms.BooleanField(label=_("One worker may work with both"), required=False)
    review_on = forms.DateField(
        label=_("Looked at again on"), widget=DateBox, help_text=_("At the latest after 90 days.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class OverForm(forms.Form):
    """Why they do not stand against each other any more."""

    why = forms.CharField(label=_("What has changed"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)
