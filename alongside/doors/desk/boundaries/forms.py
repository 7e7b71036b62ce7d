"""What an entry about work and private life asks, and what a supervisor says of it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.agency.staff.enums import BoundaryAnswer, BoundaryKind
from alongside.ground.foundation import clock
from alongside.ground.ui.forms import DateBox


class BoundaryForm(forms.Form):
    """A gift, a contact online, somebody known from elsewhere."""

    kind = forms.ChoiceField(label=_("What it is"), choices=BoundaryKind.choices, widget=forms.RadioSelect)
    on = forms.DateField(label=_("On which day"), widget=DateBox, initial=clock.today)
    what = forms.CharField(
        label=_("What happened"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Without anybody’s name. The number of the case is enough."),
    )
    worth = forms.CharField(label=_("What it is worth"), max_length=60, required=False)
    case_number = forms.CharField(label=_("Number of the case"), max_length=24, required=False)
    answer = forms.ChoiceField(label=_("What came of it"), choices=BoundaryAnswer.choices, widget=forms.RadioSelect)
    idempotency_key = forms.CharField(widget=forms.HiddenInput, required=False)


class TieForm(forms.Form):
    """What it is that a worker may know somebody in her case."""

    words = forms.CharField(
        label=_("What it is, and what comes of it"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Without anybody’s name. The worker does not read this."),
    )


class BoundaryLookForm(forms.Form):
    """What a supervisor says of it."""

    words = forms.CharField(label=_("What comes of it"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
