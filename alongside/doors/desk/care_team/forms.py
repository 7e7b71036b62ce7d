"""What adding somebody to a care team asks, and what their page asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.ground.ui.forms import DateBox
from alongside.practice.careteams.enums import TeamGround

Choices = Sequence[tuple[str, str]]


class AddForm(forms.Form):
    """Who joins, what they do for whom, on what ground, until when."""

    person = forms.ChoiceField(label=_("Who they work with"))
    name = forms.CharField(label=_("Name of the professional"), max_length=100)
    role = forms.CharField(
        label=_("What they do"), max_length=300, help_text=_("For this person, such as “Finds a flat”.")
    )
    ground = forms.ChoiceField(label=_("On what ground"), choices=TeamGround.choices, initial=TeamGround.CONSENT)
    consent = forms.ChoiceField(
        label=_("Which consent"), required=False, help_text=_("It names their organisation and covers the plan.")
    )
    organisation = forms.CharField(
        label=_("Organisation"), max_length=200, required=False, help_text=_("With a consent: the one that it names.")
    )
    ground_words = forms.CharField(
        label=_("The law, or the court and its order"),
        max_length=1000,
        required=False,
        help_text=_("Not needed with a consent."),
    )
    told = forms.BooleanField(label=_("The person was told"), required=False)
    not_told_why = forms.CharField(label=_("If not, why not"), max_length=300, required=False)
    until_on = forms.DateField(label=_("Last day"), widget=DateBox, required=False)
    known_as = forms.CharField(
        label=_("What their page calls the person"),
        max_length=80,
        help_text=_("Initials are enough for who knows them. It stands on a page outside the house."),
    )
    reach = forms.CharField(label=_("How you reach them"), max_length=200, required=False)
    idempotency_key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, people: Choices, consents: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]  # a choice field
        self.fields["consent"].choices = [("", _("None")), *consents]  # type: ignore[attr-defined]  # a choice field


class UntilForm(forms.Form):
    """Another last day."""

    until_on = forms.DateField(label=_("Last day"), widget=DateBox, required=False)


class EndForm(forms.Form):
    """Why somebody leaves the care team, for the history."""

    why = forms.CharField(label=_("Why"), max_length=500, required=False, help_text=_("Only for your own record."))


class ShareForm(forms.Form):
    """The lines that they do, to be shown to them."""

    lines = forms.MultipleChoiceField(
        label=_("Lines of the plan"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("This line is not there to share any more. Choose again.")},
    )
    may_leave = forms.CharField(
        label=_("Why it may tell where they live"),
        max_length=500,
        required=False,
        help_text=_("Only when it does, and must. At least 20 letters, kept with your name."),
    )

    def __init__(self, lines: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = lines  # type: ignore[attr-defined]  # a choice field
