"""What a member of a care team says of a line."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.practice.plans.enums import StepState
from alongside.practice.plans.rules.sharing import MOST_LETTERS, TOLD


class CodeForm(forms.Form):
    """The code that was told by another way than the address."""

    code = forms.CharField(label=_("Code"), max_length=20)


class TellForm(forms.Form):
    """Where the line stands, and what happened."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=_("Where it stands"),
        choices=[(one.value, one.label) for one in StepState if one in TOLD],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where it stands.")},
    )
    words = forms.CharField(
        label=_("What happened"),
        widget=forms.Textarea,
        max_length=MOST_LETTERS,
        help_text=_("In a few words. The person may read them too."),
        error_messages={"required": _("Say what happened, in a few words.")},
    )
