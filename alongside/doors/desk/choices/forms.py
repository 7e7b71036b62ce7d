"""What writing down a choice, setting a limit and looking at it again ask."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.ground.ui.forms import DateBox
from alongside.practice.choices.enums import ChoiceAnswer, LimitGround, LimitOutcome

LONG = 4000
Choices = Sequence[tuple[str, str]]


class OnePerson(forms.Form):
    """A form about somebody who takes part in the case."""

    person = forms.ChoiceField(label=_("Who"), widget=forms.Select)
    idempotency_key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, people: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]  # a choice field


class ChoiceForm(OnePerson):
    """What was offered, and what they decided."""

    what = forms.CharField(label=_("What they could decide"), max_length=300)
    ways = forms.CharField(
        label=_("The ways there were"),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line. Doing nothing is a way too."),
    )
    offered_on = forms.DateField(label=_("Day of the offer"), widget=DateBox)
    answer = forms.ChoiceField(
        label=_("What they decided"), choices=ChoiceAnswer.choices, widget=forms.RadioSelect, initial=ChoiceAnswer.LATER
    )
    words = forms.CharField(
        label=_("In their words"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    helped_by = forms.CharField(label=_("Who helped them decide"), max_length=200, required=False)
    answered_on = forms.DateField(label=_("Day they decided"), widget=DateBox, required=False)


class AnswerForm(forms.Form):
    """What they decided, or decided otherwise since."""

    answer = forms.ChoiceField(label=_("What they decided"), choices=ChoiceAnswer.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In their words"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    helped_by = forms.CharField(label=_("Who helped them decide"), max_length=200, required=False)
    answered_on = forms.DateField(label=_("Day they decided"), widget=DateBox, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)


class LimitForm(OnePerson):
    """What they may not decide alone, by which right, until when."""

    what = forms.CharField(label=_("What they may not decide alone"), max_length=300)
    ground = forms.ChoiceField(label=_("It rests on"), choices=LimitGround.choices, widget=forms.RadioSelect)
    basis = forms.CharField(
        label=_("Which law, order or danger"), max_length=300, help_text=_("So that somebody else can look it up.")
    )
    why = forms.CharField(label=_("Why it is needed"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}))
    tried = forms.CharField(
        label=_("What was tried that limits less"),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    decided_by = forms.CharField(label=_("Who decided it"), max_length=200)
    from_on = forms.DateField(label=_("First day"), widget=DateBox)
    until_on = forms.DateField(label=_("Last day"), widget=DateBox, required=False)
    review_on = forms.DateField(
        label=_("Looked at again on"), widget=DateBox, required=False, help_text=_("At the latest after 90 days.")
    )
    told = forms.BooleanField(label=_("The person was told"), required=False)
    not_told_why = forms.CharField(label=_("If not, why not"), max_length=300, required=False)
    their_words = forms.CharField(
        label=_("What they say of it"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class LookForm(forms.Form):
    """What came of looking at a limit again."""

    outcome = forms.ChoiceField(label=_("What came of it"), choices=LimitOutcome.choices, widget=forms.RadioSelect)
    what = forms.CharField(label=_("What is left of it"), max_length=300, required=False)
    words = forms.CharField(label=_("Why"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}))
    their_words = forms.CharField(
        label=_("What they say of it"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    review_on = forms.DateField(
        label=_("Looked at again on"), widget=DateBox, required=False, help_text=_("If it is not over.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
